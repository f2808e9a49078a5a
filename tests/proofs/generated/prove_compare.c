/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/compare.ksy spec=1da6430c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "compare.c"
/* unwind 20 */

void prove_compare_config(void)
{
	struct parse_in in = any_input();
	struct compare_config h;
	enum parse_status status = compare_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 752);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x434d5052)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.num_sources) >= ((__int128)1) &&
		((__int128)h.num_sources) <= ((__int128)64)));
}
