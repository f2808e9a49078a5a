/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vhdx.ksy spec=794a3f87 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "vhdx.c"
/* unwind 20 */

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

void prove_vhdx_file_identifier_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_file_identifier h, back;

	if (vhdx_file_identifier_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_FILE_IDENTIFIER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_FILE_IDENTIFIER_SIZE;

	vhdx_file_identifier_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_file_identifier_parse(&again, &back) == PARSE_OK);
	assert(i >= 512 || back.creator[i] == h.creator[i]);
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

void prove_vhdx_header_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_header h, back;

	if (vhdx_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_HEADER_SIZE;

	vhdx_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_header_parse(&again, &back) == PARSE_OK);
	assert(back.sequence_number == h.sequence_number);
	assert(i >= 16 || back.file_write_guid[i] == h.file_write_guid[i]);
	assert(i >= 16 || back.data_write_guid[i] == h.data_write_guid[i]);
	assert(i >= 16 || back.log_guid[i] == h.log_guid[i]);
	assert(back.log_version == h.log_version);
	assert(back.version == h.version);
	assert(back.log_length == h.log_length);
	assert(back.log_offset == h.log_offset);
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

void prove_vhdx_region_table_header_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_region_table_header h, back;

	if (vhdx_region_table_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_REGION_TABLE_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_REGION_TABLE_HEADER_SIZE;

	vhdx_region_table_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_region_table_header_parse(&again, &back) == PARSE_OK);
	assert(back.checksum == h.checksum);
	assert(back.num_entries == h.num_entries);
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

void prove_vhdx_region_table_entry_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_region_table_entry h, back;

	if (vhdx_region_table_entry_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_REGION_TABLE_ENTRY_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_REGION_TABLE_ENTRY_SIZE;

	vhdx_region_table_entry_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_region_table_entry_parse(&again, &back) == PARSE_OK);
	assert(i >= 16 || back.guid[i] == h.guid[i]);
	assert(back.file_offset == h.file_offset);
	assert(back.length == h.length);
	assert(back.flags == h.flags);
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

void prove_vhdx_metadata_table_header_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_metadata_table_header h, back;

	if (vhdx_metadata_table_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_METADATA_TABLE_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_METADATA_TABLE_HEADER_SIZE;

	vhdx_metadata_table_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_metadata_table_header_parse(&again, &back) == PARSE_OK);
	assert(back.num_entries == h.num_entries);
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

void prove_vhdx_metadata_table_entry_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_metadata_table_entry h, back;

	if (vhdx_metadata_table_entry_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_METADATA_TABLE_ENTRY_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_METADATA_TABLE_ENTRY_SIZE;

	vhdx_metadata_table_entry_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_metadata_table_entry_parse(&again, &back) == PARSE_OK);
	assert(i >= 16 || back.item_id[i] == h.item_id[i]);
	assert(back.offset == h.offset);
	assert(back.length == h.length);
	assert(back.flags == h.flags);
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

void prove_vhdx_file_parameters_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_file_parameters h, back;

	if (vhdx_file_parameters_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_FILE_PARAMETERS_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_FILE_PARAMETERS_SIZE;

	vhdx_file_parameters_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_file_parameters_parse(&again, &back) == PARSE_OK);
	assert(back.block_size == h.block_size);
	assert(back.flags == h.flags);
}

void prove_vhdx_file_parameters_peeks(void)
{
	uint8_t bytes[8];

	(void)vhdx_file_parameters_peek_flags(bytes);
}

void prove_vhdx_virtual_disk_size(void)
{
	uint8_t bytes[VHDX_VIRTUAL_DISK_SIZE_SIZE];
	uint64_t e = (uint64_t)vhdx_virtual_disk_size_load(bytes);
	(void)vhdx_virtual_disk_size_size(e);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	enum parse_status status = vhdx_virtual_disk_size_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert((((__int128)vhdx_virtual_disk_size_size(e)) <=
		((__int128)UINT64_C(0x400000000000))));
}

