/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LUKS version 2: two headers, each with a JSON text after it, a checksum over both, and a number
 * that grows with each update. To qemu-img such a volume is a plain disk. Of the text, only the
 * sizes of the areas are read.
 */
#include "formats/check.h"
#include "text.h"

#include <string.h>

#include "algorithms.h"
#include "header2.h"

struct copy {
	uint64_t place;
	bool found;	/* the magic is there */
	bool parsed;	/* ... and the header keeps its rules */
	bool fine;	/* ... and so does everything up to its end: it can be used */
	uint8_t *bytes; /* header and JSON area, once they are read */
	struct luks_header2 header;
	uint8_t start[LUKS_HEADER2_SIZE];
};

struct look {
	struct image *img;
	struct check_sink *sink;
	struct copy first, second;
};

static bool tell(struct look *l, const struct copy *c, uint32_t fault, uint64_t field,
		 uint64_t value, uint64_t extra)
{
	return check_field(l->sink, l->img, fault, CHECK_EFFECT_CORRUPTION, c->place + field, value,
			   extra, 0);
}

/* Look for a header with that magic in one place. */
static bool read_start(struct look *l, uint64_t place, uint32_t magic, struct copy *c)
{
	struct parse_in in = parse_input(c->start, sizeof(c->start), place);

	c->place = place;
	c->found = c->parsed = c->fine = false;
	if (place >= io_size(l->img->disk))
		return true;
	if (!io_read_padded(l->img->disk, place, c->start, sizeof(c->start)))
		return false;
	c->found = luks_has_magic2(c->start, magic);
	c->parsed = c->found && luks_header2_parse(&in, &c->header) == PARSE_OK;
	return true;
}

static bool tell_broken(struct look *l, struct copy *c)
{
	struct parse_in in = parse_input(c->start, sizeof(c->start), c->place);

	if (luks_header2_parse(&in, &c->header) == PARSE_OK)
		return true;
	return tell(l, c, FAULT_LUKS_HEADER2_CHECK_BROKEN, in.bad_off, in.bad_off, c->place);
}

static bool tell_unknown_hash(struct look *l, const struct copy *c)
{
	const uint8_t *name = c->header.checksum_algorithm;
	const struct check_problem problem = {
		.fault = FAULT_LUKS_HEADER2_CHECK_UNKNOWN_HASH,
		.effect = CHECK_EFFECT_CHECK_ERROR,
		.disk = (uint16_t)l->img->disk,
		.offset = c->place + LUKS_HEADER2_CHECKSUM_ALGORITHM_OFFSET,
		.extra0 = c->place,
	};
	size_t len = 0;

	while (len < sizeof(c->header.checksum_algorithm) && name[len] != '\0')
		len++;
	return check_tell_detail(l->sink, &problem, name, len);
}

static bool check_sum(struct look *l, struct copy *c)
{
	uint32_t hash =
		luks_find_hash(c->header.checksum_algorithm, sizeof(c->header.checksum_algorithm));
	uint8_t digest[HASH_MAX_SIZE];

	c->fine = true;
	if (hash == TARGET_CIPHER_HASH_NONE)
		return tell_unknown_hash(l, c);
	luks_sum2(c->bytes, c->header.len_header, luks_hash(hash), digest);
	c->fine = memcmp(digest, c->header.checksum, hash_size(luks_hash(hash))) == 0;
	return c->fine || tell(l, c, FAULT_LUKS_HEADER2_CHECK_CHECKSUM,
			       LUKS_HEADER2_CHECKSUM_OFFSET, 0, c->place);
}

static struct luks_text text_of(const struct copy *c)
{
	return (struct luks_text){ c->bytes + LUKS_HEADER2_SIZE,
				   c->header.len_header - LUKS_HEADER2_SIZE };
}

static bool tell_text(struct look *l, struct copy *c, uint32_t fault, uint64_t value)
{
	c->fine = false;
	return tell(l, c, fault, LUKS_HEADER2_SIZE, value, c->place);
}

/* An object, a zero byte, and nothing more. */
static bool check_text(struct look *l, struct copy *c)
{
	struct luks_text text = text_of(c);
	size_t len = luks_text_end(&text), rest;

	if (text.p[0] != '{')
		return tell_text(l, c, FAULT_LUKS_HEADER2_CHECK_NO_TEXT, 0);
	if (len == text.len)
		return tell_text(l, c, FAULT_LUKS_HEADER2_CHECK_TEXT_END, 0);
	for (rest = len; rest < text.len && text.p[rest] == 0;)
		rest++;
	return rest == text.len || tell_text(l, c, FAULT_LUKS_HEADER2_CHECK_TEXT_REST, rest);
}

/* What a header says of itself. One that breaks a rule is not looked at further. */
static bool check_copy(struct look *l, struct copy *c)
{
	const struct luks_header2 *h = &c->header;

	if (!c->parsed)
		return tell_broken(l, c);
	if (h->ofs_header != c->place)
		return tell(l, c, FAULT_LUKS_HEADER2_CHECK_PLACE, LUKS_HEADER2_OFS_HEADER_OFFSET,
			    h->ofs_header, c->place);
	if (h->len_header > io_size(l->img->disk) - c->place)
		return tell(l, c, FAULT_LUKS_HEADER2_CHECK_PAST_END, LUKS_HEADER2_LEN_HEADER_OFFSET,
			    h->len_header, c->place);
	c->bytes = io_alloc(h->len_header, 1);
	return c->bytes && io_read(l->img->disk, c->place, c->bytes, (uint32_t)h->len_header) &&
	       check_sum(l, c) && (!c->fine || check_text(l, c));
}

