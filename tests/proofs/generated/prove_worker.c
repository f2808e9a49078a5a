/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/worker.ksy spec=437c4612 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "desk.c"
#include "worker.c"
/* unwind 20 */

void prove_worker_config(void)
{
	struct parse_in in = any_input();
	struct worker_config h;
	enum parse_status status = worker_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 768);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x574f524b)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.num_sources) >= ((__int128)1) &&
		((__int128)h.num_sources) <= ((__int128)64)));
	assert((((__int128)h.len_unit) >= ((__int128)512) &&
		((__int128)h.len_unit) <= ((__int128)UINT64_C(0x200000))));
	assert((((__int128)h.method) == ((__int128)0) || ((__int128)h.method) == ((__int128)1) ||
		((__int128)h.method) == ((__int128)2) || ((__int128)h.method) == ((__int128)3)));
}
