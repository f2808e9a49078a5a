/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_DMG_IMAGE_H
#define FORMATS_DMG_IMAGE_H
/* The chunks of an Apple disk image, from wherever its tables are. */
#include "stages/image.h"

#include "generated/dmg.h"

struct dmg {
	struct dmg_chunk *chunks; /* with places on the disk, and in the file */
	uint32_t *order;	  /* of their places on the disk; NULL: that in which they are */
	uint32_t num, max;
	uint64_t ofs_trailer;
	uint64_t ofs_data; /* what places count from */
	uint32_t num_read; /* of chunks of kinds that qemu reads */
	bool said_bzip2, said_lzfse, said_unknown;
};

/* The chunk at `index` in the order of the disk. */
static inline const struct dmg_chunk *dmg_chunk_at(const struct dmg *d, uint32_t index)
{
	return &d->chunks[d->order ? d->order[index] : index];
}

/* Read all tables, and hold the chunks against each other. */
MUST_CHECK bool dmg_read_tables(struct image *img, struct dmg *d, const struct dmg_trailer *t);

#endif
