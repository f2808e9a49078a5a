/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parallels: header of 64 bytes and 4 bytes for each cluster, rounded up to a cluster, then the
 * clusters with data.
 *
 *	ceil((64 + 4 * ceil(disk / c)) / c) * c + clusters * c
 *
 * The cluster size is any number of sectors, not only a power of two. qemu reserves 128 MiB at a
 * time while it writes and cuts them off when it closes the image.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/parallels.h"
#include "layout.h"

enum target_error parallels_layout(const struct target_options *options, uint64_t disk,
				   struct parallels_layout *layout, uint32_t *field)
{
	uint64_t asked = target_parallels_cluster_size(options);

	if (asked > (uint64_t)PARALLELS_MAX_CLUSTER_SECTORS * PARALLELS_SECTOR_SIZE)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_CLUSTER_SIZE);
	layout->cluster_size = align_up(asked, PARALLELS_SECTOR_SIZE);
	layout->num_entries = pieces_by(disk, layout->cluster_size);
	if (layout->num_entries > PARALLELS_MAX_BAT_ENTRIES)
		return TARGET_ERROR_OVERFLOW;
	layout->ofs_data =
		pieces_by(PARALLELS_HEADER_SIZE + layout->num_entries * PARALLELS_BAT_ENTRY_SIZE,
			  layout->cluster_size) *
		layout->cluster_size;
	return TARGET_ERROR_OK;
}

enum target_error parallels_cost(const struct target_options *options, struct cost *cost)
{
	struct parallels_layout layout;
	enum target_error error =
		parallels_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->base = layout.ofs_data;
	cost->unit = layout.cluster_size;
	cost->unit_cost = layout.cluster_size;
	return cost_close(cost);
}
