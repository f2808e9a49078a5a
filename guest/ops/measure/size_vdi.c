/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VDI: header, map of 4 bytes for each block of 1 MiB rounded up to sectors, blocks.
 *
 *	512 + ceil(ceil(disk / 1M) * 4 / 512) * 512 + blocks * 1M
 *
 * dynamic has the blocks with data, static all of them. A block is always written whole.
 */
#include "size.h"
#include "generated/vdi.h"

enum measure_error size_vdi(const struct measure_config *config, struct size_plan *plan)
{
	uint64_t blocks = size_pieces(plan->virtual_size, size_bits(VDI_BLOCK_SIZE));

	if (config->cluster_size && config->cluster_size != VDI_BLOCK_SIZE)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_CLUSTER_SIZE);
	if (blocks > VDI_MAX_BLOCKS)
		return MEASURE_ERROR_OVERFLOW;
	plan->base = VDI_DEFAULT_BLOCK_MAP_OFFSET +
		     size_align(blocks * VDI_BLOCK_MAP_ENTRY_SIZE, VDI_MAP_ALIGNMENT);
	switch (config->subformat) {
	case MEASURE_SUBFORMAT_DEFAULT:
	case MEASURE_SUBFORMAT_DYNAMIC:
		plan->unit = VDI_BLOCK_SIZE;
		plan->unit_cost = VDI_BLOCK_SIZE;
		return size_plan_close(plan);
	case MEASURE_SUBFORMAT_FIXED:
		plan->base += blocks * VDI_BLOCK_SIZE;
		return size_plan_close(plan);
	default:
		return size_refuse(plan, MEASURE_CONFIG_FIELD_SUBFORMAT);
	}
}
