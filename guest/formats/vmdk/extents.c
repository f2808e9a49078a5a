/* SPDX-License-Identifier: Apache-2.0 */
/* The extents of a VMDK, in the order in which they make up the disk. */
#include "image.h"

uint64_t vmdk_sectors_to_bytes(uint64_t sectors)
{
	return sectors > RAW_MAX_FILE_BYTES / VMDK_SECTOR_SIZE ? RAW_MAX_FILE_BYTES
							       : sectors * VMDK_SECTOR_SIZE;
}

bool vmdk_add_extent(struct image *img, struct vmdk *v, const struct vmdk_extent *e,
		     uint64_t num_sectors)
{
	const uint64_t most = RAW_MAX_FILE_BYTES / VMDK_SECTOR_SIZE;
	struct vmdk_extent *to = &v->extents[v->num_extents];

	if (num_sectors > most || num_sectors > most - img->size / VMDK_SECTOR_SIZE) {
		uint64_t sum = num_sectors + img->size / VMDK_SECTOR_SIZE;

		if (sum * VMDK_SECTOR_SIZE <=
		    RAW_MAX_FILE_BYTES) /* in qemu's 64 bits, which some sizes wrap around */
			return fault_raise(e->disk, FAULT_VMDK_DESCRIPTOR_SIZE_WRAPS, 0, sum);
		return fault_raise(e->disk, FAULT_VMDK_DESCRIPTOR_TOO_LARGE, 0, sum);
	}
	*to = *e;
	to->start = img->size;
	to->end = img->size + num_sectors * VMDK_SECTOR_SIZE;
	img->size = to->end;
	if (to->grain_sectors != 0) {
		uint32_t slice = to->num_gtes * vmdk_entry_size(to);
		uint64_t directory = to->num_directory * vmdk_entry_size(to);

		v->largest_slice = slice > v->largest_slice ? slice : v->largest_slice;
		if (directory > v->largest_directory)
			v->largest_directory = directory;
	}
	v->num_extents++;
	return true;
}

const struct vmdk_extent *vmdk_find_extent(const struct vmdk *v, uint64_t pos)
{
	size_t low = 0, high = v->num_extents - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pos < v->extents[middle].end)
			high = middle;
		else
			low = middle + 1;
	}
	return &v->extents[low];
}
