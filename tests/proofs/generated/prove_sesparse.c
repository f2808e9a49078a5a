/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/sesparse.ksy spec=318523ea gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "sesparse.c"
/* unwind 20 */

void prove_sesparse_const_header(void)
{
	struct parse_in in = any_input();
	struct sesparse_const_header h;
	enum parse_status status = sesparse_const_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0xcafebabe)));
	assert(((__int128)h.version) == ((__int128)UINT64_C(0x200000001)));
	assert(((__int128)h.grain_sectors) == ((__int128)8));
	assert(((__int128)h.grain_table_sectors) == ((__int128)64));
	assert(((__int128)h.flags) == ((__int128)0));
}

void prove_sesparse_const_header_store(void)
{
	struct parse_in in = any_input();
	struct sesparse_const_header h, back;

	if (sesparse_const_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = SESPARSE_CONST_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = SESPARSE_CONST_HEADER_SIZE;

	sesparse_const_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(sesparse_const_header_parse(&again, &back) == PARSE_OK);
	assert(back.magic == h.magic);
	assert(back.version == h.version);
	assert(back.capacity == h.capacity);
	assert(back.grain_sectors == h.grain_sectors);
	assert(back.grain_table_sectors == h.grain_table_sectors);
	assert(back.flags == h.flags);
	assert(back.volatile_header_sector == h.volatile_header_sector);
	assert(back.volatile_header_sectors == h.volatile_header_sectors);
	assert(back.journal_header_sector == h.journal_header_sector);
	assert(back.journal_header_sectors == h.journal_header_sectors);
	assert(back.journal_sector == h.journal_sector);
	assert(back.journal_sectors == h.journal_sectors);
	assert(back.grain_directory_sector == h.grain_directory_sector);
	assert(back.grain_directory_sectors == h.grain_directory_sectors);
	assert(back.grain_tables_sector == h.grain_tables_sector);
	assert(back.grain_tables_sectors == h.grain_tables_sectors);
	assert(back.free_bitmap_sector == h.free_bitmap_sector);
	assert(back.free_bitmap_sectors == h.free_bitmap_sectors);
	assert(back.backmap_sector == h.backmap_sector);
	assert(back.backmap_sectors == h.backmap_sectors);
	assert(back.grains_sector == h.grains_sector);
	assert(back.grains_sectors == h.grains_sectors);
}

void prove_sesparse_volatile_header(void)
{
	struct parse_in in = any_input();
	struct sesparse_volatile_header h;
	enum parse_status status = sesparse_volatile_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0xcafecafe)));
}

