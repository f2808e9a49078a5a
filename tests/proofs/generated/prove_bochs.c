/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/bochs.ksy spec=c5d2178c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "bochs.c"
/* unwind 20 */

void prove_bochs_header(void)
{
	struct parse_in in = any_input();
	struct bochs_header h;
	enum parse_status status = bochs_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 84);
	assert((((__int128)h.version) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.version) == ((__int128)UINT64_C(0x20000))));
}

void prove_bochs_header_store(void)
{
	struct parse_in in = any_input();
	struct bochs_header h, back;

	if (bochs_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = BOCHS_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = BOCHS_HEADER_SIZE;

	bochs_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(bochs_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.len_header == h.len_header);
	assert(back.num_catalog_entries == h.num_catalog_entries);
	assert(back.len_bitmap == h.len_bitmap);
	assert(back.len_extent == h.len_extent);
}
