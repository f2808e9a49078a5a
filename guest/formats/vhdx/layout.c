/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VHDX, in multiples of 1 MiB: header section, log, block allocation table (BAT), then 5 MiB from
 * the beginning of the metadata to the data.
 *
 *	blocks = ceil(disk / block)
 *	ratio  = 2^23 * 512 / block			payload blocks under one sector bitmap block
 *	BAT    = 8 * (blocks + floor((blocks - 1) / ratio))
 *	begin  = 1M + log + ceil(BAT / 1M) * 1M + 5M
 *
 *	dynamic				begin + blocks with data * block
 *	fixed, block_state_zero=off	begin + disk
 *	fixed				begin + disk, and when data is written, rounded up to 1M +
 * blocks with data * block
 *
 * The last line is what qemu does by default: it makes room for the disk but marks all blocks as
 * zero, so that the first write into a block allocates it again at the end of the file. `qemu-img
 * convert` to a fixed VHDX that way writes up to twice the disk.
 *
 * A disk of no size has blocks - 1 wrapped around in 32 bits and gets a table for it; qemu does
 * that too.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "layout.h"

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
	size = align_up(asked, VHDX_ALIGNMENT);
	return is_power_of_two(size) ? size : 0;
}

static uint64_t log_size(uint64_t asked)
{
	return asked > VHDX_MAX_LOG_SIZE ? 0 : align_up(asked, VHDX_ALIGNMENT);
}

/*
 * Bytes of the BAT for that many blocks. The entries of a chunk's blocks are followed by that of
 * its bitmap; only a differencing image has one for the last chunk too.
 */
static uint64_t bat_size(uint64_t blocks, uint64_t block_size, bool differencing)
{
	unsigned chunk_bits = vhdx_chunk_bits(block_size);
	uint64_t last = blocks ? blocks - 1 : VHDX_BLOCK_NUMBER_MASK;

	if (differencing)
		return pieces_of(blocks ? blocks : 1, chunk_bits) *
		       ((UINT64_C(1) << chunk_bits) + 1) * VHDX_PAYLOAD_BAT_ENTRY_SIZE;
	return (blocks + (last >> chunk_bits)) * VHDX_PAYLOAD_BAT_ENTRY_SIZE;
}

static enum target_error subformat(const struct target_options *options, struct vhdx_layout *layout,
				   uint32_t *field)
{
	enum target_error error = layout_is_fixed(options, &layout->fixed, field);

	if (error)
		return error;
	if (layout->fixed && layout->differencing)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_SUBFORMAT);
	layout->end = layout->ofs_data + (layout->fixed ? layout->disk : 0);
	return TARGET_ERROR_OK;
}

enum target_error vhdx_layout(const struct target_options *options, uint64_t disk,
			      struct vhdx_layout *layout, uint32_t *field)
{
	layout->disk = align_up(disk, VHDX_DEFAULT_LOGICAL_SECTOR_SIZE);
	layout->differencing = (options->flags & TARGET_FLAG_BACKING_FILE) != 0;
	layout->block_size = block_size(options->cluster_size, layout->disk);
	layout->len_log = log_size(target_vhdx_log_size(options));
	if (!layout->block_size)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_CLUSTER_SIZE);
	if (!layout->len_log)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_LOG_SIZE);
	if (layout->disk > VHDX_MAX_DISK_SIZE)
		return TARGET_ERROR_OVERFLOW;
	layout->num_blocks = pieces_of(layout->disk, bits_of(layout->block_size));
	layout->len_bat =
		align_up(bat_size(layout->num_blocks, layout->block_size, layout->differencing),
			 VHDX_ALIGNMENT);
	if (layout->len_bat > VHDX_MAX_BAT_SIZE)
		return TARGET_ERROR_INVALID_SIZE; /* only no disk, with blocks of 256 MiB */
	layout->ofs_log = VHDX_HEADER_SECTION_SIZE;
	layout->ofs_bat = layout->ofs_log + layout->len_log;
	layout->ofs_metadata = layout->ofs_bat + layout->len_bat;
	layout->ofs_data = layout->ofs_metadata + VHDX_DATA_DISTANCE;
	return subformat(options, layout, field);
}

enum target_error vhdx_cost(const struct target_options *options, struct cost *cost)
{
	struct vhdx_layout layout;
	enum target_error error = vhdx_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->base = layout.end;
	cost->unit = layout.block_size;
	if (!layout.fixed) {
		cost->unit_cost = layout.block_size;
	} else if (!(options->flags & TARGET_FLAG_NO_ZERO_STATE)) {
		cost->unit_cost = layout.block_size;
		cost->first_cost = align_up(cost->base, VHDX_ALIGNMENT) - cost->base;
	}
	return cost_close(cost);
}
