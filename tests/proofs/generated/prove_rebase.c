/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/rebase.ksy spec=ae359adb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "edit.c"
#include "source.c"
#include "rebase.c"
/* unwind 20 */

void prove_rebase_config(void)
{
	struct parse_in in = any_input();
	struct rebase_config h;
	enum parse_status status = rebase_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 5392);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x45534252)));
	assert(((__int128)h.version) == ((__int128)1));
}
