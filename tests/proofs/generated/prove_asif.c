/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/asif.ksy spec=71f3d058 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "asif.c"
/* unwind 20 */

void prove_asif_table_entry(void)
{
	uint8_t bytes[ASIF_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)asif_table_entry_load(bytes);
	assert(((uint64_t)asif_table_entry_state(e) >> 2) == 0);
	assert(((uint64_t)asif_table_entry_reserved(e) >> 7) == 0);
	assert(((uint64_t)asif_table_entry_chunk(e) >> 55) == 0);
}

void prove_asif_table_entry_store(void)
{
	uint8_t *bytes = malloc(ASIF_TABLE_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	asif_table_entry_store(bytes, e);
	assert(asif_table_entry_load(bytes) == e);
	uint64_t made = asif_table_entry_make(asif_table_entry_state(e), asif_table_entry_chunk(e));
	assert(asif_table_entry_state(made) == asif_table_entry_state(e));
	assert((made & ASIF_TABLE_ENTRY_RESERVED_MASK) >> ASIF_TABLE_ENTRY_RESERVED_SHIFT == 0);
	assert(asif_table_entry_chunk(made) == asif_table_entry_chunk(e));
}

void prove_asif_header(void)
{
	struct parse_in in = any_input();
	struct asif_header h;
	enum parse_status status = asif_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 108);
	assert(((__int128)h.version) == ((__int128)1));
	assert((((((__int128)h.len_chunk) >= ((__int128)32768)) &&
		 (((__int128)h.len_chunk) <= ((__int128)UINT64_C(0x4000000)))) &&
		((((__int128)h.len_chunk) & (((__int128)h.len_chunk) - ((__int128)1))) ==
		 ((__int128)0))));
	assert(((((((__int128)h.len_sector) >= ((__int128)512)) &&
		  (((__int128)h.len_sector) <= ((__int128)4096))) &&
		 ((((__int128)h.len_sector) & (((__int128)h.len_sector) - ((__int128)1))) ==
		  ((__int128)0))) &&
		((((__int128)h.len_chunk) - (((__int128)32) * ((__int128)h.len_sector))) >=
		 ((__int128)8))));
	(void)asif_header_group_entries(&h);
	(void)asif_header_num_groups(&h);
	(void)asif_header_len_group_span(&h);
	(void)asif_header_len_table_span(&h);
}

void prove_asif_header_store(void)
{
	struct parse_in in = any_input();
	struct asif_header h, back;

	if (asif_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ASIF_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ASIF_HEADER_SIZE;

	asif_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(asif_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.len_header == h.len_header);
	assert(back.flags == h.flags);
	assert(i >= 2 || back.ofs_directories[i] == h.ofs_directories[i]);
	assert(i >= 16 || back.uuid[i] == h.uuid[i]);
	assert(back.num_sectors == h.num_sectors);
	assert(back.max_sectors == h.max_sectors);
	assert(back.len_chunk == h.len_chunk);
	assert(back.len_sector == h.len_sector);
	assert(back.num_segments == h.num_segments);
	assert(back.metadata_chunk == h.metadata_chunk);
	assert(back.read_only_flags == h.read_only_flags);
	assert(back.metadata_flags == h.metadata_flags);
	assert(back.metadata_read_only_flags == h.metadata_read_only_flags);
}

void prove_asif_directory(void)
{
	uint8_t bytes[ASIF_DIRECTORY_SIZE];
	uint64_t e = (uint64_t)asif_directory_load(bytes);
	(void)asif_directory_sequence(e);
}

void prove_asif_directory_store(void)
{
	uint8_t *bytes = malloc(ASIF_DIRECTORY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	asif_directory_store(bytes, e);
	assert(asif_directory_load(bytes) == e);
}

void prove_asif_directory_entry(void)
{
	uint8_t bytes[ASIF_DIRECTORY_ENTRY_SIZE];
	uint64_t e = (uint64_t)asif_directory_entry_load(bytes);
	(void)asif_directory_entry_chunk(e);
}

void prove_asif_directory_entry_store(void)
{
	uint8_t *bytes = malloc(ASIF_DIRECTORY_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	asif_directory_entry_store(bytes, e);
	assert(asif_directory_entry_load(bytes) == e);
}

void prove_asif_directory_index(void)
{
	uint64_t offset = any_u64();
	uint64_t len_table_span = any_u64();
	assume(len_table_span >= UINT64_C(1) && len_table_span <= UINT64_C(4501400604114944));

	(void)asif_directory_index(offset, len_table_span);
}

void prove_asif_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t len_table_span = any_u64();
	assume(len_table_span >= UINT64_C(1) && len_table_span <= UINT64_C(4501400604114944));
	uint64_t len_chunk = any_u64();
	assume(len_chunk >= UINT64_C(32768) && len_chunk <= UINT64_C(67108864));
	uint64_t len_group_span = any_u64();
	assume(len_group_span >= UINT64_C(67108864) && len_group_span <= UINT64_C(1099511627776));

	(void)asif_table_index(offset, len_table_span, len_chunk, len_group_span);
}

void prove_asif_bitmap_entry_index(void)
{
	uint64_t offset = any_u64();
	uint64_t len_table_span = any_u64();
	assume(len_table_span >= UINT64_C(1) && len_table_span <= UINT64_C(4501400604114944));
	uint64_t len_group_span = any_u64();
	assume(len_group_span >= UINT64_C(67108864) && len_group_span <= UINT64_C(1099511627776));
	uint64_t group_entries = any_u64();
	assume(group_entries >= UINT64_C(2048) && group_entries <= UINT64_C(16384));

	(void)asif_bitmap_entry_index(offset, len_table_span, len_group_span, group_entries);
}
