/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/attach.ksy spec=f1dde835 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "attach.c"
/* unwind 20 */

void prove_attach_exchange(void)
{
	struct parse_in in = any_input();
	struct attach_exchange h;
	enum parse_status status = attach_exchange_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4136);
	assert((((__int128)h.kind) == ((__int128)1) || ((__int128)h.kind) == ((__int128)2) ||
		((__int128)h.kind) == ((__int128)3) || ((__int128)h.kind) == ((__int128)4)));
	assert((((__int128)h.len_name) <= ((__int128)4096)));
	assert((((__int128)h.status) == ((__int128)0) || ((__int128)h.status) == ((__int128)1) ||
		((__int128)h.status) == ((__int128)2) || ((__int128)h.status) == ((__int128)3) ||
		((__int128)h.status) == ((__int128)4) || ((__int128)h.status) == ((__int128)5) ||
		((__int128)h.status) == ((__int128)6) || ((__int128)h.status) == ((__int128)7) ||
		((__int128)h.status) == ((__int128)8) || ((__int128)h.status) == ((__int128)9) ||
		((__int128)h.status) == ((__int128)10)));
}

void prove_attach_kind_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(ATTACH_KIND_BACKING == ((__int128)1) && ATTACH_KIND_DATA_FILE == ((__int128)2) &&
	       ATTACH_KIND_EXTENT == ((__int128)3) && ATTACH_KIND_PARENT == ((__int128)4));
	assert(attach_kind_known(v) == (v == ((__int128)1) || v == ((__int128)2) ||
					v == ((__int128)3) || v == ((__int128)4)));
}

void prove_attach_status_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(ATTACH_STATUS_OK == ((__int128)0) && ATTACH_STATUS_NOT_FOUND == ((__int128)1) &&
	       ATTACH_STATUS_FAILED == ((__int128)2) && ATTACH_STATUS_ESCAPES == ((__int128)3) &&
	       ATTACH_STATUS_PROTOCOL == ((__int128)4) && ATTACH_STATUS_SPECIAL == ((__int128)5) &&
	       ATTACH_STATUS_CYCLE == ((__int128)6) && ATTACH_STATUS_TOO_DEEP == ((__int128)7) &&
	       ATTACH_STATUS_TOO_MANY == ((__int128)8) && ATTACH_STATUS_BAD_NAME == ((__int128)9) &&
	       ATTACH_STATUS_FORBIDDEN == ((__int128)10));
	assert(attach_status_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2) ||
		v == ((__int128)3) || v == ((__int128)4) || v == ((__int128)5) ||
		v == ((__int128)6) || v == ((__int128)7) || v == ((__int128)8) ||
		v == ((__int128)9) || v == ((__int128)10)));
}
