/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vhd.ksy spec=5ab5e4b6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#define COPY_BYTES
#include "../proof.h"
#include "../stand_ins.h"
#include "vhd.c"
/* unwind 514 */

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

void prove_vhd_geometry_store(void)
{
	struct parse_in in = any_input();
	struct vhd_geometry h, back;

	if (vhd_geometry_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHD_GEOMETRY_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHD_GEOMETRY_SIZE;

	vhd_geometry_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhd_geometry_parse(&again, &back) == PARSE_OK);
	assert(back.num_cylinders == h.num_cylinders);
	assert(back.num_heads == h.num_heads);
	assert(back.num_sectors_per_track == h.num_sectors_per_track);
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

void prove_vhd_footer_store(void)
{
	struct parse_in in = any_input();
	struct vhd_footer h, back;

	if (vhd_footer_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHD_FOOTER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHD_FOOTER_SIZE;

	vhd_footer_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhd_footer_parse(&again, &back) == PARSE_OK);
	assert(back.features == h.features);
	assert(back.format_version == h.format_version);
	assert(back.data_offset == h.data_offset);
	assert(back.time_stamp == h.time_stamp);
	assert(back.creator_application == h.creator_application);
	assert(back.creator_version == h.creator_version);
	assert(back.creator_host_os == h.creator_host_os);
	assert(back.original_size == h.original_size);
	assert(back.current_size == h.current_size);
	assert(back.disk_geometry.num_cylinders == h.disk_geometry.num_cylinders);
	assert(back.disk_geometry.num_heads == h.disk_geometry.num_heads);
	assert(back.disk_geometry.num_sectors_per_track == h.disk_geometry.num_sectors_per_track);
	assert(back.disk_type == h.disk_type);
	assert(i >= 16 || back.unique_id[i] == h.unique_id[i]);
	assert(back.saved_state == h.saved_state);
	assert(back.hidden == h.hidden);
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

void prove_vhd_parent_locator_store(void)
{
	struct parse_in in = any_input();
	struct vhd_parent_locator h, back;

	if (vhd_parent_locator_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHD_PARENT_LOCATOR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHD_PARENT_LOCATOR_SIZE;

	vhd_parent_locator_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhd_parent_locator_parse(&again, &back) == PARSE_OK);
	assert(back.platform_code == h.platform_code);
	assert(back.platform_data_space == h.platform_data_space);
	assert(back.platform_data_length == h.platform_data_length);
	assert(back.platform_data_offset == h.platform_data_offset);
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

void prove_vhd_dynamic_header_store(void)
{
	struct parse_in in = any_input();
	struct vhd_dynamic_header h, back;

	if (vhd_dynamic_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHD_DYNAMIC_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHD_DYNAMIC_HEADER_SIZE;

	vhd_dynamic_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhd_dynamic_header_parse(&again, &back) == PARSE_OK);
	assert(back.data_offset == h.data_offset);
	assert(back.table_offset == h.table_offset);
	assert(back.header_version == h.header_version);
	assert(back.max_table_entries == h.max_table_entries);
	assert(back.block_size == h.block_size);
	assert(i >= 16 || back.parent_unique_id[i] == h.parent_unique_id[i]);
	assert(back.parent_time_stamp == h.parent_time_stamp);
	assert(i >= 512 || back.parent_unicode_name[i] == h.parent_unicode_name[i]);
	assert(back.parent_locators[0].platform_code == h.parent_locators[0].platform_code);
	assert(back.parent_locators[0].platform_data_space ==
	       h.parent_locators[0].platform_data_space);
	assert(back.parent_locators[0].platform_data_length ==
	       h.parent_locators[0].platform_data_length);
	assert(back.parent_locators[0].platform_data_offset ==
	       h.parent_locators[0].platform_data_offset);
	assert(back.parent_locators[1].platform_code == h.parent_locators[1].platform_code);
	assert(back.parent_locators[1].platform_data_space ==
	       h.parent_locators[1].platform_data_space);
	assert(back.parent_locators[1].platform_data_length ==
	       h.parent_locators[1].platform_data_length);
	assert(back.parent_locators[1].platform_data_offset ==
	       h.parent_locators[1].platform_data_offset);
	assert(back.parent_locators[2].platform_code == h.parent_locators[2].platform_code);
	assert(back.parent_locators[2].platform_data_space ==
	       h.parent_locators[2].platform_data_space);
	assert(back.parent_locators[2].platform_data_length ==
	       h.parent_locators[2].platform_data_length);
	assert(back.parent_locators[2].platform_data_offset ==
	       h.parent_locators[2].platform_data_offset);
	assert(back.parent_locators[3].platform_code == h.parent_locators[3].platform_code);
	assert(back.parent_locators[3].platform_data_space ==
	       h.parent_locators[3].platform_data_space);
	assert(back.parent_locators[3].platform_data_length ==
	       h.parent_locators[3].platform_data_length);
	assert(back.parent_locators[3].platform_data_offset ==
	       h.parent_locators[3].platform_data_offset);
	assert(back.parent_locators[4].platform_code == h.parent_locators[4].platform_code);
	assert(back.parent_locators[4].platform_data_space ==
	       h.parent_locators[4].platform_data_space);
	assert(back.parent_locators[4].platform_data_length ==
	       h.parent_locators[4].platform_data_length);
	assert(back.parent_locators[4].platform_data_offset ==
	       h.parent_locators[4].platform_data_offset);
	assert(back.parent_locators[5].platform_code == h.parent_locators[5].platform_code);
	assert(back.parent_locators[5].platform_data_space ==
	       h.parent_locators[5].platform_data_space);
	assert(back.parent_locators[5].platform_data_length ==
	       h.parent_locators[5].platform_data_length);
	assert(back.parent_locators[5].platform_data_offset ==
	       h.parent_locators[5].platform_data_offset);
	assert(back.parent_locators[6].platform_code == h.parent_locators[6].platform_code);
	assert(back.parent_locators[6].platform_data_space ==
	       h.parent_locators[6].platform_data_space);
	assert(back.parent_locators[6].platform_data_length ==
	       h.parent_locators[6].platform_data_length);
	assert(back.parent_locators[6].platform_data_offset ==
	       h.parent_locators[6].platform_data_offset);
	assert(back.parent_locators[7].platform_code == h.parent_locators[7].platform_code);
	assert(back.parent_locators[7].platform_data_space ==
	       h.parent_locators[7].platform_data_space);
	assert(back.parent_locators[7].platform_data_length ==
	       h.parent_locators[7].platform_data_length);
	assert(back.parent_locators[7].platform_data_offset ==
	       h.parent_locators[7].platform_data_offset);
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
	(void)vhd_bat_entry_sector(e);
	(void)vhd_bat_entry_is_allocated(e);
	(void)vhd_bat_entry_bitmap_offset(e);
	enum meaning means = vhd_bat_entry_classify(e);
	assert(!((((__int128)vhd_bat_entry_sector(e)) == ((__int128)UINT64_C(0xffffffff)))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)vhd_bat_entry_sector(e)) == ((__int128)UINT64_C(0xffffffff)))) ||
	       means == MEANS_PARTIAL);
}

