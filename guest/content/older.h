/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OLDER_H
#define OLDER_H
/* What the disk of an image has that is being written over. */
#include "content.h"

struct image;

struct older {
	struct content content;
	struct feed feed;
};

MUST_CHECK bool older_open(struct older *o, struct image *image);
/* `older` is a struct older. What was written since reads as it was written. */
MUST_CHECK bool older_read(void *older, uint64_t pos, uint8_t *buf, uint32_t len);

#endif
