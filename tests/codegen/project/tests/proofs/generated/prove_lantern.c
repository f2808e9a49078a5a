/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/lantern.ksy spec=d41c59d6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#define COPY_BYTES
#include "../proof.h"
#include "../stand_ins.h"
#include "lantern.c"
/* unwind 20 */

void prove_lantern_header(void)
{
	struct parse_in in = any_input();
	struct lantern_header h;
	enum parse_status status = lantern_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 40);
	assert(h.len_total <= in.len);
	assert((((__int128)h.version) == ((__int128)1) || ((__int128)h.version) == ((__int128)2)));
	assert((((__int128)h.block_bits) >= ((__int128)9) &&
		((__int128)h.block_bits) <= ((__int128)21)));
	assert((((__int128)h.kind) == ((__int128)1) ||
		((__int128)h.kind) == ((__int128)UINT64_C(0xffffffff))));
	assert(((((__int128)h.ofs_table) % ((__int128)512)) == ((__int128)0)));
	assert(((((__int128)h.num_blocks) * (((__int128)1) << (int)((__int128)h.block_bits))) <=
		((__int128)UINT64_C(0x7fffffffffffffff))));
	assert((((__int128)h.num_used) <= ((__int128)UINT64_C(0x100000000))));
	assert((((__int128)h.delta) <= ((__int128)100)));
	assert(!(((__int128)h.version) >= ((__int128)2)) ||
	       ((((__int128)h.flags) & (~((__int128)3))) == ((__int128)0)));
	assert(!((((__int128)h.version) >= ((__int128)2)) &&
		 (((__int128)h.flags) == ((__int128)1))) ||
	       ((__int128)h.extra) == ((__int128)4660));
	(void)lantern_header_block_size(&h);
	(void)lantern_header_bright(&h);
}

void prove_lantern_header_store(void)
{
	struct parse_in in = any_input();
	struct lantern_header h, back;

	if (lantern_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = LANTERN_HEADER_MAX_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = lantern_header_store(bytes, &h);

	assert(n <= cap);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(lantern_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.block_bits == h.block_bits);
	assert(back.kind == h.kind);
	assert(back.ofs_table == h.ofs_table);
	assert(back.num_blocks == h.num_blocks);
	assert(back.num_used == h.num_used);
	assert(back.delta == h.delta);
	assert(back.flags == h.flags);
	assert(back.extra == h.extra);
}

void prove_lantern_header_peeks(void)
{
	uint8_t bytes[7];

	(void)lantern_header_peek_block_bits(bytes);
}

void prove_lantern_header_checksum_compute(void)
{
	struct parse_in in = any_input();

	(void)lantern_header_checksum_compute(in.buf, in.len);
}

void prove_lantern_entry(void)
{
	uint8_t bytes[LANTERN_ENTRY_SIZE];
	uint32_t e = (uint32_t)lantern_entry_load(bytes);
	uint8_t block_bits = (uint8_t)any_u64();
	assume(block_bits >= 9u && block_bits <= 21u);
	assert(((uint64_t)lantern_entry_used(e) >> 1) == 0);
	assert(((uint64_t)lantern_entry_reserved(e) >> 7) == 0);
	assert(((uint64_t)lantern_entry_block(e) >> 24) == 0);
	(void)lantern_entry_offset(e, block_bits);
	enum meaning means = lantern_entry_classify(e, block_bits);
	assert(!((!((__int128)lantern_entry_used(e)))) || means == MEANS_HOLE);
	assert(!(!(!((__int128)lantern_entry_used(e))) &&
		 ((((__int128)lantern_entry_block(e)) << (int)((__int128)block_bits)) ==
		  ((__int128)0))) ||
	       means == MEANS_ZERO);
	assert(!(!(!((__int128)lantern_entry_used(e))) &&
		 !((((__int128)lantern_entry_block(e)) << (int)((__int128)block_bits)) ==
		   ((__int128)0))) ||
	       means == MEANS_DATA);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	enum parse_status status = lantern_entry_check(&in, e, block_bits);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(((__int128)lantern_entry_reserved(e)) == ((__int128)0));
	assert((((__int128)lantern_entry_used(e)) ||
		(((__int128)lantern_entry_block(e)) == ((__int128)0))));
}

void prove_lantern_entry_store(void)
{
	uint8_t *bytes = malloc(LANTERN_ENTRY_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	lantern_entry_store(bytes, e);
	assert(lantern_entry_load(bytes) == e);
	uint32_t made = lantern_entry_make(lantern_entry_used(e), lantern_entry_block(e));
	assert(lantern_entry_used(made) == lantern_entry_used(e));
	assert((made & LANTERN_ENTRY_RESERVED_MASK) >> LANTERN_ENTRY_RESERVED_SHIFT == 0);
	assert(lantern_entry_block(made) == lantern_entry_block(e));
}

void prove_lantern_pair(void)
{
	struct parse_in in = any_input();
	struct lantern_pair h;
	enum parse_status status = lantern_pair_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 10);
	assert((((__int128)h.low) <= ((__int128)9)));
}

void prove_lantern_pair_store(void)
{
	struct parse_in in = any_input();
	struct lantern_pair h, back;

	if (lantern_pair_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = LANTERN_PAIR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = LANTERN_PAIR_SIZE;

	lantern_pair_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(lantern_pair_parse(&again, &back) == PARSE_OK);
	assert(back.left == h.left);
	assert(back.high == h.high);
	assert(back.low == h.low);
	assert(back.right == h.right);
}

void prove_lantern_name(void)
{
	struct parse_in in = any_input();
	struct lantern_name h;
	enum parse_status status = lantern_name_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 3);
	assert(h.len_total <= in.len);
	assert((((__int128)h.num_pairs) <= ((__int128)3)));
	assert(h.name_len <= in.len && h.name_off <= in.len - h.name_len);
	assert(h.pairs_len <= in.len && h.pairs_off <= in.len - h.pairs_len);
	assert(h.rest_len <= in.len && h.rest_off <= in.len - h.rest_len);
	assert(h.title_len <= in.len && h.title_off <= in.len - h.title_len);
}

void prove_lantern_table(void)
{
	struct parse_in in = any_input();
	struct lantern_table h;
	enum parse_status status = lantern_table_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 23);
	(void)lantern_table_is_dim(&h);
}

void prove_lantern_table_store(void)
{
	struct parse_in in = any_input();
	struct lantern_table h, back;

	if (lantern_table_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = LANTERN_TABLE_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = LANTERN_TABLE_SIZE;

	lantern_table_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(lantern_table_parse(&again, &back) == PARSE_OK);
	assert(i >= 4 || back.word[i] == h.word[i]);
	assert(i >= 3 || back.numbers[i] == h.numbers[i]);
	assert(i >= 2 || back.entries[i] == h.entries[i]);
	assert(i >= 4 || back.blob[i / 2][i % 2] == h.blob[i / 2][i % 2]);
	assert(back.sum == h.sum);
}

void prove_lantern_kind_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(LANTERN_KIND_OIL == ((__int128)1) &&
	       LANTERN_KIND_GAS == ((__int128)UINT64_C(0xffffffff)));
	assert(lantern_kind_known(v) ==
	       (v == ((__int128)1) || v == ((__int128)UINT64_C(0xffffffff))));
}

void prove_lantern_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t block_size = any_u64();
	assume(block_size >= UINT64_C(512) && block_size <= UINT64_C(2097152));

	(void)lantern_table_index(offset, block_size);
}
