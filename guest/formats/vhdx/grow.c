/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A longer VHDX. Its header says first that the file is written, by new identities. Entries for the
 * blocks that are added mark them as zero; where the table's region is too short for them, a longer
 * one is made at the end of the file, to which both region tables point then. The size of the disk
 * comes last. Each step is one sector, or is checked by a sum and there twice, so that no log is
 * needed.
 */
#include "formats/grow.h"

#include "base/arith.h"
#include "base/store.h"
#include "edit.h"
#include "io/io.h"

#define WINDOW 4096u

struct growth {
	struct image *img;
	struct vhdx *v;
	uint64_t size;
	uint64_t kept, num; /* blocks of the disk as it is, and as it will be */
	uint64_t ofs_bat;
};

/* In the table, where each chunk's entries are followed by that of its bitmap. */
static uint64_t entry_at(const struct growth *g, uint64_t block)
{
	return (block + block / g->v->chunk_blocks) * VHDX_PAYLOAD_BAT_ENTRY_SIZE;
}

static uint64_t len_table(const struct growth *g)
{
	return entry_at(g, g->num - 1) + VHDX_PAYLOAD_BAT_ENTRY_SIZE;
}

static bool put_header(const struct growth *g, const uint8_t *entropy)
{
	uint8_t bytes[VHDX_HEADER_SIZE];
	uint64_t at;

	return vhdx_renew(g->img, entropy, bytes, &at) &&
	       io_put(g->img->disk, at, bytes, sizeof(bytes)) && io_flush(g->img->disk);
}

/* The last block reads as zeros past the disk, and lies in the file as far as the longer disk
 * has it. */
static bool fill_block(const struct growth *g)
{
	uint64_t block = g->img->cluster_size, within = g->img->size % block, at, entry, end;
	uint8_t bytes[VHDX_PAYLOAD_BAT_ENTRY_SIZE];

	if (within == 0)
		return true;
	if (!io_read_padded(g->img->disk, g->v->bat.offset + entry_at(g, g->kept - 1), bytes,
			    sizeof(bytes)))
		return false;
	entry = vhdx_payload_bat_entry_load(bytes);
	at = vhdx_payload_bat_entry_file_offset(entry);
	if (!vhdx_payload_bat_entry_is_present(entry))
		return true;
	if (at >= io_size(g->img->disk))
		return grow_refuse_damaged(g->img, at);
	end = at + block;
	return grow_blank(g->img->disk, at + within, block - within) &&
	       io_lengthen(g->img->disk, end);
}

static uint64_t new_entry(const struct growth *g, uint64_t index)
{
	uint64_t chunk = (uint64_t)g->v->chunk_blocks + 1;

	if (index % chunk == chunk - 1)
		return vhdx_sector_bitmap_bat_entry_make(VHDX_SECTOR_BITMAP_STATE_NOT_PRESENT, 0);
	return vhdx_payload_bat_entry_make(VHDX_PAYLOAD_BLOCK_STATE_ZERO, 0);
}

/* A table that stays where it is keeps its first entries; else they are copied. */
static bool put_table(const struct growth *g)
{
	const uint64_t size = VHDX_PAYLOAD_BAT_ENTRY_SIZE, from = entry_at(g, g->kept);
	uint64_t at = g->ofs_bat == g->v->bat.offset ? from - from % WINDOW : 0;
	uint64_t end = len_table(g);
	static uint8_t bytes[WINDOW];

	for (uint32_t len; at < end; at += len) {
		len = end - at < WINDOW ? (uint32_t)(end - at) : WINDOW;
		if (!io_read_padded(g->img->disk, g->v->bat.offset + at, bytes, len))
			return false;
		for (uint32_t i = 0; i < len; i += size)
			if (at + i >= from)
				vhdx_payload_bat_entry_store(bytes + i,
							     new_entry(g, (at + i) / size));
		if (!io_put(g->img->disk, g->ofs_bat + at, bytes, len))
			return false;
	}
	return io_flush(g->img->disk);
}

/* Both tables are the same from here on. What changes of the one that counts is in a sector. */
static bool put_regions(const struct growth *g, uint64_t len)
{
	uint64_t entry = g->v->bat_region_at - VHDX_REGION_TABLE_1_OFFSET;
	static uint8_t table[VHDX_REGION_TABLE_SIZE];
	uint32_t disk = g->img->disk;

	if (entry + VHDX_REGION_TABLE_ENTRY_SIZE > SOURCE_SECTOR_SIZE)
		return grow_refuse_damaged(g->img, g->v->bat_region_at);
	if (!io_read_padded(disk, VHDX_REGION_TABLE_1_OFFSET, table, sizeof(table)))
		return false;
	store_u8le(table + entry + VHDX_REGION_TABLE_ENTRY_FILE_OFFSET_OFFSET, g->ofs_bat);
	store_u4le(table + entry + VHDX_REGION_TABLE_ENTRY_LENGTH_OFFSET, (uint32_t)len);
	store_u4le(table + VHDX_REGION_TABLE_HEADER_CHECKSUM_OFFSET,
		   checksum_crc32c(table, sizeof(table), VHDX_REGION_TABLE_HEADER_CHECKSUM_OFFSET,
				   sizeof(uint32_t)));
	return io_put(disk, VHDX_REGION_TABLE_1_OFFSET, table, SOURCE_SECTOR_SIZE) &&
	       io_flush(disk) && io_put(disk, VHDX_REGION_TABLE_2_OFFSET, table, sizeof(table)) &&
	       io_flush(disk);
}

static bool longer_table(struct growth *g)
{
	uint64_t len = align_up(len_table(g), VHDX_ALIGNMENT), end;

	g->ofs_bat = g->v->bat.offset;
	if (len_table(g) <= g->v->bat_region.length)
		return put_table(g);
	if (len > VHDX_MAX_BAT_SIZE)
		return grow_refuse_size(g->img, g->size);
	g->ofs_bat = align_up(io_size(g->img->disk), VHDX_ALIGNMENT);
	end = g->ofs_bat + len;
	return io_resize(g->img->disk, end) && put_table(g) && put_regions(g, len);
}

static bool put_size(const struct growth *g)
{
	uint8_t bytes[VHDX_VIRTUAL_DISK_SIZE_SIZE];

	vhdx_virtual_disk_size_store(bytes, g->size);
	return io_put(g->img->disk, g->v->disk_size_at, bytes, sizeof(bytes));
}

/* After the table, and within the region. */
static bool has_size_among_items(const struct vhdx *v)
{
	uint64_t start = v->metadata_region.file_offset;

	return v->disk_size_at >= start + VHDX_METADATA_TABLE_SIZE &&
	       v->disk_size_at + VHDX_VIRTUAL_DISK_SIZE_SIZE <= start + v->metadata_region.length;
}

bool vhdx_resize(struct image *img, const struct resize *to)
{
	struct vhdx *v = img->state;
	struct growth g = { .img = img, .v = v, .size = to->size };

	if (v->differencing)
		return grow_refuse_kind(img, 1);
	if (!grow_check(img, to, VHDX_MAX_DISK_SIZE))
		return false;
	if (to->size == img->size)
		return true;
	if (img->size == 0 || !has_size_among_items(v))
		return grow_refuse_damaged(img, v->disk_size_at);
	g.kept = pieces_by(img->size, img->cluster_size);
	g.num = pieces_by(to->size, img->cluster_size);
	return put_header(&g, to->entropy) && fill_block(&g) && longer_table(&g) && put_size(&g);
}
