/* SPDX-License-Identifier: Apache-2.0 */
#include "over_blocks.h"

#include "base/arith.h"
#include "base/mem.h"
#include "generated/source.h"
#include "existing.h"
#include "grow.h"
#include "stages/image.h"
#include "io/io.h"
#include "io/writer.h"
#include "starts.h"
#include "usage.h"

/* How many places a file has at most; and how many entries are looked at to see whether blocks
 * share one, in all walks through a table. */
#define PLACE_BITS   32
#define MOST_ENTRIES (UINT64_C(1) << 33)

static bool put_window(struct writer *w, uint64_t at)
{
	const struct over_blocks *o = w->state;

	return at == 0 || target_put(w, at, o->window, o->used);
}

static bool flush_window(struct writer *w)
{
	struct over_blocks *o = w->state;

	if (!o->dirty)
		return true;
	o->dirty = false;
	return writer_finish(w->disk, w->end) && writer_barrier(w->disk) &&
	       (!o->format->publish || (o->format->publish(w) && writer_barrier(w->disk))) &&
	       put_window(w, o->copy) && put_window(w, o->at) && writer_barrier(w->disk);
}

/* Where the window is that begins with an entry. */
static bool seek(struct writer *w, uint64_t first)
{
	struct over_blocks *o = w->state;
	uint64_t within = first % o->num_entries * o->len_entry;

	o->at = o->ofs_table;
	o->copy = 0;
	if (o->format->seek && !o->format->seek(w, first, &o->at, &o->copy))
		return false;
	o->at += within;
	o->copy += o->copy ? within : 0;
	return true;
}

static uint64_t index_of(const struct writer *w, uint64_t block)
{
	const struct over_blocks *o = w->state;

	return o->format->index ? o->format->index(w, block) : block;
}

/* The entry of a block, in the window. */
static bool load(struct writer *w, uint64_t block, uint8_t **entry)
{
	struct over_blocks *o = w->state;
	const uint64_t most = OVER_BLOCKS_WINDOW / o->len_entry;
	uint64_t index = index_of(w, block), within = index % o->num_entries;
	uint64_t first = index - within % most, left = o->num_entries - (first % o->num_entries);

	if (!o->loaded || o->first != first) {
		if (!flush_window(w) || !writer_drain() || !seek(w, first))
			return false;
		o->first = first;
		o->used = (uint32_t)(left < most ? left : most) * o->len_entry;
		o->loaded = true;
		if (!io_read_padded(w->disk, o->at, o->window, o->used))
			return false;
	}
	*entry = o->window + (index - first) * o->len_entry;
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
	uint64_t left = o->len_block - (pos - o->start) % o->len_block;

	return (uint32_t)(left < len ? left : len);
}

/* A block that the image had may have old or new data at any time. What is where a new one goes may
 * be in use. */
static uint32_t place_for(const struct writer *w, uint64_t at)
{
	const struct over_blocks *o = w->state;

	return at < o->ofs_new ? w->disk | IO_OVER : w->disk;
}

/* Where a byte of the disk is, by the entry of its block; 0: nowhere. */
static bool find(struct writer *w, uint64_t pos, uint8_t **entry, uint64_t *at)
{
	const struct over_blocks *o = w->state;

	return load(w, (pos - o->start) / o->len_block, entry) && o->format->find(w, *entry, at);
}

/* A place for the block of `pos`, with what a backing image has around `len` bytes there. */
static bool make(struct writer *w, uint8_t *entry, uint64_t pos, uint32_t len, uint64_t *at)
{
	const struct over_blocks *o = w->state;
	uint64_t before = (pos - o->start) % o->len_block;

	return take(w, entry, at) && existing_put_old(w, pos - before, *at, before) &&
	       existing_put_old(w, pos + len, *at + before + len, o->len_block - before - len);
}

bool over_blocks_put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	struct over_blocks *o = w->state;
	uint8_t *entry;
	uint64_t at;

	for (uint32_t done; len > 0; pos += done, data += done, len -= done) {
		done = in_block(o, pos, len);
		if (!find(w, pos, &entry, &at) || (at == 0 && !make(w, entry, pos, done, &at)) ||
		    (o->format->touch && !o->format->touch(w, at)) ||
		    !writer_put(place_for(w, at), at + (pos - o->start) % o->len_block, data, done))
			return false;
	}
	return true;
}

/* Of a block that has its place. */
static bool zero_in(struct writer *w, uint64_t pos, uint64_t at, uint32_t len)
{
	const struct over_blocks *o = w->state;

	return (!o->format->touch || o->format->touch(w, at)) &&
	       target_fill(place_for(w, at), at + (pos - o->start) % o->len_block, len);
}

