/* SPDX-License-Identifier: Apache-2.0 */
/* map: detect -> open -> walk the window -> batches of merged extents -> MapResult. */
#include "lib/op.h"

#include "formats/format.h"
#include "generated/channel.h"
#include "generated/map.h"
#include "lib/chain.h"
#include "lib/message.h"
#include "lib/window.h"

#define BATCH_RECORDS 4096u	/* 128 KiB in a message: few messages, and the first lines come soon */
#define PULLS_PER_PROGRESS 1024u

_Static_assert(BATCH_RECORDS * EXTENT_RECORD_SIZE < CHANNEL_MAX_MESSAGE / 2, "a batch must fit a message");

struct sink {
	struct extent_record *batch;
	size_t num;
	struct extent_record last;	/* not yet in the batch: the next record may continue it */
	bool has_last;
	bool human;
	uint64_t count;
};

static bool flush(struct sink *s)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_EXTENTS };

	if (s->num == 0)
		return true;
	message.extents.records = (struct bytes_view){ s->batch, s->num * sizeof(s->batch[0]) };
	s->num = 0;
	return message_emit(&message);
}

static bool finish_last(struct sink *s)
{
	if (!s->has_last)
		return true;
	s->has_last = false;
	s->batch[s->num++] = s->last;
	s->count++;
	return s->num < BATCH_RECORDS || flush(s);
}

/* The human table knows data that is somewhere, and everything else: that merges across its kinds. */
static void as_human_sees(struct extent_record *r)
{
	if ((r->flags & EXTENT_FLAG_DATA) && !(r->flags & EXTENT_FLAG_ZERO))
		return;
	r->flags = EXTENT_FLAG_ZERO;
	r->host_offset = 0;
}

static bool continues(const struct extent_record *a, const struct extent_record *b)
{
	return a->flags == b->flags && a->depth == b->depth && a->disk == b->disk &&
	       (!(a->flags & EXTENT_FLAG_OFFSET_VALID) || a->host_offset + a->length == b->host_offset);
}

static bool add(struct sink *s, const struct extent_record *record)
{
	struct extent_record r = *record;

	if (s->human)
		as_human_sees(&r);
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

static bool walk(struct sink *s, struct image *top, uint64_t start, uint64_t end)
{
	struct window w;
	uint32_t pulls = 0;

	if (!window_open(&w, top, start, end))
		return false;
	while (window_more(&w)) {
		if (!window_pull(&w)) {
			/* What was found in front of a broken table is the caller's all the same. */
			return (void)(finish_last(s) && flush(s)), false;
		}
		for (size_t i = 0; i < w.num; i++)
			if (!add(s, &w.records[i]))
				return false;
		if (++pulls % PULLS_PER_PROGRESS == 0)
			io_progress(w.pos - start, end - start);
	}
	return finish_last(s) && flush(s);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_MAP };
	struct parse_in in = parse_input(bytes, len, 0);
	struct map_config config;
	struct sink sink = { 0 };
	struct image *top;

	if (map_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (!chain_open(&config.source, EXTENT_DETAIL_FULL, &top))
		return false;
	if (config.start > top->size)
		return fault_code(MAP_ERROR_INVALID_OPTION, top->size);
	sink.human = config.flags & MAP_FLAG_HUMAN;
	sink.batch = io_alloc(BATCH_RECORDS * sizeof(sink.batch[0]), _Alignof(struct extent_record));
	if (!sink.batch)
		return false;
	uint64_t left = top->size - config.start;
	uint64_t end = config.start + (config.length < left ? config.length : left);

	if (config.start < end && !walk(&sink, top, config.start, end))
		return false;
	message.map.virtual_size = top->size;
	message.map.num_extents = sink.count;
	message.map.format = top->format->id;
	return message_emit(&message);
}