void prove_vhdx_virtual_disk_size_store(void)
{
	uint8_t *bytes = malloc(VHDX_VIRTUAL_DISK_SIZE_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	vhdx_virtual_disk_size_store(bytes, e);
	assert(vhdx_virtual_disk_size_load(bytes) == e);
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

void prove_vhdx_virtual_disk_id_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_virtual_disk_id h, back;

	if (vhdx_virtual_disk_id_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_VIRTUAL_DISK_ID_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_VIRTUAL_DISK_ID_SIZE;

	vhdx_virtual_disk_id_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_virtual_disk_id_parse(&again, &back) == PARSE_OK);
	assert(i >= 16 || back.guid[i] == h.guid[i]);
}

void prove_vhdx_logical_sector_size(void)
{
	uint8_t bytes[VHDX_LOGICAL_SECTOR_SIZE_SIZE];
	uint32_t e = (uint32_t)vhdx_logical_sector_size_load(bytes);
	(void)vhdx_logical_sector_size_size(e);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	enum parse_status status = vhdx_logical_sector_size_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert((((__int128)vhdx_logical_sector_size_size(e)) == ((__int128)512) ||
		((__int128)vhdx_logical_sector_size_size(e)) == ((__int128)4096)));
}

void prove_vhdx_logical_sector_size_store(void)
{
	uint8_t *bytes = malloc(VHDX_LOGICAL_SECTOR_SIZE_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	vhdx_logical_sector_size_store(bytes, e);
	assert(vhdx_logical_sector_size_load(bytes) == e);
}

void prove_vhdx_physical_sector_size(void)
{
	uint8_t bytes[VHDX_PHYSICAL_SECTOR_SIZE_SIZE];
	uint32_t e = (uint32_t)vhdx_physical_sector_size_load(bytes);
	(void)vhdx_physical_sector_size_size(e);
}

void prove_vhdx_physical_sector_size_store(void)
{
	uint8_t *bytes = malloc(VHDX_PHYSICAL_SECTOR_SIZE_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	vhdx_physical_sector_size_store(bytes, e);
	assert(vhdx_physical_sector_size_load(bytes) == e);
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

void prove_vhdx_parent_locator_header_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_parent_locator_header h, back;

	if (vhdx_parent_locator_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_PARENT_LOCATOR_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_PARENT_LOCATOR_HEADER_SIZE;

	vhdx_parent_locator_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_parent_locator_header_parse(&again, &back) == PARSE_OK);
	assert(i >= 16 || back.locator_type[i] == h.locator_type[i]);
	assert(back.num_entries == h.num_entries);
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

void prove_vhdx_parent_locator_entry_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_parent_locator_entry h, back;

	if (vhdx_parent_locator_entry_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_PARENT_LOCATOR_ENTRY_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_PARENT_LOCATOR_ENTRY_SIZE;

	vhdx_parent_locator_entry_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_parent_locator_entry_parse(&again, &back) == PARSE_OK);
	assert(back.key_offset == h.key_offset);
	assert(back.value_offset == h.value_offset);
	assert(back.key_length == h.key_length);
	assert(back.value_length == h.value_length);
}

void prove_vhdx_payload_bat_entry(void)
{
	uint8_t bytes[VHDX_PAYLOAD_BAT_ENTRY_SIZE];
	uint64_t e = (uint64_t)vhdx_payload_bat_entry_load(bytes);
	assert(((uint64_t)vhdx_payload_bat_entry_state(e) >> 3) == 0);
	assert(((uint64_t)vhdx_payload_bat_entry_reserved(e) >> 17) == 0);
	assert(((uint64_t)vhdx_payload_bat_entry_file_offset_mb(e) >> 44) == 0);
	(void)vhdx_payload_bat_entry_file_offset(e);
	(void)vhdx_payload_bat_entry_is_present(e);
	enum meaning means = vhdx_payload_bat_entry_classify(e);
	assert(!((((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)0)) &&
		 ((((((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)1)) ||
		    (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)2))) ||
		   (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)3))) ||
		  (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)5)))) ||
	       means == MEANS_ZERO);
	assert(!(!(((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)0)) &&
		 !((((((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)1)) ||
		     (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)2))) ||
		    (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)3))) ||
		   (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)5))) &&
		 (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)6))) ||
	       means == MEANS_DATA);
	assert(!(!(((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)0)) &&
		 !((((((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)1)) ||
		     (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)2))) ||
		    (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)3))) ||
		   (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)5))) &&
		 !(((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)6)) &&
		 (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)7))) ||
	       means == MEANS_PARTIAL);
	assert(!(!(((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)0)) &&
		 !((((((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)1)) ||
		     (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)2))) ||
		    (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)3))) ||
		   (((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)5))) &&
		 !(((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)6)) &&
		 !(((__int128)vhdx_payload_bat_entry_state(e)) == ((__int128)7))) ||
	       means == MEANS_RESERVED);
}

