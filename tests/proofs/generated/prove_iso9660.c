/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/iso9660.ksy spec=ed6664fa gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "iso9660.c"
/* unwind 20 */

void prove_iso9660_volume_descriptor(void)
{
	struct parse_in in = any_input();
	struct iso9660_volume_descriptor h;
	enum parse_status status = iso9660_volume_descriptor_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 7);
	assert((((__int128)h.version) >= ((__int128)1) && ((__int128)h.version) <= ((__int128)2)));
}

void prove_iso9660_volume_descriptor_store(void)
{
	struct parse_in in = any_input();
	struct iso9660_volume_descriptor h, back;

	if (iso9660_volume_descriptor_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ISO9660_VOLUME_DESCRIPTOR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ISO9660_VOLUME_DESCRIPTOR_SIZE;

	iso9660_volume_descriptor_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(iso9660_volume_descriptor_parse(&again, &back) == PARSE_OK);
	assert(back.type == h.type);
	assert(back.version == h.version);
}
