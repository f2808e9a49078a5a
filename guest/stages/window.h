/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WINDOW_H
#define WINDOW_H
/*
 * A window of a chain, batch by batch:
 *
 *	if (!window_open(&w, top, start, end))
 *		return false;
 *	while (window_more(&w)) {
 *		if (!window_pull(&w))
 *			return false;
 *		for (size_t i = 0; i < w.num; i++)
 *			... w.records[i] ...
 *	}
 */
#include "extent.h"

struct image;

struct window {
	struct image *top;
	uint64_t pos, end;
	struct extent_record *records; /* EXTENT_BATCH of them, from the arena */
	size_t num;
};

MUST_CHECK bool window_open(struct window *w, struct image *top, uint64_t start, uint64_t end);
MUST_CHECK bool window_pull(struct window *w);

/* Go on from `pos`, if that is further on. */
static inline void window_skip(struct window *w, uint64_t pos)
{
	if (pos > w->pos)
		w->pos = pos;
}

static inline bool window_more(const struct window *w)
{
	return w->pos < w->end;
}

#endif