void prove_vhdx_payload_bat_entry_store(void)
{
	uint8_t *bytes = malloc(VHDX_PAYLOAD_BAT_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	vhdx_payload_bat_entry_store(bytes, e);
	assert(vhdx_payload_bat_entry_load(bytes) == e);
	uint64_t made = vhdx_payload_bat_entry_make(vhdx_payload_bat_entry_state(e),
						    vhdx_payload_bat_entry_file_offset_mb(e));
	assert(vhdx_payload_bat_entry_state(made) == vhdx_payload_bat_entry_state(e));
	assert((made & VHDX_PAYLOAD_BAT_ENTRY_RESERVED_MASK) >>
		       VHDX_PAYLOAD_BAT_ENTRY_RESERVED_SHIFT ==
	       0);
	assert(vhdx_payload_bat_entry_file_offset_mb(made) ==
	       vhdx_payload_bat_entry_file_offset_mb(e));
}

void prove_vhdx_sector_bitmap_bat_entry(void)
{
	uint8_t bytes[VHDX_SECTOR_BITMAP_BAT_ENTRY_SIZE];
	uint64_t e = (uint64_t)vhdx_sector_bitmap_bat_entry_load(bytes);
	assert(((uint64_t)vhdx_sector_bitmap_bat_entry_state(e) >> 3) == 0);
	assert(((uint64_t)vhdx_sector_bitmap_bat_entry_reserved(e) >> 17) == 0);
	assert(((uint64_t)vhdx_sector_bitmap_bat_entry_file_offset_mb(e) >> 44) == 0);
	(void)vhdx_sector_bitmap_bat_entry_file_offset(e);
}

void prove_vhdx_sector_bitmap_bat_entry_store(void)
{
	uint8_t *bytes = malloc(VHDX_SECTOR_BITMAP_BAT_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	vhdx_sector_bitmap_bat_entry_store(bytes, e);
	assert(vhdx_sector_bitmap_bat_entry_load(bytes) == e);
	uint64_t made =
		vhdx_sector_bitmap_bat_entry_make(vhdx_sector_bitmap_bat_entry_state(e),
						  vhdx_sector_bitmap_bat_entry_file_offset_mb(e));
	assert(vhdx_sector_bitmap_bat_entry_state(made) == vhdx_sector_bitmap_bat_entry_state(e));
	assert((made & VHDX_SECTOR_BITMAP_BAT_ENTRY_RESERVED_MASK) >>
		       VHDX_SECTOR_BITMAP_BAT_ENTRY_RESERVED_SHIFT ==
	       0);
	assert(vhdx_sector_bitmap_bat_entry_file_offset_mb(made) ==
	       vhdx_sector_bitmap_bat_entry_file_offset_mb(e));
}

void prove_vhdx_sector_bitmap_byte(void)
{
	uint8_t bytes[VHDX_SECTOR_BITMAP_BYTE_SIZE];
	uint8_t e = (uint8_t)vhdx_sector_bitmap_byte_load(bytes);
	(void)vhdx_sector_bitmap_byte_sectors(e);
}

void prove_vhdx_sector_bitmap_byte_store(void)
{
	uint8_t *bytes = malloc(VHDX_SECTOR_BITMAP_BYTE_SIZE);
	assume(bytes != NULL);
	uint8_t e = (uint8_t)any_u64();

	vhdx_sector_bitmap_byte_store(bytes, e);
	assert(vhdx_sector_bitmap_byte_load(bytes) == e);
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

void prove_vhdx_log_entry_header_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_entry_header h, back;

	if (vhdx_log_entry_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_LOG_ENTRY_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_LOG_ENTRY_HEADER_SIZE;

	vhdx_log_entry_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_log_entry_header_parse(&again, &back) == PARSE_OK);
	assert(back.checksum == h.checksum);
	assert(back.entry_length == h.entry_length);
	assert(back.tail == h.tail);
	assert(back.sequence_number == h.sequence_number);
	assert(back.num_descriptors == h.num_descriptors);
	assert(i >= 16 || back.log_guid[i] == h.log_guid[i]);
	assert(back.flushed_file_offset == h.flushed_file_offset);
	assert(back.last_file_offset == h.last_file_offset);
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

void prove_vhdx_log_zero_descriptor_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_zero_descriptor h, back;

	if (vhdx_log_zero_descriptor_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_LOG_ZERO_DESCRIPTOR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_LOG_ZERO_DESCRIPTOR_SIZE;

	vhdx_log_zero_descriptor_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_log_zero_descriptor_parse(&again, &back) == PARSE_OK);
	assert(back.zero_length == h.zero_length);
	assert(back.file_offset == h.file_offset);
	assert(back.sequence_number == h.sequence_number);
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

void prove_vhdx_log_data_descriptor_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_data_descriptor h, back;

	if (vhdx_log_data_descriptor_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_LOG_DATA_DESCRIPTOR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_LOG_DATA_DESCRIPTOR_SIZE;

	vhdx_log_data_descriptor_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_log_data_descriptor_parse(&again, &back) == PARSE_OK);
	assert(i >= 4 || back.trailing_bytes[i] == h.trailing_bytes[i]);
	assert(i >= 8 || back.leading_bytes[i] == h.leading_bytes[i]);
	assert(back.file_offset == h.file_offset);
	assert(back.sequence_number == h.sequence_number);
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

void prove_vhdx_log_data_sector_store(void)
{
	struct parse_in in = any_input();
	struct vhdx_log_data_sector h, back;

	if (vhdx_log_data_sector_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VHDX_LOG_DATA_SECTOR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VHDX_LOG_DATA_SECTOR_SIZE;

	vhdx_log_data_sector_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vhdx_log_data_sector_parse(&again, &back) == PARSE_OK);
	assert(back.sequence_high == h.sequence_high);
	assert(i >= 4084 || back.data[i] == h.data[i]);
	assert(back.sequence_low == h.sequence_low);
}

void prove_vhdx_bat_index(void)
{
	uint64_t offset = any_u64();
	uint64_t block_size = any_u64();
	assume(block_size >= UINT64_C(1048576) && block_size <= UINT64_C(268435456));
	uint64_t size = any_u64();
	assume(size >= UINT64_C(512) && size <= UINT64_C(4096));

	(void)vhdx_bat_index(offset, block_size, size);
}
