/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vmdk.ksy spec=c13498ea gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "vmdk.c"
/* unwind 20 */

void prove_vmdk_sparse_header(void)
{
	struct parse_in in = any_input();
	struct vmdk_sparse_header h;
	enum parse_status status = vmdk_sparse_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert((((__int128)h.version) <= ((__int128)3)));
	assert((((__int128)h.num_gtes_per_gt) <= ((__int128)512)));
	(void)vmdk_sparse_header_has_redundant_gd(&h);
	(void)vmdk_sparse_header_has_zeroed_grain(&h);
	(void)vmdk_sparse_header_has_markers(&h);
	(void)vmdk_sparse_header_has_footer(&h);
	(void)vmdk_sparse_header_is_compressed(&h);
}

void prove_vmdk_sparse_header_store(void)
{
	struct parse_in in = any_input();
	struct vmdk_sparse_header h, back;

	if (vmdk_sparse_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VMDK_SPARSE_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VMDK_SPARSE_HEADER_SIZE;

	vmdk_sparse_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vmdk_sparse_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.flags == h.flags);
	assert(back.capacity == h.capacity);
	assert(back.grain_sectors == h.grain_sectors);
	assert(back.descriptor_sector == h.descriptor_sector);
	assert(back.descriptor_sectors == h.descriptor_sectors);
	assert(back.num_gtes_per_gt == h.num_gtes_per_gt);
	assert(back.redundant_gd_sector == h.redundant_gd_sector);
	assert(back.gd_sector == h.gd_sector);
	assert(back.overhead_sectors == h.overhead_sectors);
	assert(back.unclean_shutdown == h.unclean_shutdown);
	assert(back.single_end_line_char == h.single_end_line_char);
	assert(back.non_end_line_char == h.non_end_line_char);
	assert(back.double_end_line_char_1 == h.double_end_line_char_1);
	assert(back.double_end_line_char_2 == h.double_end_line_char_2);
	assert(back.compress_algorithm == h.compress_algorithm);
}

void prove_vmdk_sparse_header_peeks(void)
{
	uint8_t bytes[36];

	(void)vmdk_sparse_header_peek_capacity(bytes);
	(void)vmdk_sparse_header_peek_descriptor_sector(bytes);
}

void prove_vmdk_cowd_header(void)
{
	struct parse_in in = any_input();
	struct vmdk_cowd_header h;
	enum parse_status status = vmdk_cowd_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 2048);
	assert((((__int128)h.num_gd_entries) <= ((__int128)UINT64_C(0x2000000))));
}

void prove_vmdk_cowd_header_store(void)
{
	struct parse_in in = any_input();
	struct vmdk_cowd_header h, back;

	if (vmdk_cowd_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VMDK_COWD_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VMDK_COWD_HEADER_SIZE;

	vmdk_cowd_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vmdk_cowd_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.flags == h.flags);
	assert(back.num_sectors == h.num_sectors);
	assert(back.grain_sectors == h.grain_sectors);
	assert(back.gd_sector == h.gd_sector);
	assert(back.num_gd_entries == h.num_gd_entries);
	assert(back.free_sector == h.free_sector);
	assert(back.num_cylinders == h.num_cylinders);
	assert(back.num_heads == h.num_heads);
	assert(back.num_sectors_per_track == h.num_sectors_per_track);
	assert(back.parent_generation == h.parent_generation);
	assert(back.generation == h.generation);
	assert(i >= 60 || back.name[i] == h.name[i]);
	assert(i >= 512 || back.description[i] == h.description[i]);
	assert(back.saved_generation == h.saved_generation);
	assert(back.unclean_shutdown == h.unclean_shutdown);
}

void prove_vmdk_marker(void)
{
	struct parse_in in = any_input();
	struct vmdk_marker h;
	enum parse_status status = vmdk_marker_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
}

void prove_vmdk_marker_store(void)
{
	struct parse_in in = any_input();
	struct vmdk_marker h, back;

	if (vmdk_marker_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VMDK_MARKER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VMDK_MARKER_SIZE;

	vmdk_marker_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vmdk_marker_parse(&again, &back) == PARSE_OK);
	assert(back.num_sectors == h.num_sectors);
	assert(back.len_data == h.len_data);
	assert(back.marker_type == h.marker_type);
}

