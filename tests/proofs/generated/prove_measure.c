/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/measure.ksy spec=836b5b8d gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "target.c"
#include "measure.c"
/* unwind 20 */

void prove_measure_config(void)
{
	struct parse_in in = any_input();
	struct measure_config h;
	enum parse_status status = measure_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 752);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x4d454153)));
	assert(((__int128)h.version) == ((__int128)2));
	assert((((__int128)h.has_source) <= ((__int128)1)));
}
