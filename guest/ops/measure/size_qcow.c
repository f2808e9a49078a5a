/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow, version 1: header, the backing file's name, L1 table of 8 bytes for each 2 MiB of the disk;
 *then, where there is data, L2 tables and clusters of c bytes (4096, or 512 with a backing file).
 *
 *	begin = ceil((48 + name) / 8) * 8 + ceil(ceil(disk / 2M) * 8 / 512) * 512
 *	begin, and with data ceil(begin / c) * c + tables * (2M / c) * 8 + clusters * c
 *
 * qemu writes the L1 table in whole sectors from where it begins, and aligns tables and clusters.
 */
#include "size.h"
#include "generated/qcow1.h"

enum measure_error size_qcow(const struct measure_config *config, struct size_plan *plan)
{
	bool backed = config->flags & MEASURE_FLAG_BACKING_FILE;
	uint64_t entries = size_pieces(plan->virtual_size, size_bits(QCOW1_TABLE_SPAN));

	if (!plan->virtual_size)
		return MEASURE_ERROR_INVALID_SIZE;
	if (entries > QCOW1_MAX_L1_ENTRIES)
		return MEASURE_ERROR_OVERFLOW;
	plan->unit = backed ? QCOW1_DEFAULT_CLUSTER_SIZE_BACKED : QCOW1_DEFAULT_CLUSTER_SIZE;
	plan->unit_cost = plan->unit;
	plan->group = QCOW1_TABLE_SPAN;
	plan->group_cost = (QCOW1_TABLE_SPAN >> size_bits(plan->unit)) * QCOW1_L2_ENTRY_SIZE;
	plan->base = size_align((uint64_t)QCOW1_HEADER_SIZE + (backed ? config->len_text : 0),
				QCOW1_HEADER_ALIGN) +
		     size_align(entries * QCOW1_L1_ENTRY_SIZE, QCOW1_SECTOR_SIZE);
	plan->first_cost = size_align(plan->base, plan->unit) - plan->base;
	return size_plan_close(plan);
}
