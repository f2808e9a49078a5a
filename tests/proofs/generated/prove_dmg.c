/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/dmg.ksy spec=b1f9fa81 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "dmg.c"
/* unwind 20 */

void prove_dmg_trailer(void)
{
	struct parse_in in = any_input();
	struct dmg_trailer h;
	enum parse_status status = dmg_trailer_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert(((__int128)h.version) == ((__int128)4));
	assert(((__int128)h.len_header) == ((__int128)512));
}

void prove_dmg_trailer_store(void)
{
	struct parse_in in = any_input();
	struct dmg_trailer h, back;

	if (dmg_trailer_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = DMG_TRAILER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = DMG_TRAILER_SIZE;

	dmg_trailer_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(dmg_trailer_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.len_header == h.len_header);
	assert(back.flags == h.flags);
	assert(back.ofs_running_data_fork == h.ofs_running_data_fork);
	assert(back.ofs_data_fork == h.ofs_data_fork);
	assert(back.len_data_fork == h.len_data_fork);
	assert(back.ofs_resource_fork == h.ofs_resource_fork);
	assert(back.len_resource_fork == h.len_resource_fork);
	assert(back.segment_number == h.segment_number);
	assert(back.num_segments == h.num_segments);
	assert(i >= 16 || back.segment_id[i] == h.segment_id[i]);
	assert(i >= 136 || back.data_checksum[i] == h.data_checksum[i]);
	assert(back.ofs_property_list == h.ofs_property_list);
	assert(back.len_property_list == h.len_property_list);
	assert(i >= 136 || back.master_checksum[i] == h.master_checksum[i]);
	assert(back.image_variant == h.image_variant);
	assert(back.num_sectors == h.num_sectors);
}
