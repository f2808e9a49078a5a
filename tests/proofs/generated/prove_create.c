/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/create.ksy spec=27f685c5 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "target.c"
#include "create.c"
/* unwind 20 */

void prove_create_config(void)
{
	struct parse_in in = any_input();
	struct create_config h;
	enum parse_status status = create_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8424);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x43524541)));
	assert(((__int128)h.version) == ((__int128)1));
}
