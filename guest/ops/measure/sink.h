/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINK_H
#define SINK_H
/* What measuring hears from an image: runs of data, and bitmaps. */
#include "base/parse.h"
#include "size.h"

struct image;

/* Count the units and groups of the plan that hold data somewhere in the chain; a run that reads as
 * zeros is none. */
MUST_CHECK bool sink_count(struct image *top, const struct size_plan *plan,
			   struct size_counter *counter);

/* Space for the image's persistent bitmaps in a qcow2 with clusters of the plan's unit. */
MUST_CHECK bool sink_bitmaps(struct image *top, const struct size_plan *plan, uint64_t *bytes);

#endif
