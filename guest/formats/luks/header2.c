/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS version 2: which of the two headers counts. */
#include "algorithms.h"
#include "header2.h"

#include <string.h>

#include "generated/structures.h"
#include "text.h"

bool luks_has_magic2(const uint8_t *start, uint32_t magic)
{
	return load_u4be(start) == magic &&
	       bytes_eq(start + LUKS_HEADER2_MAGIC_END_OFFSET, LUKS_HEADER2_MAGIC_END,
			LUKS_HEADER2_MAGIC_END_SIZE);
}

void luks_sum2(const uint8_t *bytes, uint64_t len, enum hash_algorithm algorithm, uint8_t *digest)
{
	static const uint8_t zeros[sizeof(((struct luks_header2 *)0)->checksum)];
	const size_t end = LUKS_HEADER2_CHECKSUM_OFFSET + sizeof(zeros);
	struct hash h;

	hash_begin(&h, algorithm);
	hash_add(&h, bytes, LUKS_HEADER2_CHECKSUM_OFFSET);
	hash_add(&h, zeros, sizeof(zeros));
	hash_add(&h, bytes + end, len - end);
	hash_end(&h, digest);
}

static bool unsound(const struct image *img, const struct luks_volume2 *v, uint32_t fault,
		    uint64_t offset, uint64_t value)
{
	return fault_raise(img->disk, fault, v->place + offset, value);
}

static bool check_sum(const struct image *img, const struct luks_volume2 *v, const uint8_t *bytes)
{
	const struct luks_header2 *h = &v->header;
	uint32_t hash = luks_find_hash(h->checksum_algorithm, sizeof(h->checksum_algorithm));
	uint8_t digest[HASH_MAX_SIZE];

	if (hash != TARGET_CIPHER_HASH_NONE) {
		luks_sum2(bytes, h->len_header, luks_hash(hash), digest);
		if (memcmp(digest, h->checksum, hash_size(luks_hash(hash))) == 0)
			return true;
	}
	return unsound(img, v, FAULT_LUKS_HEADER2_WRONG_CHECKSUM, LUKS_HEADER2_CHECKSUM_OFFSET, 0);
}

/* The text ends with the first zero byte. */
static bool check_text(const struct image *img, struct luks_volume2 *v, const uint8_t *bytes)
{
	struct luks_text area = { bytes + LUKS_HEADER2_SIZE,
				  v->header.len_header - LUKS_HEADER2_SIZE };
	size_t bad;

	v->text = (struct json){ area.p, luks_text_end(&area) };
	if (v->text.len < area.len && json_check(&v->text, &bad) && json_is_object(&v->text))
		return true;
	return unsound(img, v, FAULT_LUKS_HEADER2_TEXT, LUKS_HEADER2_SIZE, v->text.len);
}

/* The header at v->place: false, with a fault, if it is not sound. The bytes stay in the arena. */
static bool read_one(struct image *img, struct luks_volume2 *v, uint32_t magic)
{
	uint8_t start[LUKS_HEADER2_SIZE], *bytes;
	struct parse_in in = parse_input(start, sizeof(start), v->place);

	if (!io_read_padded(img->disk, v->place, start, sizeof(start)))
		return false;
	if (luks_header2_parse(&in, &v->header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (v->header.magic != magic || v->header.ofs_header != v->place)
		return unsound(img, v, FAULT_LUKS_HEADER2_PLACE, LUKS_HEADER2_OFS_HEADER_OFFSET,
			       v->header.ofs_header);
	if (v->header.len_header > io_size(img->disk) - v->place)
		return unsound(img, v, FAULT_LUKS_HEADER2_PAST_END, LUKS_HEADER2_LEN_HEADER_OFFSET,
			       v->header.len_header);
	bytes = io_alloc(v->header.len_header, 8);
	return bytes && io_read(img->disk, v->place, bytes, (uint32_t)v->header.len_header) &&
	       check_sum(img, v, bytes) && check_text(img, v, bytes);
}

/* The copy in that place, if there is one that is sound. What is wrong with it does not matter. */
static bool read_copy(struct image *img, uint64_t place, struct luks_volume2 *v)
{
	size_t mark = io_mark();

	*v = (struct luks_volume2){ .place = place };
	if (place < io_size(img->disk) && read_one(img, v, LUKS_HEADER2_MAGIC_COPY))
		return true;
	fault_clear();
	io_release(mark);
	return false;
}

static bool find_copy(struct image *img, struct luks_volume2 *v)
{
	for (uint64_t place = LUKS_MIN_LEN_HEADER2; place <= LUKS_MAX_LEN_HEADER2; place *= 2)
		if (read_copy(img, place, v))
			return true;
	return false;
}

bool luks_read2(struct image *img, struct luks_volume2 *v, bool *is_volume)
{
	bool has_magic = luks_has_magic2(img->head, LUKS_HEADER2_MAGIC_FIRST);
	struct luks_volume2 copy;
	struct fault first;

	*v = (struct luks_volume2){ 0 };
	*is_volume = true;
	if (read_one(img, v, LUKS_HEADER2_MAGIC_FIRST)) {
		if (read_copy(img, v->header.len_header, &copy) &&
		    copy.header.sequence > v->header.sequence)
			*v = copy;
		return true;
	}
	first = the_fault;
	fault_clear();
	if (find_copy(img, v))
		return true;
	*is_volume = has_magic;
	if (has_magic)
		the_fault = first;
	return false;
}
