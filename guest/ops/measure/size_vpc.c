/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VHD. Without `force_size` the disk first grows to a geometry (size_vpc_geometry.c). Then
 *
 *	dynamic	footer copy, header, table of 4 bytes for each block of 2 MiB rounded up to sectors,
 *blocks of a sector bitmap and 2 MiB each, footer: 512 + 1024 + ceil(ceil(disk / 2M) * 4 / 512) *
 *512 + blocks * (512 + 2M) + 512 fixed	disk + footer of 512
 *
 * A block is written whole, the last one too, since the footer moves behind it. What the geometry
 *adds to the disk has a place in the table but is never written.
 */
#include "size.h"
#include "generated/vhd.h"

/* Sectors of the image for a disk of at most VHD_MAX_SECTORS. */
static uint64_t rounded(const struct measure_config *config, uint64_t sectors)
{
	uint64_t product;

	if (config->options & MEASURE_OPTION_FORCE_SIZE || sectors > VHD_MAX_CHS_SECTORS)
		return sectors;
	/* A geometry at its limit says nothing about the size: qemu then states the size itself. */
	product = size_vpc_geometry(sectors);
	return product == VHD_MAX_CHS_SECTORS ? sectors : product;
}

enum measure_error size_vpc(const struct measure_config *config, struct size_plan *plan)
{
	uint64_t sectors = size_pieces(plan->virtual_size, size_bits(VHD_SECTOR_SIZE));
	uint64_t disk, blocks;

	if (config->cluster_size && config->cluster_size != VHD_DEFAULT_BLOCK_SIZE)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_CLUSTER_SIZE);
	if (sectors > VHD_MAX_SECTORS)
		return MEASURE_ERROR_OVERFLOW;
	disk = rounded(config, sectors) * VHD_SECTOR_SIZE;
	switch (config->subformat) {
	case MEASURE_SUBFORMAT_DEFAULT:
	case MEASURE_SUBFORMAT_DYNAMIC:
		blocks = size_pieces(disk, size_bits(VHD_DEFAULT_BLOCK_SIZE));
		plan->base = VHD_FOOTER_SIZE + VHD_DYNAMIC_HEADER_SIZE +
			     size_align(blocks * VHD_BAT_ENTRY_SIZE, VHD_SECTOR_SIZE) +
			     VHD_FOOTER_SIZE;
		plan->unit = VHD_DEFAULT_BLOCK_SIZE;
		/* A bit for each sector of the block. */
		plan->unit_cost =
			VHD_DEFAULT_BLOCK_SIZE +
			size_align(VHD_DEFAULT_BLOCK_SIZE / VHD_SECTOR_SIZE / MEASURE_BITS_PER_BYTE,
				   VHD_SECTOR_SIZE);
		return size_plan_close(plan);
	case MEASURE_SUBFORMAT_FIXED:
		plan->base = disk + VHD_FOOTER_SIZE;
		return size_plan_close(plan);
	default:
		return size_refuse(plan, MEASURE_CONFIG_FIELD_SUBFORMAT);
	}
}
