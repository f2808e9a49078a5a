/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VHD. Without `force_size` the disk first grows to a geometry (geometry.c). Then
 *
 *	dynamic	footer copy, header, table of 4 bytes for each block of 2 MiB rounded up to sectors,
 * blocks of a sector bitmap and 2 MiB each, footer: 512 + 1024 + ceil(ceil(disk / 2M) * 4 / 512) *
 * 512 + blocks * (512 + 2M) + 512 fixed	disk + footer of 512
 *
 *	differencing	as dynamic, of exactly the size that is asked for; between table and blocks
 *		the parent's path, in a room of its own
 *
 * A block is written whole, the last one too, since the footer moves after it. What the geometry
 * adds to the disk has a place in the table but is never written.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/vhd.h"
#include "layout.h"

/* The geometry, and the sectors that it makes of a disk of at most VHD_MAX_SECTORS. */
static uint64_t rounded(const struct target_options *options, uint64_t sectors, struct vhd_chs *chs)
{
	struct vhd_chs found;
	uint64_t product;

	*chs = (struct vhd_chs){ VHD_MAX_CHS_CYLINDERS, VHD_MAX_CHS_HEADS,
				 VHD_MAX_CHS_SECTORS_PER_TRACK };
	if (options->flags & TARGET_FLAG_FORCE_SIZE || sectors > VHD_MAX_CHS_SECTORS)
		return sectors;
	/* A geometry at its limit says nothing about the size: qemu then states the size itself. */
	found = vhd_chs(sectors);
	product = vhd_chs_sectors(&found);
	/* A differencing image is as large as it is asked to be, which is as its parent is. */
	if (product != sectors && options->flags & TARGET_FLAG_BACKING_FILE)
		return sectors;
	*chs = found;
	return product == VHD_MAX_CHS_SECTORS ? sectors : product;
}

/* A differencing one has the parent's path after the table. */
static void lay_dynamic(struct vhd_layout *layout)
{
	layout->num_blocks = pieces_of(layout->disk, bits_of(VHD_DEFAULT_BLOCK_SIZE));
	layout->ofs_header = VHD_FOOTER_SIZE;
	layout->ofs_table = layout->ofs_header + VHD_DYNAMIC_HEADER_SIZE;
	layout->len_table = align_up(layout->num_blocks * VHD_BAT_ENTRY_SIZE, VHD_SECTOR_SIZE);
	layout->ofs_footer = layout->ofs_table + layout->len_table;
	/* A bit for each sector of the block. */
	layout->len_bitmap =
		align_up(VHD_DEFAULT_BLOCK_SIZE / VHD_SECTOR_SIZE / BITS_PER_BYTE, VHD_SECTOR_SIZE);
	if (layout->differencing) {
		layout->ofs_path = layout->ofs_footer;
		layout->ofs_footer += VHD_PARENT_PATH_ROOM;
	}
}

enum target_error vhd_layout(const struct target_options *options, uint64_t disk,
			     struct vhd_layout *layout, uint32_t *field)
{
	uint64_t sectors = pieces_of(disk, bits_of(VHD_SECTOR_SIZE));
	enum target_error error;

	*layout = (struct vhd_layout){ 0 };
	if (options->cluster_size && options->cluster_size != VHD_DEFAULT_BLOCK_SIZE)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_CLUSTER_SIZE);
	if (sectors > VHD_MAX_SECTORS)
		return TARGET_ERROR_OVERFLOW;
	layout->disk = rounded(options, sectors, &layout->chs) * VHD_SECTOR_SIZE;
	error = layout_is_fixed(options, &layout->fixed, field);
	if (error)
		return error;
	layout->differencing = (options->flags & TARGET_FLAG_BACKING_FILE) != 0;
	if (layout->fixed && layout->differencing)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_SUBFORMAT);
	if (layout->fixed)
		layout->ofs_footer = layout->disk;
	else
		lay_dynamic(layout);
	layout->end = layout->ofs_footer + VHD_FOOTER_SIZE;
	return TARGET_ERROR_OK;
}

enum target_error vhd_cost(const struct target_options *options, struct cost *cost)
{
	struct vhd_layout layout;
	enum target_error error = vhd_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->disk = layout.disk;
	cost->base = layout.end;
	if (!layout.fixed) {
		cost->unit = VHD_DEFAULT_BLOCK_SIZE;
		cost->unit_cost = layout.len_bitmap + VHD_DEFAULT_BLOCK_SIZE;
	}
	return cost_close(cost);
}
