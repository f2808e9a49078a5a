/* SPDX-License-Identifier: Apache-2.0 */
#include "feed.h"

#include "base/arith.h"
#include "base/fault.h"
#include "io/io.h"
#include "stages/chain.h"
#include "stages/image.h"

static bool open_tops(struct feed *f, const struct source_options *options, const uint8_t *formats)
{
	for (uint32_t i = 0; i < f->num_tops; i++) {
		struct source_options own = *options;

		if (formats)
			own.format = formats[i];
		if (!chain_open_disk(&own, i, EXTENT_DETAIL_BYTES, &f->tops[i]))
			return false;
		f->size += f->tops[i]->size;
	}
	return true;
}

static bool make_room(struct feed *f)
{
	f->tops = io_alloc(f->num_tops * sizeof(struct image *), _Alignof(struct image *));
	f->records = io_alloc(EXTENT_BATCH * sizeof(*f->records), _Alignof(struct extent_record));
	return f->tops && f->records;
}

bool feed_open(struct feed *f, const struct source_options *options, const uint8_t *formats,
	       uint32_t num_tops)
{
	*f = (struct feed){ .num_tops = num_tops };
	return make_room(f) && open_tops(f, options, formats);
}

bool feed_of(struct feed *f, struct image *image)
{
	*f = (struct feed){ .num_tops = 1, .size = image->size };
	if (!make_room(f))
		return false;
	f->tops[0] = image;
	return true;
}

/* The first source starts before the part that counts: places are compared modulo 2^64. */
void feed_cut(struct feed *f, uint64_t start, uint64_t length)
{
	f->skipped = start;
	f->size = length;
	feed_rewind(f);
}

void feed_rewind(struct feed *f)
{
	f->current = 0;
	f->start = 0 - f->skipped;
	f->num = f->at = 0;
}

static const struct image *top_of(const struct feed *f)
{
	return f->tops[f->current];
}

/* Make the source current that has `pos`. */
static void seek_source(struct feed *f, uint64_t pos)
{
	if (f->current > 0 && pos < f->start)
		feed_rewind(f);
	while (pos - f->start >= top_of(f)->size) {
		f->start += top_of(f)->size;
		f->current++;
		f->num = f->at = 0;
	}
}

/* The current source's record that has `pos` of it. */
static bool seek_record(struct feed *f, uint64_t pos)
{
	const struct extent_record *r = f->records;

	while (f->at < f->num && pos - r[f->at].start >= r[f->at].length)
		f->at++;
	if (f->at < f->num)
		return true;
	f->at = f->num = 0;
	return chain_next(f->tops[f->current], pos, top_of(f)->size, f->records, EXTENT_BATCH,
			  &f->num);
}

bool feed_extent(struct feed *f, uint64_t pos, struct extent_record *extent)
{
	uint64_t past;

	seek_source(f, pos);
	if (!seek_record(f, pos - f->start))
		return false;
	*extent = f->records[f->at];
	past = pos - f->start - extent->start;
	extent->start = pos;
	extent->length -= past;
	if (extent->flags & EXTENT_FLAG_OFFSET_VALID)
		extent->host_offset += past;
	return true;
}

struct image *feed_layer(const struct feed *f, const struct extent_record *extent)
{
	struct image *img = f->tops[f->current];

	while (img->depth < extent->depth)
		img = img->backing;
	return img;
}

static bool is_below(const struct feed *f, const struct extent_record *r)
{
	return r->depth >= f->below ||
	       (r->depth + 1u == f->below && !(r->flags & EXTENT_FLAG_ALLOCATED) &&
		feed_layer(f, r)->backing);
}

static enum run_kind kind_of(const struct feed *f, const struct extent_record *r)
{
	if (f->backed && is_below(f, r))
		return RUN_BELOW;
	if (!(r->flags & EXTENT_FLAG_ZERO))
		return RUN_DATA;
	return f->backed && r->start >= f->below_size ? RUN_BELOW : RUN_ZERO;
}

/* Bytes from `at` to the next multiple of `unit`, or more. */
static uint64_t up_to(uint64_t at, uint64_t unit, uint64_t length)
{
	uint64_t left = unit > 0 ? unit - at % unit : length;

	return left < length ? left : length;
}

/* How much of a run the layers that were asked, the last one at `last`, tell qemu-img at once. */
static uint64_t told_at_once(const struct feed *f, uint64_t pos, uint64_t length, uint32_t last)
{
	const struct image *img = top_of(f);

	for (uint32_t depth = 0; img && depth <= last; depth++, img = img->backing) {
		if (img->format->by_cluster)
			length = up_to(pos - f->start, img->cluster_size, length);
		length = up_to(pos - f->start, img->table_span, length);
	}
	return length;
}

/* End a run where a cluster of the source does, unless it is shorter: qemu-img wants no cluster
 * read twice. */
static uint64_t whole_clusters(const struct feed *f, uint64_t pos, uint64_t length)
{
	const struct image *top = top_of(f);
	uint64_t cluster = top->format->hides_cluster ? 0 : top->cluster_size;
	uint64_t past = cluster > 0 ? (pos - f->start + length) % cluster : 0;

	return length > past ? length - past : length;
}

bool feed_status(struct feed *f, uint64_t pos, struct extent_record *status)
{
	if (!feed_extent(f, pos, status)) {
		the_fault.code = SOURCE_FAILURE_WALK;
		return fault_at(pos);
	}
	status->length = told_at_once(f, pos, status->length, status->depth);
	if (top_of(f)->format->is_opaque && !top_of(f)->backing) {
		status->flags = EXTENT_STATE_DATA;
		status->length = f->start + top_of(f)->size - pos;
	}
	if (status->length > f->size - pos)
		status->length = f->size - pos;
	return true;
}

/* Whatever lies below is one run: qemu-img asks the layers above alone. */
static uint64_t join_below(struct feed *f, uint64_t pos, struct extent_record r)
{
	uint64_t most = told_at_once(f, pos, f->size - pos, f->below - 1), length = 0;

	while (is_below(f, &r)) {
		length += r.length;
		if (length >= most)
			return most;
		if (!feed_extent(f, pos + length, &r)) {
			fault_clear(); /* who asks for that place gets the error */
			break;
		}
	}
	return length;
}

bool feed_run(struct feed *f, uint64_t pos, struct feed_run *run)
{
	struct extent_record r;

	if (!feed_status(f, pos, &r))
		return false;
	*run = (struct feed_run){ .kind = kind_of(f, &r), .start = pos, .length = r.length };
	if (run->kind == RUN_BELOW && is_below(f, &r))
		run->length = join_below(f, pos, r);
	if (f->backed && pos < f->below_size && run->length > f->below_size - pos)
		run->length = f->below_size - pos;
	run->length = whole_clusters(f, pos, align_up(run->length, SOURCE_SECTOR_SIZE));
	return true;
}

void feed_join_zeros(struct feed *f, struct feed_run *run)
{
	uint64_t end = f->start + top_of(f)->size, next = run->start + run->length;
	struct extent_record r;

	if (end > f->size)
		end = f->size;
	while (next < end) {
		if (!feed_extent(f, next, &r)) {
			fault_clear(); /* who asks for that place gets the error */
			break;
		}
		if (!(r.flags & EXTENT_FLAG_ZERO))
			break;
		next += r.length;
	}
	run->length = align_up(next - run->start, SOURCE_SECTOR_SIZE);
}
