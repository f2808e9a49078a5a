/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A longer VHD. The table of a dynamic one grows where it is: blocks after it move to the end.
 * The header says how long the table is before the footers say how long the disk is, the copy at
 * the start first. In a fixed one the disk takes the place of the footer, once there is another.
 */
#include "formats/grow.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"
#include "over.h"

#define WINDOW 4096u

/* The geometry is the largest where none is of just that size: then no reader takes it for the
 * size. */
static bool fill_footer(const struct image *img, uint64_t size, uint8_t *bytes)
{
	const struct target_options exact = { .format = SOURCE_FORMAT_VHD,
					      .flags = TARGET_FLAG_BACKING_FILE };
	uint8_t *geometry = bytes + VHD_FOOTER_DISK_GEOMETRY_OFFSET;
	struct vhd_layout layout;
	uint32_t field;

	if (vhd_layout(&exact, size, &layout, &field) || layout.disk != size)
		return grow_refuse_size(img, size);
	store_u8be(bytes + VHD_FOOTER_CURRENT_SIZE_OFFSET, size);
	vhd_geometry_store(geometry, &(struct vhd_geometry){
					     (uint16_t)layout.chs.cylinders,
					     (uint8_t)layout.chs.heads,
					     (uint8_t)layout.chs.sectors_per_track,
				     });
	store_u4be(bytes + VHD_FOOTER_CHECKSUM_OFFSET,
		   vhd_footer_checksum_compute(bytes, VHD_FOOTER_SIZE));
	return true;
}

/* --- fixed --- */

static bool grow_fixed(struct image *img, uint64_t size)
{
	const struct vhd *v = img->state;
	uint8_t footer[VHD_FOOTER_SIZE];

	if (v->footer_at != img->size)
		return grow_refuse_damaged(img, v->footer_at);
	return io_read_padded(img->disk, v->footer_at, footer, sizeof(footer)) &&
	       fill_footer(img, size, footer) && io_put(img->disk, size, footer, sizeof(footer)) &&
	       io_flush(img->disk) &&
	       grow_blank(img->disk, v->footer_at,
			  size - v->footer_at < VHD_FOOTER_SIZE ? size - v->footer_at
								: VHD_FOOTER_SIZE);
}

/* --- dynamic --- */

struct growth {
	struct writer w;
	struct vhd_over *o;
	const struct vhd *v;
	struct image *img;
	uint64_t kept; /* entries that are about the disk as it is */
	uint64_t num;  /* of the longer table */
	uint64_t end;  /* of it in the file */
};

/* Headers are in front of the table, or past its new end. */
static bool check(const struct growth *g)
{
	const struct vhd *v = g->v;
	uint64_t header = v->footer.data_offset;

	if (v->bat.offset < VHD_FOOTER_SIZE ||
	    (header < g->end && header + VHD_DYNAMIC_HEADER_SIZE > v->bat.offset) ||
	    v->bat.offset % VHD_SECTOR_SIZE != 0 || g->o->end_of_data > io_size(g->img->disk))
		return grow_refuse_damaged(g->img, v->bat.offset);
	return true;
}

/* Entries that no disk needs as yet. */
static bool put_entries(const struct growth *g)
{
	uint64_t at = g->v->bat.offset + g->kept * VHD_BAT_ENTRY_SIZE;
	static uint8_t free[WINDOW];

	memset(free, UINT8_MAX, sizeof(free)); /* VHD_BAT_ENTRY_UNALLOCATED */
	for (uint32_t piece; at < g->end; at += piece) {
		piece = g->end - at < WINDOW ? (uint32_t)(g->end - at) : WINDOW;
		if (!writer_put(g->img->disk, at, free, piece))
			return false;
	}
	return writer_barrier(g->img->disk);
}

/* What changes is in the first sector. */
static bool put_header(const struct growth *g)
{
	uint64_t at = g->v->footer.data_offset;
	uint8_t bytes[VHD_DYNAMIC_HEADER_SIZE];

	if (g->num <= g->v->header.max_table_entries)
		return true;
	if (!io_read_padded(g->img->disk, at, bytes, sizeof(bytes)))
		return false;
	store_u4be(bytes + VHD_DYNAMIC_HEADER_MAX_TABLE_ENTRIES_OFFSET, (uint32_t)g->num);
	store_u4be(bytes + VHD_DYNAMIC_HEADER_CHECKSUM_OFFSET,
		   vhd_dynamic_header_checksum_compute(bytes, sizeof(bytes)));
	return io_put(g->img->disk, at, bytes, VHD_SECTOR_SIZE) && io_flush(g->img->disk);
}

static bool put_footers(struct growth *g, uint64_t size)
{
	uint32_t disk = g->img->disk;
	struct vhd_over *o = g->o;

	return fill_footer(g->img, size, o->footer) &&
	       io_put(disk, 0, o->footer, VHD_FOOTER_SIZE) && io_flush(disk) &&
	       io_put(disk, o->end_of_data, o->footer, VHD_FOOTER_SIZE);
}

/* A table that became longer may end past the last block. */
static bool make_room(struct growth *g)
{
	struct vhd_over *o = g->o;

	if (o->end_of_data < g->end) {
		o->end_of_data = g->end;
		o->blocks.dirty = true;
	}
	if (o->end_of_data + VHD_FOOTER_SIZE > g->w.end)
		g->w.end = o->end_of_data + VHD_FOOTER_SIZE;
	return over_blocks_clear(&g->w, g->end);
}

static bool grow_dynamic(struct growth *g, uint64_t size)
{
	const struct vhd *v = g->v;
	uint64_t most;

	if (!vhd_over.begin(&g->w))
		return false;
	g->o = g->w.state;
	g->kept = pieces_by(g->img->size, v->header.block_size);
	g->num = pieces_by(size, v->header.block_size);
	most = g->num > v->header.max_table_entries ? g->num : v->header.max_table_entries;
	g->end = v->bat.offset + align_up(most * VHD_BAT_ENTRY_SIZE, VHD_SECTOR_SIZE);
	return check(g) && over_blocks_blank(&g->w, g->img->size) && make_room(g) &&
	       put_entries(g) && put_header(g) && put_footers(g, size);
}

bool vhd_resize(struct image *img, const struct resize *to)
{
	const struct vhd *v = img->state;
	struct growth g = { .w = { .disk = img->disk, .image = img }, .v = v, .img = img };

	if (v->differencing)
		return grow_refuse_kind(img, v->footer.disk_type);
	if (!grow_check(img, to, (uint64_t)VHD_MAX_SECTORS * VHD_SECTOR_SIZE))
		return false;
	if (to->size == img->size)
		return true;
	return v->fixed ? grow_fixed(img, to->size) : grow_dynamic(&g, to->size);
}
