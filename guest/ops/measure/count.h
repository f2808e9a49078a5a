/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MEASURE_COUNT_H
#define MEASURE_COUNT_H
/* What measuring takes from an image: runs of data, and bitmaps. */
#include "formats/target.h"

struct image;

/* Count the cost's units and groups that hold data somewhere in the chain; a run that reads as
 * zeros is none. */
MUST_CHECK bool count_data(struct image *top, const struct cost *cost,
			   struct cost_counter *counter);

/* Space for the image's persistent bitmaps in a target with clusters of the cost's unit. */
MUST_CHECK bool count_bitmaps(struct image *top, const struct target_options *options,
			      const struct cost *cost, uint64_t *bytes);

#endif
