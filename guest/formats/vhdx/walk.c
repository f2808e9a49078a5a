/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The block allocation table of a VHDX, and extents. qemu has no notion of what an image with
 * dynamic blocks allocates: all of it is data, and so it is here. A differencing image is walked by
 * its table, and then so are its parents: else the answer would be `all` always.
 */
#include "stages/extent_list.h"
#include "formats/sector_bitmap.h"
#include "image.h"

#include "generated/structures.h"

#define BITMAP_WINDOW 65536u

#define ZERO_BLOCK (EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO)

static bool bat_fault(const struct image *img, const struct vhdx *v, uint32_t fault, uint64_t index,
		      uint64_t entry)
{
	return fault_raise(img->disk, fault, v->bat.offset + index * VHDX_PAYLOAD_BAT_ENTRY_SIZE,
			   vhdx_payload_bat_entry_file_offset_mb(entry));
}

/* Bytes of the block at `index` of the table that belong to the disk: the last one may be cut. */
uint64_t vhdx_len_in_disk(const struct vhdx *v, uint64_t index)
{
	uint64_t start =
		(index - index / ((uint64_t)v->chunk_blocks + 1)) * v->parameters.block_size;
	uint64_t left = start < v->disk_size ? v->disk_size - start : v->parameters.block_size;

	return left < v->parameters.block_size ? left : v->parameters.block_size;
}

/* The block, as far as the disk reaches, lies in a file of `file` bytes. */
static bool check_place(const struct image *img, const struct vhdx *v, uint64_t index,
			uint64_t entry, uint64_t file)
{
	uint64_t start = vhdx_payload_bat_entry_file_offset(entry),
		 size = vhdx_len_in_disk(v, index);
	bool fits = start <= (uint64_t)INT64_MAX - size;

	if (fits && start < file && start + size <= file)
		return true;
	(void)bat_fault(img, v,
			!fits		? FAULT_VHDX_PAYLOAD_BAT_ENTRY_OFFSET_OVERFLOW
			: start >= file ? FAULT_VHDX_PAYLOAD_BAT_ENTRY_START_PAST_END
					: FAULT_VHDX_PAYLOAD_BAT_ENTRY_END_PAST_END,
			index, entry);
	fault_extra(index);
	fault_extra(start >= file ? start : start + size - 1);
	fault_extra(file);
	return false;
}

struct opening {
	const struct image *img;
	uint64_t file; /* bytes */
};

static bool check_block(void *arg, uint64_t index, uint64_t entry)
{
	const struct opening *o = arg;
	const struct image *img = o->img;
	const struct vhdx *v = img->state;
	uint64_t start = vhdx_payload_bat_entry_file_offset(entry),
		 end = start + v->parameters.block_size;
	struct vhdx_region other;

	if (!(img->quirks & SOURCE_QUIRK_VHDX_BAT_UNCHECKED) &&
	    !check_place(img, v, index, entry, o->file))
		return false;
	if (!vhdx_overlaps(v, start, end, &other))
		return true;
	(void)bat_fault(img, v, FAULT_VHDX_PAYLOAD_BAT_ENTRY_OVERLAP, index, entry);
	fault_extra(start);
	fault_extra(end);
	fault_extra(other.start);
	fault_extra(other.end);
	return false;
}

/* Whether the block must lie in the file whole. Without a parent, qemu does not look where
 * partially present blocks are. */
static bool is_checked(const struct vhdx *v, uint64_t entry)
{
	enum meaning means = vhdx_payload_bat_entry_classify(entry);

	return means == MEANS_DATA || (v->differencing && means == MEANS_PARTIAL);
}

/* Bytes of the table that are in the file. Behind them it reads as zeros, which are no blocks. */
static uint64_t bat_in_file(const struct image *img, const struct vhdx *v)
{
	uint64_t file = image_file_end(img->disk);
	uint64_t left = v->bat.offset < file ? file - v->bat.offset : 0;

	return v->bat.len < left ? v->bat.len : left;
}

