/* SPDX-License-Identifier: Apache-2.0 */
/* tar: headers one after the other, each with the bytes of its member after it. */
#include <string.h>

#include "base/arith.h"
#include "base/fault.h"
#include "formats/archive.h"
#include "generated/archive.h"
#include "generated/structures.h"
#include "generated/tar.h"
#include "io/io.h"
#include "io/reader.h"

#define WINDOW 65536u

struct tar {
	struct table blocks; /* the whole file */
	uint64_t place;	     /* of the header */
	uint64_t size;	     /* of the member */
	uint8_t *name;	     /* of the next member */
	uint32_t len_name;   /* 0: it is in the header */
	uint8_t *records;    /* what describes the next member */
	bool has_size;	     /* the records say it */
	bool is_sparse;
};

static bool refuse(const struct tar *t, uint32_t fault, uint32_t offset, uint64_t value)
{
	return fault_raise(0, fault, t->place + offset, value);
}

/* How long a text is that ends at its first zero byte or with its field. */
static uint32_t text_length(const uint8_t *text, uint32_t room)
{
	uint32_t len = 0;

	while (len < room && text[len] != 0)
		len++;
	return len;
}

/* Octal digits between spaces and zeros, or a positive number as bytes. */
static bool number(const uint8_t *text, uint32_t len, uint64_t *value)
{
	uint32_t i = 0;

	*value = 0;
	if (text[0] & TAR_BINARY_NUMBER) {
		if (text[0] != TAR_BINARY_NUMBER)
			return false;
		for (i = 1; i < len; i++) {
			if (*value >> 55)
				return false;
			*value = *value << 8 | text[i];
		}
		return true;
	}
	while (i < len && text[i] == ' ')
		i++;
	for (; i < len && text[i] >= '0' && text[i] <= '7'; i++)
		*value = *value * 8 + (text[i] - '0');
	for (; i < len; i++)
		if (text[i] != ' ' && text[i] != 0)
			return false;
	return true;
}

