/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FEED_H
#define FEED_H
/*
 * The sources of an operation as one disk, from the first byte to the last: in runs, as qemu-img
 * asks for them, and in extents, which say where the bytes are.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"
#include "generated/source.h"
#include "stages/extent.h"

struct image;

struct feed {
	struct image **tops;
	uint32_t num_tops;
	uint32_t current; /* the source that was looked at last */
	uint64_t start;	  /* where it starts, on the disk of all */
	uint64_t size;	  /* of all, or of the part that counts */
	uint64_t skipped; /* of the first source, before that part */
	struct extent_record *records;
	size_t num, at; /* of the current source */
	bool backed; /* the caller says: the target has the layer `below` and those under it ... */
	uint32_t below;
	uint64_t below_size; /* ... and reads as zeros where that ends */
};

/* RUN_BELOW: the target reads the same without a run of its own. */
enum run_kind { RUN_ZERO, RUN_DATA, RUN_BELOW };

struct feed_run {
	enum run_kind kind;
	uint64_t start, length;
};

/* Of the first `num_tops` files of the run, which are opened as `options` say, but each in a format
 * of its own (SOURCE_FORMAT_*; NULL: all in that of the options). Nothing is below the new image
 * unless the caller says so after this. */
MUST_CHECK bool feed_open(struct feed *f, const struct source_options *options,
			  const uint8_t *formats, uint32_t num_tops);

/* Let only [start, start + length) of the disk count, which begins in the first source. */
void feed_cut(struct feed *f, uint64_t start, uint64_t length);

/* The disk of one image that is open. */
MUST_CHECK bool feed_of(struct feed *f, struct image *image);

/* Start again. */
void feed_rewind(struct feed *f);

/* What qemu-img learns at once of the disk from `pos` < f->size on. */
MUST_CHECK bool feed_status(struct feed *f, uint64_t pos, struct extent_record *status);

/* The run that `pos` < f->size is in, from there on. */
MUST_CHECK bool feed_run(struct feed *f, uint64_t pos, struct feed_run *run);

/* Lengthen a run of zeros by those that follow it in the same source; nothing is `backed`. */
void feed_join_zeros(struct feed *f, struct feed_run *run);

/* The image of the extent asked for last. */
struct image *feed_layer(const struct feed *f, const struct extent_record *extent);

/* The extent that has `pos`, cut to what starts there. */
MUST_CHECK bool feed_extent(struct feed *f, uint64_t pos, struct extent_record *extent);

#endif
