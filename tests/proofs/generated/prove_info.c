/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/info.ksy spec=a6e0f91c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "info.c"
/* unwind 20 */

void prove_info_config(void)
{
	struct parse_in in = any_input();
	struct info_config h;
	enum parse_status status = info_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 704);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x494e464f)));
	assert(((__int128)h.version) == ((__int128)1));
}
