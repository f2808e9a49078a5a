/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Extents of a VHD. A fixed image is its file. A dynamic one is read block by block, whatever the
 * sector bitmaps say; a differencing one sector by sector, where a clear bit leaves the sector to
 * the parent.
 */
#include "stages/extent_list.h"
#include "formats/sector_bitmap.h"
#include "image.h"

static bool through_holes(const struct image *img, const struct vhd *v)
{
	if (img->quirks & SOURCE_QUIRK_FILE_HOLES_EVERYWHERE)
		return true;
	return v->fixed;
}

static bool sector_is_here(const uint8_t *byte, uint64_t sector)
{
	bool (*const bit[SECTORS_PER_BYTE])(uint8_t) = {
		vhd_sector_bitmap_byte_sector_0, vhd_sector_bitmap_byte_sector_1,
		vhd_sector_bitmap_byte_sector_2, vhd_sector_bitmap_byte_sector_3,
		vhd_sector_bitmap_byte_sector_4, vhd_sector_bitmap_byte_sector_5,
		vhd_sector_bitmap_byte_sector_6, vhd_sector_bitmap_byte_sector_7,
	};

	return bit[sector % SECTORS_PER_BYTE](*byte);
}

/* Make ->bitmap that of a block. */
static void seek_bitmap(const struct image *img, struct vhd *v, uint32_t e)
{
	if (v->bitmap_of == vhd_bat_entry_sector(e))
		return;
	v->bitmap_of = vhd_bat_entry_sector(e);
	v->bitmap.disk = img->disk;
	v->bitmap.offset = vhd_bat_entry_bitmap_offset(e);
	v->bitmap.win_len = 0;
}

/* Bytes from `in_block` on, at most n, that are all here or all not. */
static bool alike(const struct image *img, struct vhd *v, uint32_t e, uint64_t in_block, uint64_t n,
		  uint64_t *run, bool *here)
{
	uint64_t last = (in_block + n - 1) / VHD_SECTOR_SIZE, end;

	seek_bitmap(img, v, e);
	if (!sector_bitmap_run(&v->bitmap, in_block / VHD_SECTOR_SIZE, last, sector_is_here, here,
			       &end))
		return false;
	*run = end > last ? n : end * VHD_SECTOR_SIZE - in_block;
	return true;
}

static bool add_block(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
		      uint32_t e)
{
	const struct vhd *v = img->state;
	uint64_t host = vhd_bat_entry_bitmap_offset(e) + v->len_bitmap + pos % v->header.block_size;

	if (through_holes(img, v))
		return extent_add_through(list, pos, n, EXTENT_PLAIN, EXTENT_PLAIN_HOLE, host);
	return extent_add(list, pos, n, EXTENT_PLAIN, host);
}

static bool add_part(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
		     const uint8_t *entry, uint64_t *done)
{
	struct vhd *v = img->state;
	uint32_t e = vhd_bat_entry_load(entry);
	bool here = vhd_bat_entry_classify(e) != MEANS_HOLE;

	if (here && v->differencing) {
		if (!alike(img, v, e, pos % v->header.block_size, n, done, &here)) {
			list->failed = true;
			return false;
		}
	}
	if (!here)
		return extent_add(list, pos, *done, img->unallocated, 0);
	return add_block(img, list, pos, *done, e);
}

bool vhd_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out, size_t max,
	      size_t *num)
{
	struct vhd *v = img->state;
	const struct block_table blocks = {
		.table = &v->bat,
		.len_block = v->header.block_size,
		.len_entry = VHD_BAT_ENTRY_SIZE,
		.add = add_part,
	};
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	if (v->fixed) {
		if (!vhd_check_fixed(img, v))
			return extent_list_fail(&list, num);
		(void)extent_add_through(&list, pos, end - pos, EXTENT_PLAIN, EXTENT_PLAIN_HOLE,
					 pos);
	} else {
		(void)!extent_add_blocks(&list, img, &blocks, pos, end);
	}
	return extent_list_end(&list, num);
}
