/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VHDX, in multiples of 1 MiB: header section, log, block allocation table (BAT), then 5 MiB from
 *the beginning of the metadata to the data.
 *
 *	blocks = ceil(disk / block)
 *	ratio  = 2^23 * 512 / block			payload blocks under one sector bitmap block
 *	BAT    = 8 * (blocks + floor((blocks - 1) / ratio))
 *	begin  = 1M + log + ceil(BAT / 1M) * 1M + 5M
 *
 *	dynamic				begin + blocks with data * block
 *	fixed, block_state_zero=off	begin + disk
 *	fixed				begin + disk, and when data is written, rounded up to 1M +
 *blocks with data * block
 *
 * The last line is what qemu does by default: it makes room for the disk but marks all blocks as
 *zero, so that the first write into a block allocates it again at the end of the file. `qemu-img
 *convert` to a fixed VHDX that way writes up to twice the disk.
 *
 * A disk of no size has blocks - 1 wrapped around in 32 bits and gets a table for it; qemu does
 *that too.
 */
#include "size.h"
#include "generated/vhdx.h"

/* qemu's choice for a disk of that size. */
static uint64_t default_block_size(uint64_t disk)
{
	if (disk > VHDX_LARGE_DISK_SIZE)
		return VHDX_DEFAULT_BLOCK_SIZE_HUGE;
	if (disk > VHDX_MEDIUM_DISK_SIZE)
		return VHDX_DEFAULT_BLOCK_SIZE_LARGE;
	if (disk > VHDX_SMALL_DISK_SIZE)
		return VHDX_DEFAULT_BLOCK_SIZE_MEDIUM;
	return VHDX_DEFAULT_BLOCK_SIZE_SMALL;
}

/* An asked size, rounded up to MiB and brought between the limits; 0: it is not allowed. */
static uint64_t block_size(uint64_t asked, uint64_t disk)
{
	uint64_t size;

	if (!asked)
		return default_block_size(disk);
	if (asked > VHDX_MAX_BLOCK_SIZE)
		return VHDX_MAX_BLOCK_SIZE;
	size = size_align(asked, VHDX_ALIGNMENT);
	return size_is_power_of_two(size) ? size : 0;
}

static uint64_t log_size(uint64_t asked)
{
	if (!asked)
		return VHDX_DEFAULT_LOG_SIZE;
	return asked > VHDX_MAX_LOG_SIZE ? 0 : size_align(asked, VHDX_ALIGNMENT);
}

/* Bytes of the BAT for that many blocks. */
static uint64_t bat_size(uint64_t blocks, unsigned block_bits)
{
	unsigned ratio_bits =
		size_bits((uint64_t)VHDX_SECTORS_PER_BITMAP * VHDX_DEFAULT_LOGICAL_SECTOR_SIZE) -
		block_bits;
	uint64_t last = blocks ? blocks - 1 : VHDX_BLOCK_NUMBER_MASK;

	return (blocks + (last >> ratio_bits)) * VHDX_PAYLOAD_BAT_ENTRY_SIZE;
}

enum measure_error size_vhdx(const struct measure_config *config, struct size_plan *plan)
{
	uint64_t disk = size_align(plan->virtual_size, VHDX_DEFAULT_LOGICAL_SECTOR_SIZE);
	uint64_t block = block_size(config->cluster_size, disk);
	uint64_t log = log_size(config->log_size);
	uint64_t bat;

	if (!block)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_CLUSTER_SIZE);
	if (!log)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_LOG_SIZE);
	if (disk > VHDX_MAX_DISK_SIZE)
		return MEASURE_ERROR_OVERFLOW;
	bat = size_align(bat_size(size_pieces(disk, size_bits(block)), size_bits(block)),
			 VHDX_ALIGNMENT);
	if (bat > VHDX_MAX_BAT_SIZE)
		return MEASURE_ERROR_INVALID_SIZE; /* only a disk of no size, with blocks of 256 MiB
						    */
	plan->base = VHDX_HEADER_SECTION_SIZE + log + bat + VHDX_DATA_DISTANCE;
	plan->unit = block;
	switch (config->subformat) {
	case MEASURE_SUBFORMAT_DEFAULT:
	case MEASURE_SUBFORMAT_DYNAMIC:
		plan->unit_cost = block;
		return size_plan_close(plan);
	case MEASURE_SUBFORMAT_FIXED:
		plan->base += disk;
		if (!(config->options & MEASURE_OPTION_NO_ZERO_STATE)) {
			plan->unit_cost = block;
			plan->first_cost = size_align(plan->base, VHDX_ALIGNMENT) - plan->base;
		}
		return size_plan_close(plan);
	default:
		return size_refuse(plan, MEASURE_CONFIG_FIELD_SUBFORMAT);
	}
}
