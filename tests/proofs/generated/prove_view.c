/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/view.ksy spec=ff3b2ba6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "view.c"
/* unwind 20 */

void prove_view_config(void)
{
	struct parse_in in = any_input();
	struct view_config h;
	enum parse_status status = view_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 768);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x57454956)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.max_nodes) >= ((__int128)1) &&
		((__int128)h.max_nodes) <= ((__int128)UINT64_C(0xf42400))));
	assert((((__int128)h.max_elements) >= ((__int128)1) &&
		((__int128)h.max_elements) <= ((__int128)UINT64_C(0xf42400))));
	assert((((__int128)h.depth) <= ((__int128)24)));
	assert((((__int128)h.num_steps) <= ((__int128)12)));
	assert((((__int128)h.mode) == ((__int128)0) || ((__int128)h.mode) == ((__int128)1) ||
		((__int128)h.mode) == ((__int128)2) || ((__int128)h.mode) == ((__int128)3)));
	assert((((__int128)h.rows) <= ((__int128)1)));
}

void prove_view_run(void)
{
	struct parse_in in = any_input();
	struct view_run h;
	enum parse_status status = view_run_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 136);
	assert((((__int128)h.owner) == ((__int128)0) || ((__int128)h.owner) == ((__int128)1) ||
		((__int128)h.owner) == ((__int128)2) || ((__int128)h.owner) == ((__int128)3) ||
		((__int128)h.owner) == ((__int128)4) || ((__int128)h.owner) == ((__int128)5) ||
		((__int128)h.owner) == ((__int128)6) || ((__int128)h.owner) == ((__int128)7) ||
		((__int128)h.owner) == ((__int128)8) || ((__int128)h.owner) == ((__int128)9) ||
		((__int128)h.owner) == ((__int128)10) || ((__int128)h.owner) == ((__int128)11) ||
		((__int128)h.owner) == ((__int128)12) || ((__int128)h.owner) == ((__int128)13) ||
		((__int128)h.owner) == ((__int128)14) || ((__int128)h.owner) == ((__int128)15)));
	assert((((__int128)h.num_steps) <= ((__int128)12)));
}

void prove_view_node(void)
{
	struct parse_in in = any_input();
	struct view_node h;
	enum parse_status status = view_node_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 88);
	assert((((__int128)h.kind) == ((__int128)0) || ((__int128)h.kind) == ((__int128)1) ||
		((__int128)h.kind) == ((__int128)2) || ((__int128)h.kind) == ((__int128)3) ||
		((__int128)h.kind) == ((__int128)4) || ((__int128)h.kind) == ((__int128)5) ||
		((__int128)h.kind) == ((__int128)6)));
	assert(((((__int128)h.flags) & (~((__int128)127))) == ((__int128)0)));
	assert((((__int128)h.depth) <= ((__int128)24)));
	assert((((__int128)h.len_data) <= ((__int128)512)));
	assert((((__int128)h.first_bit) <= ((__int128)63)));
	assert((((__int128)h.num_bits) <= ((__int128)64)));
}

void prove_view_mode_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(VIEW_MODE_TREE == ((__int128)0) && VIEW_MODE_OWNERS == ((__int128)1) &&
	       VIEW_MODE_AT_GUEST == ((__int128)2) && VIEW_MODE_AT_FILE == ((__int128)3));
	assert(view_mode_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
				      v == ((__int128)2) || v == ((__int128)3)));
}

void prove_view_owner_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(VIEW_OWNER_UNKNOWN == ((__int128)0) && VIEW_OWNER_HEADER == ((__int128)1) &&
	       VIEW_OWNER_L1 == ((__int128)2) && VIEW_OWNER_L2 == ((__int128)3) &&
	       VIEW_OWNER_BAT == ((__int128)4) && VIEW_OWNER_REFCOUNTS == ((__int128)5) &&
	       VIEW_OWNER_BITMAPS == ((__int128)6) && VIEW_OWNER_SNAPSHOTS == ((__int128)7) &&
	       VIEW_OWNER_DATA == ((__int128)8) && VIEW_OWNER_COMPRESSED == ((__int128)9) &&
	       VIEW_OWNER_LOG == ((__int128)10) && VIEW_OWNER_DESCRIPTOR == ((__int128)11) &&
	       VIEW_OWNER_METADATA == ((__int128)12) && VIEW_OWNER_KEYS == ((__int128)13) &&
	       VIEW_OWNER_LEAKED == ((__int128)14) && VIEW_OWNER_OVERLAP == ((__int128)15));
	assert(view_owner_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2) ||
		v == ((__int128)3) || v == ((__int128)4) || v == ((__int128)5) ||
		v == ((__int128)6) || v == ((__int128)7) || v == ((__int128)8) ||
		v == ((__int128)9) || v == ((__int128)10) || v == ((__int128)11) ||
		v == ((__int128)12) || v == ((__int128)13) || v == ((__int128)14) ||
		v == ((__int128)15)));
}

void prove_view_node_kind_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(VIEW_NODE_KIND_NUMBER == ((__int128)0) && VIEW_NODE_KIND_BITS == ((__int128)1) &&
	       VIEW_NODE_KIND_BYTES == ((__int128)2) && VIEW_NODE_KIND_TEXT == ((__int128)3) &&
	       VIEW_NODE_KIND_OBJECT == ((__int128)4) && VIEW_NODE_KIND_LIST == ((__int128)5) &&
	       VIEW_NODE_KIND_COMPUTED == ((__int128)6));
	assert(view_node_kind_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					   v == ((__int128)2) || v == ((__int128)3) ||
					   v == ((__int128)4) || v == ((__int128)5) ||
					   v == ((__int128)6)));
}
