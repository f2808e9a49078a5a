/* SPDX-License-Identifier: Apache-2.0 */
#include "older.h"

bool older_open(struct older *o, struct image *image)
{
	return feed_of(&o->feed, image) && content_open(&o->content, &o->feed);
}

bool older_read(void *older, uint64_t pos, uint8_t *buf, uint32_t len)
{
	struct older *o = older;
	bool zeros;

	feed_rewind(&o->feed); /* tables have changed since */
	return content_add(&o->content, pos, len, buf, &zeros) && content_load(&o->content);
}
