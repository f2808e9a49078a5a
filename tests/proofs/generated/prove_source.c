/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/source.ksy spec=1a7cf111 gen=1 */
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
	assert(in.len >= 544);
	assert((((__int128)h.format) == ((__int128)0) || ((__int128)h.format) == ((__int128)1) || ((__int128)h.format) == ((__int128)2) || ((__int128)h.format) == ((__int128)3) || ((__int128)h.format) == ((__int128)4) || ((__int128)h.format) == ((__int128)5) || ((__int128)h.format) == ((__int128)6) || ((__int128)h.format) == ((__int128)7) || ((__int128)h.format) == ((__int128)8) || ((__int128)h.format) == ((__int128)9) || ((__int128)h.format) == ((__int128)10) || ((__int128)h.format) == ((__int128)11) || ((__int128)h.format) == ((__int128)12) || ((__int128)h.format) == ((__int128)13) || ((__int128)h.format) == ((__int128)14) || ((__int128)h.format) == ((__int128)15) || ((__int128)h.format) == ((__int128)16)));
	assert((((__int128)h.max_depth) >= ((__int128)1) && ((__int128)h.max_depth) <= ((__int128)64)));
	assert((((__int128)h.request_size) == ((__int128)512) || ((__int128)h.request_size) == ((__int128)1024) || ((__int128)h.request_size) == ((__int128)2048) || ((__int128)h.request_size) == ((__int128)4096) || ((__int128)h.request_size) == ((__int128)8192) || ((__int128)h.request_size) == ((__int128)16384) || ((__int128)h.request_size) == ((__int128)32768) || ((__int128)h.request_size) == ((__int128)UINT64_C(0x10000)) || ((__int128)h.request_size) == ((__int128)UINT64_C(0x20000)) || ((__int128)h.request_size) == ((__int128)UINT64_C(0x40000)) || ((__int128)h.request_size) == ((__int128)UINT64_C(0x80000)) || ((__int128)h.request_size) == ((__int128)UINT64_C(0x100000))));
	assert((((__int128)h.snapshot_kind) == ((__int128)0) || ((__int128)h.snapshot_kind) == ((__int128)1) || ((__int128)h.snapshot_kind) == ((__int128)2) || ((__int128)h.snapshot_kind) == ((__int128)3) || ((__int128)h.snapshot_kind) == ((__int128)4)));
	assert((((__int128)h.len_snapshot) <= ((__int128)256)));
}
