/* SPDX-License-Identifier: Apache-2.0 */
#include "window.h"

#include "chain.h"
#include "io/io.h"

bool window_open(struct window *w, struct image *top, uint64_t start, uint64_t end)
{
	*w = (struct window){ .top = top, .pos = start, .end = end };
	w->records = io_alloc(EXTENT_BATCH * sizeof(*w->records), _Alignof(struct extent_record));
	return w->records != NULL;
}

bool window_pull(struct window *w)
{
	const struct extent_record *last;

	if (!chain_next(w->top, w->pos, w->end, w->records, EXTENT_BATCH, &w->num))
		return false;
	last = &w->records[w->num - 1];
	w->pos = last->start + last->length;
	return true;
}
