/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/source.ksy spec=c02e53e4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
/* unwind 20 */

void prove_source_options(void)
{
	struct parse_in in = any_input();
	struct source_options h;
	enum parse_status status = source_options_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 616);
	assert((((__int128)h.format) == ((__int128)0) || ((__int128)h.format) == ((__int128)1) ||
		((__int128)h.format) == ((__int128)2) || ((__int128)h.format) == ((__int128)3) ||
		((__int128)h.format) == ((__int128)4) || ((__int128)h.format) == ((__int128)5) ||
		((__int128)h.format) == ((__int128)6) || ((__int128)h.format) == ((__int128)7) ||
		((__int128)h.format) == ((__int128)8) || ((__int128)h.format) == ((__int128)9) ||
		((__int128)h.format) == ((__int128)10) || ((__int128)h.format) == ((__int128)11) ||
		((__int128)h.format) == ((__int128)12) || ((__int128)h.format) == ((__int128)13) ||
		((__int128)h.format) == ((__int128)14) || ((__int128)h.format) == ((__int128)15) ||
		((__int128)h.format) == ((__int128)16) || ((__int128)h.format) == ((__int128)17) ||
		((__int128)h.format) == ((__int128)18)));
	assert((((__int128)h.max_depth) >= ((__int128)1) &&
		((__int128)h.max_depth) <= ((__int128)64)));
	assert((((__int128)h.request_size) == ((__int128)512) ||
		((__int128)h.request_size) == ((__int128)1024) ||
		((__int128)h.request_size) == ((__int128)2048) ||
		((__int128)h.request_size) == ((__int128)4096) ||
		((__int128)h.request_size) == ((__int128)8192) ||
		((__int128)h.request_size) == ((__int128)16384) ||
		((__int128)h.request_size) == ((__int128)32768) ||
		((__int128)h.request_size) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.request_size) == ((__int128)UINT64_C(0x20000)) ||
		((__int128)h.request_size) == ((__int128)UINT64_C(0x40000)) ||
		((__int128)h.request_size) == ((__int128)UINT64_C(0x80000)) ||
		((__int128)h.request_size) == ((__int128)UINT64_C(0x100000))));
	assert((((__int128)h.snapshot_kind) == ((__int128)0) ||
		((__int128)h.snapshot_kind) == ((__int128)1) ||
		((__int128)h.snapshot_kind) == ((__int128)2) ||
		((__int128)h.snapshot_kind) == ((__int128)3) ||
		((__int128)h.snapshot_kind) == ((__int128)4)));
	assert((((__int128)h.len_snapshot) <= ((__int128)256)));
}

void prove_source_format_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(SOURCE_FORMAT_UNKNOWN == ((__int128)0) && SOURCE_FORMAT_RAW == ((__int128)1) &&
	       SOURCE_FORMAT_QCOW2 == ((__int128)2) && SOURCE_FORMAT_VMDK4 == ((__int128)3) &&
	       SOURCE_FORMAT_VMDK3 == ((__int128)4) && SOURCE_FORMAT_VHD == ((__int128)5) &&
	       SOURCE_FORMAT_VHDX == ((__int128)6) && SOURCE_FORMAT_QCOW1 == ((__int128)7) &&
	       SOURCE_FORMAT_VDI == ((__int128)8) && SOURCE_FORMAT_QED == ((__int128)9) &&
	       SOURCE_FORMAT_ISO == ((__int128)10) && SOURCE_FORMAT_LUKS == ((__int128)11) &&
	       SOURCE_FORMAT_VMDK_DESCRIPTOR == ((__int128)12) &&
	       SOURCE_FORMAT_PARALLELS == ((__int128)13) && SOURCE_FORMAT_BOCHS == ((__int128)14) &&
	       SOURCE_FORMAT_CLOOP == ((__int128)15) && SOURCE_FORMAT_DMG == ((__int128)16) &&
	       SOURCE_FORMAT_ASIF == ((__int128)17) && SOURCE_FORMAT_HDD == ((__int128)18));
	assert(source_format_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2) ||
		v == ((__int128)3) || v == ((__int128)4) || v == ((__int128)5) ||
		v == ((__int128)6) || v == ((__int128)7) || v == ((__int128)8) ||
		v == ((__int128)9) || v == ((__int128)10) || v == ((__int128)11) ||
		v == ((__int128)12) || v == ((__int128)13) || v == ((__int128)14) ||
		v == ((__int128)15) || v == ((__int128)16) || v == ((__int128)17) ||
		v == ((__int128)18)));
}

void prove_source_snapshot_kind_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(SOURCE_SNAPSHOT_KIND_NONE == ((__int128)0) &&
	       SOURCE_SNAPSHOT_KIND_ID_OR_NAME == ((__int128)1) &&
	       SOURCE_SNAPSHOT_KIND_ID == ((__int128)2) &&
	       SOURCE_SNAPSHOT_KIND_NAME == ((__int128)3) &&
	       SOURCE_SNAPSHOT_KIND_ID_AND_NAME == ((__int128)4));
	assert(source_snapshot_kind_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
						 v == ((__int128)2) || v == ((__int128)3) ||
						 v == ((__int128)4)));
}
