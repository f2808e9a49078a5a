/* SPDX-License-Identifier: Apache-2.0 */
#include "sink.h"

#include "stages/image.h"
#include "generated/channel.h"
#include "generated/map.h"
#include "base/fault.h"
#include "io/message.h"

/* 128 KiB in a message: few messages, and the first lines come soon. */
#define BATCH_RECORDS 4096u

_Static_assert(BATCH_RECORDS *EXTENT_RECORD_SIZE < CHANNEL_MAX_MESSAGE / 2,
	       "a batch must fit a message");

static bool send(struct sink *s)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_EXTENTS };

	message.extents.records = (struct bytes_view){ s->batch, s->num * sizeof(s->batch[0]) };
	s->num = 0;
	return message_emit(&message);
}

static bool put(void *arg, const struct extent_record *record)
{
	struct sink *s = arg;

	s->batch[s->num++] = *record;
	return s->num < BATCH_RECORDS || send(s);
}

bool sink_begin(struct sink *s, struct image *top, const struct map_config *config, uint64_t start,
		uint64_t end)
{
	*s = (struct sink){ .top = top,
			    .flags = config->flags,
			    .max_extents = config->max_extents };
	if (s->flags & MAP_FLAG_IGNORE_ALLOCATED)
		s->ignored |= EXTENT_FLAG_ALLOCATED;
	if (s->flags & MAP_FLAG_IGNORE_COMPRESSED)
		s->ignored |= EXTENT_FLAG_COMPRESSED;
	s->batch = io_alloc(BATCH_RECORDS * sizeof(s->batch[0]), _Alignof(struct extent_record));
	s->has_cells = config->max_cells > 0;
	if (s->has_cells && !cells_begin(&s->cells, top, start, end, config->max_cells))
		return false;
	s->cells.take = put;
	s->cells.arg = s;
	return s->batch != NULL;
}

bool sink_flush(struct sink *s)
{
	return s->num == 0 || send(s);
}

static bool is_shown(const struct sink *s, const struct extent_record *r)
{
	return !(s->flags & MAP_FLAG_HUMAN) ||
	       ((r->flags & EXTENT_FLAG_DATA) && !(r->flags & EXTENT_FLAG_ZERO));
}

static bool finish_last(struct sink *s)
{
	if (!s->has_last)
		return true;
	s->has_last = false;
	if (!is_shown(s, &s->last))
		return true;
	if (s->count == s->max_extents)
		return sink_flush(s) && fault_code(MAP_ERROR_TOO_MANY, s->max_extents);
	s->count++;
	return s->has_cells ? cells_add(&s->cells, &s->last) : put(s, &s->last);
}

/* Whether nothing is below the layer that a run comes from, and its format did not say that this
 * reads as zeros. */
static bool is_unknown(const struct sink *s, const struct extent_record *r)
{
	const struct image *img = s->top;

	if ((r->flags & (EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO)) != EXTENT_FLAG_ZERO)
		return false;
	for (uint32_t depth = r->depth; depth > 0 && img->backing; depth--)
		img = img->backing;
	return img->format->unallocated_unknown && !img->backing;
}

/* Files differ only where there is an offset into them. */
static bool continues(const struct extent_record *a, const struct extent_record *b)
{
	if (a->flags != b->flags || a->depth != b->depth)
		return false;
	if (!(a->flags & EXTENT_FLAG_OFFSET_VALID))
		return true;
	return a->disk == b->disk && a->host_offset + a->length == b->host_offset;
}

bool sink_add(struct sink *s, const struct extent_record *record)
{
	struct extent_record r = *record;

	if ((s->flags & MAP_FLAG_UNALLOCATED_UNKNOWN) && is_unknown(s, &r))
		r.flags &= (uint16_t)~EXTENT_FLAG_ZERO;
	r.flags &= (uint16_t)~s->ignored;
	if (s->has_last && continues(&s->last, &r)) {
		s->last.length += r.length;
		return true;
	}
	if (!finish_last(s))
		return false;
	s->last = r;
	s->has_last = true;
	return true;
}

bool sink_end(struct sink *s)
{
	return finish_last(s) && cells_end(&s->cells) && sink_flush(s);
}
