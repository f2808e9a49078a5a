/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/look.ksy spec=f474ffb9 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "look.c"
/* unwind 20 */

void prove_look_request(void)
{
	struct parse_in in = any_input();
	struct look_request h;
	enum parse_status status = look_request_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 656);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x4b4f4f4c)));
	assert(((__int128)h.version) == ((__int128)1));
}
