/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vdi.ksy spec=bf6bd095 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "vdi.h"

const struct vdi_string vdi_strings[VDI_NUM_STRINGS] = {
	{ VDI_QEMU_TEXT, 35 },
};

enum parse_status vdi_header_parse(struct parse_in *in, struct vdi_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VDI_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VDI_HEADER);

	uint32_t magic = load_u4le(p + 64);
	if (magic != 0xbeda107fu)
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_MAGIC, 64,
				  PARSE_BAD_MAGIC, magic);

	uint16_t version_minor = load_u2le(p + 68);
	uint16_t version_major = load_u2le(p + 70);
	uint32_t header_size = load_u4le(p + 72);
	uint32_t image_type = load_u4le(p + 76);
	uint32_t image_flags = load_u4le(p + 80);

	uint32_t ofs_block_map = load_u4le(p + 340);
	if (ofs_block_map % 512 != 0)
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_OFS_BLOCK_MAP, 340,
				  PARSE_ALIGN, ofs_block_map);

	uint32_t ofs_data = load_u4le(p + 344);
	if (ofs_data % 512 != 0)
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_OFS_DATA, 344,
				  PARSE_ALIGN, ofs_data);

	uint32_t num_cylinders = load_u4le(p + 348);
	uint32_t num_heads = load_u4le(p + 352);
	uint32_t num_sectors_per_track = load_u4le(p + 356);

	uint32_t sector_size = load_u4le(p + 360);
	if (sector_size != 512)
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_SECTOR_SIZE, 360,
				  PARSE_RANGE, sector_size);

	uint64_t disk_size = load_u8le(p + 368);

	uint32_t block_size = load_u4le(p + 376);
	if (block_size != 0x100000)
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_BLOCK_SIZE, 376,
				  PARSE_RANGE, block_size);

	uint32_t len_block_extra = load_u4le(p + 380);

	uint32_t blocks_in_image = load_u4le(p + 384);
	if (blocks_in_image > 536870784)
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_BLOCKS_IN_IMAGE, 384,
				  PARSE_RANGE, blocks_in_image);

	uint32_t blocks_allocated = load_u4le(p + 388);

	if (!bytes_zero(p + 424, 16))
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_UUID_LINK, 424,
				  PARSE_RESERVED, load_bytes_be(p + 424, 8));

	if (!bytes_zero(p + 440, 16))
		return parse_fail(in, STRUCTURE_VDI_HEADER, VDI_HEADER_FIELD_UUID_PARENT, 440,
				  PARSE_RESERVED, load_bytes_be(p + 440, 8));

	uint32_t lchs_cylinders = load_u4le(p + 456);
	uint32_t lchs_heads = load_u4le(p + 460);
	uint32_t lchs_sectors_per_track = load_u4le(p + 464);
	uint32_t lchs_sector_size = load_u4le(p + 468);

	__builtin_memcpy(out->text, p, 64);
	out->magic = magic;
	out->version_minor = version_minor;
	out->version_major = version_major;
	out->header_size = header_size;
	out->image_type = image_type;
	out->image_flags = image_flags;
	__builtin_memcpy(out->description, p + 84, 256);
	out->ofs_block_map = ofs_block_map;
	out->ofs_data = ofs_data;
	out->num_cylinders = num_cylinders;
	out->num_heads = num_heads;
	out->num_sectors_per_track = num_sectors_per_track;
	out->sector_size = sector_size;
	out->disk_size = disk_size;
	out->block_size = block_size;
	out->len_block_extra = len_block_extra;
	out->blocks_in_image = blocks_in_image;
	out->blocks_allocated = blocks_allocated;
	__builtin_memcpy(out->uuid_image, p + 392, 16);
	__builtin_memcpy(out->uuid_last_snap, p + 408, 16);
	out->lchs_cylinders = lchs_cylinders;
	out->lchs_heads = lchs_heads;
	out->lchs_sectors_per_track = lchs_sectors_per_track;
	out->lchs_sector_size = lchs_sector_size;
	return PARSE_OK;
}

void vdi_header_store(uint8_t *p, const struct vdi_header *h)
{
	__builtin_memset(p, 0, VDI_HEADER_SIZE);
	__builtin_memcpy(p, h->text, 64);
	store_u4le(p + 64, 3201962111u);
	store_u2le(p + 68, h->version_minor);
	store_u2le(p + 70, h->version_major);
	store_u4le(p + 72, h->header_size);
	store_u4le(p + 76, h->image_type);
	store_u4le(p + 80, h->image_flags);
	__builtin_memcpy(p + 84, h->description, 256);
	store_u4le(p + 340, h->ofs_block_map);
	store_u4le(p + 344, h->ofs_data);
	store_u4le(p + 348, h->num_cylinders);
	store_u4le(p + 352, h->num_heads);
	store_u4le(p + 356, h->num_sectors_per_track);
	store_u4le(p + 360, 512);
	store_u8le(p + 368, h->disk_size);
	store_u4le(p + 376, 1048576);
	store_u4le(p + 380, h->len_block_extra);
	store_u4le(p + 384, h->blocks_in_image);
	store_u4le(p + 388, h->blocks_allocated);
	__builtin_memcpy(p + 392, h->uuid_image, 16);
	__builtin_memcpy(p + 408, h->uuid_last_snap, 16);
	store_u4le(p + 456, h->lchs_cylinders);
	store_u4le(p + 460, h->lchs_heads);
	store_u4le(p + 464, h->lchs_sectors_per_track);
	store_u4le(p + 468, h->lchs_sector_size);
}

