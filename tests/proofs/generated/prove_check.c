/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/check.ksy spec=6de10d81 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "check.c"
/* unwind 20 */

void prove_check_options(void)
{
	struct parse_in in = any_input();
	struct check_options h;
	enum parse_status status = check_options_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}

void prove_check_problem(void)
{
	struct parse_in in = any_input();
	struct check_problem h;
	enum parse_status status = check_problem_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 48);
	assert((((__int128)h.effect) == ((__int128)0) || ((__int128)h.effect) == ((__int128)1) ||
		((__int128)h.effect) == ((__int128)2) || ((__int128)h.effect) == ((__int128)3) ||
		((__int128)h.effect) == ((__int128)4) || ((__int128)h.effect) == ((__int128)5) ||
		((__int128)h.effect) == ((__int128)6)));
}

void prove_check_effect_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(CHECK_EFFECT_NONE == ((__int128)0) && CHECK_EFFECT_CORRUPTION == ((__int128)1) &&
	       CHECK_EFFECT_LEAK == ((__int128)2) && CHECK_EFFECT_CHECK_ERROR == ((__int128)3) &&
	       CHECK_EFFECT_CORRUPTION_REPAIRED == ((__int128)4) &&
	       CHECK_EFFECT_LEAK_REPAIRED == ((__int128)5) && CHECK_EFFECT_WRITE == ((__int128)6));
	assert(check_effect_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					 v == ((__int128)2) || v == ((__int128)3) ||
					 v == ((__int128)4) || v == ((__int128)5) ||
					 v == ((__int128)6)));
}
