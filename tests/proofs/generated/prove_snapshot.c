/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/snapshot.ksy spec=eff42f94 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "edit.c"
#include "source.c"
#include "snapshot.c"
/* unwind 20 */

void prove_snapshot_config(void)
{
	struct parse_in in = any_input();
	struct snapshot_config h;
	enum parse_status status = snapshot_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1696);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x50414e53)));
	assert(((__int128)h.version) == ((__int128)1));
}
