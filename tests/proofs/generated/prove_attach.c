/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/attach.ksy spec=1d3f6efc gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "attach.c"
/* unwind 20 */

void prove_attach_exchange(void)
{
	struct parse_in in = any_input();
	struct attach_exchange h;
	enum parse_status status = attach_exchange_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4128);
	assert((((__int128)h.kind) == ((__int128)1) || ((__int128)h.kind) == ((__int128)2) || ((__int128)h.kind) == ((__int128)3) || ((__int128)h.kind) == ((__int128)4)));
	assert((((__int128)h.len_name) <= ((__int128)4096)));
	assert((((__int128)h.status) == ((__int128)0) || ((__int128)h.status) == ((__int128)1) || ((__int128)h.status) == ((__int128)2) || ((__int128)h.status) == ((__int128)3) || ((__int128)h.status) == ((__int128)4) || ((__int128)h.status) == ((__int128)5) || ((__int128)h.status) == ((__int128)6) || ((__int128)h.status) == ((__int128)7) || ((__int128)h.status) == ((__int128)8) || ((__int128)h.status) == ((__int128)9)));
}
