/* SPDX-License-Identifier: Apache-2.0 */
#include "new_blocks.h"

#include "io/writer.h"

static void move(struct new_table *t, uint64_t at)
{
	uint64_t left = t->len - at;

	t->at = at;
	t->num = left < NEW_TABLE_WINDOW ? (uint32_t)left : NEW_TABLE_WINDOW;
	t->fresh(t->layout, at, t->num, t->window);
	t->changed = false;
}

static bool put_window(struct new_table *t)
{
	t->changed = false;
	return writer_put(t->disk, t->offset + t->at, t->window, t->num);
}

bool new_table_lay(struct new_table *t)
{
	for (uint64_t at = 0; at < t->used; at += NEW_TABLE_WINDOW) {
		move(t, at);
		if (!put_window(t))
			return false;
	}
	t->num = 0;
	return true;
}

uint8_t *new_table_change(struct new_table *t, uint64_t at)
{
	if (t->num == 0 || at - t->at >= t->num) {
		if (!new_table_flush(t))
			return NULL;
		move(t, at - at % NEW_TABLE_WINDOW);
	}
	t->changed = true;
	return t->window + (at - t->at);
}

bool new_table_flush(struct new_table *t)
{
	return !t->changed || put_window(t);
}

bool new_blocks_put(struct writer *w, uint64_t block_size, new_block_place *place, uint64_t pos,
		    const uint8_t *data, uint32_t len)
{
	while (len > 0) {
		uint64_t within = pos % block_size;
		uint64_t room = block_size - within;
		uint32_t part = room < len ? (uint32_t)room : len;
		uint64_t at;

		if (!place(w, pos / block_size, &at) ||
		    !writer_put(w->disk, at + within, data, part))
			return false;
		pos += part;
		data += part;
		len -= part;
	}
	return true;
}
