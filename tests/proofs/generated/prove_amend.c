/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/amend.ksy spec=98f5ecb2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "edit.c"
#include "source.c"
#include "amend.c"
/* unwind 20 */

void prove_amend_config(void)
{
	struct parse_in in = any_input();
	struct amend_config h;
	enum parse_status status = amend_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8960);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x444e4d41)));
	assert(((__int128)h.version) == ((__int128)1));
}
