/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parallels: header of 64 bytes and 4 bytes for each cluster, rounded up to a cluster, then the
 *clusters with data.
 *
 *	ceil((64 + 4 * ceil(disk / c)) / c) * c + clusters * c
 *
 * The cluster size is any number of sectors, not only a power of two. qemu reserves 128 MiB at a
 *time while it writes and cuts them off when it closes the image.
 */
#include "size.h"
#include "generated/parallels.h"

enum measure_error size_parallels(const struct measure_config *config, struct size_plan *plan)
{
	uint64_t asked = config->cluster_size ? config->cluster_size
					      : PARALLELS_DEFAULT_CLUSTER_SIZE;
	uint64_t cluster_size, entries, table;

	if (asked > (uint64_t)PARALLELS_MAX_CLUSTER_SECTORS * PARALLELS_SECTOR_SIZE)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_CLUSTER_SIZE);
	cluster_size = size_align(asked, PARALLELS_SECTOR_SIZE);
	entries = plan->virtual_size / cluster_size + (plan->virtual_size % cluster_size != 0);
	if (entries > PARALLELS_MAX_BAT_ENTRIES)
		return MEASURE_ERROR_OVERFLOW;
	table = PARALLELS_HEADER_SIZE + entries * PARALLELS_BAT_ENTRY_SIZE;
	plan->base = (table / cluster_size + (table % cluster_size != 0)) * cluster_size;
	plan->unit = cluster_size;
	plan->unit_cost = cluster_size;
	return size_plan_close(plan);
}
