/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/qcow2.ksy spec=51fc5afe gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "qcow2.c"
/* unwind 20 */

void prove_qcow2_header(void)
{
	struct parse_in in = any_input();
	struct qcow2_header h;
	enum parse_status status = qcow2_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 72);
	assert(h.len_total <= in.len);
	assert((((__int128)h.version) >= ((__int128)2) && ((__int128)h.version) <= ((__int128)3)));
	assert((((__int128)h.cluster_bits) >= ((__int128)9) &&
		((__int128)h.cluster_bits) <= ((__int128)21)));
	assert((((__int128)h.crypt_method) == ((__int128)0) ||
		((__int128)h.crypt_method) == ((__int128)1) ||
		((__int128)h.crypt_method) == ((__int128)2)));
	assert(!(((__int128)h.version) >= ((__int128)3)) ||
	       (((__int128)h.refcount_order) <= ((__int128)6)));
	assert(!(((__int128)h.version) >= ((__int128)3)) ||
	       (((__int128)h.len_header) >= ((__int128)104)));
	assert(!((((__int128)h.version) >= ((__int128)3)) &&
		 (((__int128)h.len_header) > ((__int128)104))) ||
	       (((__int128)h.compression_type) == ((__int128)0) ||
		((__int128)h.compression_type) == ((__int128)1)));
	(void)qcow2_header_length(&h);
	(void)qcow2_header_cluster_size(&h);
	(void)qcow2_header_has_extended_l2(&h);
	(void)qcow2_header_has_external_data(&h);
	(void)qcow2_header_is_dirty(&h);
	(void)qcow2_header_is_corrupt(&h);
	(void)qcow2_header_has_lazy_refcounts(&h);
	(void)qcow2_header_is_data_file_raw(&h);
	(void)qcow2_header_has_consistent_bitmaps(&h);
	(void)qcow2_header_unknown_incompatible_features(&h);
	(void)qcow2_header_refcount_bits(&h);
	(void)qcow2_header_l2_entry_size(&h);
	(void)qcow2_header_num_l2_entries(&h);
	(void)qcow2_header_num_refcounts_per_block(&h);
}

void prove_qcow2_extension_header(void)
{
	struct parse_in in = any_input();
	struct qcow2_extension_header h;
	enum parse_status status = qcow2_extension_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8);
	(void)qcow2_extension_header_len_padded(&h);
}

void prove_qcow2_extension(void)
{
	struct parse_in in = any_input();
	struct qcow2_extension h;
	enum parse_status status = qcow2_extension_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8);
	assert(h.len_total <= in.len);
	assert(h.data_len <= in.len && h.data_off <= in.len - h.data_len);
}

void prove_qcow2_feature_name(void)
{
	struct parse_in in = any_input();
	struct qcow2_feature_name h;
	enum parse_status status = qcow2_feature_name_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 48);
}

void prove_qcow2_bitmaps_extension(void)
{
	struct parse_in in = any_input();
	struct qcow2_bitmaps_extension h;
	enum parse_status status = qcow2_bitmaps_extension_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
	assert((((__int128)h.num_bitmaps) >= ((__int128)1)));
	assert((((__int128)h.len_directory) <= ((__int128)UINT64_C(0x3fffc00))));
}

void prove_qcow2_encryption_pointer(void)
{
	struct parse_in in = any_input();
	struct qcow2_encryption_pointer h;
	enum parse_status status = qcow2_encryption_pointer_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}

void prove_qcow2_l1_entry(void)
{
	uint8_t bytes[QCOW2_L1_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_l1_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)qcow2_l1_entry_copied(e) >> 1) == 0);
	assert(((uint64_t)qcow2_l1_entry_reserved_high(e) >> 7) == 0);
	assert(((uint64_t)qcow2_l1_entry_l2_sector(e) >> 47) == 0);
	assert(((uint64_t)qcow2_l1_entry_reserved_low(e) >> 9) == 0);
	(void)qcow2_l1_entry_ofs_l2_table(e);
	enum parse_status status = qcow2_l1_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_l2_entry(void)
{
	uint8_t bytes[QCOW2_L2_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_l2_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)qcow2_l2_entry_copied(e) >> 1) == 0);
	assert(((uint64_t)qcow2_l2_entry_compressed(e) >> 1) == 0);
	assert(((uint64_t)qcow2_l2_entry_reserved_high(e) >> 6) == 0);
	assert(((uint64_t)qcow2_l2_entry_host_sector(e) >> 47) == 0);
	assert(((uint64_t)qcow2_l2_entry_reserved_low(e) >> 8) == 0);
	assert(((uint64_t)qcow2_l2_entry_zero(e) >> 1) == 0);
	(void)qcow2_l2_entry_host_offset(e);
	enum parse_status status = qcow2_l2_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_compressed_entry(void)
{
	uint8_t bytes[QCOW2_COMPRESSED_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_compressed_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	uint32_t cluster_bits = (uint32_t)any_u64();
	assume(cluster_bits >= 9u && cluster_bits <= 21u);
	assert(((uint64_t)qcow2_compressed_entry_copied(e) >> 1) == 0);
	assert(((uint64_t)qcow2_compressed_entry_compressed(e) >> 1) == 0);
	assert(((uint64_t)qcow2_compressed_entry_descriptor(e) >> 62) == 0);
	(void)qcow2_compressed_entry_offset_bits(e, cluster_bits);
	(void)qcow2_compressed_entry_host_offset(e, cluster_bits);
	(void)qcow2_compressed_entry_num_additional_sectors(e, cluster_bits);
	(void)qcow2_compressed_entry_len_data(e, cluster_bits);
	enum parse_status status = qcow2_compressed_entry_check(&in, e, cluster_bits);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_subcluster_bitmap(void)
{
	uint8_t bytes[QCOW2_SUBCLUSTER_BITMAP_SIZE];
	uint64_t e = (uint64_t)qcow2_subcluster_bitmap_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)qcow2_subcluster_bitmap_reads_as_zero(e) >> 32) == 0);
	assert(((uint64_t)qcow2_subcluster_bitmap_allocated(e) >> 32) == 0);
	(void)qcow2_subcluster_bitmap_conflicts(e);
	enum parse_status status = qcow2_subcluster_bitmap_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_extended_l2_entry(void)
{
	struct parse_in in = any_input();
	struct qcow2_extended_l2_entry h;
	enum parse_status status = qcow2_extended_l2_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}

