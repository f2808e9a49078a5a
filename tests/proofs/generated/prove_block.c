/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/block.ksy spec=aedd644b gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "block.c"
/* unwind 2050 */

void prove_block_descriptor(void)
{
	struct parse_in in = any_input();
	struct block_descriptor h;
	enum parse_status status = block_descriptor_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}

void prove_block_available(void)
{
	struct parse_in in = any_input();
	struct block_available h;
	enum parse_status status = block_available_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 2056);
}

void prove_block_used(void)
{
	struct parse_in in = any_input();
	struct block_used h;
	enum parse_status status = block_used_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8200);
}

void prove_block_request(void)
{
	struct parse_in in = any_input();
	struct block_request h;
	enum parse_status status = block_request_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
	assert((((__int128)h.type) == ((__int128)0) || ((__int128)h.type) == ((__int128)4) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10001)) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10002)) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10003)) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10004)) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10005)) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10006)) ||
		((__int128)h.type) == ((__int128)UINT64_C(0x10007))));
}

void prove_block_data_range(void)
{
	struct parse_in in = any_input();
	struct block_data_range h;
	enum parse_status status = block_data_range_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
	assert((((__int128)h.length) >= ((__int128)1)));
}

void prove_block_copy(void)
{
	struct parse_in in = any_input();
	struct block_copy h;
	enum parse_status status = block_copy_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 32);
	assert((((__int128)h.length) >= ((__int128)1)));
}

void prove_block_request_type_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(BLOCK_REQUEST_TYPE_READ == ((__int128)0) &&
	       BLOCK_REQUEST_TYPE_FLUSH == ((__int128)4) &&
	       BLOCK_REQUEST_TYPE_HOLES == ((__int128)UINT64_C(0x10000)) &&
	       BLOCK_REQUEST_TYPE_PUT == ((__int128)UINT64_C(0x10001)) &&
	       BLOCK_REQUEST_TYPE_RESIZE == ((__int128)UINT64_C(0x10002)) &&
	       BLOCK_REQUEST_TYPE_ZERO == ((__int128)UINT64_C(0x10003)) &&
	       BLOCK_REQUEST_TYPE_UNMAP == ((__int128)UINT64_C(0x10004)) &&
	       BLOCK_REQUEST_TYPE_RESERVE == ((__int128)UINT64_C(0x10005)) &&
	       BLOCK_REQUEST_TYPE_COPY == ((__int128)UINT64_C(0x10006)) &&
	       BLOCK_REQUEST_TYPE_PUT_OVER == ((__int128)UINT64_C(0x10007)));
	assert(block_request_type_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)4) || v == ((__int128)UINT64_C(0x10000)) ||
		v == ((__int128)UINT64_C(0x10001)) || v == ((__int128)UINT64_C(0x10002)) ||
		v == ((__int128)UINT64_C(0x10003)) || v == ((__int128)UINT64_C(0x10004)) ||
		v == ((__int128)UINT64_C(0x10005)) || v == ((__int128)UINT64_C(0x10006)) ||
		v == ((__int128)UINT64_C(0x10007))));
}
