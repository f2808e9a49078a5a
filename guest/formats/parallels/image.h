/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_PARALLELS_H
#define FORMATS_PARALLELS_H
/* An open Parallels image, shared by read.c and extension.c. */
#include "stages/image.h"

#include "generated/parallels.h"

struct parallels {
	struct parallels_header header;
	struct table bat;
	uint64_t file_sectors; /* of the file, the last of them perhaps in part */
	uint64_t data_sector;  /* where clusters may begin */
	uint32_t unit;	       /* sectors that a BAT entry counts */
};

/* Sector of the file that an entry names. */
uint64_t parallels_sector_of(const struct parallels *p, uint32_t entry);

/* Check the format extension: bitmaps in it change no answer, but a damaged one is refused. */
MUST_CHECK bool parallels_check_extension(struct image *img, const struct parallels *p);

#endif
