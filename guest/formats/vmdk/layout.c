/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK. A sparse extent of n bytes has, before its first grain of g bytes (64 KiB), a header, room
 * for a descriptor, and twice a grain directory with all grain tables, whether they are used or
 *not:
 *
 *	tables   = ceil(ceil(n / g) / 512)
 *	overhead = ceil((512 + 10240 + 2 * (ceil(tables * 4 / 512) * 512 + tables * 2048)) / g) * g
 *
 *	monolithicSparse	overhead + grains * g
 *	twoGbMaxExtentSparse	descriptor + the same for each extent of 2 GiB and for the rest
 *	monolithicFlat		descriptor + n
 *	twoGbMaxExtentFlat	descriptor + n
 *	streamOptimized		overhead + grains * ceil((g + marker + zlib's worst case) / 512) *
 * 512
 *
 * A descriptor in a file of its own is as long as its text, and padded to a sector when the first
 * data is written: qemu then reads, changes and writes it in whole sectors. streamOptimized has no
 * footer and no other markers than those in front of grains. Its last grain, when the disk ends
 * inside it, is no longer than a grain, because the compressed data of less than a grain fits in
 * one; qemu makes it that long, for it fills up the rest with zeros first.
 *
 * A disk of no size at all is accepted, as `qemu-img create` does; the image cannot be opened.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/zlib.h"
#include "layout.h"

void vmdk_extent_layout(uint64_t size, uint64_t grain_size, struct vmdk_extent_layout *layout)
{
	uint64_t grains = pieces_of(size, bits_of(grain_size)), entries;

	layout->num_tables = pieces_of(grains, bits_of(VMDK_MAX_GTES_PER_GT));
	entries = layout->num_tables * VMDK_MAX_GTES_PER_GT * VMDK_GRAIN_TABLE_ENTRY_SIZE;
	layout->len_directory =
		align_up(layout->num_tables * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE, VMDK_SECTOR_SIZE);
	layout->ofs_redundant = (VMDK_DEFAULT_DESCRIPTOR_SECTOR + VMDK_DEFAULT_DESCRIPTOR_SECTORS) *
				VMDK_SECTOR_SIZE;
	layout->ofs_directory = layout->ofs_redundant + layout->len_directory + entries;
	layout->ofs_grains =
		align_up(layout->ofs_directory + layout->len_directory + entries, grain_size);
}

static uint64_t overhead(uint64_t extent_size, uint64_t grain_size)
{
	struct vmdk_extent_layout layout;

	vmdk_extent_layout(extent_size, grain_size, &layout);
	return layout.ofs_grains;
}

static enum target_error lay_monolithic(struct vmdk_layout *layout)
{
	if (pieces_of(layout->disk, bits_of(layout->grain_size)) > VMDK_MAX_GRAINS)
		return TARGET_ERROR_OVERFLOW;
	layout->end = overhead(layout->disk, layout->grain_size);
	return TARGET_ERROR_OK;
}

/* Extents of 2 GiB and the rest: at most 2^32 extents with an overhead of at most 2^30. */
static enum target_error lay_split(const struct target_options *options, struct vmdk_layout *layout)
{
	uint64_t extent_size = layout->kind->extent_size;
	uint64_t rest = layout->disk % extent_size;
	uint64_t full = layout->disk / extent_size;

	layout->num_extents = full + (rest != 0);
	layout->len_descriptor = vmdk_descriptor_length(options, layout->disk, layout->kind);
	layout->end = layout->len_descriptor;
	if (!layout->kind->sparse)
		return add_size(&layout->end, layout->disk) ? TARGET_ERROR_OK
							    : TARGET_ERROR_OVERFLOW;
	layout->end += full * overhead(extent_size, layout->grain_size);
	if (rest)
		layout->end += overhead(rest, layout->grain_size);
	return TARGET_ERROR_OK;
}

#define TEXT(member, literal) .member = (literal), .len_##member = sizeof(literal) - 1

static const struct vmdk_kind monolithic_sparse = {
	TEXT(name, VMDK_CREATE_TYPE_MONOLITHIC_SPARSE),
	TEXT(line, VMDK_NEW_DESCRIPTOR_SPARSE),
	.extent_size = TARGET_MAX_SIZE,
	.sparse = true,
};

static const struct vmdk_kind stream_optimized = {
	TEXT(name, VMDK_CREATE_TYPE_STREAM_OPTIMIZED),
	TEXT(line, VMDK_NEW_DESCRIPTOR_SPARSE),
	.extent_size = TARGET_MAX_SIZE,
	.sparse = true,
	.compressed = true,
};

static const struct vmdk_kind split_sparse = {
	TEXT(name, VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE),
	TEXT(line, VMDK_NEW_DESCRIPTOR_SPARSE),
	TEXT(infix, VMDK_NEW_DESCRIPTOR_NAME_SPLIT_SPARSE),
	.extent_size = VMDK_SPLIT_EXTENT_SIZE,
	.numbered = true,
	.sparse = true,
};

static const struct vmdk_kind monolithic_flat = {
	TEXT(name, VMDK_CREATE_TYPE_MONOLITHIC_FLAT),
	TEXT(line, VMDK_NEW_DESCRIPTOR_FLAT),
	TEXT(infix, VMDK_NEW_DESCRIPTOR_NAME_FLAT),
	.extent_size = TARGET_MAX_SIZE,
};

static const struct vmdk_kind split_flat = {
	TEXT(name, VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT),
	TEXT(line, VMDK_NEW_DESCRIPTOR_FLAT),
	TEXT(infix, VMDK_NEW_DESCRIPTOR_NAME_SPLIT_FLAT),
	.extent_size = VMDK_SPLIT_EXTENT_SIZE,
	.numbered = true,
};

static const struct vmdk_kind *kind_of(uint32_t subformat)
{
	switch (subformat) {
	case TARGET_SUBFORMAT_STREAM_OPTIMIZED:
		return &stream_optimized;
	case TARGET_SUBFORMAT_DEFAULT:
	case TARGET_SUBFORMAT_MONOLITHIC_SPARSE:
		return &monolithic_sparse;
	case TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE:
		return &split_sparse;
	case TARGET_SUBFORMAT_MONOLITHIC_FLAT:
		return &monolithic_flat;
	case TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT:
		return &split_flat;
	default:
		return NULL;
	}
}

enum target_error vmdk_layout(const struct target_options *options, uint64_t disk,
			      struct vmdk_layout *layout, uint32_t *field)
{
	uint64_t grain_size = target_vmdk_grain_size(options);

	*layout = (struct vmdk_layout){ .kind = kind_of(options->subformat),
					.disk = align_up(disk, VMDK_SECTOR_SIZE),
					.grain_size = grain_size };
	if (!target_vmdk_grain_size_allowed(grain_size))
		return layout_refuse(field, TARGET_OPTIONS_FIELD_CLUSTER_SIZE);
	if (!layout->kind)
		return layout_refuse(field, TARGET_OPTIONS_FIELD_SUBFORMAT);
	return layout->kind->infix ? lay_split(options, layout) : lay_monolithic(layout);
}

/* Bytes of a grain that cannot be compressed, with its marker. */
static uint64_t incompressible(uint64_t grain_size)
{
	uint64_t blocks = (grain_size + VMDK_ZLIB_STORED_BLOCK - 1) / VMDK_ZLIB_STORED_BLOCK;

	return align_up(VMDK_GRAIN_MARKER_SIZE + ZLIB_HEADER_SIZE + ZLIB_TRAILER_SIZE + grain_size +
				blocks * VMDK_ZLIB_STORED_BLOCK_OVERHEAD,
			VMDK_SECTOR_SIZE);
}

enum target_error vmdk_cost(const struct target_options *options, struct cost *cost)
{
	struct vmdk_layout layout;
	enum target_error error = vmdk_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	if (options->flags & TARGET_FLAG_ZEROED_GRAIN)
		/* Zeros over a backing file are marks in tables that exist anyway. */
		cost->everything = false;
	cost->base = layout.end;
	cost->unit = layout.grain_size; /* flat: only to know whether there is any data */
	if (layout.kind->sparse)
		cost->unit_cost = layout.grain_size;
	if (layout.kind->compressed) {
		cost->unit_cost = incompressible(layout.grain_size);
		if (cost->virtual_size & (layout.grain_size - 1))
			cost->tail_saving = cost->unit_cost - layout.grain_size;
	}
	cost->first_cost =
		align_up(layout.len_descriptor, VMDK_SECTOR_SIZE) - layout.len_descriptor;
	return cost_close(cost);
}
