/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/bochs.ksy spec=e3d2d4bb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "bochs.c"
/* unwind 20 */

void prove_bochs_header(void)
{
	struct parse_in in = any_input();
	struct bochs_header h;
	enum parse_status status = bochs_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 84);
	assert((((__int128)h.version) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.version) == ((__int128)UINT64_C(0x20000))));
}
