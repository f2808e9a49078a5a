/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHAIN_H
#define CHAIN_H
/*
 * A backing chain as one image: opens the source, its snapshot and what is below it, and composes
 * the layers' extents. depth 0 is the top.
 */
#include "extent.h"
#include "generated/source.h"

struct image;

/* Open disk 0 and its chain as `options` say. */
MUST_CHECK bool chain_open(const struct source_options *options, enum extent_detail detail,
			   struct image **top);

/* The same, of another of the run's first files. */
MUST_CHECK bool chain_open_disk(const struct source_options *options, uint32_t disk,
				enum extent_detail detail, struct image **top);

/* Let the last image of a chain have `below`, which is open by itself, as its backing image. */
MUST_CHECK bool chain_put_on(struct image *top, struct image *below, enum extent_detail detail);

/* Tell the walkers the smallest unit that matters, see struct image; no effect unless it is a power
 * of two. */
void chain_set_grain(struct image *top, uint64_t grain);

/* As a walker's next(), for the whole chain: no record is left to "the next layer". pos < end <=
 * top->size. */
MUST_CHECK bool chain_next(struct image *top, uint64_t pos, uint64_t end, struct extent_record *out,
			   size_t max, size_t *num);

#endif
