/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/bochs.ksy spec=b3f5f642 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "bochs.c"
/* unwind 20 */

void prove_bochs_header(void)
{
	struct parse_in in = any_input();
	struct bochs_header h;
	enum parse_status status = bochs_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 84);
	assert((((__int128)h.version) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.version) == ((__int128)UINT64_C(0x20000))));
	assert((((__int128)h.num_catalog_entries) <= ((__int128)UINT64_C(0x100000))));
	(void)bochs_header_bitmap_sectors(&h);
	(void)bochs_header_data_offset(&h);
}

void prove_bochs_header_store(void)
{
	struct parse_in in = any_input();
	struct bochs_header h, back;

	if (bochs_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = BOCHS_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = BOCHS_HEADER_SIZE;

	bochs_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(bochs_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.len_header == h.len_header);
	assert(back.num_catalog_entries == h.num_catalog_entries);
	assert(back.len_bitmap == h.len_bitmap);
	assert(back.len_extent == h.len_extent);
}

void prove_bochs_end_1(void)
{
	uint8_t bytes[BOCHS_END_1_SIZE];
	uint64_t e = (uint64_t)bochs_end_1_load(bytes);
	(void)bochs_end_1_len_disk(e);
}

void prove_bochs_end_1_store(void)
{
	uint8_t *bytes = malloc(BOCHS_END_1_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	bochs_end_1_store(bytes, e);
	assert(bochs_end_1_load(bytes) == e);
}

void prove_bochs_end_2(void)
{
	struct parse_in in = any_input();
	struct bochs_end_2 h;
	enum parse_status status = bochs_end_2_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 12);
}

void prove_bochs_end_2_store(void)
{
	struct parse_in in = any_input();
	struct bochs_end_2 h, back;

	if (bochs_end_2_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = BOCHS_END_2_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = BOCHS_END_2_SIZE;

	bochs_end_2_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(bochs_end_2_parse(&again, &back) == PARSE_OK);
	assert(back.timestamp == h.timestamp);
	assert(back.len_disk == h.len_disk);
}

void prove_bochs_catalog_entry(void)
{
	uint8_t bytes[BOCHS_CATALOG_ENTRY_SIZE];
	uint32_t e = (uint32_t)bochs_catalog_entry_load(bytes);
	(void)bochs_catalog_entry_extent(e);
	(void)bochs_catalog_entry_is_allocated(e);
	enum meaning means = bochs_catalog_entry_classify(e);
	assert(!((((__int128)bochs_catalog_entry_extent(e)) == ((__int128)UINT64_C(0xffffffff)))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)bochs_catalog_entry_extent(e)) ==
		   ((__int128)UINT64_C(0xffffffff)))) ||
	       means == MEANS_DATA);
}

void prove_bochs_catalog_entry_store(void)
{
	uint8_t *bytes = malloc(BOCHS_CATALOG_ENTRY_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	bochs_catalog_entry_store(bytes, e);
	assert(bochs_catalog_entry_load(bytes) == e);
}

void prove_bochs_catalog_index(void)
{
	uint64_t offset = any_u64();
	uint64_t len_extent = any_u64();
	assume(len_extent >= UINT64_C(1) && len_extent <= UINT64_C(4294967295));

	(void)bochs_catalog_index(offset, len_extent);
}
