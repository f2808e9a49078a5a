/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/convert.ksy spec=f76bf298 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "target.c"
#include "convert.c"
/* unwind 20 */

void prove_convert_config(void)
{
	struct parse_in in = any_input();
	struct convert_config h;
	enum parse_status status = convert_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 9176);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x434f4e56)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.num_sources) >= ((__int128)1) &&
		((__int128)h.num_sources) <= ((__int128)64)));
	assert((((__int128)h.len_sparse) <= ((__int128)UINT64_C(0x1000000))));
}
