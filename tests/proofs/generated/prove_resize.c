/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/resize.ksy spec=f816a3ef gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "target.c"
#include "resize.c"
/* unwind 20 */

void prove_resize_config(void)
{
	struct parse_in in = any_input();
	struct resize_config h;
	enum parse_status status = resize_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 720);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x52455349)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.action) == ((__int128)0) || ((__int128)h.action) == ((__int128)1) ||
		((__int128)h.action) == ((__int128)2)));
	assert((((__int128)h.preallocation) == ((__int128)0) ||
		((__int128)h.preallocation) == ((__int128)1) ||
		((__int128)h.preallocation) == ((__int128)2) ||
		((__int128)h.preallocation) == ((__int128)3)));
}

void prove_resize_action_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(RESIZE_ACTION_GROW == ((__int128)0) && RESIZE_ACTION_SHRINK == ((__int128)1) &&
	       RESIZE_ACTION_NOOP == ((__int128)2));
	assert(resize_action_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2)));
}
