/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/dmg.ksy spec=37f65358 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "dmg.c"
/* unwind 20 */

void prove_dmg_trailer(void)
{
	struct parse_in in = any_input();
	struct dmg_trailer h;
	enum parse_status status = dmg_trailer_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert(((__int128)h.version) == ((__int128)4));
	assert(((__int128)h.len_header) == ((__int128)512));
}
