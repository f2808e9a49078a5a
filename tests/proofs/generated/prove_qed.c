/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/qed.ksy spec=d4cf34e4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "qed.c"
/* unwind 20 */

void prove_qed_header(void)
{
	struct parse_in in = any_input();
	struct qed_header h;
	enum parse_status status = qed_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 64);
	assert((((__int128)h.cluster_size) == ((__int128)4096) ||
		((__int128)h.cluster_size) == ((__int128)8192) ||
		((__int128)h.cluster_size) == ((__int128)16384) ||
		((__int128)h.cluster_size) == ((__int128)32768) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x20000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x40000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x80000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x100000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x200000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x400000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x800000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x1000000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x2000000)) ||
		((__int128)h.cluster_size) == ((__int128)UINT64_C(0x4000000))));
	assert((((__int128)h.table_size) == ((__int128)1) ||
		((__int128)h.table_size) == ((__int128)2) ||
		((__int128)h.table_size) == ((__int128)4) ||
		((__int128)h.table_size) == ((__int128)8) ||
		((__int128)h.table_size) == ((__int128)16)));
	assert((((__int128)h.features) <= ((__int128)7)));
	assert(((((__int128)h.image_size) % ((__int128)512)) == ((__int128)0)));
	(void)qed_header_num_table_entries(&h);
	(void)qed_header_len_table(&h);
	(void)qed_header_has_backing_file(&h);
	(void)qed_header_is_backing_file_raw(&h);
	(void)qed_header_needs_check(&h);
}

void prove_qed_header_store(void)
{
	struct parse_in in = any_input();
	struct qed_header h, back;

	if (qed_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QED_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QED_HEADER_SIZE;

	qed_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qed_header_parse(&again, &back) == PARSE_OK);
	assert(back.cluster_size == h.cluster_size);
	assert(back.table_size == h.table_size);
	assert(back.num_header_clusters == h.num_header_clusters);
	assert(back.features == h.features);
	assert(back.compat_features == h.compat_features);
	assert(back.autoclear_features == h.autoclear_features);
	assert(back.ofs_l1_table == h.ofs_l1_table);
	assert(back.image_size == h.image_size);
	assert(back.ofs_backing_file == h.ofs_backing_file);
	assert(back.len_backing_file == h.len_backing_file);
}

void prove_qed_header_peeks(void)
{
	uint8_t bytes[24];

	(void)qed_header_peek_features(bytes);
}

void prove_qed_table_entry(void)
{
	uint8_t bytes[QED_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)qed_table_entry_load(bytes);
	(void)qed_table_entry_offset(e);
	enum meaning means = qed_table_entry_classify(e);
	assert(!((((__int128)qed_table_entry_offset(e)) == ((__int128)0))) || means == MEANS_HOLE);
	assert(!(!(((__int128)qed_table_entry_offset(e)) == ((__int128)0)) &&
		 (((__int128)qed_table_entry_offset(e)) == ((__int128)1))) ||
	       means == MEANS_ZERO);
	assert(!(!(((__int128)qed_table_entry_offset(e)) == ((__int128)0)) &&
		 !(((__int128)qed_table_entry_offset(e)) == ((__int128)1))) ||
	       means == MEANS_DATA);
}

void prove_qed_table_entry_store(void)
{
	uint8_t *bytes = malloc(QED_TABLE_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qed_table_entry_store(bytes, e);
	assert(qed_table_entry_load(bytes) == e);
}

void prove_qed_l1_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(4096) && cluster_size <= UINT64_C(67108864));
	uint64_t num_table_entries = any_u64();
	assume(num_table_entries >= UINT64_C(512) && num_table_entries <= UINT64_C(134217728));

	(void)qed_l1_table_index(offset, cluster_size, num_table_entries);
}

void prove_qed_l2_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(4096) && cluster_size <= UINT64_C(67108864));
	uint64_t num_table_entries = any_u64();
	assume(num_table_entries >= UINT64_C(512) && num_table_entries <= UINT64_C(134217728));

	(void)qed_l2_table_index(offset, cluster_size, num_table_entries);
}
