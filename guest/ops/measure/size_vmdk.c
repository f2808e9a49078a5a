/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK. A sparse extent of n bytes has, before its first grain of g bytes (64 KiB), a header, room
 *for a descriptor, and twice a grain directory with all grain tables, whether they are used or not:
 *
 *	tables   = ceil(ceil(n / g) / 512)
 *	overhead = ceil((512 + 10240 + 2 * (ceil(tables * 4 / 512) * 512 + tables * 2048)) / g) * g
 *
 *	monolithicSparse	overhead + grains * g
 *	twoGbMaxExtentSparse	descriptor + the same for each extent of 2 GiB and for the rest
 *	monolithicFlat		descriptor + n
 *	twoGbMaxExtentFlat	descriptor + n
 *	streamOptimized		overhead + grains * ceil((g + marker + zlib's worst case) / 512) *
 *512
 *
 * A descriptor in a file of its own is as long as its text, and padded to a sector when the first
 *data is written: qemu then reads, changes and writes it in whole sectors. streamOptimized has no
 *footer and no other markers than those in front of grains. Its last grain, when the disk ends
 *inside it, is no longer than a grain, because the compressed data of less than a grain fits in
 *one; qemu makes it that long, for it fills up the rest with zeros first.
 *
 * A disk of no size at all is accepted, as `qemu-img create` does; the image cannot be opened.
 */
#include "size.h"
#include "generated/vmdk.h"

#define LENGTH(literal) (sizeof(literal) - 1)

/* Bytes before the first grain of an extent with no more than VMDK_MAX_GRAINS grains. */
static uint64_t overhead(uint64_t extent_size, uint64_t grain_size)
{
	uint64_t grains = size_pieces(extent_size, size_bits(grain_size));
	uint64_t tables = size_pieces(grains, size_bits(VMDK_MAX_GTES_PER_GT));
	uint64_t directory = size_align(tables * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE, VMDK_SECTOR_SIZE);
	uint64_t entries = tables * VMDK_MAX_GTES_PER_GT * VMDK_GRAIN_TABLE_ENTRY_SIZE;
	uint64_t front = (VMDK_DEFAULT_DESCRIPTOR_SECTOR + VMDK_DEFAULT_DESCRIPTOR_SECTORS) *
			 VMDK_SECTOR_SIZE;

	return size_align(front + 2 * (directory + entries), grain_size);
}

/* Bytes of a grain that cannot be compressed, with its marker. */
static uint64_t incompressible(uint64_t grain_size)
{
	uint64_t blocks = (grain_size + VMDK_ZLIB_STORED_BLOCK - 1) / VMDK_ZLIB_STORED_BLOCK;

	return size_align(VMDK_GRAIN_MARKER_SIZE + VMDK_ZLIB_STREAM_OVERHEAD + grain_size +
				  blocks * VMDK_ZLIB_STORED_BLOCK_OVERHEAD,
			  VMDK_SECTOR_SIZE);
}

static enum measure_error monolithic_sparse(struct size_plan *plan, uint64_t disk,
					    uint64_t grain_size)
{
	if (size_pieces(disk, size_bits(grain_size)) > VMDK_MAX_GRAINS)
		return MEASURE_ERROR_OVERFLOW;
	plan->unit = grain_size;
	plan->unit_cost = grain_size;
	plan->base = overhead(disk, grain_size);
	return MEASURE_ERROR_OK;
}

/* Extents of 2 GiB and the rest: at most 2^32 extents with an overhead of at most 2^30. */
static void split_sparse(struct size_plan *plan, uint64_t disk, uint64_t grain_size)
{
	uint64_t rest = disk % VMDK_SPLIT_EXTENT_SIZE;

	plan->unit = grain_size;
	plan->unit_cost = grain_size;
	plan->base = disk / VMDK_SPLIT_EXTENT_SIZE * overhead(VMDK_SPLIT_EXTENT_SIZE, grain_size);
	if (rest)
		plan->base += overhead(rest, grain_size);
}

static void compressed(struct size_plan *plan, uint64_t grain_size)
{
	plan->unit_cost = incompressible(grain_size);
	if (plan->virtual_size & (grain_size - 1))
		plan->tail_saving = plan->unit_cost - grain_size;
}

/* A descriptor beside the extents, and for flat ones what is in them. */
static enum measure_error beside(struct size_plan *plan, uint64_t descriptor, uint64_t flat)
{
	plan->first_cost = size_align(descriptor, VMDK_SECTOR_SIZE) - descriptor;
	if (!size_add(&plan->base, descriptor) || !size_add(&plan->base, flat))
		return MEASURE_ERROR_OVERFLOW;
	return size_plan_close(plan);
}

enum measure_error size_vmdk(const struct measure_config *config, struct size_plan *plan)
{
	uint64_t disk = size_align(plan->virtual_size, VMDK_SECTOR_SIZE);
	uint64_t grain_size = config->cluster_size ? config->cluster_size
						   : VMDK_DEFAULT_GRAIN_SECTORS * VMDK_SECTOR_SIZE;
	enum measure_error error;

	if (config->options & MEASURE_OPTION_ZEROED_GRAIN)
		plan->everything =
			false; /* zeros over a backing file are marks in tables that exist anyway */
	if (!size_is_power_of_two(grain_size) || grain_size < VMDK_MIN_GRAIN_SIZE ||
	    grain_size > (uint64_t)VMDK_MAX_GRAIN_SECTORS * VMDK_SECTOR_SIZE)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_CLUSTER_SIZE);
	switch (config->subformat) {
	case MEASURE_SUBFORMAT_DEFAULT:
	case MEASURE_SUBFORMAT_MONOLITHIC_SPARSE:
	case MEASURE_SUBFORMAT_STREAM_OPTIMIZED:
		error = monolithic_sparse(plan, disk, grain_size);
		if (error)
			return error;
		if (config->subformat == MEASURE_SUBFORMAT_STREAM_OPTIMIZED)
			compressed(plan, grain_size);
		return size_plan_close(plan);
	case MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE:
		split_sparse(plan, disk, grain_size);
		return beside(
			plan,
			size_vmdk_descriptor(config, disk, VMDK_SPLIT_EXTENT_SIZE,
					     LENGTH(VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE),
					     LENGTH(VMDK_NEW_DESCRIPTOR_SPLIT_SPARSE), true),
			0);
	case MEASURE_SUBFORMAT_MONOLITHIC_FLAT:
		plan->unit = grain_size; /* counted only to know whether there is any data */
		return beside(plan,
			      size_vmdk_descriptor(config, disk, TARGET_MAX_SIZE,
						   LENGTH(VMDK_CREATE_TYPE_MONOLITHIC_FLAT),
						   LENGTH(VMDK_NEW_DESCRIPTOR_FLAT), false),
			      disk);
	case MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT:
		plan->unit = grain_size;
		return beside(plan,
			      size_vmdk_descriptor(config, disk, VMDK_SPLIT_EXTENT_SIZE,
						   LENGTH(VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT),
						   LENGTH(VMDK_NEW_DESCRIPTOR_SPLIT_FLAT), true),
			      disk);
	default:
		return size_refuse(plan, MEASURE_CONFIG_FIELD_SUBFORMAT);
	}
}
