/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vhdx.ksy spec=0544aea4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "vhdx.c"
/* unwind 20 */

void prove_vhdx_known_guid(void)
{
	struct parse_in in = any_input();
	struct vhdx_known_guid h;
	enum parse_status status = vhdx_known_guid_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 144);
}

void prove_vhdx_file_identifier(void)
{
	struct parse_in in = any_input();
	struct vhdx_file_identifier h;
	enum parse_status status = vhdx_file_identifier_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 520);
}

void prove_vhdx_header(void)
{
	struct parse_in in = any_input();
	struct vhdx_header h;
	enum parse_status status = vhdx_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4096);
	assert(((__int128)h.version) == ((__int128)1));
}

void prove_vhdx_header_checksum_compute(void)
{
	struct parse_in in = any_input();

	(void)vhdx_header_checksum_compute(in.buf, in.len);
}

void prove_vhdx_region_table_header(void)
{
	struct parse_in in = any_input();
	struct vhdx_region_table_header h;
	enum parse_status status = vhdx_region_table_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
	assert((((__int128)h.num_entries) <= ((__int128)2047)));
}

void prove_vhdx_region_table_entry(void)
{
	struct parse_in in = any_input();
	struct vhdx_region_table_entry h;
	enum parse_status status = vhdx_region_table_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
	(void)vhdx_region_table_entry_is_required(&h);
}

void prove_vhdx_metadata_table_header(void)
{
	struct parse_in in = any_input();
	struct vhdx_metadata_table_header h;
	enum parse_status status = vhdx_metadata_table_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
	assert((((__int128)h.num_entries) <= ((__int128)2047)));
}

void prove_vhdx_metadata_table_entry(void)
{
	struct parse_in in = any_input();
	struct vhdx_metadata_table_entry h;
	enum parse_status status = vhdx_metadata_table_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
	(void)vhdx_metadata_table_entry_is_user(&h);
	(void)vhdx_metadata_table_entry_is_virtual_disk(&h);
	(void)vhdx_metadata_table_entry_is_required(&h);
}

void prove_vhdx_file_parameters(void)
{
	struct parse_in in = any_input();
	struct vhdx_file_parameters h;
	enum parse_status status = vhdx_file_parameters_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8);
	assert((((((__int128)h.block_size) >= ((__int128)UINT64_C(0x100000))) &&
		 (((__int128)h.block_size) <= ((__int128)UINT64_C(0x10000000)))) &&
		((((__int128)h.block_size) & (((__int128)h.block_size) - ((__int128)1))) ==
		 ((__int128)0))));
	(void)vhdx_file_parameters_leave_blocks_allocated(&h);
	(void)vhdx_file_parameters_has_parent(&h);
}

void prove_vhdx_virtual_disk_size(void)
{
	uint8_t bytes[VHDX_VIRTUAL_DISK_SIZE_SIZE];
	uint64_t e = (uint64_t)vhdx_virtual_disk_size_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vhdx_virtual_disk_size_size(e);
	enum parse_status status = vhdx_virtual_disk_size_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert((((__int128)vhdx_virtual_disk_size_size(e)) <=
		((__int128)UINT64_C(0x400000000000))));
}

void prove_vhdx_virtual_disk_id(void)
{
	struct parse_in in = any_input();
	struct vhdx_virtual_disk_id h;
	enum parse_status status = vhdx_virtual_disk_id_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}

void prove_vhdx_logical_sector_size(void)
{
	uint8_t bytes[VHDX_LOGICAL_SECTOR_SIZE_SIZE];
	uint32_t e = (uint32_t)vhdx_logical_sector_size_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vhdx_logical_sector_size_size(e);
	enum parse_status status = vhdx_logical_sector_size_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert((((__int128)vhdx_logical_sector_size_size(e)) == ((__int128)512) ||
		((__int128)vhdx_logical_sector_size_size(e)) == ((__int128)4096)));
}

void prove_vhdx_physical_sector_size(void)
{
	uint8_t bytes[VHDX_PHYSICAL_SECTOR_SIZE_SIZE];
	uint32_t e = (uint32_t)vhdx_physical_sector_size_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vhdx_physical_sector_size_size(e);
	enum parse_status status = vhdx_physical_sector_size_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_vhdx_parent_locator_header(void)
{
	struct parse_in in = any_input();
	struct vhdx_parent_locator_header h;
	enum parse_status status = vhdx_parent_locator_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 20);
}

void prove_vhdx_parent_locator_entry(void)
{
	struct parse_in in = any_input();
	struct vhdx_parent_locator_entry h;
	enum parse_status status = vhdx_parent_locator_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 12);
}

void prove_vhdx_payload_bat_entry(void)
{
	uint8_t bytes[VHDX_PAYLOAD_BAT_ENTRY_SIZE];
	uint64_t e = (uint64_t)vhdx_payload_bat_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)vhdx_payload_bat_entry_state(e) >> 3) == 0);
	assert(((uint64_t)vhdx_payload_bat_entry_reserved(e) >> 17) == 0);
	assert(((uint64_t)vhdx_payload_bat_entry_file_offset_mb(e) >> 44) == 0);
	(void)vhdx_payload_bat_entry_file_offset(e);
	(void)vhdx_payload_bat_entry_is_present(e);
	enum parse_status status = vhdx_payload_bat_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_vhdx_sector_bitmap_bat_entry(void)
{
	uint8_t bytes[VHDX_SECTOR_BITMAP_BAT_ENTRY_SIZE];
	uint64_t e = (uint64_t)vhdx_sector_bitmap_bat_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)vhdx_sector_bitmap_bat_entry_state(e) >> 3) == 0);
	assert(((uint64_t)vhdx_sector_bitmap_bat_entry_reserved(e) >> 17) == 0);
	assert(((uint64_t)vhdx_sector_bitmap_bat_entry_file_offset_mb(e) >> 44) == 0);
	(void)vhdx_sector_bitmap_bat_entry_file_offset(e);
	enum parse_status status = vhdx_sector_bitmap_bat_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_vhdx_sector_bitmap_byte(void)
{
	uint8_t bytes[VHDX_SECTOR_BITMAP_BYTE_SIZE];
	uint8_t e = (uint8_t)vhdx_sector_bitmap_byte_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vhdx_sector_bitmap_byte_sectors(e);
	enum parse_status status = vhdx_sector_bitmap_byte_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_vhdx_log_entry_header(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_entry_header h;
	enum parse_status status = vhdx_log_entry_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 64);
	assert(((((__int128)h.entry_length) % ((__int128)4096)) == ((__int128)0)));
	assert((((__int128)h.sequence_number) >= ((__int128)1)));
}

void prove_vhdx_log_zero_descriptor(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_zero_descriptor h;
	enum parse_status status = vhdx_log_zero_descriptor_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
	assert(((((__int128)h.zero_length) % ((__int128)4096)) == ((__int128)0)));
	assert(((((__int128)h.file_offset) % ((__int128)4096)) == ((__int128)0)));
}

void prove_vhdx_log_data_descriptor(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_data_descriptor h;
	enum parse_status status = vhdx_log_data_descriptor_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
	assert(((((__int128)h.file_offset) % ((__int128)4096)) == ((__int128)0)));
}

void prove_vhdx_log_data_sector(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_data_sector h;
	enum parse_status status = vhdx_log_data_sector_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4096);
}
