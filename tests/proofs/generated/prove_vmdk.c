/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vmdk.ksy spec=5cc45201 gen=1 */
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

void prove_vmdk_grain_directory_entry(void)
{
	uint8_t bytes[VMDK_GRAIN_DIRECTORY_ENTRY_SIZE];
	uint32_t e = (uint32_t)vmdk_grain_directory_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vmdk_grain_directory_entry_sector(e);
	(void)vmdk_grain_directory_entry_is_allocated(e);
	(void)vmdk_grain_directory_entry_table_offset(e);
	enum parse_status status = vmdk_grain_directory_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_vmdk_grain_table_entry(void)
{
	uint8_t bytes[VMDK_GRAIN_TABLE_ENTRY_SIZE];
	uint32_t e = (uint32_t)vmdk_grain_table_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vmdk_grain_table_entry_sector(e);
	(void)vmdk_grain_table_entry_is_allocated(e);
	(void)vmdk_grain_table_entry_grain_offset(e);
	enum parse_status status = vmdk_grain_table_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
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
