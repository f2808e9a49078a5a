/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/parallels.ksy spec=ca4f037f gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "parallels.c"
/* unwind 20 */

void prove_parallels_header(void)
{
	struct parse_in in = any_input();
	struct parallels_header h;
	enum parse_status status = parallels_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 64);
	assert(((__int128)h.version) == ((__int128)2));
	assert((((__int128)h.cluster_sectors) <= ((__int128)UINT64_C(0x3fe00f))));
	assert((((__int128)h.num_bat_entries) <= ((__int128)UINT64_C(0x1fffffff))));
	(void)parallels_header_is_extended(&h);
	(void)parallels_header_disk_sectors(&h);
}

void prove_parallels_header_store(void)
{
	struct parse_in in = any_input();
	struct parallels_header h, back;

	if (parallels_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = PARALLELS_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = PARALLELS_HEADER_SIZE;

	parallels_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(parallels_header_parse(&again, &back) == PARSE_OK);
	assert(i >= 16 || back.magic[i] == h.magic[i]);
	assert(back.version == h.version);
	assert(back.num_heads == h.num_heads);
	assert(back.num_cylinders == h.num_cylinders);
	assert(back.cluster_sectors == h.cluster_sectors);
	assert(back.num_bat_entries == h.num_bat_entries);
	assert(back.num_sectors == h.num_sectors);
	assert(back.in_use == h.in_use);
	assert(back.data_sector == h.data_sector);
	assert(back.flags == h.flags);
	assert(back.extension_sector == h.extension_sector);
}

void prove_parallels_header_peeks(void)
{
	uint8_t bytes[32];

	(void)parallels_header_peek_version(bytes);
	(void)parallels_header_peek_cluster_sectors(bytes);
}

void prove_parallels_bat_entry(void)
{
	uint8_t bytes[PARALLELS_BAT_ENTRY_SIZE];
	uint32_t e = (uint32_t)parallels_bat_entry_load(bytes);
	(void)parallels_bat_entry_place(e);
	(void)parallels_bat_entry_is_allocated(e);
	enum meaning means = parallels_bat_entry_classify(e);
	assert(!((((__int128)parallels_bat_entry_place(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)parallels_bat_entry_place(e)) == ((__int128)0))) ||
	       means == MEANS_DATA);
}

void prove_parallels_bat_entry_store(void)
{
	uint8_t *bytes = malloc(PARALLELS_BAT_ENTRY_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	parallels_bat_entry_store(bytes, e);
	assert(parallels_bat_entry_load(bytes) == e);
}

void prove_parallels_extension_header(void)
{
	struct parse_in in = any_input();
	struct parallels_extension_header h;
	enum parse_status status = parallels_extension_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0xab234cef23dcea87)));
}

void prove_parallels_extension_header_store(void)
{
	struct parse_in in = any_input();
	struct parallels_extension_header h, back;

	if (parallels_extension_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = PARALLELS_EXTENSION_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = PARALLELS_EXTENSION_HEADER_SIZE;

	parallels_extension_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(parallels_extension_header_parse(&again, &back) == PARSE_OK);
	assert(back.magic == h.magic);
	assert(i >= 16 || back.checksum[i] == h.checksum[i]);
}

void prove_parallels_extension_feature(void)
{
	struct parse_in in = any_input();
	struct parallels_extension_feature h;
	enum parse_status status = parallels_extension_feature_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
	(void)parallels_extension_feature_is_necessary(&h);
}

void prove_parallels_extension_feature_store(void)
{
	struct parse_in in = any_input();
	struct parallels_extension_feature h, back;

	if (parallels_extension_feature_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = PARALLELS_EXTENSION_FEATURE_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = PARALLELS_EXTENSION_FEATURE_SIZE;

	parallels_extension_feature_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(parallels_extension_feature_parse(&again, &back) == PARSE_OK);
	assert(back.magic == h.magic);
	assert(back.flags == h.flags);
	assert(back.len_data == h.len_data);
}

void prove_parallels_dirty_bitmap(void)
{
	struct parse_in in = any_input();
	struct parallels_dirty_bitmap h;
	enum parse_status status = parallels_dirty_bitmap_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
}

void prove_parallels_dirty_bitmap_store(void)
{
	struct parse_in in = any_input();
	struct parallels_dirty_bitmap h, back;

	if (parallels_dirty_bitmap_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = PARALLELS_DIRTY_BITMAP_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = PARALLELS_DIRTY_BITMAP_SIZE;

	parallels_dirty_bitmap_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(parallels_dirty_bitmap_parse(&again, &back) == PARSE_OK);
	assert(back.num_sectors == h.num_sectors);
	assert(i >= 16 || back.uuid[i] == h.uuid[i]);
	assert(back.granularity == h.granularity);
	assert(back.num_l1_entries == h.num_l1_entries);
}

void prove_parallels_dirty_bitmap_l1_entry(void)
{
	uint8_t bytes[PARALLELS_DIRTY_BITMAP_L1_ENTRY_SIZE];
	uint64_t e = (uint64_t)parallels_dirty_bitmap_l1_entry_load(bytes);
	(void)parallels_dirty_bitmap_l1_entry_sector(e);
}

void prove_parallels_dirty_bitmap_l1_entry_store(void)
{
	uint8_t *bytes = malloc(PARALLELS_DIRTY_BITMAP_L1_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	parallels_dirty_bitmap_l1_entry_store(bytes, e);
	assert(parallels_dirty_bitmap_l1_entry_load(bytes) == e);
}

void prove_parallels_bat_index(void)
{
	uint64_t offset = any_u64();
	uint64_t cluster_sectors = any_u64();
	assume(cluster_sectors >= UINT64_C(1) && cluster_sectors <= UINT64_C(4294967295));

	(void)parallels_bat_index(offset, cluster_sectors);
}
