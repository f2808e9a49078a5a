/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/extent.ksy spec=5724f7b4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "extent.c"
/* unwind 20 */

void prove_extent_record(void)
{
	struct parse_in in = any_input();
	struct extent_record h;
	enum parse_status status = extent_record_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
	assert((((__int128)h.length) >= ((__int128)1)));
}
