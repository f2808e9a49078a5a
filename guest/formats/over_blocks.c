/* SPDX-License-Identifier: Apache-2.0 */
#include "over_blocks.h"

#include "base/arith.h"
#include "base/mem.h"
#include "generated/source.h"
#include "grow.h"
#include "stages/image.h"
#include "io/io.h"
#include "io/writer.h"

static bool flush_window(struct writer *w)
{
	struct over_blocks *o = w->state;

	if (!o->dirty)
		return true;
	o->dirty = false;
	return target_finish(w->disk, w->end) && writer_barrier(w->disk) && o->format->publish(w) &&
	       writer_barrier(w->disk) &&
	       target_put(w, o->ofs_table + o->first * OVER_BLOCKS_LEN_ENTRY, o->window, o->used) &&
	       writer_barrier(w->disk);
}

/* The entry of a block, in the window. */
static bool load(struct writer *w, uint64_t block, uint8_t **entry)
{
	const uint64_t most = OVER_BLOCKS_WINDOW / OVER_BLOCKS_LEN_ENTRY;
	struct over_blocks *o = w->state;
	uint64_t first = block - block % most, left = o->num - first;

	if (!o->loaded || o->first != first) {
		if (!flush_window(w) || !writer_drain())
			return false;
		o->first = first;
		o->used = (uint32_t)(left < most ? left : most) * OVER_BLOCKS_LEN_ENTRY;
		o->loaded = true;
		if (!io_read_padded(w->disk, o->ofs_table + first * OVER_BLOCKS_LEN_ENTRY,
				    o->window, o->used))
			return false;
	}
	*entry = o->window + (block - first) * OVER_BLOCKS_LEN_ENTRY;
	return true;
}

/* Whatever the file has where the new block is, it reads as zeros. */
static bool take(struct writer *w, uint8_t *entry, uint64_t *at)
{
	struct over_blocks *o = w->state;
	uint64_t left;

	if (!o->format->take(w, entry, at))
		return false;
	o->dirty = true;
	left = *at < o->len_old ? o->len_old - *at : 0;
	return target_fill(w->disk, *at, left < o->len_block ? left : o->len_block);
}

/* What of `len` bytes is in the block of `pos`. */
static uint32_t in_block(const struct over_blocks *o, uint64_t pos, uint64_t len)
{
	uint64_t left = o->len_block - pos % o->len_block;

	return (uint32_t)(left < len ? left : len);
}

/* A block that the image had may have old or new data at any time. What is where a new one goes may
 * be in use. */
static uint32_t place_for(const struct writer *w, uint64_t at)
{
	const struct over_blocks *o = w->state;

	return at < o->ofs_new ? w->disk | IO_OVER : w->disk;
}

bool over_blocks_put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	struct over_blocks *o = w->state;
	uint8_t *entry;
	uint64_t at;

	for (uint32_t done; len > 0; pos += done, data += done, len -= done) {
		done = in_block(o, pos, len);
		if (!load(w, pos / o->len_block, &entry) || !o->format->find(w, entry, &at) ||
		    (at == 0 && !take(w, entry, &at)) ||
		    (o->format->touch && !o->format->touch(w, at)) ||
		    !writer_put(place_for(w, at), at + pos % o->len_block, data, done))
			return false;
	}
	return true;
}

bool over_blocks_zero(struct writer *w, uint64_t pos, uint64_t len)
{
	struct over_blocks *o = w->state;
	uint8_t *entry;
	uint64_t at;

	for (uint32_t done; len > 0; pos += done, len -= done) {
		done = in_block(o, pos, len);
		if (!load(w, pos / o->len_block, &entry) || !o->format->find(w, entry, &at))
			return false;
		if (at != 0 && ((o->format->touch && !o->format->touch(w, at)) ||
				!target_fill(place_for(w, at), at + pos % o->len_block, done)))
			return false;
	}
	return true;
}

bool over_blocks_look(struct writer *w, uint64_t *end, uint64_t *num)
{
	struct over_blocks *o = w->state;
	uint8_t *entry;
	uint64_t at;

	*end = *num = o->ofs_new = 0;
	for (uint64_t block = 0; block < o->num; block++) {
		if (!load(w, block, &entry) || !o->format->find(w, entry, &at))
			return false;
		*num += at != 0;
		if (at != 0 && at + o->len_block > *end)
			*end = at + o->len_block;
	}
	o->ofs_new = *end;
	return true;
}

bool over_blocks_begin(struct writer *w)
{
	struct over_blocks *o = w->state;

	o->len_old = w->end = io_size(w->disk);
	w->size = w->image->size;
	w->len_cluster = w->len_unit = SOURCE_SECTOR_SIZE;
	return true;
}

bool over_blocks_end(struct writer *w)
{
	return flush_window(w) && writer_drain();
}

/* Both places are apart: a new one is after all others. */
static bool copy(struct writer *w, uint64_t from, uint64_t to, uint64_t len)
{
	static uint8_t bytes[OVER_BLOCKS_PIECE];

	if (!writer_drain())
		return false;
	for (uint32_t piece; len > 0; from += piece, to += piece, len -= piece) {
		piece = len < OVER_BLOCKS_PIECE ? (uint32_t)len : OVER_BLOCKS_PIECE;
		if (!io_read_padded(w->disk, from, bytes, piece) ||
		    !io_put(w->disk, to, bytes, piece))
			return false;
	}
	return true;
}

bool over_blocks_clear(struct writer *w, uint64_t limit)
{
	struct over_blocks *o = w->state;
	uint64_t lead = o->len_lead, from, to;
	uint8_t *entry;

	for (uint64_t block = 0; block < o->num; block++) {
		if (!load(w, block, &entry) || !o->format->find(w, entry, &from))
			return false;
		if (from == 0 || from - lead >= limit)
			continue;
		if (!take(w, entry, &to) || !copy(w, from - lead, to - lead, lead + o->len_block))
			return false;
	}
	return over_blocks_end(w);
}

bool over_blocks_blank(struct writer *w, uint64_t pos)
{
	struct over_blocks *o = w->state;
	uint64_t within = pos % o->len_block, at;
	uint8_t *entry;

	if (within == 0)
		return true;
	return load(w, pos / o->len_block, &entry) && o->format->find(w, entry, &at) &&
	       (at == 0 || grow_blank(w->disk, at + within, o->len_block - within));
}
