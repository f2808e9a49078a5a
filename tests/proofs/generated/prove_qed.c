/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/qed.ksy spec=47ba67d0 gen=1 */
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

void prove_qed_table_entry(void)
{
	uint8_t bytes[QED_TABLE_ENTRY_SIZE];
	uint64_t e = (uint64_t)qed_table_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)qed_table_entry_offset(e);
	enum parse_status status = qed_table_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}