bool vhdx_visit_blocks(const struct image *img, struct vhdx *v, vhdx_block_visitor *visit,
		       void *arg)
{
	uint64_t index = 0, in_chunk = 0, end = bat_in_file(img, v);
	const uint8_t *entries;
	uint32_t len;

	for (uint64_t pos = 0; pos < end; pos += len) {
		if (!table_at(&v->bat, pos, VHDX_PAYLOAD_BAT_ENTRY_SIZE, &entries, &len))
			return false;
		len -= len % VHDX_PAYLOAD_BAT_ENTRY_SIZE;
		for (uint32_t i = 0; i < len; i += VHDX_PAYLOAD_BAT_ENTRY_SIZE, index++) {
			uint64_t entry = vhdx_payload_bat_entry_load(entries + i);

			if (in_chunk++ == v->chunk_blocks)
				in_chunk = 0; /* a bitmap's entry */
			else if (is_checked(v, entry) && !visit(arg, index, entry))
				return false;
		}
	}
	return true;
}

bool vhdx_open_bat(struct image *img, struct vhdx *v)
{
	struct opening o = { .img = img, .file = image_file_end(img->disk) };
	uint32_t block_size = v->parameters.block_size;
	uint64_t blocks = v->disk_size / block_size + (v->disk_size % block_size != 0);
	/* A disk without blocks has no last one: its number wraps around in qemu, which wants room
	 * for the bitmaps of as many blocks. */
	uint64_t last_chunk = ((blocks - 1) & VHDX_BLOCK_NUMBER_MASK) / v->chunk_blocks;
	uint64_t len = (blocks + last_chunk) * VHDX_PAYLOAD_BAT_ENTRY_SIZE;

	if (v->differencing)
		len = (blocks ? last_chunk + 1 : 0) * (v->chunk_blocks + 1) *
		      VHDX_PAYLOAD_BAT_ENTRY_SIZE;
	if (len > v->bat_region.length)
		return fault_raise(img->disk, FAULT_VHDX_REGION_TABLE_ENTRY_BAT_TOO_SMALL,
				   v->bat_region_at + VHDX_REGION_TABLE_ENTRY_LENGTH_OFFSET,
				   v->bat_region.length);
	if (!table_init(&v->bat, img->disk, v->bat_region.file_offset, len, VHDX_BAT_WINDOW) ||
	    (!(img->source_flags & SOURCE_FLAG_CHECK) &&
	     !vhdx_visit_blocks(img, v, check_block, &o)))
		return false;
	return !v->differencing ||
	       table_init(&v->bitmap, img->disk, 0, VHDX_SECTOR_BITMAP_BLOCK_SIZE, BITMAP_WINDOW);
}

/* Of the block at `pos`: after the entries of each chunk's blocks is that of its bitmap. */
static uint64_t bat_index(const struct image *img, uint64_t pos)
{
	const struct vhdx *v = img->state;

	return vhdx_bat_index(pos, v->parameters.block_size, SOURCE_SECTOR_SIZE);
}

/* Make ->bitmap that of a chunk. */
static bool seek_bitmap(const struct image *img, struct vhdx *v, uint64_t chunk)
{
	uint64_t index = chunk * (v->chunk_blocks + 1) + v->chunk_blocks;
	uint64_t at = v->bat.offset + index * VHDX_SECTOR_BITMAP_BAT_ENTRY_SIZE, entry, offset;
	uint8_t bytes[VHDX_SECTOR_BITMAP_BAT_ENTRY_SIZE];
	uint64_t file = image_file_end(img->disk);

	if (v->bitmap_of == chunk)
		return true;
	if (!io_read_padded(img->disk, at, bytes, sizeof(bytes)))
		return false;
	entry = vhdx_sector_bitmap_bat_entry_load(bytes);
	offset = vhdx_sector_bitmap_bat_entry_file_offset(entry);
	if (vhdx_sector_bitmap_bat_entry_state(entry) != VHDX_SECTOR_BITMAP_STATE_PRESENT)
		return fault_raise(img->disk, FAULT_VHDX_SECTOR_BITMAP_BAT_ENTRY_NO_BITMAP, at,
				   vhdx_sector_bitmap_bat_entry_state(entry));
	if (offset > file || VHDX_SECTOR_BITMAP_BLOCK_SIZE > file - offset)
		return fault_raise(img->disk, FAULT_VHDX_SECTOR_BITMAP_BAT_ENTRY_PAST_END, at,
				   vhdx_sector_bitmap_bat_entry_file_offset_mb(entry));
	v->bitmap.offset = offset;
	v->bitmap.win_len = 0;
	v->bitmap_of = chunk;
	return true;
}

