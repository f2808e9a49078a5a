/* SPDX-License-Identifier: Apache-2.0 */
#include "new_blocks.h"

#include "base/mem.h"
#include "layout.h"
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

static uint32_t part_of(uint64_t block_size, uint64_t pos, uint64_t len)
{
	uint64_t room = block_size - pos % block_size;

	return (uint32_t)(room < len ? room : len);
}

bool new_blocks_put(struct writer *w, uint32_t disk, uint64_t block_size, new_block_place *place,
		    uint64_t pos, const uint8_t *data, uint32_t len)
{
	while (len > 0) {
		uint32_t part = part_of(block_size, pos, len);
		uint64_t at;

		if (!place(w, pos, part, &at) || !writer_put(disk, at, data, part))
			return false;
		pos += part;
		data += part;
		len -= part;
	}
	return true;
}

bool new_blocks_zero(struct writer *w, uint64_t block_size, new_block_place *place, uint64_t pos,
		     uint64_t len)
{
	while (len > 0) {
		uint32_t part = part_of(block_size, pos, len);
		uint64_t at;

		if (!place(w, pos, part, &at))
			return false;
		pos += part;
		len -= part;
	}
	return true;
}

bool new_bitmap_mark(struct new_table *t, new_bitmap_bit *bit, uint64_t first, uint64_t last)
{
	for (uint64_t at = first; at <= last; at++) {
		uint8_t *byte = new_table_change(t, at / BITS_PER_BYTE);

		if (!byte)
			return false;
		*byte |= bit(at);
	}
	return true;
}

void new_table_zero(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes)
{
	(void)layout;
	(void)at;
	memset(bytes, 0, len);
}