void prove_sesparse_volatile_header_store(void)
{
	struct parse_in in = any_input();
	struct sesparse_volatile_header h, back;

	if (sesparse_volatile_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = SESPARSE_VOLATILE_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = SESPARSE_VOLATILE_HEADER_SIZE;

	sesparse_volatile_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(sesparse_volatile_header_parse(&again, &back) == PARSE_OK);
	assert(back.magic == h.magic);
	assert(back.free_gt_number == h.free_gt_number);
	assert(back.next_txn_seq_number == h.next_txn_seq_number);
	assert(back.replay_journal == h.replay_journal);
}

void prove_sesparse_grain_directory_entry(void)
{
	uint8_t bytes[SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE];
	uint64_t e = (uint64_t)sesparse_grain_directory_entry_load(bytes);
	assert(((uint64_t)sesparse_grain_directory_entry_table(e) >> 32) == 0);
	assert(((uint64_t)sesparse_grain_directory_entry_state(e) >> 32) == 0);
	(void)sesparse_grain_directory_entry_is_allocated(e);
	enum meaning means = sesparse_grain_directory_entry_classify(e);
	assert(!(((((__int128)sesparse_grain_directory_entry_state(e)) == ((__int128)0)) &&
		  (((__int128)sesparse_grain_directory_entry_table(e)) == ((__int128)0)))) ||
	       means == MEANS_HOLE);
	assert(!(!((((__int128)sesparse_grain_directory_entry_state(e)) == ((__int128)0)) &&
		   (((__int128)sesparse_grain_directory_entry_table(e)) == ((__int128)0))) &&
		 (((__int128)sesparse_grain_directory_entry_state(e)) ==
		  ((__int128)UINT64_C(0x10000000)))) ||
	       means == MEANS_TABLE);
	assert(!(!((((__int128)sesparse_grain_directory_entry_state(e)) == ((__int128)0)) &&
		   (((__int128)sesparse_grain_directory_entry_table(e)) == ((__int128)0))) &&
		 !(((__int128)sesparse_grain_directory_entry_state(e)) ==
		   ((__int128)UINT64_C(0x10000000)))) ||
	       means == MEANS_RESERVED);
}

void prove_sesparse_grain_directory_entry_store(void)
{
	uint8_t *bytes = malloc(SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	sesparse_grain_directory_entry_store(bytes, e);
	assert(sesparse_grain_directory_entry_load(bytes) == e);
	uint64_t made = sesparse_grain_directory_entry_make(
		sesparse_grain_directory_entry_table(e), sesparse_grain_directory_entry_state(e));
	assert(sesparse_grain_directory_entry_table(made) ==
	       sesparse_grain_directory_entry_table(e));
	assert(sesparse_grain_directory_entry_state(made) ==
	       sesparse_grain_directory_entry_state(e));
}

void prove_sesparse_grain_table_entry(void)
{
	uint8_t bytes[SESPARSE_GRAIN_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)sesparse_grain_table_entry_load(bytes);
	assert(((uint64_t)sesparse_grain_table_entry_index_high(e) >> 48) == 0);
	assert(((uint64_t)sesparse_grain_table_entry_index_low(e) >> 12) == 0);
	assert(((uint64_t)sesparse_grain_table_entry_state(e) >> 4) == 0);
	(void)sesparse_grain_table_entry_grain(e);
	(void)sesparse_grain_table_entry_is_allocated(e);
	enum meaning means = sesparse_grain_table_entry_classify(e);
	assert(!(((((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)0)) &&
		  (((((__int128)sesparse_grain_table_entry_index_high(e)) << (int)((__int128)12)) |
		    ((__int128)sesparse_grain_table_entry_index_low(e))) == ((__int128)0)))) ||
	       means == MEANS_HOLE);
	assert(!(!((((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)0)) &&
		   (((((__int128)sesparse_grain_table_entry_index_high(e)) << (int)((__int128)12)) |
		     ((__int128)sesparse_grain_table_entry_index_low(e))) == ((__int128)0))) &&
		 ((((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)1)) ||
		  (((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)2)))) ||
	       means == MEANS_ZERO);
	assert(!(!((((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)0)) &&
		   (((((__int128)sesparse_grain_table_entry_index_high(e)) << (int)((__int128)12)) |
		     ((__int128)sesparse_grain_table_entry_index_low(e))) == ((__int128)0))) &&
		 !((((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)1)) ||
		   (((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)2))) &&
		 (((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)3))) ||
	       means == MEANS_DATA);
	assert(!(!((((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)0)) &&
		   (((((__int128)sesparse_grain_table_entry_index_high(e)) << (int)((__int128)12)) |
		     ((__int128)sesparse_grain_table_entry_index_low(e))) == ((__int128)0))) &&
		 !((((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)1)) ||
		   (((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)2))) &&
		 !(((__int128)sesparse_grain_table_entry_state(e)) == ((__int128)3))) ||
	       means == MEANS_RESERVED);
}

void prove_sesparse_grain_table_entry_store(void)
{
	uint8_t *bytes = malloc(SESPARSE_GRAIN_TABLE_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	sesparse_grain_table_entry_store(bytes, e);
	assert(sesparse_grain_table_entry_load(bytes) == e);
	uint64_t made = sesparse_grain_table_entry_make(sesparse_grain_table_entry_index_high(e),
							sesparse_grain_table_entry_index_low(e),
							sesparse_grain_table_entry_state(e));
	assert(sesparse_grain_table_entry_index_high(made) ==
	       sesparse_grain_table_entry_index_high(e));
	assert(sesparse_grain_table_entry_index_low(made) ==
	       sesparse_grain_table_entry_index_low(e));
	assert(sesparse_grain_table_entry_state(made) == sesparse_grain_table_entry_state(e));
}

void prove_sesparse_grain_directory_index(void)
{
	uint64_t offset = any_u64();
	uint64_t grain_sectors = any_u64();
	assume(grain_sectors >= UINT64_C(8) && grain_sectors <= UINT64_C(8));

	(void)sesparse_grain_directory_index(offset, grain_sectors);
}

void prove_sesparse_grain_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t grain_sectors = any_u64();
	assume(grain_sectors >= UINT64_C(8) && grain_sectors <= UINT64_C(8));

	(void)sesparse_grain_table_index(offset, grain_sectors);
}