void prove_vmdk_grain_marker(void)
{
	struct parse_in in = any_input();
	struct vmdk_grain_marker h;
	enum parse_status status = vmdk_grain_marker_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 12);
}

void prove_vmdk_grain_marker_store(void)
{
	struct parse_in in = any_input();
	struct vmdk_grain_marker h, back;

	if (vmdk_grain_marker_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VMDK_GRAIN_MARKER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VMDK_GRAIN_MARKER_SIZE;

	vmdk_grain_marker_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vmdk_grain_marker_parse(&again, &back) == PARSE_OK);
	assert(back.lba == h.lba);
	assert(back.len_data == h.len_data);
}

void prove_vmdk_footer(void)
{
	struct parse_in in = any_input();
	struct vmdk_footer h;
	enum parse_status status = vmdk_footer_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1536);
	(void)vmdk_footer_is_valid(&h);
}

void prove_vmdk_footer_store(void)
{
	struct parse_in in = any_input();
	struct vmdk_footer h, back;

	if (vmdk_footer_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VMDK_FOOTER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VMDK_FOOTER_SIZE;

	vmdk_footer_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vmdk_footer_parse(&again, &back) == PARSE_OK);
	assert(back.footer_marker.num_sectors == h.footer_marker.num_sectors);
	assert(back.footer_marker.len_data == h.footer_marker.len_data);
	assert(back.footer_marker.marker_type == h.footer_marker.marker_type);
	assert(back.header.version == h.header.version);
	assert(back.header.flags == h.header.flags);
	assert(back.header.capacity == h.header.capacity);
	assert(back.header.grain_sectors == h.header.grain_sectors);
	assert(back.header.descriptor_sector == h.header.descriptor_sector);
	assert(back.header.descriptor_sectors == h.header.descriptor_sectors);
	assert(back.header.num_gtes_per_gt == h.header.num_gtes_per_gt);
	assert(back.header.redundant_gd_sector == h.header.redundant_gd_sector);
	assert(back.header.gd_sector == h.header.gd_sector);
	assert(back.header.overhead_sectors == h.header.overhead_sectors);
	assert(back.header.unclean_shutdown == h.header.unclean_shutdown);
	assert(back.header.single_end_line_char == h.header.single_end_line_char);
	assert(back.header.non_end_line_char == h.header.non_end_line_char);
	assert(back.header.double_end_line_char_1 == h.header.double_end_line_char_1);
	assert(back.header.double_end_line_char_2 == h.header.double_end_line_char_2);
	assert(back.header.compress_algorithm == h.header.compress_algorithm);
	assert(back.end_of_stream.num_sectors == h.end_of_stream.num_sectors);
	assert(back.end_of_stream.len_data == h.end_of_stream.len_data);
	assert(back.end_of_stream.marker_type == h.end_of_stream.marker_type);
}

void prove_vmdk_grain_directory_entry(void)
{
	uint8_t bytes[VMDK_GRAIN_DIRECTORY_ENTRY_SIZE];
	uint32_t e = (uint32_t)vmdk_grain_directory_entry_load(bytes);
	(void)vmdk_grain_directory_entry_sector(e);
	(void)vmdk_grain_directory_entry_is_allocated(e);
	(void)vmdk_grain_directory_entry_table_offset(e);
	enum meaning means = vmdk_grain_directory_entry_classify(e);
	assert(!((((__int128)vmdk_grain_directory_entry_sector(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)vmdk_grain_directory_entry_sector(e)) == ((__int128)0))) ||
	       means == MEANS_TABLE);
}

