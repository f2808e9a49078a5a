/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The geometry of a VHD (its specification, appendix "CHS Calculation"), and the disk that qemu
 * makes of it: the specification's rule gives cylinders, heads and sectors per track whose product
 * is not more than the disk, so qemu looks for the smallest n for which the geometry of (disk + n)
 * holds the disk.
 */
#include "generated/vhd.h"
#include "layout.h"

/* The specification's rule for that many sectors. */
static struct vhd_chs geometry_of(uint64_t sectors)
{
	struct vhd_chs g = { .heads = VHD_MAX_CHS_HEADS };
	uint64_t tracks;

	if (sectors >= VHD_CHS_LARGE_DISK_SECTORS) {
		g.sectors_per_track = VHD_MAX_CHS_SECTORS_PER_TRACK;
		g.cylinders = sectors / VHD_MAX_CHS_SECTORS_PER_TRACK / VHD_MAX_CHS_HEADS;
		return g;
	}
	g.sectors_per_track = VHD_CHS_SECTORS_PER_TRACK_SMALL;
	tracks = sectors / VHD_CHS_SECTORS_PER_TRACK_SMALL;
	g.heads = (tracks + VHD_CHS_CYLINDERS_PER_HEAD - 1) / VHD_CHS_CYLINDERS_PER_HEAD;
	if (g.heads < VHD_CHS_MIN_HEADS)
		g.heads = VHD_CHS_MIN_HEADS;
	if (tracks >= g.heads * VHD_CHS_CYLINDERS_PER_HEAD || g.heads > VHD_MAX_CHS_HEADS) {
		g.sectors_per_track = VHD_CHS_SECTORS_PER_TRACK_MEDIUM;
		g.heads = VHD_MAX_CHS_HEADS;
		tracks = sectors / VHD_CHS_SECTORS_PER_TRACK_MEDIUM;
	}
	if (tracks >= g.heads * VHD_CHS_CYLINDERS_PER_HEAD) {
		g.sectors_per_track = VHD_CHS_SECTORS_PER_TRACK_LARGE;
		g.heads = VHD_MAX_CHS_HEADS;
		tracks = sectors / VHD_CHS_SECTORS_PER_TRACK_LARGE;
	}
	g.cylinders = tracks / g.heads;
	return g;
}

struct vhd_chs vhd_chs(uint64_t num_sectors)
{
	struct vhd_chs found = { 0 };

	/* Within one cylinder of the largest geometry there is always one that fits. A disk of no
	 * size has none. */
	for (uint64_t n = 0; n < VHD_MAX_CHS_HEADS * VHD_MAX_CHS_SECTORS_PER_TRACK &&
			     vhd_chs_sectors(&found) < num_sectors;
	     n++)
		found = geometry_of(num_sectors + n);
	return found;
}