static bool decimal(const uint8_t *text, uint32_t len, uint64_t *value)
{
	*value = 0;
	for (uint32_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9' || *value > (uint64_t)INT64_MAX / 10 - 1)
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return len > 0;
}

/* The sum of a header, of bytes without and with a sign. */
static bool check_sum(const struct tar *t, const uint8_t *bytes, const struct tar_header *h)
{
	uint32_t plain = 0, with_sign = 0;
	uint64_t said;

	for (uint32_t i = 0; i < TAR_HEADER_SIZE; i++) {
		bool is_sum = i >= TAR_HEADER_CHECKSUM_OFFSET &&
			      i < TAR_HEADER_CHECKSUM_OFFSET + sizeof(h->checksum);
		uint8_t byte = is_sum ? ' ' : bytes[i];

		plain += byte;
		with_sign += (uint32_t)(int8_t)byte;
	}
	if (!number(h->checksum, sizeof(h->checksum), &said) ||
	    ((uint32_t)said != plain && (uint32_t)said != with_sign))
		return refuse(t, FAULT_TAR_HEADER_SUM_DIFFERS, TAR_HEADER_CHECKSUM_OFFSET, said);
	return true;
}

static bool set_name(struct tar *t, const uint8_t *name, uint32_t len)
{
	if (len > TAR_MAX_NAME_BYTES)
		return refuse(t, FAULT_TAR_HEADER_LONG_NAME, TAR_HEADER_NAME_OFFSET, len);
	memcpy(t->name, name, len);
	t->len_name = len;
	return true;
}

/* The name out of the header, whose beginning POSIX has in a field of its own. */
static bool name_of_header(struct tar *t, const struct tar_header *h)
{
	uint32_t len = text_length(h->name, sizeof(h->name)), before = 0;

	if (bytes_eq(h->magic, TAR_POSIX, sizeof(TAR_POSIX)))
		before = text_length(h->prefix, sizeof(h->prefix));
	memcpy(t->name, h->prefix, before);
	if (before > 0)
		t->name[before++] = '/';
	memcpy(t->name + before, h->name, len);
	t->len_name = before + len;
	return true;
}

static bool is_key(const uint8_t *key, uint32_t len, const char *name, uint32_t len_name)
{
	return len == len_name && bytes_eq(key, name, len);
}

#define IS_KEY(key, len, name) is_key(key, len, name, sizeof(name) - 1)

/* One record: a key and its value. */
static bool take_record(struct tar *t, const uint8_t *key, uint32_t len_key, const uint8_t *value,
			uint32_t len)
{
	uint32_t len_sparse = sizeof(TAR_KEY_SPARSE) - 1;

	if (IS_KEY(key, len_key, TAR_KEY_PATH))
		return set_name(t, value, text_length(value, len));
	if (IS_KEY(key, len_key, TAR_KEY_SIZE)) {
		t->has_size = true;
		if (!decimal(value, len, &t->size))
			return refuse(t, FAULT_TAR_HEADER_BAD_NUMBER, TAR_HEADER_SIZE_OFFSET, 0);
	}
	if (len_key >= len_sparse && bytes_eq(key, TAR_KEY_SPARSE, len_sparse))
		t->is_sparse = true;
	return true;
}

/* "LENGTH KEY=VALUE\n", the length with its own digits. */
static bool take_records(struct tar *t, uint32_t len)
{
	const uint8_t *p = t->records;
	uint32_t at = 0;

	while (at < len && p[at] != 0) {
		uint32_t digits = 0, key, end;
		uint64_t length;

		while (at + digits < len && p[at + digits] != ' ')
			digits++;
		if (!decimal(p + at, digits, &length) || length > len - at || length < digits + 2 ||
		    p[at + length - 1] != '\n')
			break;
		end = at + (uint32_t)length - 1;
		key = at + digits + 1;
		for (at = key; at < end && p[at] != '=';)
			at++;
		if (at == end)
			break;
		if (!take_record(t, p + key, at - key, p + at + 1, end - at - 1))
			return false;
		at = end + 1;
	}
	if (at < len && p[at] != 0)
		return refuse(t, FAULT_TAR_HEADER_BAD_RECORD, TAR_HEADER_TYPEFLAG_OFFSET, at);
	return true;
}

/* What describes the next member. */
static bool describe(struct tar *t, uint32_t kind, uint64_t start)
{
	bool is_name = kind == TAR_KIND_GNU_LONG_NAME;
	uint32_t len = (uint32_t)t->size;

	if (!is_name && kind != TAR_KIND_RECORDS && kind != TAR_KIND_SOLARIS_RECORDS)
		return true;
	if (t->size > TAR_MAX_RECORD_BYTES)
		return refuse(t, FAULT_TAR_HEADER_LONG_RECORDS, TAR_HEADER_SIZE_OFFSET, t->size);
	if (!t->records)
		t->records = io_alloc(TAR_MAX_RECORD_BYTES, 1);
	if (!t->records || !io_read(0, start, t->records, len))
		return false;
	if (is_name)
		return set_name(t, t->records, text_length(t->records, len));
	return take_records(t, len);
}

/* Blocks with the parts of a sparse file, before its bytes. */
static bool pass_parts(struct tar *t, const uint8_t *block, uint64_t *start)
{
	uint32_t flag = TAR_OFS_IS_EXTENDED, len;

	while (block[flag] != 0 && *start < t->blocks.len) {
		if (!table_at(&t->blocks, *start, TAR_BLOCK_SIZE, &block, &len))
			return false;
		if (len < TAR_BLOCK_SIZE)
			break;
		*start += TAR_BLOCK_SIZE;
		flag = TAR_OFS_HAS_MORE;
	}
	return true;
}

static bool is_description(uint32_t kind)
{
	return kind == TAR_KIND_GNU_LONG_NAME || kind == TAR_KIND_GNU_LONG_LINK ||
	       kind == TAR_KIND_RECORDS || kind == TAR_KIND_SOLARIS_RECORDS ||
	       kind == TAR_KIND_GLOBAL_RECORDS;
}

static bool has_no_bytes(uint32_t kind)
{
	return kind >= TAR_KIND_LINK && kind <= TAR_KIND_FIFO;
}

static bool is_file(const struct tar *t, uint32_t kind)
{
	bool is_plain = kind == TAR_KIND_FILE || kind == TAR_KIND_CONTIGUOUS ||
			kind == TAR_KIND_GNU_SPARSE || kind == TAR_KIND_OLD_FILE;

	return is_plain && t->len_name > 0 && t->name[t->len_name - 1] != '/';
}

static bool show(struct tar *t, const struct tar_header *h, uint64_t start, member_visitor *visit,
		 void *arg)
{
	bool is_sparse = t->is_sparse || h->typeflag == TAR_KIND_GNU_SPARSE;
	struct guest_member member;

	if (t->len_name == 0 && !name_of_header(t, h))
		return false;
	member = (struct guest_member){
		.name = { t->name, t->len_name },
		.start = start,
		.length = t->size,
		.stored = is_sparse ? ARCHIVE_STORED_SPARSE : ARCHIVE_STORED_PLAIN,
	};
	if (is_file(t, h->typeflag) && !visit(arg, &member))
		return false;
	t->len_name = 0;
	t->has_size = t->is_sparse = false;
	return true;
}

/* The member whose header `bytes` are; t->place becomes that of the next. */
static bool take(struct tar *t, const uint8_t *bytes, uint32_t len, member_visitor *visit,
		 void *arg)
{
	struct parse_in in = parse_input(bytes, len, t->place);
	uint64_t start = t->place + TAR_HEADER_SIZE;
	struct tar_header h;
	bool ok;

	if (tar_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(0, &in);
	if (!check_sum(t, bytes, &h))
		return false;
	if ((!t->has_size || is_description(h.typeflag)) &&
	    !number(h.size, sizeof(h.size), &t->size))
		return refuse(t, FAULT_TAR_HEADER_BAD_NUMBER, TAR_HEADER_SIZE_OFFSET, 0);
	if (has_no_bytes(h.typeflag))
		t->size = 0;
	if (h.typeflag == TAR_KIND_GNU_SPARSE && !pass_parts(t, bytes, &start))
		return false;
	if (start > t->blocks.len || t->size > t->blocks.len - start)
		return refuse(t, FAULT_TAR_HEADER_PAST_END, TAR_HEADER_SIZE_OFFSET, t->size);
	if (is_description(h.typeflag)) {
		uint64_t size = t->size;

		ok = describe(t, h.typeflag, start);
		start += size;
	} else {
		ok = show(t, &h, start, visit, arg);
		start += t->size;
	}
	t->place = align_up(start, TAR_BLOCK_SIZE);
	return ok;
}

static bool tar_list(member_visitor *visit, void *arg)
{
	struct tar t = { .place = 0 };
	const uint8_t *bytes;
	uint32_t len;

	t.name = io_alloc(TAR_MAX_NAME_BYTES, 1);
	if (!t.name || !table_init(&t.blocks, 0, 0, io_size(0), WINDOW))
		return false;
	while (t.place < t.blocks.len) {
		if (!table_at(&t.blocks, t.place, TAR_BLOCK_SIZE, &bytes, &len))
			return false;
		if (len >= TAR_BLOCK_SIZE && bytes_zero(bytes, TAR_BLOCK_SIZE))
			return true;
		if (!take(&t, bytes, len, visit, arg))
			return false;
	}
	return true;
}

const struct archive archive_tar = { .kind = ARCHIVE_KIND_TAR, .list = tar_list };
