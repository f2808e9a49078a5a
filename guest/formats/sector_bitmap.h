/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SECTOR_BITMAP_H
#define SECTOR_BITMAP_H
/* The bitmaps of differencing VHD and VHDX: a bit for each sector, set where the image has it. */
#include "stages/image.h"

#define SECTORS_PER_BYTE 8u

/* The bit of a sector, in the byte that holds it: which one that is differs by format. */
typedef bool sector_bit(const uint8_t *byte, uint64_t sector);

/* From sector `first` through `last`: *here is the bit of the first, *end the next sector whose bit
 * differs, past `last` where there is none. */
MUST_CHECK bool sector_bitmap_run(struct table *bitmap, uint64_t first, uint64_t last,
				  sector_bit *bit, bool *here, uint64_t *end);

#endif
