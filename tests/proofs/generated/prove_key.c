/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/key.ksy spec=ee0a4515 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "target.c"
#include "key.c"
/* unwind 20 */

void prove_key_request(void)
{
	struct parse_in in = any_input();
	struct key_request h;
	enum parse_status status = key_request_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 104);
	assert((((__int128)h.method) == ((__int128)0) || ((__int128)h.method) == ((__int128)1) ||
		((__int128)h.method) == ((__int128)2) || ((__int128)h.method) == ((__int128)3) ||
		((__int128)h.method) == ((__int128)4)));
	assert((((__int128)h.hash) == ((__int128)0) || ((__int128)h.hash) == ((__int128)1) ||
		((__int128)h.hash) == ((__int128)2) || ((__int128)h.hash) == ((__int128)3) ||
		((__int128)h.hash) == ((__int128)4) || ((__int128)h.hash) == ((__int128)5) ||
		((__int128)h.hash) == ((__int128)6)));
	assert((((__int128)h.len_password) <= ((__int128)64)));
	assert((((__int128)h.len_key) >= ((__int128)1) && ((__int128)h.len_key) <= ((__int128)64)));
	assert((((__int128)h.status) == ((__int128)0) || ((__int128)h.status) == ((__int128)1) ||
		((__int128)h.status) == ((__int128)2) || ((__int128)h.status) == ((__int128)3) ||
		((__int128)h.status) == ((__int128)4)));
	assert((((__int128)h.len_salt) <= ((__int128)64)));
	assert((((__int128)h.lanes) <= ((__int128)16)));
}

void prove_key_method_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(KEY_METHOD_PBKDF2 == ((__int128)0) && KEY_METHOD_AS_IT_IS == ((__int128)1) &&
	       KEY_METHOD_LOOK == ((__int128)2) && KEY_METHOD_ARGON2I == ((__int128)3) &&
	       KEY_METHOD_ARGON2ID == ((__int128)4));
	assert(key_method_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
				       v == ((__int128)2) || v == ((__int128)3) ||
				       v == ((__int128)4)));
}

void prove_key_status_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(KEY_STATUS_OK == ((__int128)0) && KEY_STATUS_NO_SECRET == ((__int128)1) &&
	       KEY_STATUS_TOO_MANY_ITERATIONS == ((__int128)2) &&
	       KEY_STATUS_TOO_MUCH_MEMORY == ((__int128)3) &&
	       KEY_STATUS_NO_ARGON2 == ((__int128)4));
	assert(key_status_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
				       v == ((__int128)2) || v == ((__int128)3) ||
				       v == ((__int128)4)));
}
