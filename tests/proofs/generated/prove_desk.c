/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/desk.ksy spec=31353d0a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "desk.c"
/* unwind 20 */

void prove_desk_piece(void)
{
	struct parse_in in = any_input();
	struct desk_piece h;
	enum parse_status status = desk_piece_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
	assert((((__int128)h.start) <= ((__int128)UINT64_C(0x220000))));
	assert((((__int128)h.len_piece) <= ((__int128)UINT64_C(0x220000))));
	assert((((__int128)h.state) == ((__int128)0) || ((__int128)h.state) == ((__int128)1) ||
		((__int128)h.state) == ((__int128)2) || ((__int128)h.state) == ((__int128)3)));
}

void prove_desk_method_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(DESK_METHOD_UNPACK == ((__int128)0) && DESK_METHOD_DEFLATE == ((__int128)1) &&
	       DESK_METHOD_ZSTD == ((__int128)2) && DESK_METHOD_ZLIB == ((__int128)3));
	assert(desk_method_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					v == ((__int128)2) || v == ((__int128)3)));
}

void prove_desk_state_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(DESK_STATE_LEFT == ((__int128)0) && DESK_STATE_ZERO == ((__int128)1) &&
	       DESK_STATE_STORED == ((__int128)2) && DESK_STATE_COMPRESSED == ((__int128)3));
	assert(desk_state_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
				       v == ((__int128)2) || v == ((__int128)3)));
}
