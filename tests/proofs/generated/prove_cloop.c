/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/cloop.ksy spec=0b65e325 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "cloop.c"
/* unwind 20 */

void prove_cloop_header(void)
{
	struct parse_in in = any_input();
	struct cloop_header h;
	enum parse_status status = cloop_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 136);
}

void prove_cloop_header_store(void)
{
	struct parse_in in = any_input();
	struct cloop_header h, back;

	if (cloop_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = CLOOP_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = CLOOP_HEADER_SIZE;

	cloop_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(cloop_header_parse(&again, &back) == PARSE_OK);
	assert(i >= 45 || back.script[i] == h.script[i]);
	assert(back.len_block == h.len_block);
	assert(back.num_blocks == h.num_blocks);
}

void prove_cloop_header_peeks(void)
{
	uint8_t bytes[136];

	(void)cloop_header_peek_len_block(bytes);
	(void)cloop_header_peek_num_blocks(bytes);
}

void prove_cloop_offset(void)
{
	uint8_t bytes[CLOOP_OFFSET_SIZE];
	uint64_t e = (uint64_t)cloop_offset_load(bytes);
	(void)cloop_offset_place(e);
}

void prove_cloop_offset_store(void)
{
	uint8_t *bytes = malloc(CLOOP_OFFSET_SIZE);
	assume(bytes != NULL);
	uint64_t e = (uint64_t)any_u64();

	cloop_offset_store(bytes, e);
	assert(cloop_offset_load(bytes) == e);
}

void prove_cloop_offsets_index(void)
{
	uint64_t offset = any_u64();
	uint64_t len_block = any_u64();
	assume(len_block >= UINT64_C(1) && len_block <= UINT64_C(4294967295));

	(void)cloop_offsets_index(offset, len_block);
}
