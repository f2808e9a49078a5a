/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/vdi.ksy spec=bf6bd095 gen=1 */
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

void prove_vdi_header_store(void)
{
	struct parse_in in = any_input();
	struct vdi_header h, back;

	if (vdi_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VDI_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VDI_HEADER_SIZE;

	vdi_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vdi_header_parse(&again, &back) == PARSE_OK);
	assert(i >= 64 || back.text[i] == h.text[i]);
	assert(back.magic == h.magic);
	assert(back.version_minor == h.version_minor);
	assert(back.version_major == h.version_major);
	assert(back.header_size == h.header_size);
	assert(back.image_type == h.image_type);
	assert(back.image_flags == h.image_flags);
	assert(i >= 256 || back.description[i] == h.description[i]);
	assert(back.ofs_block_map == h.ofs_block_map);
	assert(back.ofs_data == h.ofs_data);
	assert(back.num_cylinders == h.num_cylinders);
	assert(back.num_heads == h.num_heads);
	assert(back.num_sectors_per_track == h.num_sectors_per_track);
	assert(back.sector_size == h.sector_size);
	assert(back.disk_size == h.disk_size);
	assert(back.block_size == h.block_size);
	assert(back.len_block_extra == h.len_block_extra);
	assert(back.blocks_in_image == h.blocks_in_image);
	assert(back.blocks_allocated == h.blocks_allocated);
	assert(i >= 16 || back.uuid_image[i] == h.uuid_image[i]);
	assert(i >= 16 || back.uuid_last_snap[i] == h.uuid_last_snap[i]);
	assert(back.lchs_cylinders == h.lchs_cylinders);
	assert(back.lchs_heads == h.lchs_heads);
	assert(back.lchs_sectors_per_track == h.lchs_sectors_per_track);
	assert(back.lchs_sector_size == h.lchs_sector_size);
}

void prove_vdi_header_peeks(void)
{
	uint8_t bytes[388];

	(void)vdi_header_peek_magic(bytes);
	(void)vdi_header_peek_version_minor(bytes);
	(void)vdi_header_peek_version_major(bytes);
	(void)vdi_header_peek_disk_size(bytes);
	(void)vdi_header_peek_blocks_in_image(bytes);
}

void prove_vdi_block_map_entry(void)
{
	uint8_t bytes[VDI_BLOCK_MAP_ENTRY_SIZE];
	uint32_t e = (uint32_t)vdi_block_map_entry_load(bytes);
	(void)vdi_block_map_entry_block(e);
	(void)vdi_block_map_entry_is_allocated(e);
	enum meaning means = vdi_block_map_entry_classify(e);
	assert(!((((__int128)vdi_block_map_entry_block(e)) == ((__int128)UINT64_C(0xffffffff)))) ||
	       means == MEANS_HOLE);
	assert(!(!(((__int128)vdi_block_map_entry_block(e)) == ((__int128)UINT64_C(0xffffffff))) &&
		 (((__int128)vdi_block_map_entry_block(e)) == ((__int128)UINT64_C(0xfffffffe)))) ||
	       means == MEANS_ZERO);
	assert(!(!(((__int128)vdi_block_map_entry_block(e)) == ((__int128)UINT64_C(0xffffffff))) &&
		 !(((__int128)vdi_block_map_entry_block(e)) == ((__int128)UINT64_C(0xfffffffe)))) ||
	       means == MEANS_DATA);
}

void prove_vdi_block_map_entry_store(void)
{
	uint8_t *bytes = malloc(VDI_BLOCK_MAP_ENTRY_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	vdi_block_map_entry_store(bytes, e);
	assert(vdi_block_map_entry_load(bytes) == e);
}

void prove_vdi_header_0(void)
{
	struct parse_in in = any_input();
	struct vdi_header_0 h;
	enum parse_status status = vdi_header_0_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 420);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0xbeda107f)));
	assert((((__int128)h.version) < ((__int128)UINT64_C(0x10000))));
	assert((((__int128)h.image_type) == ((__int128)1) ||
		((__int128)h.image_type) == ((__int128)2) ||
		((__int128)h.image_type) == ((__int128)3) ||
		((__int128)h.image_type) == ((__int128)4)));
	assert(((__int128)h.sector_size) == ((__int128)512));
	assert((((__int128)h.disk_size) >= ((__int128)1)));
	assert(((((__int128)h.block_size) > ((__int128)1)) &&
		((((__int128)h.block_size) & (((__int128)h.block_size) - ((__int128)1))) ==
		 ((__int128)0))));
	assert((((__int128)h.num_blocks) >= ((__int128)1)));
	assert((((__int128)h.num_blocks_allocated) <= ((__int128)h.num_blocks)));
	(void)vdi_header_0_ofs_data(&h);
}

void prove_vdi_header_0_store(void)
{
	struct parse_in in = any_input();
	struct vdi_header_0 h, back;

	if (vdi_header_0_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = VDI_HEADER_0_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = VDI_HEADER_0_SIZE;

	vdi_header_0_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(vdi_header_0_parse(&again, &back) == PARSE_OK);
	assert(i >= 64 || back.text[i] == h.text[i]);
	assert(back.magic == h.magic);
	assert(back.version == h.version);
	assert(back.image_type == h.image_type);
	assert(back.image_flags == h.image_flags);
	assert(i >= 256 || back.description[i] == h.description[i]);
	assert(back.num_cylinders == h.num_cylinders);
	assert(back.num_heads == h.num_heads);
	assert(back.num_sectors_per_track == h.num_sectors_per_track);
	assert(back.sector_size == h.sector_size);
	assert(back.disk_size == h.disk_size);
	assert(back.block_size == h.block_size);
	assert(back.num_blocks == h.num_blocks);
	assert(back.num_blocks_allocated == h.num_blocks_allocated);
	assert(i >= 16 || back.uuid_image[i] == h.uuid_image[i]);
	assert(i >= 16 || back.uuid_last_snap[i] == h.uuid_last_snap[i]);
	assert(i >= 16 || back.uuid_link[i] == h.uuid_link[i]);
}

void prove_vdi_image_type_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(VDI_IMAGE_TYPE_DYNAMIC == ((__int128)1) && VDI_IMAGE_TYPE_STATIC == ((__int128)2) &&
	       VDI_IMAGE_TYPE_UNDO == ((__int128)3) && VDI_IMAGE_TYPE_DIFF == ((__int128)4));
	assert(vdi_image_type_known(v) == (v == ((__int128)1) || v == ((__int128)2) ||
					   v == ((__int128)3) || v == ((__int128)4)));
}

void prove_vdi_block_map_index(void)
{
	uint64_t offset = any_u64();
	uint64_t block_size = any_u64();
	assume(block_size >= UINT64_C(2) && block_size <= UINT64_C(4294967295));

	(void)vdi_block_map_index(offset, block_size);
}