enum parse_status vdi_header_0_parse(struct parse_in *in, struct vdi_header_0 *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VDI_HEADER_0_SIZE)
		return parse_truncated(in, STRUCTURE_VDI_HEADER_0);

	uint32_t magic = load_u4le(p + 64);
	if (magic != 0xbeda107fu)
		return parse_fail(in, STRUCTURE_VDI_HEADER_0, VDI_HEADER_0_FIELD_MAGIC, 64,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 68);
	if (version >= 0x10000)
		return parse_fail(in, STRUCTURE_VDI_HEADER_0, VDI_HEADER_0_FIELD_VERSION, 68,
				  PARSE_RULE, version);

	uint32_t image_type = load_u4le(p + 72);
	if (!vdi_image_type_known(image_type))
		return parse_fail(in, STRUCTURE_VDI_HEADER_0, VDI_HEADER_0_FIELD_IMAGE_TYPE, 72,
				  PARSE_ENUM, image_type);

	uint32_t image_flags = load_u4le(p + 76);
	uint32_t num_cylinders = load_u4le(p + 336);
	uint32_t num_heads = load_u4le(p + 340);
	uint32_t num_sectors_per_track = load_u4le(p + 344);

	uint32_t sector_size = load_u4le(p + 348);
	if (sector_size != 512)
		return parse_fail(in, STRUCTURE_VDI_HEADER_0, VDI_HEADER_0_FIELD_SECTOR_SIZE, 348,
				  PARSE_RANGE, sector_size);

	uint64_t disk_size = load_u8le(p + 352);
	if (disk_size < 1)
		return parse_fail(in, STRUCTURE_VDI_HEADER_0, VDI_HEADER_0_FIELD_DISK_SIZE, 352,
				  PARSE_RANGE, disk_size);

	uint32_t block_size = load_u4le(p + 360);
	if (!(block_size > 1 && (block_size & (block_size - 1)) == 0))
		return parse_fail(in, STRUCTURE_VDI_HEADER_0, VDI_HEADER_0_FIELD_BLOCK_SIZE, 360,
				  PARSE_RULE, block_size);

	uint32_t num_blocks = load_u4le(p + 364);
	if (num_blocks < 1)
		return parse_fail(in, STRUCTURE_VDI_HEADER_0, VDI_HEADER_0_FIELD_NUM_BLOCKS, 364,
				  PARSE_RANGE, num_blocks);

	uint32_t num_blocks_allocated = load_u4le(p + 368);
	if (num_blocks_allocated > num_blocks)
		return parse_fail(in, STRUCTURE_VDI_HEADER_0,
				  VDI_HEADER_0_FIELD_NUM_BLOCKS_ALLOCATED, 368, PARSE_RULE,
				  num_blocks_allocated);

	__builtin_memcpy(out->text, p, 64);
	out->magic = magic;
	out->version = version;
	out->image_type = image_type;
	out->image_flags = image_flags;
	__builtin_memcpy(out->description, p + 80, 256);
	out->num_cylinders = num_cylinders;
	out->num_heads = num_heads;
	out->num_sectors_per_track = num_sectors_per_track;
	out->sector_size = sector_size;
	out->disk_size = disk_size;
	out->block_size = block_size;
	out->num_blocks = num_blocks;
	out->num_blocks_allocated = num_blocks_allocated;
	__builtin_memcpy(out->uuid_image, p + 372, 16);
	__builtin_memcpy(out->uuid_last_snap, p + 388, 16);
	__builtin_memcpy(out->uuid_link, p + 404, 16);
	return PARSE_OK;
}

void vdi_header_0_store(uint8_t *p, const struct vdi_header_0 *h)
{
	__builtin_memcpy(p, h->text, 64);
	store_u4le(p + 64, 3201962111u);
	store_u4le(p + 68, h->version);
	store_u4le(p + 72, h->image_type);
	store_u4le(p + 76, h->image_flags);
	__builtin_memcpy(p + 80, h->description, 256);
	store_u4le(p + 336, h->num_cylinders);
	store_u4le(p + 340, h->num_heads);
	store_u4le(p + 344, h->num_sectors_per_track);
	store_u4le(p + 348, 512);
	store_u8le(p + 352, h->disk_size);
	store_u4le(p + 360, h->block_size);
	store_u4le(p + 364, h->num_blocks);
	store_u4le(p + 368, h->num_blocks_allocated);
	__builtin_memcpy(p + 372, h->uuid_image, 16);
	__builtin_memcpy(p + 388, h->uuid_last_snap, 16);
	__builtin_memcpy(p + 404, h->uuid_link, 16);
}
