/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vdi.ksy spec=ee6fb217 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "vdi.c"
/* unwind 20 */

void prove_vdi_header(void)
{
	struct parse_in in = any_input();
	struct vdi_header h;
	enum parse_status status = vdi_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0xbeda107f)));
	assert(((((__int128)h.ofs_block_map) % ((__int128)512)) == ((__int128)0)));
	assert(((((__int128)h.ofs_data) % ((__int128)512)) == ((__int128)0)));
	assert(((__int128)h.sector_size) == ((__int128)512));
	assert(((__int128)h.block_size) == ((__int128)UINT64_C(0x100000)));
	assert((((__int128)h.blocks_in_image) <= ((__int128)UINT64_C(0x1fffff80))));
}

void prove_vdi_block_map_entry(void)
{
	uint8_t bytes[VDI_BLOCK_MAP_ENTRY_SIZE];
	uint32_t e = (uint32_t)vdi_block_map_entry_load(bytes);
	struct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());
	(void)vdi_block_map_entry_block(e);
	(void)vdi_block_map_entry_is_allocated(e);
	enum parse_status status = vdi_block_map_entry_check(&in, e);
	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
}
