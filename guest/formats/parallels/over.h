/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PARALLELS_OVER_H
#define PARALLELS_OVER_H
/* A Parallels image that exists, whose clusters are written and move. */
#include "formats/edit.h"
#include "formats/over_blocks.h"
#include "image.h"

struct parallels_over {
	struct over_blocks blocks;
	const struct parallels *p;
	uint64_t end_of_data;
};

extern const struct target_writer parallels_over; /* over.c; its state is a struct
						     parallels_over */

MUST_CHECK bool parallels_resize(struct image *img, const struct resize *to); /* grow.c */

#endif
