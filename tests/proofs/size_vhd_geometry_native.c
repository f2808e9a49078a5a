/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Not for CBMC: an ordinary program that looks at every disk that has a geometry, 267 million. For
 * each there is an n, less than the bound of the loop in vhd_chs(), with which the loop
 * ends; so it always ends by finding one, and what it finds is between the disk and the largest
 * geometry. A witness for one disk mostly serves the next one too, which makes this a matter of
 * seconds.
 */
#include <stdio.h>

#include "formats/vhd/geometry.c"

static uint64_t product(uint64_t sectors)
{
	struct vhd_chs chs = geometry_of(sectors);

	return vhd_chs_sectors(&chs);
}

int main(void)
{
	uint64_t witness = 0;

	for (uint64_t sectors = 0; sectors <= VHD_MAX_CHS_SECTORS; sectors++) {
		if (witness < sectors)
			witness = sectors;
		while (product(witness) < sectors)
			witness++;
		if (witness - sectors >= VHD_MAX_CHS_HEADS * VHD_MAX_CHS_SECTORS_PER_TRACK ||
		    product(witness) > VHD_MAX_CHS_SECTORS) {
			fprintf(stderr, "%llu sectors have no geometry in reach\n",
				(unsigned long long)sectors);
			return 1;
		}
	}
	return 0;
}
