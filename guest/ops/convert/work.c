/* SPDX-License-Identifier: Apache-2.0 */
#include "work.h"

#include "base/mem.h"
#include "content/content.h"
#include "io/writer.h"
#include "content/packer.h"
#include "content/zeros.h"

struct worker {
	const struct worker_config *config;
	uint32_t desk;
	struct feed feed;
	struct content content;
	struct packer packer;
	uint8_t *bytes;		  /* of the chunk, as the disk has them */
	struct desk_piece *table; /* of the chunk */
	uint64_t start, length;	  /* of the chunk on the disk */
	uint32_t used;		  /* bytes of it on the desk */
};

static bool is_packing(const struct worker *w)
{
	return w->config->method != DESK_METHOD_UNPACK;
}

static bool open(struct worker *w, const struct worker_config *config)
{
	*w = (struct worker){ .config = config, .desk = io_num_disks() - 1 };
	w->bytes = io_alloc(DESK_LEN_CHUNK, 4096);
	w->table = io_alloc(PIECES_MAX * sizeof(*w->table), 4096);
	return w->bytes && w->table &&
	       feed_open(&w->feed, &config->source, config->formats, config->num_sources) &&
	       content_open(&w->content, &w->feed) &&
	       (!is_packing(w) ||
		packer_open(&w->packer, config->method, config->len_unit, DESK_LEN_CHUNK));
}

static uint64_t place(const struct worker *w)
{
	return w->start / DESK_LEN_CHUNK * DESK_LEN_STRIDE;
}

static uint32_t num_units(const struct worker *w)
{
	return (uint32_t)((w->length + w->config->len_unit - 1) / w->config->len_unit);
}

/* How many bytes the disk has of a unit of the chunk: the last one may have less than a unit's. */
static uint32_t len_of(const struct worker *w, uint32_t unit)
{
	uint64_t left = w->length - (uint64_t)unit * w->config->len_unit;

	return left < w->config->len_unit ? (uint32_t)left : w->config->len_unit;
}

static bool holds_compressed(struct worker *w, uint64_t pos, uint64_t end, bool *found)
{
	*found = false;
	while (pos < end && !*found) {
		struct extent_record r;

		if (!feed_extent(&w->feed, pos, &r))
			return false;
		*found = r.flags & EXTENT_FLAG_COMPRESSED;
		pos += r.length;
	}
	return true;
}

/* Have the bytes of a unit in their place after content_load(), if they are wanted. Its state is
 * `stored` unless it is known to be zeros. */
static bool request(struct worker *w, uint32_t unit)
{
	uint32_t at = unit * w->config->len_unit, len = len_of(w, unit);
	bool wanted = true, zeros;

	if (!is_packing(w) && !holds_compressed(w, w->start + at, w->start + at + len, &wanted))
		return false;
	if (!wanted)
		return true;
	if (!content_add(&w->content, w->start + at, len, w->bytes + at, &zeros))
		return false;
	w->table[unit].state = zeros ? DESK_STATE_ZERO : DESK_STATE_STORED;
	return true;
}

/* Put a unit's bytes on the desk, after those of the units before. */
static bool put(struct worker *w, uint32_t unit, uint32_t state, const uint8_t *bytes, uint32_t len)
{
	w->table[unit] = (struct desk_piece){ .start = w->used, .len_piece = len, .state = state };
	w->used += len;
	return writer_put(w->desk, place(w) + DESK_OFS_BYTES + w->table[unit].start, bytes, len);
}

static bool pack(struct worker *w, uint32_t unit)
{
	uint8_t *bytes = w->bytes + unit * w->config->len_unit;
	uint32_t len = len_of(w, unit), made;
	const uint8_t *packed;
	bool keeps = w->config->flags & WORKER_FLAG_KEEP_ZEROS;

	if (!keeps && (w->table[unit].state == DESK_STATE_ZERO || zeros_only(bytes, len))) {
		w->table[unit].state = DESK_STATE_ZERO;
		return true;
	}
	if (w->config->method != DESK_METHOD_ZLIB) {
		memset(bytes + len, 0, w->config->len_unit - len);
		len = w->config->len_unit;
	}
	made = packer_pack(&w->packer, bytes, len, &packed);
	if (made == 0)
		return put(w, unit, DESK_STATE_STORED, bytes, len);
	return put(w, unit, DESK_STATE_COMPRESSED, packed, made);
}

static bool finish_unit(struct worker *w, uint32_t unit)
{
	if (is_packing(w))
		return pack(w, unit);
	if (w->table[unit].state == DESK_STATE_LEFT)
		return true;
	return put(w, unit, DESK_STATE_STORED, w->bytes + unit * w->config->len_unit,
		   len_of(w, unit));
}

static bool make_chunk(struct worker *w)
{
	uint32_t num = num_units(w);

	memset(w->table, 0, num * sizeof(*w->table));
	w->used = 0;
	for (uint32_t unit = 0; unit < num; unit++)
		if (!request(w, unit))
			return false;
	if (!content_load(&w->content))
		return false;
	for (uint32_t unit = 0; unit < num; unit++)
		if (!finish_unit(w, unit))
			return false;
	packer_forget(&w->packer);
	return writer_put(w->desk, place(w), w->table, num * (uint32_t)sizeof(*w->table)) &&
	       writer_drain();
}

/* The next chunk that is wanted; none when `length` is 0. */
static bool next_order(struct worker *w)
{
	struct io_range range = { 0 };
	size_t num;

	if (!io_data_ranges(w->desk, 0, &range, 1, &num))
		return false;
	w->start = range.start;
	w->length = num > 0 ? range.length : 0;
	return true;
}

bool work(const struct worker_config *config)
{
	static struct worker w;

	if (!open(&w, config))
		return false;
	for (;;) {
		if (!next_order(&w))
			return false;
		if (w.length == 0)
			return true;
		if (!make_chunk(&w))
			return false;
	}
}
