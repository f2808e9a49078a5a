/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/edit.ksy spec=e89489d7 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "edit.c"
/* unwind 20 */

void prove_edit_snapshot(void)
{
	struct parse_in in = any_input();
	struct edit_snapshot h;
	enum parse_status status = edit_snapshot_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1040);
	assert((((__int128)h.action) == ((__int128)1) || ((__int128)h.action) == ((__int128)2) ||
		((__int128)h.action) == ((__int128)3)));
	assert((((__int128)h.len_name) <= ((__int128)1024)));
	assert((((__int128)h.date_nsec) <= ((__int128)UINT64_C(0x3b9ac9ff))));
}

void prove_edit_backing(void)
{
	struct parse_in in = any_input();
	struct edit_backing h;
	enum parse_status status = edit_backing_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4120);
	assert((((__int128)h.len_name) <= ((__int128)4096)));
	assert((((__int128)h.len_format) <= ((__int128)16)));
}

void prove_edit_snapshot_action_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(EDIT_SNAPSHOT_ACTION_CREATE == ((__int128)1) &&
	       EDIT_SNAPSHOT_ACTION_APPLY == ((__int128)2) &&
	       EDIT_SNAPSHOT_ACTION_DELETE == ((__int128)3));
	assert(edit_snapshot_action_known(v) ==
	       (v == ((__int128)1) || v == ((__int128)2) || v == ((__int128)3)));
}
