/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/lantern.ksy spec=d41c59d6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "lantern.h"

const struct lantern_string lantern_strings[LANTERN_NUM_STRINGS] = {
	{ LANTERN_WORD, 6 },
};

uint32_t lantern_header_checksum_compute(const uint8_t *buf, size_t len)
{
	if (len > 40)
		len = 40;
	if (len < 4)
		return 0;
	return checksum_crc32c(buf + 4, len - 4, 28, 4);
}

enum parse_status lantern_header_parse(struct parse_in *in, struct lantern_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LANTERN_HEADER_MIN_SIZE)
		return parse_truncated(in, STRUCTURE_LANTERN_HEADER);

	uint32_t flags = 0;
	uint16_t extra = 0;
	size_t pos = 40;

	if (!bytes_eq(p, "LNT\376", 4))
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint16_t version = load_u2be(p + 4);
	if (version != 1 && version != 2)
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	uint8_t block_bits = load_u1(p + 6);
	if (block_bits < 9 || block_bits > 21)
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_BLOCK_BITS, 6,
				  PARSE_RANGE, block_bits);

	uint8_t kind = load_u1(p + 7);
	if (!lantern_kind_known(kind))
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_KIND, 7,
				  PARSE_ENUM, kind);

	uint64_t ofs_table = load_u8be(p + 8);
	if (ofs_table % 512 != 0)
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_OFS_TABLE, 8,
				  PARSE_ALIGN, ofs_table);

	uint64_t num_blocks = load_u8be(p + 16);
	if ((__int128)num_blocks * (1 << block_bits) > LANTERN_HEADER_LIMIT)
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_NUM_BLOCKS, 16,
				  PARSE_RULE, num_blocks);

	uint64_t num_used = load_u8be(p + 24);
	if (num_used > LANTERN_MAX_BLOCKS)
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_NUM_USED, 24,
				  PARSE_RANGE, num_used);

	uint32_t checksum = load_u4be(p + 32);
	if (checksum != lantern_header_checksum_compute(p, 40))
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_CHECKSUM, 32,
				  PARSE_CHECKSUM, checksum);

	int32_t delta = (int32_t)load_u4le(p + 36);
	if (delta > 100)
		return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_DELTA, 36,
				  PARSE_RANGE, (uint64_t)delta);

	if (version >= 2) {
		if (in->len < 44)
			return parse_truncated(in, STRUCTURE_LANTERN_HEADER);

		flags = load_u4be(p + 40);
		if ((flags & ~(uint32_t)0x3) != 0)
			return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_FLAGS,
					  40, PARSE_RULE, flags);

		pos = 44;
	}

	if (version >= 2 && flags == 1) {
		if (in->len < 46)
			return parse_truncated(in, STRUCTURE_LANTERN_HEADER);

		extra = load_u2be(p + 44);
		if (extra != 0x1234)
			return parse_fail(in, STRUCTURE_LANTERN_HEADER, LANTERN_HEADER_FIELD_EXTRA,
					  44, PARSE_RANGE, extra);

		pos = 46;
	}

	out->len_total = pos;
	out->version = version;
	out->block_bits = block_bits;
	out->kind = kind;
	out->ofs_table = ofs_table;
	out->num_blocks = num_blocks;
	out->num_used = num_used;
	out->checksum = checksum;
	out->delta = delta;
	out->flags = flags;
	out->extra = extra;
	return PARSE_OK;
}

size_t lantern_header_store(uint8_t *p, const struct lantern_header *h)
{
	size_t pos = LANTERN_HEADER_MIN_SIZE;

	__builtin_memcpy(p, "LNT\376", 4);
	store_u2be(p + 4, h->version);
	store_u1(p + 6, h->block_bits);
	store_u1(p + 7, h->kind);
	store_u8be(p + 8, h->ofs_table);
	store_u8be(p + 16, h->num_blocks);
	store_u8be(p + 24, h->num_used);
	store_u4le(p + 36, (uint32_t)h->delta);

	if (h->version >= 2) {
		store_u4be(p + 40, h->flags);
		pos = 44;
	}

	if (h->version >= 2 && h->flags == 1) {
		store_u2be(p + 44, 4660);
		pos = 46;
	}
	store_u4be(p + 32, lantern_header_checksum_compute(p, 40));
	return pos;
}

