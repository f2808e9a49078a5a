/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/parallels.ksy spec=6ef0f6f7 gen=1 */
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

void prove_parallels_bat_entry(void)
{
	uint8_t bytes[PARALLELS_BAT_ENTRY_SIZE];
	uint32_t e = (uint32_t)parallels_bat_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)parallels_bat_entry_place(e);
	(void)parallels_bat_entry_is_allocated(e);
	enum parse_status status = parallels_bat_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
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

void prove_parallels_dirty_bitmap_l1_entry(void)
{
	uint8_t bytes[PARALLELS_DIRTY_BITMAP_L1_ENTRY_SIZE];
	uint64_t e = (uint64_t)parallels_dirty_bitmap_l1_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)parallels_dirty_bitmap_l1_entry_sector(e);
	enum parse_status status = parallels_dirty_bitmap_l1_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}
