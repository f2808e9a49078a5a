/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/commit.ksy spec=28afb9ff gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "target.c"
#include "commit.c"
/* unwind 20 */

void prove_commit_config(void)
{
	struct parse_in in = any_input();
	struct commit_config h;
	enum parse_status status = commit_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 9080);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x54494d43)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.num_layers) >= ((__int128)1) &&
		((__int128)h.num_layers) <= ((__int128)64)));
}
