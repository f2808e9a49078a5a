/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MAP_CELLS_H
#define MAP_CELLS_H
/* Runs of a disk -> for each cell of a picture, one run of each kind; and where in the file the
 * data is. */
#include "stages/extent.h"

#include "generated/map.h"

struct image;
struct guest_map_result;

#define CELL_KINDS 16u

/* Where runs go that are added up. */
typedef bool cells_taker(void *arg, const struct extent_record *record);

struct cells {
	uint64_t cell;	/* bytes */
	uint64_t start; /* of the window */
	uint64_t at;	/* where the runs begin that are held */
	uint64_t limit; /* end of the cell that they are in */
	uint32_t num_kinds;
	struct extent_record kinds[CELL_KINDS];
	cells_taker *take;
	void *arg;
	/* The file of the first data of the image itself. */
	bool has_file;
	uint32_t file;
	uint64_t next; /* where its last data ended */
	uint64_t pieces, mapped;
	uint64_t len_part, num_parts;
	struct map_file_cell *parts;
	uint64_t *runs; /* for each part, how many places `place` is the sum of */
};

/* `max` cells at most for the window of an image. */
MUST_CHECK bool cells_begin(struct cells *c, const struct image *top, uint64_t start, uint64_t end,
			    uint32_t max);
MUST_CHECK bool cells_add(struct cells *c, const struct extent_record *record);

/* Hand on what is held. */
MUST_CHECK bool cells_end(struct cells *c);

/* What is known of the file. */
void cells_report(struct cells *c, struct guest_map_result *result);

#endif
