/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The geometry of a VHD (its specification, appendix "CHS Calculation"), and the disk that qemu
 * makes of it: the specification's rule gives cylinders, heads and sectors per track whose product
 * is not more than the disk, so qemu looks for the smallest n for which the geometry of (disk + n)
 * holds the disk.
 */
#include "size.h"
#include "generated/vhd.h"

/* Cylinders * heads * sectors per track of the geometry for that many sectors. */
static uint64_t product(uint64_t sectors)
{
	uint64_t per_track, tracks, heads;

	if (sectors >= VHD_CHS_LARGE_DISK_SECTORS) {
		per_track = VHD_MAX_CHS_SECTORS_PER_TRACK;
		heads = VHD_MAX_CHS_HEADS;
		tracks = sectors / VHD_MAX_CHS_SECTORS_PER_TRACK;
		return tracks / VHD_MAX_CHS_HEADS * heads * per_track;
	}
	per_track = VHD_CHS_SECTORS_PER_TRACK_SMALL;
	tracks = sectors / VHD_CHS_SECTORS_PER_TRACK_SMALL;
	heads = (tracks + VHD_CHS_CYLINDERS_PER_HEAD - 1) / VHD_CHS_CYLINDERS_PER_HEAD;
	if (heads < VHD_CHS_MIN_HEADS)
		heads = VHD_CHS_MIN_HEADS;
	if (tracks >= heads * VHD_CHS_CYLINDERS_PER_HEAD || heads > VHD_MAX_CHS_HEADS) {
		per_track = VHD_CHS_SECTORS_PER_TRACK_MEDIUM;
		heads = VHD_MAX_CHS_HEADS;
		tracks = sectors / VHD_CHS_SECTORS_PER_TRACK_MEDIUM;
	}
	if (tracks >= heads * VHD_CHS_CYLINDERS_PER_HEAD) {
		per_track = VHD_CHS_SECTORS_PER_TRACK_LARGE;
		heads = VHD_MAX_CHS_HEADS;
		tracks = sectors / VHD_CHS_SECTORS_PER_TRACK_LARGE;
	}
	return tracks / heads * heads * per_track;
}

uint64_t size_vpc_geometry(uint64_t num_sectors)
{
	/* Within one cylinder of the largest geometry there is always one that fits. */
	for (uint64_t n = 0; n < VHD_MAX_CHS_HEADS * VHD_MAX_CHS_SECTORS_PER_TRACK; n++) {
		uint64_t found = product(num_sectors + n);

		if (found >= num_sectors)
			return found;
	}
	return num_sectors;
}