void prove_vhd_bat_entry_store(void)
{
	uint8_t *bytes = malloc(VHD_BAT_ENTRY_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	vhd_bat_entry_store(bytes, e);
	assert(vhd_bat_entry_load(bytes) == e);
}

void prove_vhd_sector_bitmap_byte(void)
{
	uint8_t bytes[VHD_SECTOR_BITMAP_BYTE_SIZE];
	uint8_t e = (uint8_t)vhd_sector_bitmap_byte_load(bytes);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_0(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_1(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_2(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_3(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_4(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_5(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_6(e) >> 1) == 0);
	assert(((uint64_t)vhd_sector_bitmap_byte_sector_7(e) >> 1) == 0);
}

void prove_vhd_sector_bitmap_byte_store(void)
{
	uint8_t *bytes = malloc(VHD_SECTOR_BITMAP_BYTE_SIZE);
	assume(bytes != NULL);
	uint8_t e = (uint8_t)any_u64();

	vhd_sector_bitmap_byte_store(bytes, e);
	assert(vhd_sector_bitmap_byte_load(bytes) == e);
	uint8_t made = vhd_sector_bitmap_byte_make(
		vhd_sector_bitmap_byte_sector_0(e), vhd_sector_bitmap_byte_sector_1(e),
		vhd_sector_bitmap_byte_sector_2(e), vhd_sector_bitmap_byte_sector_3(e),
		vhd_sector_bitmap_byte_sector_4(e), vhd_sector_bitmap_byte_sector_5(e),
		vhd_sector_bitmap_byte_sector_6(e), vhd_sector_bitmap_byte_sector_7(e));
	assert(vhd_sector_bitmap_byte_sector_0(made) == vhd_sector_bitmap_byte_sector_0(e));
	assert(vhd_sector_bitmap_byte_sector_1(made) == vhd_sector_bitmap_byte_sector_1(e));
	assert(vhd_sector_bitmap_byte_sector_2(made) == vhd_sector_bitmap_byte_sector_2(e));
	assert(vhd_sector_bitmap_byte_sector_3(made) == vhd_sector_bitmap_byte_sector_3(e));
	assert(vhd_sector_bitmap_byte_sector_4(made) == vhd_sector_bitmap_byte_sector_4(e));
	assert(vhd_sector_bitmap_byte_sector_5(made) == vhd_sector_bitmap_byte_sector_5(e));
	assert(vhd_sector_bitmap_byte_sector_6(made) == vhd_sector_bitmap_byte_sector_6(e));
	assert(vhd_sector_bitmap_byte_sector_7(made) == vhd_sector_bitmap_byte_sector_7(e));
}

void prove_vhd_batmap_header(void)
{
	struct parse_in in = any_input();
	struct vhd_batmap_header h;
	enum parse_status status = vhd_batmap_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert((((__int128)h.version) <= ((__int128)UINT64_C(0x10002))));
}

void prove_vhd_batmap_header_store(void)
{
	struct parse_in in = any_input();
	struct vhd_batmap_header h, back;

	if (vhd_batmap_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHD_BATMAP_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHD_BATMAP_HEADER_SIZE;

	vhd_batmap_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhd_batmap_header_parse(&again, &back) == PARSE_OK);
	assert(back.ofs_batmap == h.ofs_batmap);
	assert(back.batmap_sectors == h.batmap_sectors);
	assert(back.version == h.version);
	assert(back.checksum == h.checksum);
	assert(back.marker == h.marker);
}

void prove_vhd_bat_index(void)
{
	uint64_t offset = any_u64();
	uint64_t block_size = any_u64();
	assume(block_size >= UINT64_C(512) && block_size <= UINT64_C(4294967295));

	(void)vhd_bat_index(offset, block_size);
}

void prove_vhd_bitmap_index(void)
{
	uint64_t offset = any_u64();
	uint64_t block_size = any_u64();
	assume(block_size >= UINT64_C(512) && block_size <= UINT64_C(4294967295));

	(void)vhd_bitmap_index(offset, block_size);
}
