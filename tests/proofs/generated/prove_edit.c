/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/edit.ksy spec=24e351c9 gen=1 */
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

void prove_edit_key_slot(void)
{
	struct parse_in in = any_input();
	struct edit_key_slot h;
	enum parse_status status = edit_key_slot_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 80);
	assert((((__int128)h.action) == ((__int128)0) || ((__int128)h.action) == ((__int128)1) ||
		((__int128)h.action) == ((__int128)2)));
	assert((((__int128)h.slot) <= ((__int128)8)));
}

void prove_edit_amendment(void)
{
	struct parse_in in = any_input();
	struct edit_amendment h;
	enum parse_status status = edit_amendment_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8320);
	assert((((__int128)h.version) == ((__int128)0) || ((__int128)h.version) == ((__int128)2) ||
		((__int128)h.version) == ((__int128)3)));
	assert((((__int128)h.refcount_bits) == ((__int128)0) ||
		((__int128)h.refcount_bits) == ((__int128)1) ||
		((__int128)h.refcount_bits) == ((__int128)2) ||
		((__int128)h.refcount_bits) == ((__int128)4) ||
		((__int128)h.refcount_bits) == ((__int128)8) ||
		((__int128)h.refcount_bits) == ((__int128)16) ||
		((__int128)h.refcount_bits) == ((__int128)32) ||
		((__int128)h.refcount_bits) == ((__int128)64)));
	assert((((__int128)h.len_data_file) <= ((__int128)4096)));
}

void prove_edit_bitmap(void)
{
	struct parse_in in = any_input();
	struct edit_bitmap h;
	enum parse_status status = edit_bitmap_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1032);
	assert((((__int128)h.len_name) <= ((__int128)1024)));
	assert((((__int128)h.num_actions) <= ((__int128)32)));
}

void prove_edit_bitmap_step(void)
{
	struct parse_in in = any_input();
	struct edit_bitmap_step h;
	enum parse_status status = edit_bitmap_step_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1040);
	assert((((__int128)h.action) == ((__int128)1) || ((__int128)h.action) == ((__int128)2) ||
		((__int128)h.action) == ((__int128)3) || ((__int128)h.action) == ((__int128)4) ||
		((__int128)h.action) == ((__int128)5) || ((__int128)h.action) == ((__int128)6) ||
		((__int128)h.action) == ((__int128)7) || ((__int128)h.action) == ((__int128)8) ||
		((__int128)h.action) == ((__int128)9) || ((__int128)h.action) == ((__int128)10) ||
		((__int128)h.action) == ((__int128)11) || ((__int128)h.action) == ((__int128)12)));
	assert((((__int128)h.granularity_bits) == ((__int128)0) ||
		((__int128)h.granularity_bits) == ((__int128)9) ||
		((__int128)h.granularity_bits) == ((__int128)10) ||
		((__int128)h.granularity_bits) == ((__int128)11) ||
		((__int128)h.granularity_bits) == ((__int128)12) ||
		((__int128)h.granularity_bits) == ((__int128)13) ||
		((__int128)h.granularity_bits) == ((__int128)14) ||
		((__int128)h.granularity_bits) == ((__int128)15) ||
		((__int128)h.granularity_bits) == ((__int128)16) ||
		((__int128)h.granularity_bits) == ((__int128)17) ||
		((__int128)h.granularity_bits) == ((__int128)18) ||
		((__int128)h.granularity_bits) == ((__int128)19) ||
		((__int128)h.granularity_bits) == ((__int128)20) ||
		((__int128)h.granularity_bits) == ((__int128)21) ||
		((__int128)h.granularity_bits) == ((__int128)22) ||
		((__int128)h.granularity_bits) == ((__int128)23) ||
		((__int128)h.granularity_bits) == ((__int128)24) ||
		((__int128)h.granularity_bits) == ((__int128)25) ||
		((__int128)h.granularity_bits) == ((__int128)26) ||
		((__int128)h.granularity_bits) == ((__int128)27) ||
		((__int128)h.granularity_bits) == ((__int128)28) ||
		((__int128)h.granularity_bits) == ((__int128)29) ||
		((__int128)h.granularity_bits) == ((__int128)30) ||
		((__int128)h.granularity_bits) == ((__int128)31)));
	assert((((__int128)h.disk) <= ((__int128)64)));
	assert((((__int128)h.len_name) <= ((__int128)1024)));
}

void prove_edit_slot_action_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(EDIT_SLOT_ACTION_KEEP == ((__int128)0) && EDIT_SLOT_ACTION_ADD == ((__int128)1) &&
	       EDIT_SLOT_ACTION_ERASE == ((__int128)2));
	assert(edit_slot_action_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2)));
}

void prove_edit_bitmap_action_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(EDIT_BITMAP_ACTION_ADD == ((__int128)1) &&
	       EDIT_BITMAP_ACTION_REMOVE == ((__int128)2) &&
	       EDIT_BITMAP_ACTION_REMOVE_ALL == ((__int128)3) &&
	       EDIT_BITMAP_ACTION_CLEAR == ((__int128)4) &&
	       EDIT_BITMAP_ACTION_ENABLE == ((__int128)5) &&
	       EDIT_BITMAP_ACTION_DISABLE == ((__int128)6) &&
	       EDIT_BITMAP_ACTION_MERGE == ((__int128)7) &&
	       EDIT_BITMAP_ACTION_FIND == ((__int128)8) &&
	       EDIT_BITMAP_ACTION_USE == ((__int128)9) &&
	       EDIT_BITMAP_ACTION_READ == ((__int128)10) &&
	       EDIT_BITMAP_ACTION_COPY == ((__int128)11) &&
	       EDIT_BITMAP_ACTION_COPY_DISABLED == ((__int128)12));
	assert(edit_bitmap_action_known(v) ==
	       (v == ((__int128)1) || v == ((__int128)2) || v == ((__int128)3) ||
		v == ((__int128)4) || v == ((__int128)5) || v == ((__int128)6) ||
		v == ((__int128)7) || v == ((__int128)8) || v == ((__int128)9) ||
		v == ((__int128)10) || v == ((__int128)11) || v == ((__int128)12)));
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
