/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/qcow1.ksy spec=e6f25dc2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "qcow1.c"
/* unwind 20 */

void prove_qcow1_header(void)
{
	struct parse_in in = any_input();
	struct qcow1_header h;
	enum parse_status status = qcow1_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 48);
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.virtual_size) >= ((__int128)2)));
	assert((((__int128)h.cluster_bits) >= ((__int128)9) &&
		((__int128)h.cluster_bits) <= ((__int128)16)));
	assert((((__int128)h.l2_bits) >= ((__int128)6) && ((__int128)h.l2_bits) <= ((__int128)13)));
	assert((((__int128)h.crypt_method) == ((__int128)0) ||
		((__int128)h.crypt_method) == ((__int128)1)));
	(void)qcow1_header_cluster_size(&h);
	(void)qcow1_header_num_l2_entries(&h);
	(void)qcow1_header_num_l1_entries(&h);
}

void prove_qcow1_header_store(void)
{
	struct parse_in in = any_input();
	struct qcow1_header h, back;

	if (qcow1_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = QCOW1_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = QCOW1_HEADER_SIZE;

	qcow1_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(qcow1_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.ofs_backing_file == h.ofs_backing_file);
	assert(back.len_backing_file == h.len_backing_file);
	assert(back.mtime == h.mtime);
	assert(back.virtual_size == h.virtual_size);
	assert(back.cluster_bits == h.cluster_bits);
	assert(back.l2_bits == h.l2_bits);
	assert(back.crypt_method == h.crypt_method);
	assert(back.ofs_l1_table == h.ofs_l1_table);
}

void prove_qcow1_header_peeks(void)
{
	uint8_t bytes[8];

	(void)qcow1_header_peek_version(bytes);
}

void prove_qcow1_l1_entry(void)
{
	uint8_t bytes[QCOW1_L1_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow1_l1_entry_load(bytes);
	(void)qcow1_l1_entry_ofs_l2_table(e);
	enum meaning means = qcow1_l1_entry_classify(e);
	assert(!((((__int128)qcow1_l1_entry_ofs_l2_table(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)qcow1_l1_entry_ofs_l2_table(e)) == ((__int128)0))) ||
	       means == MEANS_TABLE);
}

void prove_qcow1_l1_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW1_L1_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow1_l1_entry_store(bytes, e);
	assert(qcow1_l1_entry_load(bytes) == e);
}

void prove_qcow1_l2_entry(void)
{
	uint8_t bytes[QCOW1_L2_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow1_l2_entry_load(bytes);
	assert(((uint64_t)qcow1_l2_entry_compressed(e) >> 1) == 0);
	assert(((uint64_t)qcow1_l2_entry_host_offset(e) >> 63) == 0);
	enum meaning means = qcow1_l2_entry_classify(e);
	assert(!(((__int128)qcow1_l2_entry_compressed(e))) || means == MEANS_COMPRESSED);
	assert(!(!((__int128)qcow1_l2_entry_compressed(e)) &&
		 (((__int128)qcow1_l2_entry_host_offset(e)) == ((__int128)0))) ||
	       means == MEANS_HOLE);
	assert(!(!((__int128)qcow1_l2_entry_compressed(e)) &&
		 !(((__int128)qcow1_l2_entry_host_offset(e)) == ((__int128)0))) ||
	       means == MEANS_DATA);
}

void prove_qcow1_l2_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW1_L2_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow1_l2_entry_store(bytes, e);
	assert(qcow1_l2_entry_load(bytes) == e);
	uint64_t made =
		qcow1_l2_entry_make(qcow1_l2_entry_compressed(e), qcow1_l2_entry_host_offset(e));
	assert(qcow1_l2_entry_compressed(made) == qcow1_l2_entry_compressed(e));
	assert(qcow1_l2_entry_host_offset(made) == qcow1_l2_entry_host_offset(e));
}

void prove_qcow1_compressed_entry(void)
{
	uint8_t bytes[QCOW1_COMPRESSED_ENTRY_SIZE];
	uint64_t e = (uint64_t)qcow1_compressed_entry_load(bytes);
	uint8_t cluster_bits = (uint8_t)any_u64();
	assume(cluster_bits >= 9u && cluster_bits <= 16u);
	assert(((uint64_t)qcow1_compressed_entry_compressed(e) >> 1) == 0);
	assert(((uint64_t)qcow1_compressed_entry_descriptor(e) >> 63) == 0);
	(void)qcow1_compressed_entry_offset_bits(e, cluster_bits);
	(void)qcow1_compressed_entry_host_offset(e, cluster_bits);
	(void)qcow1_compressed_entry_len_data(e, cluster_bits);
}

void prove_qcow1_compressed_entry_store(void)
{
	uint8_t *bytes = malloc(QCOW1_COMPRESSED_ENTRY_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	qcow1_compressed_entry_store(bytes, e);
	assert(qcow1_compressed_entry_load(bytes) == e);
	uint64_t made = qcow1_compressed_entry_make(qcow1_compressed_entry_compressed(e),
						    qcow1_compressed_entry_descriptor(e));
	assert(qcow1_compressed_entry_compressed(made) == qcow1_compressed_entry_compressed(e));
	assert(qcow1_compressed_entry_descriptor(made) == qcow1_compressed_entry_descriptor(e));
}

void prove_qcow1_crypt_method_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(QCOW1_CRYPT_METHOD_NONE == ((__int128)0) && QCOW1_CRYPT_METHOD_AES == ((__int128)1));
	assert(qcow1_crypt_method_known(v) == (v == ((__int128)0) || v == ((__int128)1)));
}

void prove_qcow1_l1_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(512) && cluster_size <= UINT64_C(65536));
	uint64_t num_l2_entries = any_u64();
	assume(num_l2_entries >= UINT64_C(64) && num_l2_entries <= UINT64_C(8192));

	(void)qcow1_l1_table_index(offset, cluster_size, num_l2_entries);
}

void prove_qcow1_l2_table_index(void)
{
	uint64_t offset = any_u64();
	uint64_t cluster_size = any_u64();
	assume(cluster_size >= UINT64_C(512) && cluster_size <= UINT64_C(65536));
	uint64_t num_l2_entries = any_u64();
	assume(num_l2_entries >= UINT64_C(64) && num_l2_entries <= UINT64_C(8192));

	(void)qcow1_l2_table_index(offset, cluster_size, num_l2_entries);
}