static bool search(struct look *l)
{
	l->second.found = false;
	for (uint64_t place = LUKS_MIN_LEN_HEADER2;
	     place <= LUKS_MAX_LEN_HEADER2 && !l->second.found; place *= 2)
		if (!read_start(l, place, LUKS_HEADER2_MAGIC_COPY, &l->second))
			return false;
	return true;
}

/* The copy is where the first header says, or if that cannot be trusted, in any place. */
static bool find_second(struct look *l)
{
	const struct copy *first = &l->first;

	if (first->parsed &&
	    !read_start(l, first->header.len_header, LUKS_HEADER2_MAGIC_COPY, &l->second))
		return false;
	if (l->second.found)
		return true;
	if (!first->fine && !search(l))
		return false;
	return l->second.found || !first->parsed ||
	       tell(l, first, FAULT_LUKS_HEADER2_CHECK_COPY_MISSING, LUKS_HEADER2_LEN_HEADER_OFFSET,
		    first->header.len_header, 0);
}

/* The fields that no two headers share. */
static bool is_own(uint64_t at)
{
	return at < LUKS_HEADER2_VERSION_OFFSET ||
	       (at >= LUKS_HEADER2_SALT_OFFSET && at < LUKS_HEADER2_UUID_OFFSET) ||
	       (at >= LUKS_HEADER2_OFS_HEADER_OFFSET &&
		at < LUKS_HEADER2_OFS_HEADER_OFFSET + sizeof(uint64_t)) ||
	       (at >= LUKS_HEADER2_CHECKSUM_OFFSET &&
		at < LUKS_HEADER2_CHECKSUM_OFFSET + LUKS_LEN_SHA512);
}

static bool compare(struct look *l)
{
	const struct copy *a = &l->first, *b = &l->second;
	uint64_t at = 0;

	while (at < a->header.len_header && (is_own(at) || a->bytes[at] == b->bytes[at]))
		at++;
	return at == a->header.len_header ||
	       tell(l, b, FAULT_LUKS_HEADER2_CHECK_COPY_DIFFERS, at, at, 0);
}

/* Two headers, both sound: of the same age they are the same. */
static bool check_pair(struct look *l)
{
	const struct copy *a = &l->first, *b = &l->second;
	const struct copy *older = a->header.sequence < b->header.sequence ? a : b;
	const struct copy *newer = older == a ? b : a;

	if (a->header.len_header != b->header.len_header)
		return tell(l, b, FAULT_LUKS_HEADER2_CHECK_LENGTH, LUKS_HEADER2_LEN_HEADER_OFFSET,
			    b->header.len_header, a->header.len_header);
	if (a->header.sequence == b->header.sequence)
		return compare(l);
	return tell(l, older, FAULT_LUKS_HEADER2_CHECK_OLDER, LUKS_HEADER2_SEQUENCE_OFFSET,
		    older->header.sequence, newer->header.sequence);
}

/* Of the header that counts: the areas that its text describes. */
static bool check_areas(struct look *l, struct copy *c)
{
	struct luks_text text = text_of(c);
	uint64_t start = 2 * c->header.len_header, size;

	if (!luks_text_number(&text, LUKS_JSON_SIZE, &size) || size != text.len)
		return tell_text(l, c, FAULT_LUKS_HEADER2_CHECK_TEXT_SIZE, text.len);
	if (!luks_text_number(&text, LUKS_KEYSLOTS_SIZE, &size))
		return tell_text(l, c, FAULT_LUKS_HEADER2_CHECK_NO_KEYSLOTS, 0);
	return (start <= io_size(l->img->disk) && size <= io_size(l->img->disk) - start) ||
	       tell_text(l, c, FAULT_LUKS_HEADER2_CHECK_KEYSLOTS_PAST_END, size);
}

static struct copy *that_counts(struct look *l)
{
	struct copy *a = &l->first, *b = &l->second;

	if (a->fine && b->fine)
		return a->header.sequence < b->header.sequence ? b : a;
	return a->fine ? a : b;
}

static bool check_volume(struct look *l)
{
	struct copy *counts;

	if (l->second.found && !check_copy(l, &l->second))
		return false;
	if (l->first.fine && l->second.fine && !check_pair(l))
		return false;
	counts = that_counts(l);
	return !counts->fine || check_areas(l, counts);
}

static bool is_blank(const uint8_t *start)
{
	for (size_t i = 0; i < LUKS_HEADER2_SIZE; i++)
		if (start[i] != 0)
			return false;
	return true;
}

/* Whether the start of the file was this copy's first header. What another disk left is no harm. */
static bool is_orphan(const struct look *l)
{
	const struct copy *c = &l->second;

	return c->parsed && c->header.ofs_header == c->place &&
	       (is_blank(l->first.start) || memcmp(l->first.start + LUKS_HEADER2_UUID_OFFSET,
						   c->header.uuid, sizeof(c->header.uuid)) == 0);
}

static bool check_orphan(struct look *l, bool *found)
{
	if (!search(l))
		return false;
	*found = l->second.found && is_orphan(l);
	return !*found ||
	       (tell(l, &l->first, FAULT_LUKS_HEADER2_CHECK_FIRST_MISSING, 0, l->second.place, 0) &&
		check_volume(l));
}

bool luks_check_headers(struct image *img, struct check_sink *sink, bool *found)
{
	struct look l = { .img = img, .sink = sink };
	size_t mark = io_mark();
	bool done;

	if (!read_start(&l, 0, LUKS_HEADER2_MAGIC_FIRST, &l.first))
		return false;
	*found = l.first.found;
	if (!*found)
		done = check_orphan(&l, found);
	else if (luks_phdr_peek_version(l.first.start) == LUKS_PHDR_VERSION)
		done = true; /* opened as what it is, it is checked */
	else
		done = check_copy(&l, &l.first) && find_second(&l) && check_volume(&l);
	io_release(mark);
	return done;
}
