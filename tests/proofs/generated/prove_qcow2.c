/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/qcow2.ksy spec=aa198cbd gen=1 */
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
	(void)qcow2_header_len_known(&h);
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

void prove_qcow2_header_store(void)
{
	struct parse_in in = any_input();
	struct qcow2_header h, back;

	if (qcow2_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW2_HEADER_MAX_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = qcow2_header_store(bytes, &h);

	assert(n <= cap);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.ofs_backing_file == h.ofs_backing_file);
	assert(back.len_backing_file == h.len_backing_file);
	assert(back.cluster_bits == h.cluster_bits);
	assert(back.virtual_size == h.virtual_size);
	assert(back.crypt_method == h.crypt_method);
	assert(back.num_l1_entries == h.num_l1_entries);
	assert(back.ofs_l1_table == h.ofs_l1_table);
	assert(back.ofs_refcount_table == h.ofs_refcount_table);
	assert(back.num_refcount_table_clusters == h.num_refcount_table_clusters);
	assert(back.num_snapshots == h.num_snapshots);
	assert(back.ofs_snapshots == h.ofs_snapshots);
	assert(back.incompatible_features == h.incompatible_features);
	assert(back.compatible_features == h.compatible_features);
	assert(back.autoclear_features == h.autoclear_features);
	assert(back.refcount_order == h.refcount_order);
	assert(back.len_header == h.len_header);
	assert(back.compression_type == h.compression_type);
}

