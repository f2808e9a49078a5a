/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/bench.ksy spec=e6e7948f gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "target.c"
#include "bench.c"
/* unwind 20 */

void prove_bench_config(void)
{
	struct parse_in in = any_input();
	struct bench_config h;
	enum parse_status status = bench_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 9104);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x48434e42)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.num_requests) <= ((__int128)UINT64_C(0x7fffffff))));
	assert((((__int128)h.depth) >= ((__int128)1) &&
		((__int128)h.depth) <= ((__int128)UINT64_C(0x7fffffff))));
	assert((((__int128)h.len_request) <= ((__int128)UINT64_C(0x7fffffff))));
	assert((((__int128)h.step) <= ((__int128)UINT64_C(0x7fffffff))));
	assert((((__int128)h.flush_interval) <= ((__int128)UINT64_C(0x7fffffff))));
}
