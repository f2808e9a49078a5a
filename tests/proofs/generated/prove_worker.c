/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/worker.ksy spec=55fac5f3 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
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
	assert(in.len >= 640);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x574f524b)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.len_unit) >= ((__int128)512) &&
		((__int128)h.len_unit) <= ((__int128)UINT64_C(0x200000))));
	assert((((__int128)h.method) == ((__int128)0) || ((__int128)h.method) == ((__int128)1) ||
		((__int128)h.method) == ((__int128)2)));
}

void prove_worker_piece(void)
{
	struct parse_in in = any_input();
	struct worker_piece h;
	enum parse_status status = worker_piece_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8);
	assert((((__int128)h.len_piece) <= ((__int128)UINT64_C(0x200000))));
	assert((((__int128)h.state) == ((__int128)0) || ((__int128)h.state) == ((__int128)1) ||
		((__int128)h.state) == ((__int128)2)));
}

void prove_worker_method_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(WORKER_METHOD_STORE == ((__int128)0) && WORKER_METHOD_DEFLATE == ((__int128)1) &&
	       WORKER_METHOD_ZSTD == ((__int128)2));
	assert(worker_method_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2)));
}

void prove_worker_state_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(WORKER_STATE_ZERO == ((__int128)0) && WORKER_STATE_STORED == ((__int128)1) &&
	       WORKER_STATE_COMPRESSED == ((__int128)2));
	assert(worker_state_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2)));
}
