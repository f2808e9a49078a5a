/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vhd.ksy spec=fbae5253 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "vhd.c"
/* unwind 20 */

void prove_vhd_geometry(void)
{
	struct parse_in in = any_input();
	struct vhd_geometry h;
	enum parse_status status = vhd_geometry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4);
	(void)vhd_geometry_num_sectors(&h);
}

void prove_vhd_footer(void)
{
	struct parse_in in = any_input();
	struct vhd_footer h;
	enum parse_status status = vhd_footer_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
}

void prove_vhd_footer_checksum_compute(void)
{
	struct parse_in in = any_input();

	(void)vhd_footer_checksum_compute(in.buf, in.len);
}

void prove_vhd_parent_locator(void)
{
	struct parse_in in = any_input();
	struct vhd_parent_locator h;
	enum parse_status status = vhd_parent_locator_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
}

void prove_vhd_dynamic_header(void)
{
	struct parse_in in = any_input();
	struct vhd_dynamic_header h;
	enum parse_status status = vhd_dynamic_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1024);
	assert((((__int128)h.max_table_entries) <= ((__int128)UINT64_C(0x1fffffff))));
	assert(((((__int128)h.block_size) >= ((__int128)512)) &&
		((((__int128)h.block_size) & (((__int128)h.block_size) - ((__int128)1))) ==
		 ((__int128)0))));
}

void prove_vhd_dynamic_header_checksum_compute(void)
{
	struct parse_in in = any_input();

	(void)vhd_dynamic_header_checksum_compute(in.buf, in.len);
}

void prove_vhd_bat_entry(void)
{
	uint8_t bytes[VHD_BAT_ENTRY_SIZE];
	uint32_t e = (uint32_t)vhd_bat_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vhd_bat_entry_sector(e);
	(void)vhd_bat_entry_is_allocated(e);
	(void)vhd_bat_entry_bitmap_offset(e);
	enum parse_status status = vhd_bat_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_vhd_sector_bitmap_byte(void)
{
	uint8_t bytes[VHD_SECTOR_BITMAP_BYTE_SIZE];
	uint8_t e = (uint8_t)vhd_sector_bitmap_byte_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_0(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_1(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_2(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_3(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_4(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_5(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_6(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_7(e) >> 1) == 0);
	enum parse_status status = vhd_sector_bitmap_byte_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}