enum parse_status lantern_pair_parse(struct parse_in *in, struct lantern_pair *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LANTERN_PAIR_SIZE)
		return parse_truncated(in, STRUCTURE_LANTERN_PAIR);

	uint32_t left = lantern_entry_load(p);
	{
		struct parse_in part = parse_part(in, 0, LANTERN_ENTRY_SIZE);

		if (lantern_entry_check(&part, left, 12) != PARSE_OK)
			return parse_part_fail(in, 0, &part);
	}

	uint16_t bits_4 = load_u2le(p + 4);
	uint16_t high = (uint16_t)(bits_4 & 0xfff);
	uint8_t low = (uint8_t)(bits_4 >> 12 & 0xf);
	if (low > 9)
		return parse_fail(in, STRUCTURE_LANTERN_PAIR, LANTERN_PAIR_FIELD_LOW, 4,
				  PARSE_RANGE, low);

	uint32_t right = lantern_entry_load(p + 6);
	{
		struct parse_in part = parse_part(in, 6, LANTERN_ENTRY_SIZE);

		if (lantern_entry_check(&part, right, lantern_entry_block(left) > 3 ? 9 : 10) !=
		    PARSE_OK)
			return parse_part_fail(in, 6, &part);
	}

	out->left = left;
	out->high = high;
	out->low = low;
	out->right = right;
	return PARSE_OK;
}

void lantern_pair_store(uint8_t *p, const struct lantern_pair *h)
{
	lantern_entry_store(p, h->left);
	store_u2le(p + 4, (uint16_t)(((uint64_t)h->high & 0xfff) | ((uint64_t)h->low & 0xf) << 12));
	lantern_entry_store(p + 6, h->right);
}

enum parse_status lantern_name_parse(struct parse_in *in, struct lantern_name *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LANTERN_NAME_MIN_SIZE)
		return parse_truncated(in, STRUCTURE_LANTERN_NAME);

	size_t pos = 3;
	uint16_t len_name = load_u2be(p);

	uint8_t num_pairs = load_u1(p + 2);
	if (num_pairs > 3)
		return parse_fail(in, STRUCTURE_LANTERN_NAME, LANTERN_NAME_FIELD_NUM_PAIRS, 2,
				  PARSE_RANGE, num_pairs);

	size_t name_len = len_name;
	if (name_len > LANTERN_NAME_NAME_BOUND)
		return parse_fail(in, STRUCTURE_LANTERN_NAME, LANTERN_NAME_FIELD_NAME, 3,
				  PARSE_RANGE, name_len);
	if (in->len - pos < name_len)
		return parse_truncated(in, STRUCTURE_LANTERN_NAME);

	size_t name_off = pos;
	pos += name_len;

	size_t padding_len = (4 - len_name % 4) % 4;
	if (in->len - pos < padding_len)
		return parse_truncated(in, STRUCTURE_LANTERN_NAME);

	pos += padding_len;

	size_t pairs_num = num_pairs;
	if ((in->len - pos) / LANTERN_PAIR_SIZE < pairs_num)
		return parse_truncated(in, STRUCTURE_LANTERN_NAME);

	size_t pairs_off = pos;
	size_t pairs_len = pairs_num * LANTERN_PAIR_SIZE;
	for (size_t i = 0; i < pairs_num; i++) {
		struct lantern_pair item;

		{
			struct parse_in part =
				parse_part(in, pos + LANTERN_PAIR_SIZE * i, LANTERN_PAIR_SIZE);

			if (lantern_pair_parse(&part, &item) != PARSE_OK)
				return parse_part_fail(in, pos + LANTERN_PAIR_SIZE * i, &part);
		}
	}
	pos += pairs_len;

	int64_t rest_size = len_name - 2;
	if (rest_size < 0 || rest_size > LANTERN_NAME_REST_BOUND)
		return parse_fail(in, STRUCTURE_LANTERN_NAME, LANTERN_NAME_FIELD_REST, pos,
				  PARSE_RANGE, (uint64_t)rest_size);

	size_t rest_len = (size_t)rest_size;
	if (in->len - pos < rest_len)
		return parse_truncated(in, STRUCTURE_LANTERN_NAME);

	size_t rest_off = pos;
	pos += rest_len;

	size_t title_off = pos;
	while (pos < in->len && p[pos] != 0 && pos - title_off < LANTERN_NAME_TITLE_BOUND)
		pos++;
	if (pos == in->len)
		return parse_truncated(in, STRUCTURE_LANTERN_NAME);
	if (p[pos] != 0)
		return parse_fail(in, STRUCTURE_LANTERN_NAME, LANTERN_NAME_FIELD_TITLE, title_off,
				  PARSE_RANGE, pos - title_off);

	size_t title_len = pos - title_off;
	pos++;

	out->len_total = pos;
	out->len_name = len_name;
	out->num_pairs = num_pairs;
	out->name_off = name_off;
	out->name_len = name_len;
	out->pairs_off = pairs_off;
	out->pairs_len = pairs_len;
	out->pairs_num = pairs_num;
	out->rest_off = rest_off;
	out->rest_len = rest_len;
	out->title_off = title_off;
	out->title_len = title_len;
	return PARSE_OK;
}

