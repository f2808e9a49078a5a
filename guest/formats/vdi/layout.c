/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VDI: header, map of 4 bytes for each block of 1 MiB rounded up to sectors, blocks.
 *
 *	512 + ceil(ceil(disk / 1M) * 4 / 512) * 512 + blocks * 1M
 *
 * dynamic has the blocks with data, static all of them. A block is always written whole.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/vdi.h"
#include "layout.h"

enum target_error vdi_layout(const struct target_options *options, uint64_t disk,
			     struct vdi_layout *layout, uint32_t *field)
{
	enum target_error error;

	layout->num_blocks = pieces_of(disk, bits_of(VDI_BLOCK_SIZE));
	if (options->cluster_size && options->cluster_size != VDI_BLOCK_SIZE)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_CLUSTER_SIZE);
	if (layout->num_blocks > VDI_MAX_BLOCKS)
		return TARGET_ERROR_OVERFLOW;
	error = layout_is_fixed(options, &layout->fixed, field);
	if (error)
		return error;
	layout->ofs_map = VDI_DEFAULT_BLOCK_MAP_OFFSET;
	layout->ofs_data = layout->ofs_map + align_up(layout->num_blocks * VDI_BLOCK_MAP_ENTRY_SIZE,
						      VDI_MAP_ALIGNMENT);
	layout->end = layout->ofs_data;
	if (layout->fixed)
		layout->end += layout->num_blocks * VDI_BLOCK_SIZE;
	return TARGET_ERROR_OK;
}

enum target_error vdi_cost(const struct target_options *options, struct cost *cost)
{
	struct vdi_layout layout;
	enum target_error error = vdi_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->base = layout.end;
	if (!layout.fixed) {
		cost->unit = VDI_BLOCK_SIZE;
		cost->unit_cost = VDI_BLOCK_SIZE;
	}
	return cost_close(cost);
}
