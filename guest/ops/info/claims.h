/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIMS_H
#define CLAIMS_H
/*
 * What of an image's own file its format uses for itself, sorted, so that data which is there
 * too is found. Memory is fixed: of more claims than there is room for, one lot is looked at after
 * another.
 */
#include "formats/facts.h"

struct claims {
	metadata_walker *visit;
	data_walker *snapshot_data;
	uint64_t *start, *end;	    /* [max] */
	uint32_t *structure;	    /* [max] STRUCTURE_* */
	uint32_t *order, *furthest; /* [max] indices by start; of the largest end up to there */
	uint64_t seen, from;	    /* claims of the image; the lot starts with this one */
	uint32_t num, max;
};

/* Room for what the image claims, or for a lot of it. */
MUST_CHECK bool claims_init(struct claims *c, struct image *img);

/* The first lot, and the next one; `num` is 0 after the last. */
MUST_CHECK bool claims_next(struct claims *c, struct image *img);

/* The first that overlaps [start, end) of the file, else UINT32_MAX. */
uint32_t claims_meet(const struct claims *c, uint64_t start, uint64_t end);

#endif