void prove_qcow2_refcount_table_entry(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_refcount_table_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)qcow2_refcount_table_entry_block_sector(e) >> 55) == 0);
	assert(((uint64_t)qcow2_refcount_table_entry_reserved(e) >> 9) == 0);
	(void)qcow2_refcount_table_entry_ofs_block(e);
	enum parse_status status = qcow2_refcount_table_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_refcounts_in_byte(void)
{
	uint8_t bytes[QCOW2_REFCOUNTS_IN_BYTE_SIZE];
	uint8_t e = (uint8_t)qcow2_refcounts_in_byte_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	uint32_t order = (uint32_t)any_u64();
	assume(order >= 0u && order <= 2u);
	uint32_t index = (uint32_t)any_u64();
	assume(index >= 0u && index <= 7u);
	(void)qcow2_refcounts_in_byte_counts(e);
	(void)qcow2_refcounts_in_byte_refcount(e, order, index);
	enum parse_status status = qcow2_refcounts_in_byte_check(&in, e, order, index);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_refcount_8(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_8_SIZE];
	uint8_t e = (uint8_t)qcow2_refcount_8_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)qcow2_refcount_8_refcount(e);
	enum parse_status status = qcow2_refcount_8_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_refcount_16(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_16_SIZE];
	uint16_t e = (uint16_t)qcow2_refcount_16_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)qcow2_refcount_16_refcount(e);
	enum parse_status status = qcow2_refcount_16_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_refcount_32(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_32_SIZE];
	uint32_t e = (uint32_t)qcow2_refcount_32_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)qcow2_refcount_32_refcount(e);
	enum parse_status status = qcow2_refcount_32_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_refcount_64(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_64_SIZE];
	uint64_t e = (uint64_t)qcow2_refcount_64_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)qcow2_refcount_64_refcount(e);
	enum parse_status status = qcow2_refcount_64_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}

void prove_qcow2_snapshot_header(void)
{
	struct parse_in in = any_input();
	struct qcow2_snapshot_header h;
	enum parse_status status = qcow2_snapshot_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 40);
	assert((((__int128)h.len_extra_data) <= ((__int128)1024)));
}

void prove_qcow2_snapshot(void)
{
	struct parse_in in = any_input();
	struct qcow2_snapshot h;
	enum parse_status status = qcow2_snapshot_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 40);
	assert(h.len_total <= in.len);
	assert(h.unknown_extra_data_len <= in.len &&
	       h.unknown_extra_data_off <= in.len - h.unknown_extra_data_len);
	assert(h.unique_id_len <= in.len && h.unique_id_off <= in.len - h.unique_id_len);
	assert(h.name_len <= in.len && h.name_off <= in.len - h.name_len);
	(void)qcow2_snapshot_len_entry(&h);
}

void prove_qcow2_bitmap_entry(void)
{
	struct parse_in in = any_input();
	struct qcow2_bitmap_entry h;
	enum parse_status status = qcow2_bitmap_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
	assert(h.len_total <= in.len);
	assert(h.extra_data_len <= in.len && h.extra_data_off <= in.len - h.extra_data_len);
	assert(h.name_len <= in.len && h.name_off <= in.len - h.name_len);
	(void)qcow2_bitmap_entry_len_entry(&h);
}

void prove_qcow2_bitmap_table_entry(void)
{
	uint8_t bytes[QCOW2_BITMAP_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_bitmap_table_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	assert(((uint64_t)qcow2_bitmap_table_entry_reserved_high(e) >> 8) == 0);
	assert(((uint64_t)qcow2_bitmap_table_entry_host_sector(e) >> 47) == 0);
	assert(((uint64_t)qcow2_bitmap_table_entry_reserved_low(e) >> 8) == 0);
	assert(((uint64_t)qcow2_bitmap_table_entry_all_ones(e) >> 1) == 0);
	(void)qcow2_bitmap_table_entry_host_offset(e);
	enum parse_status status = qcow2_bitmap_table_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(((__int128)qcow2_bitmap_table_entry_reserved_high(e)) == ((__int128)0));
	assert(((__int128)qcow2_bitmap_table_entry_reserved_low(e)) == ((__int128)0));
	assert(((!((__int128)qcow2_bitmap_table_entry_all_ones(e))) ||
		(((__int128)qcow2_bitmap_table_entry_host_sector(e)) == ((__int128)0))));
}

void prove_qcow2_crypt_method_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(QCOW2_CRYPT_METHOD_NONE == ((__int128)0) &&
	       QCOW2_CRYPT_METHOD_AES == ((__int128)1) && QCOW2_CRYPT_METHOD_LUKS == ((__int128)2));
	assert(qcow2_crypt_method_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2)));
}

void prove_qcow2_compression_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(QCOW2_COMPRESSION_ZLIB == ((__int128)0) && QCOW2_COMPRESSION_ZSTD == ((__int128)1));
	assert(qcow2_compression_known(v) == (v == ((__int128)0) || v == ((__int128)1)));
}
