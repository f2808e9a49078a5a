/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/members.ksy spec=8169baa9 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "archive.c"
#include "members.c"
/* unwind 20 */

void prove_members_config(void)
{
	struct parse_in in = any_input();
	struct members_config h;
	enum parse_status status = members_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 40);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x5342454d)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.kind) == ((__int128)1) || ((__int128)h.kind) == ((__int128)2)));
}
