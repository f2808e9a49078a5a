/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/hdd.ksy spec=6b95a47a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "hdd.c"
/* unwind 20 */

void prove_hdd_descriptor(void)
{
	struct parse_in in = any_input();
	struct hdd_descriptor h;
	enum parse_status status = hdd_descriptor_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1);
}

void prove_hdd_descriptor_store(void)
{
	struct parse_in in = any_input();
	struct hdd_descriptor h, back;

	if (hdd_descriptor_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = HDD_DESCRIPTOR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = HDD_DESCRIPTOR_SIZE;

	hdd_descriptor_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(hdd_descriptor_parse(&again, &back) == PARSE_OK);
	assert(i >= 1 || back.text[i] == h.text[i]);
}