static bool sector_is_here(const uint8_t *byte, uint64_t sector)
{
	uint8_t sectors = vhdx_sector_bitmap_byte_sectors(vhdx_sector_bitmap_byte_load(byte));

	return sectors >> sector % SECTORS_PER_BYTE & 1;
}

/* Bytes from `pos` on, at most n and all of one block, that are all here or all not. */
static bool alike(const struct image *img, struct vhdx *v, uint64_t pos, uint64_t n, uint64_t *run,
		  bool *here)
{
	uint64_t sector = pos / SOURCE_SECTOR_SIZE;
	uint64_t base = sector - sector % VHDX_SECTORS_PER_BITMAP;
	uint64_t last = (pos + n - 1) / SOURCE_SECTOR_SIZE - base, end;

	if (!seek_bitmap(img, v, base / VHDX_SECTORS_PER_BITMAP) ||
	    !sector_bitmap_run(&v->bitmap, sector - base, last, sector_is_here, here, &end))
		return false;
	*run = end > last ? n : (base + end) * SOURCE_SECTOR_SIZE - pos;
	return true;
}

static bool add_partial(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
			uint64_t host, uint64_t *done)
{
	bool here = false;

	if (!alike(img, img->state, pos, n, done, &here)) {
		list->failed = true;
		return false;
	}
	return here ? extent_add(list, pos, *done, EXTENT_PLAIN, host)
		    : extent_add(list, pos, *done, img->unallocated, 0);
}

static bool add_part(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
		     const uint8_t *bytes, uint64_t *done)
{
	struct vhdx *v = img->state;
	uint64_t entry = vhdx_payload_bat_entry_load(bytes);
	uint64_t host = vhdx_payload_bat_entry_file_offset(entry) + pos % v->parameters.block_size;

	switch (vhdx_payload_bat_entry_classify(entry)) {
	case MEANS_HOLE:
		return extent_add(list, pos, n, img->unallocated, 0);
	case MEANS_ZERO:
		return extent_add(list, pos, n, ZERO_BLOCK, 0);
	case MEANS_PARTIAL:
		if (v->differencing)
			return add_partial(img, list, pos, n, host, done);
		return extent_add(list, pos, n, EXTENT_PLAIN, host);
	case MEANS_DATA:
		return extent_add(list, pos, n, EXTENT_PLAIN, host);
	default:
		list->failed = true;
		return fault_raise(img->disk, FAULT_VHDX_PAYLOAD_BAT_ENTRY_BAD_STATE,
				   v->bat.offset +
					   bat_index(img, pos) * VHDX_PAYLOAD_BAT_ENTRY_SIZE,
				   vhdx_payload_bat_entry_state(entry));
	}
}

/* What a child knows of its parent once both are open. */
static void look_at_parent(const struct image *img, struct vhdx *v)
{
	struct vhdx *parent;

	if (v->linked || !img->backing || img->backing->format != img->format)
		return;
	v->linked = true;
	parent = img->backing->state;
	parent->by_table = true;
	vhdx_check_linkage(v, parent);
}

bool vhdx_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out, size_t max,
	       size_t *num)
{
	struct vhdx *v = img->state;
	const struct block_table blocks = {
		.table = &v->bat,
		.len_block = v->parameters.block_size,
		.len_entry = VHDX_PAYLOAD_BAT_ENTRY_SIZE,
		.index = bat_index,
		.add = add_part,
	};
	struct extent_list list;

	if (!v->by_table)
		return extent_list_opaque(img, pos, end, out, max, num);
	extent_list_begin(&list, img, out, max);
	look_at_parent(img, v);
	(void)!extent_add_blocks(&list, img, &blocks, pos, end);
	return extent_list_end(&list, num);
}