void prove_qcow2_header_peeks(void)
{
	uint8_t bytes[104];

	(void)qcow2_header_peek_version(bytes);
	(void)qcow2_header_peek_ofs_backing_file(bytes);
	(void)qcow2_header_peek_cluster_bits(bytes);
	(void)qcow2_header_peek_incompatible_features(bytes);
	(void)qcow2_header_peek_len_header(bytes);
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

void prove_qcow2_extension_header_store(void)
{
	struct parse_in in = any_input();
	struct qcow2_extension_header h, back;

	if (qcow2_extension_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW2_EXTENSION_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QCOW2_EXTENSION_HEADER_SIZE;

	qcow2_extension_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_extension_header_parse(&again, &back) == PARSE_OK);
	assert(back.type == h.type);
	assert(back.len_data == h.len_data);
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

void prove_qcow2_extension_store(void)
{
	struct parse_in in = any_input();
	assume(in.len <= 72);
	struct qcow2_extension h, back;

	if (qcow2_extension_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = any_room(in.len);
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = qcow2_extension_store(bytes, cap, &h, in.buf + h.data_off);

	assert(n == (cap < h.len_total ? 0 : h.len_total));
	if (n == 0)
		return;
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_extension_parse(&again, &back) == PARSE_OK);
	assert(back.header.type == h.header.type);
	assert(back.header.len_data == h.header.len_data);
	assert(back.data_len == h.data_len);
	assert(i >= h.data_len || again.buf[back.data_off + i] == in.buf[h.data_off + i]);
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

void prove_qcow2_feature_name_store(void)
{
	struct parse_in in = any_input();
	struct qcow2_feature_name h, back;

	if (qcow2_feature_name_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW2_FEATURE_NAME_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QCOW2_FEATURE_NAME_SIZE;

	qcow2_feature_name_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_feature_name_parse(&again, &back) == PARSE_OK);
	assert(back.feature_set == h.feature_set);
	assert(back.bit == h.bit);
	assert(i >= 46 || back.name[i] == h.name[i]);
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

void prove_qcow2_bitmaps_extension_store(void)
{
	struct parse_in in = any_input();
	struct qcow2_bitmaps_extension h, back;

	if (qcow2_bitmaps_extension_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW2_BITMAPS_EXTENSION_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QCOW2_BITMAPS_EXTENSION_SIZE;

	qcow2_bitmaps_extension_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_bitmaps_extension_parse(&again, &back) == PARSE_OK);
	assert(back.num_bitmaps == h.num_bitmaps);
	assert(back.len_directory == h.len_directory);
	assert(back.ofs_directory == h.ofs_directory);
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

void prove_qcow2_encryption_pointer_store(void)
{
	struct parse_in in = any_input();
	struct qcow2_encryption_pointer h, back;

	if (qcow2_encryption_pointer_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW2_ENCRYPTION_POINTER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QCOW2_ENCRYPTION_POINTER_SIZE;

	qcow2_encryption_pointer_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_encryption_pointer_parse(&again, &back) == PARSE_OK);
	assert(back.ofs_header == h.ofs_header);
	assert(back.len_header == h.len_header);
}

void prove_qcow2_l1_entry(void)
{
	uint8_t bytes[QCOW2_L1_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_l1_entry_load(bytes);
	assert(((uint64_t)qcow2_l1_entry_copied(e) >> 1) == 0);
	assert(((uint64_t)qcow2_l1_entry_reserved_high(e) >> 7) == 0);
	assert(((uint64_t)qcow2_l1_entry_l2_sector(e) >> 47) == 0);
	assert(((uint64_t)qcow2_l1_entry_reserved_low(e) >> 9) == 0);
	(void)qcow2_l1_entry_ofs_l2_table(e);
	enum meaning means = qcow2_l1_entry_classify(e);
	assert(!((((__int128)qcow2_l1_entry_l2_sector(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)qcow2_l1_entry_l2_sector(e)) == ((__int128)0))) ||
	       means == MEANS_TABLE);
}

void prove_qcow2_l1_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW2_L1_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow2_l1_entry_store(bytes, e);
	assert(qcow2_l1_entry_load(bytes) == e);
	uint64_t made = qcow2_l1_entry_make(qcow2_l1_entry_copied(e), qcow2_l1_entry_l2_sector(e));
	assert(qcow2_l1_entry_copied(made) == qcow2_l1_entry_copied(e));
	assert((made & QCOW2_L1_ENTRY_RESERVED_HIGH_MASK) >> QCOW2_L1_ENTRY_RESERVED_HIGH_SHIFT ==
	       0);
	assert(qcow2_l1_entry_l2_sector(made) == qcow2_l1_entry_l2_sector(e));
	assert((made & QCOW2_L1_ENTRY_RESERVED_LOW_MASK) == 0);
}

void prove_qcow2_l2_entry(void)
{
	uint8_t bytes[QCOW2_L2_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_l2_entry_load(bytes);
	assert(((uint64_t)qcow2_l2_entry_copied(e) >> 1) == 0);
	assert(((uint64_t)qcow2_l2_entry_compressed(e) >> 1) == 0);
	assert(((uint64_t)qcow2_l2_entry_reserved_high(e) >> 6) == 0);
	assert(((uint64_t)qcow2_l2_entry_host_sector(e) >> 47) == 0);
	assert(((uint64_t)qcow2_l2_entry_reserved_low(e) >> 8) == 0);
	assert(((uint64_t)qcow2_l2_entry_zero(e) >> 1) == 0);
	(void)qcow2_l2_entry_host_offset(e);
	enum meaning means = qcow2_l2_entry_classify(e);
	assert(!(((__int128)qcow2_l2_entry_compressed(e))) || means == MEANS_COMPRESSED);
	assert(!(!((__int128)qcow2_l2_entry_compressed(e)) && ((__int128)qcow2_l2_entry_zero(e))) ||
	       means == MEANS_ZERO);
	assert(!(!((__int128)qcow2_l2_entry_compressed(e)) && !((__int128)qcow2_l2_entry_zero(e)) &&
		 (((__int128)qcow2_l2_entry_host_sector(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!((__int128)qcow2_l2_entry_compressed(e)) && !((__int128)qcow2_l2_entry_zero(e)) &&
		 !(((__int128)qcow2_l2_entry_host_sector(e)) == ((__int128)0))) ||
	       means == MEANS_DATA);
}

void prove_qcow2_l2_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW2_L2_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow2_l2_entry_store(bytes, e);
	assert(qcow2_l2_entry_load(bytes) == e);
	uint64_t made = qcow2_l2_entry_make(qcow2_l2_entry_copied(e), qcow2_l2_entry_compressed(e),
					    qcow2_l2_entry_host_sector(e), qcow2_l2_entry_zero(e));
	assert(qcow2_l2_entry_copied(made) == qcow2_l2_entry_copied(e));
	assert(qcow2_l2_entry_compressed(made) == qcow2_l2_entry_compressed(e));
	assert((made & QCOW2_L2_ENTRY_RESERVED_HIGH_MASK) >> QCOW2_L2_ENTRY_RESERVED_HIGH_SHIFT ==
	       0);
	assert(qcow2_l2_entry_host_sector(made) == qcow2_l2_entry_host_sector(e));
	assert((made & QCOW2_L2_ENTRY_RESERVED_LOW_MASK) >> QCOW2_L2_ENTRY_RESERVED_LOW_SHIFT == 0);
	assert(qcow2_l2_entry_zero(made) == qcow2_l2_entry_zero(e));
}

void prove_qcow2_compressed_entry(void)
{
	uint8_t bytes[QCOW2_COMPRESSED_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_compressed_entry_load(bytes);
	uint32_t cluster_bits = (uint32_t)any_u64();
	assume(cluster_bits >= 9u && cluster_bits <= 21u);
	assert(((uint64_t)qcow2_compressed_entry_copied(e) >> 1) == 0);
	assert(((uint64_t)qcow2_compressed_entry_compressed(e) >> 1) == 0);
	assert(((uint64_t)qcow2_compressed_entry_descriptor(e) >> 62) == 0);
	(void)qcow2_compressed_entry_offset_bits(e, cluster_bits);
	(void)qcow2_compressed_entry_host_offset(e, cluster_bits);
	(void)qcow2_compressed_entry_num_additional_sectors(e, cluster_bits);
	(void)qcow2_compressed_entry_len_data(e, cluster_bits);
}

void prove_qcow2_compressed_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW2_COMPRESSED_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow2_compressed_entry_store(bytes, e);
	assert(qcow2_compressed_entry_load(bytes) == e);
	uint64_t made = qcow2_compressed_entry_make(qcow2_compressed_entry_copied(e),
						    qcow2_compressed_entry_compressed(e),
						    qcow2_compressed_entry_descriptor(e));
	assert(qcow2_compressed_entry_copied(made) == qcow2_compressed_entry_copied(e));
	assert(qcow2_compressed_entry_compressed(made) == qcow2_compressed_entry_compressed(e));
	assert(qcow2_compressed_entry_descriptor(made) == qcow2_compressed_entry_descriptor(e));
}

void prove_qcow2_subcluster_bitmap(void)
{
	uint8_t bytes[QCOW2_SUBCLUSTER_BITMAP_SIZE];
	uint64_t e = (uint64_t)qcow2_subcluster_bitmap_load(bytes);
	assert(((uint64_t)qcow2_subcluster_bitmap_reads_as_zero(e) >> 32) == 0);
	assert(((uint64_t)qcow2_subcluster_bitmap_allocated(e) >> 32) == 0);
	(void)qcow2_subcluster_bitmap_conflicts(e);
}

void prove_qcow2_subcluster_bitmap_store(void)
{
	uint8_t *bytes = malloc(QCOW2_SUBCLUSTER_BITMAP_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow2_subcluster_bitmap_store(bytes, e);
	assert(qcow2_subcluster_bitmap_load(bytes) == e);
	uint64_t made = qcow2_subcluster_bitmap_make(qcow2_subcluster_bitmap_reads_as_zero(e),
						     qcow2_subcluster_bitmap_allocated(e));
	assert(qcow2_subcluster_bitmap_reads_as_zero(made) ==
	       qcow2_subcluster_bitmap_reads_as_zero(e));
	assert(qcow2_subcluster_bitmap_allocated(made) == qcow2_subcluster_bitmap_allocated(e));
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

void prove_qcow2_extended_l2_entry_store(void)
{
	struct parse_in in = any_input();
	struct qcow2_extended_l2_entry h, back;

	if (qcow2_extended_l2_entry_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW2_EXTENDED_L2_ENTRY_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QCOW2_EXTENDED_L2_ENTRY_SIZE;

	qcow2_extended_l2_entry_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_extended_l2_entry_parse(&again, &back) == PARSE_OK);
	assert(back.entry == h.entry);
	assert(back.subclusters == h.subclusters);
}

void prove_qcow2_refcount_table_entry(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_refcount_table_entry_load(bytes);
	assert(((uint64_t)qcow2_refcount_table_entry_block_sector(e) >> 55) == 0);
	assert(((uint64_t)qcow2_refcount_table_entry_reserved(e) >> 9) == 0);
	(void)qcow2_refcount_table_entry_ofs_block(e);
	enum meaning means = qcow2_refcount_table_entry_classify(e);
	assert(!((((__int128)qcow2_refcount_table_entry_block_sector(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)qcow2_refcount_table_entry_block_sector(e)) == ((__int128)0))) ||
	       means == MEANS_TABLE);
}

void prove_qcow2_refcount_table_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW2_REFCOUNT_TABLE_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow2_refcount_table_entry_store(bytes, e);
	assert(qcow2_refcount_table_entry_load(bytes) == e);
	uint64_t made = qcow2_refcount_table_entry_make(qcow2_refcount_table_entry_block_sector(e));
	assert(qcow2_refcount_table_entry_block_sector(made) ==
	       qcow2_refcount_table_entry_block_sector(e));
	assert((made & QCOW2_REFCOUNT_TABLE_ENTRY_RESERVED_MASK) == 0);
}

void prove_qcow2_refcounts_in_byte(void)
{
	uint8_t bytes[QCOW2_REFCOUNTS_IN_BYTE_SIZE];
	uint8_t e = (uint8_t)qcow2_refcounts_in_byte_load(bytes);
	uint32_t order = (uint32_t)any_u64();
	assume(order >= 0u && order <= 2u);
	uint32_t index = (uint32_t)any_u64();
	assume(index >= 0u && index <= 7u);
	(void)qcow2_refcounts_in_byte_counts(e);
	(void)qcow2_refcounts_in_byte_refcount(e, order, index);
}

void prove_qcow2_refcounts_in_byte_store(void)
{
	uint8_t *bytes = malloc(QCOW2_REFCOUNTS_IN_BYTE_SIZE);
	assume(bytes != NULL);
	uint8_t e = (uint8_t)any_u64();

	qcow2_refcounts_in_byte_store(bytes, e);
	assert(qcow2_refcounts_in_byte_load(bytes) == e);
}

void prove_qcow2_refcount_8(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_8_SIZE];
	uint8_t e = (uint8_t)qcow2_refcount_8_load(bytes);
	(void)qcow2_refcount_8_refcount(e);
}

void prove_qcow2_refcount_8_store(void)
{
	uint8_t *bytes = malloc(QCOW2_REFCOUNT_8_SIZE);
	assume(bytes != NULL);
	uint8_t e = (uint8_t)any_u64();

	qcow2_refcount_8_store(bytes, e);
	assert(qcow2_refcount_8_load(bytes) == e);
}

void prove_qcow2_refcount_16(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_16_SIZE];
	uint16_t e = (uint16_t)qcow2_refcount_16_load(bytes);
	(void)qcow2_refcount_16_refcount(e);
}

void prove_qcow2_refcount_16_store(void)
{
	uint8_t *bytes = malloc(QCOW2_REFCOUNT_16_SIZE);
	assume(bytes != NULL);
	uint16_t e = (uint16_t)any_u64();

	qcow2_refcount_16_store(bytes, e);
	assert(qcow2_refcount_16_load(bytes) == e);
}

void prove_qcow2_refcount_32(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_32_SIZE];
	uint32_t e = (uint32_t)qcow2_refcount_32_load(bytes);
	(void)qcow2_refcount_32_refcount(e);
}

void prove_qcow2_refcount_32_store(void)
{
	uint8_t *bytes = malloc(QCOW2_REFCOUNT_32_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	qcow2_refcount_32_store(bytes, e);
	assert(qcow2_refcount_32_load(bytes) == e);
}

void prove_qcow2_refcount_64(void)
{
	uint8_t bytes[QCOW2_REFCOUNT_64_SIZE];
	uint64_t e = (uint64_t)qcow2_refcount_64_load(bytes);
	(void)qcow2_refcount_64_refcount(e);
}

void prove_qcow2_refcount_64_store(void)
{
	uint8_t *bytes = malloc(QCOW2_REFCOUNT_64_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow2_refcount_64_store(bytes, e);
	assert(qcow2_refcount_64_load(bytes) == e);
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

void prove_qcow2_snapshot_header_store(void)
{
	struct parse_in in = any_input();
	struct qcow2_snapshot_header h, back;

	if (qcow2_snapshot_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW2_SNAPSHOT_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QCOW2_SNAPSHOT_HEADER_SIZE;

	qcow2_snapshot_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow2_snapshot_header_parse(&again, &back) == PARSE_OK);
	assert(back.ofs_l1_table == h.ofs_l1_table);
	assert(back.num_l1_entries == h.num_l1_entries);
	assert(back.len_id == h.len_id);
	assert(back.len_name == h.len_name);
	assert(back.date_sec == h.date_sec);
	assert(back.date_nsec == h.date_nsec);
	assert(back.vm_clock_nsec == h.vm_clock_nsec);
	assert(back.vm_state_size_low == h.vm_state_size_low);
	assert(back.len_extra_data == h.len_extra_data);
}

void prove_qcow2_snapshot_header_peeks(void)
{
	uint8_t bytes[40];

	(void)qcow2_snapshot_header_peek_len_extra_data(bytes);
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

void prove_qcow2_bitmap_entry_peeks(void)
{
	uint8_t bytes[24];

	(void)qcow2_bitmap_entry_peek_len_name(bytes);
	(void)qcow2_bitmap_entry_peek_len_extra_data(bytes);
}

void prove_qcow2_bitmap_table_entry(void)
{
	uint8_t bytes[QCOW2_BITMAP_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow2_bitmap_table_entry_load(bytes);
	assert(((uint64_t)qcow2_bitmap_table_entry_reserved_high(e) >> 8) == 0);
	assert(((uint64_t)qcow2_bitmap_table_entry_host_sector(e) >> 47) == 0);
	assert(((uint64_t)qcow2_bitmap_table_entry_reserved_low(e) >> 8) == 0);
	assert(((uint64_t)qcow2_bitmap_table_entry_all_ones(e) >> 1) == 0);
	(void)qcow2_bitmap_table_entry_host_offset(e);
	enum meaning means = qcow2_bitmap_table_entry_classify(e);
	assert(!((((__int128)qcow2_bitmap_table_entry_host_sector(e)) != ((__int128)0))) ||
	       means == MEANS_DATA);
	assert(!(!(((__int128)qcow2_bitmap_table_entry_host_sector(e)) != ((__int128)0)) &&
		 ((__int128)qcow2_bitmap_table_entry_all_ones(e))) ||
	       means == MEANS_ONES);
	assert(!(!(((__int128)qcow2_bitmap_table_entry_host_sector(e)) != ((__int128)0)) &&
		 !((__int128)qcow2_bitmap_table_entry_all_ones(e))) ||
	       means == MEANS_ZERO);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
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

void prove_qcow2_bitmap_table_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW2_BITMAP_TABLE_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow2_bitmap_table_entry_store(bytes, e);
	assert(qcow2_bitmap_table_entry_load(bytes) == e);
	uint64_t made = qcow2_bitmap_table_entry_make(qcow2_bitmap_table_entry_host_sector(e),
						      qcow2_bitmap_table_entry_all_ones(e));
	assert((made & QCOW2_BITMAP_TABLE_ENTRY_RESERVED_HIGH_MASK) >>
		       QCOW2_BITMAP_TABLE_ENTRY_RESERVED_HIGH_SHIFT ==
	       0);
	assert(qcow2_bitmap_table_entry_host_sector(made) ==
	       qcow2_bitmap_table_entry_host_sector(e));
	assert((made & QCOW2_BITMAP_TABLE_ENTRY_RESERVED_LOW_MASK) >>
		       QCOW2_BITMAP_TABLE_ENTRY_RESERVED_LOW_SHIFT ==
	       0);
	assert(qcow2_bitmap_table_entry_all_ones(made) == qcow2_bitmap_table_entry_all_ones(e));
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

void prove_qcow2_l1_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(512) && cluster_size <= UINT64_C(36028797018963968));
	uint64_t num_l2_entries = any_u64();
	assume(num_l2_entries >= UINT64_C(32) && num_l2_entries <= UINT64_C(4503599627370496));

	(void)qcow2_l1_table_index(offset, cluster_size, num_l2_entries);
}

void prove_qcow2_l2_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(512) && cluster_size <= UINT64_C(36028797018963968));
	uint64_t num_l2_entries = any_u64();
	assume(num_l2_entries >= UINT64_C(32) && num_l2_entries <= UINT64_C(4503599627370496));

	(void)qcow2_l2_table_index(offset, cluster_size, num_l2_entries);
}

void prove_qcow2_refcount_table_index(void)
{
	uint64_t file_offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(512) && cluster_size <= UINT64_C(36028797018963968));
	uint64_t num_refcounts_per_block = any_u64();
	assume(num_refcounts_per_block >= UINT64_C(64) &&
	       num_refcounts_per_block <= UINT64_C(288230376151711744));

	(void)qcow2_refcount_table_index(file_offset, cluster_size, num_refcounts_per_block);
}

void prove_qcow2_refcount_block_index(void)
{
	uint64_t file_offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(512) && cluster_size <= UINT64_C(36028797018963968));
	uint64_t num_refcounts_per_block = any_u64();
	assume(num_refcounts_per_block >= UINT64_C(64) &&
	       num_refcounts_per_block <= UINT64_C(288230376151711744));

	(void)qcow2_refcount_block_index(file_offset, cluster_size, num_refcounts_per_block);
}
