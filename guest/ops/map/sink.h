/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MAP_SINK_H
#define MAP_SINK_H
/* Extents of a chain -> runs as `map` shows them -> batches of messages. */
#include "stages/extent.h"

#include "cells.h"

struct sink {
	struct image *top;
	uint32_t flags;	  /* MAP_FLAG_* */
	uint16_t ignored; /* EXTENT_FLAG_* that neither part runs nor are sent */
	bool has_last;
	struct extent_record last; /* not yet in the batch: the next record may continue it */
	struct extent_record *batch;
	size_t num;
	uint64_t count;	      /* runs sent or in the batch */
	uint32_t max_extents; /* as many at most */
	bool has_cells;	      /* for a picture */
	struct cells cells;
};

/* For the window of an image. */
MUST_CHECK bool sink_begin(struct sink *s, struct image *top, const struct map_config *config,
			   uint64_t start, uint64_t end);
MUST_CHECK bool sink_add(struct sink *s, const struct extent_record *record);

/* Send what is in the batch; the last run may still grow and stays. */
MUST_CHECK bool sink_flush(struct sink *s);

/* No more comes: send the last run too. */
MUST_CHECK bool sink_end(struct sink *s);

#endif