void prove_vmdk_grain_directory_entry_store(void)
{
	uint8_t *bytes = malloc(VMDK_GRAIN_DIRECTORY_ENTRY_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	vmdk_grain_directory_entry_store(bytes, e);
	assert(vmdk_grain_directory_entry_load(bytes) == e);
}

void prove_vmdk_grain_table_entry(void)
{
	uint8_t bytes[VMDK_GRAIN_TABLE_ENTRY_SIZE];
	uint32_t e = (uint32_t)vmdk_grain_table_entry_load(bytes);
	(void)vmdk_grain_table_entry_sector(e);
	(void)vmdk_grain_table_entry_is_allocated(e);
	(void)vmdk_grain_table_entry_grain_offset(e);
	enum meaning means = vmdk_grain_table_entry_classify(e);
	assert(!((((__int128)vmdk_grain_table_entry_sector(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)vmdk_grain_table_entry_sector(e)) == ((__int128)0)) &&
		 (((__int128)vmdk_grain_table_entry_sector(e)) == ((__int128)1))) ||
	       means == MEANS_ZERO);
	assert(!(!(((__int128)vmdk_grain_table_entry_sector(e)) == ((__int128)0)) &&
		 !(((__int128)vmdk_grain_table_entry_sector(e)) == ((__int128)1))) ||
	       means == MEANS_DATA);
}

void prove_vmdk_grain_table_entry_store(void)
{
	uint8_t *bytes = malloc(VMDK_GRAIN_TABLE_ENTRY_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	vmdk_grain_table_entry_store(bytes, e);
	assert(vmdk_grain_table_entry_load(bytes) == e);
}

void prove_vmdk_descriptor(void)
{
	struct parse_in in = any_input();
	uint32_t len_text = (uint32_t)any_u64();
	assume(len_text >= 0u && len_text <= 1048575u);
	struct vmdk_descriptor h;
	enum parse_status status = vmdk_descriptor_parse(&in, len_text, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 0);
	assert(h.len_total <= in.len);
	assert(h.text_len <= in.len && h.text_off <= in.len - h.text_len);
}

void prove_vmdk_descriptor_store(void)
{
	struct parse_in in = any_input();
	assume(in.len <= 64);
	uint32_t len_text = (uint32_t)any_u64();
	assume(len_text >= 0u && len_text <= 1048575u);
	struct vmdk_descriptor h, back;

	if (vmdk_descriptor_parse(&in, len_text, &h) != PARSE_OK)
		return;

	size_t cap = any_room(in.len);
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = vmdk_descriptor_store(bytes, cap, &h, len_text, in.buf + h.text_off);

	assert(n == (cap < h.len_total ? 0 : h.len_total));
	if (n == 0)
		return;
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vmdk_descriptor_parse(&again, len_text, &back) == PARSE_OK);
	assert(back.text_len == h.text_len);
	assert(i >= h.text_len || again.buf[back.text_off + i] == in.buf[h.text_off + i]);
}

void prove_vmdk_grain_directory_index(void)
{
	uint64_t offset = any_u64();
	uint64_t grain_sectors = any_u64();
	assume(grain_sectors >= UINT64_C(1) && grain_sectors <= UINT64_C(18446744073709551615));
	uint64_t num_gtes_per_gt = any_u64();
	assume(num_gtes_per_gt >= UINT64_C(1) && num_gtes_per_gt <= UINT64_C(512));

	(void)vmdk_grain_directory_index(offset, grain_sectors, num_gtes_per_gt);
}

void prove_vmdk_grain_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t grain_sectors = any_u64();
	assume(grain_sectors >= UINT64_C(1) && grain_sectors <= UINT64_C(18446744073709551615));
	uint64_t num_gtes_per_gt = any_u64();
	assume(num_gtes_per_gt >= UINT64_C(1) && num_gtes_per_gt <= UINT64_C(512));

	(void)vmdk_grain_table_index(offset, grain_sectors, num_gtes_per_gt);
}

void prove_vmdk_cowd_directory_index(void)
{
	uint64_t offset = any_u64();
	uint64_t grain_sectors = any_u64();
	assume(grain_sectors >= UINT64_C(1) && grain_sectors <= UINT64_C(4294967295));

	(void)vmdk_cowd_directory_index(offset, grain_sectors);
}

void prove_vmdk_cowd_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t grain_sectors = any_u64();
	assume(grain_sectors >= UINT64_C(1) && grain_sectors <= UINT64_C(4294967295));

	(void)vmdk_cowd_table_index(offset, grain_sectors);
}
