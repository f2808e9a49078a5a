/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/check_run.ksy spec=a7c56466 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "check.c"
#include "source.c"
#include "check_run.c"
/* unwind 20 */

void prove_check_run_config(void)
{
	struct parse_in in = any_input();
	struct check_run_config h;
	enum parse_status status = check_run_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 704);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x43484b5f)));
	assert(((__int128)h.version) == ((__int128)2));
}