bool over_blocks_zero(struct writer *w, uint64_t pos, uint64_t len)
{
	struct over_blocks *o = w->state;
	uint8_t *entry;
	uint64_t at;

	for (uint32_t done; len > 0; pos += done, len -= done) {
		done = in_block(o, pos, len);
		if (!find(w, pos, &entry, &at))
			return false;
		if (at != 0 ? !zero_in(w, pos, at, done)
			    : o->format->hide && !o->format->hide(w, pos, done, entry))
			return false;
	}
	return true;
}

/* --- where blocks are --- */

/* What is known of it while that is looked at. */
struct over_places {
	bool anywhere;	      /* blocks begin at any sector */
	struct starts starts; /* then */
	struct usage usage;   /* else, from ->ofs_place on */
};

void over_blocks_keep_off(struct over_blocks *o, uint64_t start, uint64_t end)
{
	bool met;

	start = start > o->ofs_place ? start - o->ofs_place : 0;
	end = end > o->ofs_place ? end - o->ofs_place : 0;
	if (start < end)
		usage_take(&o->places->usage, start, end - start, &met);
}

bool over_blocks_refuse(const struct writer *w, const uint8_t *entry, uint64_t at)
{
	const struct over_blocks *o = w->state;

	return fault_raise(w->disk, FAULT_TARGET_IMAGE_BLOCK_IN_TABLES,
			   o->at + (uint64_t)(entry - o->window), at);
}

static bool meets(const struct over_blocks *o, uint64_t at)
{
	struct over_places *p = o->places;
	uint64_t start = at - o->len_lead - o->ofs_place;
	bool met;

	if (at < o->ofs_place + o->len_lead)
		return true;
	if (p->anywhere)
		return start >= o->len_old || starts_take(&p->starts, start);
	if (start % o->len_place != 0 || start >= usage_end(&p->usage))
		return true;
	usage_take(&p->usage, start, o->len_lead + o->len_block, &met);
	return met;
}

static bool take_places(struct writer *w, uint64_t *end, uint64_t *num)
{
	struct over_blocks *o = w->state;
	uint8_t *entry;
	uint64_t at;

	*end = *num = 0;
	for (uint64_t block = 0; block < o->num; block++) {
		if (!load(w, block, &entry) || !o->format->find(w, entry, &at))
			return false;
		if (at == 0)
			continue;
		++*num;
		if (meets(o, at))
			return over_blocks_refuse(w, entry, at);
		if (at + o->len_block > *end)
			*end = at + o->len_block;
	}
	return true;
}

/* Of the whole file, unless it has more places than tables count. */
static bool begin_places(const struct writer *w, struct over_places *p)
{
	struct over_blocks *o = w->state;
	uint64_t len = o->len_old > o->ofs_place ? o->len_old - o->ofs_place : 0, walks;

	*p = (struct over_places){ .anywhere = o->len_place == 0 };
	o->places = p;
	if (p->anywhere) {
		if (!starts_init(&p->starts, o->len_lead + o->len_block, len))
			return false;
		walks = starts_walks(&p->starts);
	} else {
		uint64_t most = (UINT64_C(1) << PLACE_BITS) * o->len_place;

		if (!usage_init(&p->usage, o->len_place, len < most ? len : most, USAGE_PLACES))
			return false;
		walks = pieces_by(p->usage.num, USAGE_PLACES);
	}
	return walks <= MOST_ENTRIES / o->num ||
	       fault_raise(w->disk, FAULT_TARGET_IMAGE_SCATTERED, 0, o->num);
}

static bool next_places(struct over_places *p)
{
	return p->anywhere ? starts_next(&p->starts) : usage_next(&p->usage);
}

bool over_blocks_look(struct writer *w, uint64_t *end, uint64_t *num)
{
	struct over_blocks *o = w->state;
	size_t level = io_mark(), walk;
	struct over_places places;

	*end = *num = o->ofs_new = 0;
	if (o->num == 0)
		return true;
	if (!begin_places(w, &places))
		return false;
	walk = io_mark();
	do {
		io_release(walk);
		if ((o->format->keep_off && !o->format->keep_off(w)) || !take_places(w, end, num))
			return false;
	} while (next_places(&places));
	io_release(level);
	o->places = NULL;
	o->ofs_new = *end;
	return true;
}

void over_blocks_begin(struct writer *w)
{
	struct over_blocks *o = w->state;

	o->len_old = w->end = io_size(w->disk);
	if (o->num_entries == 0)
		o->num_entries = o->num;
	w->size = w->image->size;
	w->len_cluster = w->len_unit = SOURCE_SECTOR_SIZE;
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
