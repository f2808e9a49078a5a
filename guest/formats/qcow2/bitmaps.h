/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_BITMAPS_H
#define FORMATS_QCOW2_BITMAPS_H
/* The directory of persistent bitmaps, entry by entry. */
#include "formats/layout.h"
#include "image.h"

struct qcow2_bitmap {
	struct qcow2_bitmap_entry entry;
	const uint8_t *name; /* until the next one; it ends at its first zero byte */
	uint64_t offset;     /* of the entry in the file */
};

struct qcow2_bitmaps {
	struct image *img;
	const struct qcow2 *q;
	uint64_t size; /* of the disk that they are about */
	struct table directory;
	uint64_t pos;
	uint64_t *names; /* hashes of the names seen */
	uint32_t seen;
};

MUST_CHECK bool qcow2_bitmaps_begin(struct qcow2_bitmaps *b, struct image *img,
				    const struct qcow2 *q);

static inline bool qcow2_bitmaps_more(const struct qcow2_bitmaps *b)
{
	return b->pos < b->directory.len;
}

/* The next entry, all of it within the directory and its limits. */
MUST_CHECK bool qcow2_bitmaps_next(struct qcow2_bitmaps *b, struct qcow2_bitmap *bitmap);

static inline uint64_t qcow2_bitmap_num_bits(uint64_t size, unsigned granularity_bits)
{
	return pieces_by(size, UINT64_C(1) << granularity_bits);
}

/* How many clusters its bits take when all are stored. */
static inline uint64_t qcow2_bitmap_num_clusters(uint64_t size, const struct qcow2 *q,
						 unsigned granularity_bits)
{
	return pieces_by(pieces_by(qcow2_bitmap_num_bits(size, granularity_bits), BITS_PER_BYTE),
			 q->cluster_size);
}

#endif