size_t lantern_name_store(uint8_t *p, size_t cap, const struct lantern_name *h, const uint8_t *name,
			  const uint8_t *pairs, const uint8_t *rest, const uint8_t *title)
{
	if (cap < LANTERN_NAME_MIN_SIZE)
		return 0;

	size_t pos = LANTERN_NAME_MIN_SIZE;

	store_u2be(p, h->len_name);
	store_u1(p + 2, h->num_pairs);

	size_t name_len = h->len_name;
	if (name_len > LANTERN_NAME_NAME_BOUND)
		return 0;

	if (cap - pos < name_len)
		return 0;

	if (name_len != 0)
		__builtin_memcpy(p + pos, name, name_len);
	pos += name_len;

	size_t padding_len = (4 - h->len_name % 4) % 4;
	if (cap - pos < padding_len)
		return 0;

	__builtin_memset(p + pos, 0, padding_len);
	pos += padding_len;

	size_t pairs_num = h->num_pairs;
	size_t pairs_len = pairs_num * 10;

	if (cap - pos < pairs_len)
		return 0;

	if (pairs_len != 0)
		__builtin_memcpy(p + pos, pairs, pairs_len);
	pos += pairs_len;

	__int128 rest_size = h->len_name - 2;
	if (rest_size < 0 || rest_size > LANTERN_NAME_REST_BOUND)
		return 0;

	size_t rest_len = (size_t)rest_size;
	if (cap - pos < rest_len)
		return 0;

	if (rest_len != 0)
		__builtin_memcpy(p + pos, rest, rest_len);
	pos += rest_len;

	size_t title_len = h->title_len;
	if (title_len > LANTERN_NAME_TITLE_BOUND)
		return 0;

	if (cap - pos <= title_len)
		return 0;

	if (title_len != 0)
		__builtin_memcpy(p + pos, title, title_len);
	pos += title_len;
	p[pos++] = 0;
	return pos;
}

enum parse_status lantern_table_parse(struct parse_in *in, struct lantern_table *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LANTERN_TABLE_SIZE)
		return parse_truncated(in, STRUCTURE_LANTERN_TABLE);

	if (!bytes_eq(p, "glow", 4) && !bytes_eq(p, "dim\000", 4))
		return parse_fail(in, STRUCTURE_LANTERN_TABLE, LANTERN_TABLE_FIELD_WORD, 0,
				  PARSE_RANGE, 0);

	uint16_t numbers[3];
	for (size_t i = 0; i < 3; i++) {
		numbers[i] = load_u2be(p + 4 + 2 * i);
		if (numbers[i] < 1)
			return parse_fail(in, STRUCTURE_LANTERN_TABLE, LANTERN_TABLE_FIELD_NUMBERS,
					  4 + 2 * i, PARSE_RANGE, numbers[i]);
	}

	uint32_t entries[2];
	for (size_t i = 0; i < 2; i++) {
		entries[i] = lantern_entry_load(p + 10 + LANTERN_ENTRY_SIZE * i);
		{
			struct parse_in part =
				parse_part(in, 10 + LANTERN_ENTRY_SIZE * i, LANTERN_ENTRY_SIZE);

			if (lantern_entry_check(&part, entries[i], 9) != PARSE_OK)
				return parse_part_fail(in, 10 + LANTERN_ENTRY_SIZE * i, &part);
		}
	}

	uint8_t sum = load_u1(p + 22);
	if (sum != (numbers[0] + numbers[2]) / 2)
		return parse_fail(in, STRUCTURE_LANTERN_TABLE, LANTERN_TABLE_FIELD_SUM, 22,
				  PARSE_RULE, sum);

	__builtin_memcpy(out->word, p, 4);
	__builtin_memcpy(out->numbers, numbers, sizeof(out->numbers));
	for (size_t i = 0; i < 2; i++)
		out->entries[i] = entries[i];
	__builtin_memcpy(out->blob, p + 18, 4);
	out->sum = sum;
	return PARSE_OK;
}

void lantern_table_store(uint8_t *p, const struct lantern_table *h)
{
	__builtin_memcpy(p, h->word, 4);
	for (size_t i = 0; i < 3; i++)
		store_u2be(p + 4 + 2 * i, h->numbers[i]);
	for (size_t i = 0; i < 2; i++)
		lantern_entry_store(p + 10 + LANTERN_ENTRY_SIZE * i, h->entries[i]);
	__builtin_memcpy(p + 18, h->blob, 4);
	store_u1(p + 22, h->sum);
}
