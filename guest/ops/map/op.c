/* SPDX-License-Identifier: Apache-2.0 */
/* map: detect -> open -> walk the window -> batches of merged extents -> MapResult. */
#include "io/op.h"

#include "stages/image.h"
#include "generated/map.h"
#include "stages/chain.h"
#include "io/message.h"
#include "stages/window.h"
#include "sink.h"

#define PULLS_PER_PROGRESS 1024u

static const uint32_t known_flags = MAP_FLAG_HUMAN | MAP_FLAG_IGNORE_ALLOCATED |
				    MAP_FLAG_IGNORE_COMPRESSED | MAP_FLAG_UNALLOCATED_UNKNOWN;

/* Say which of the operation's errors a recorded fault is. */
static bool failed(enum map_error error)
{
	the_fault.code = error;
	return false;
}

/* After a broken table, qemu-img has printed all runs but the one that it was about to extend: the
 * sink is not ended. */
static bool walk(struct sink *s, struct image *top, uint64_t start, uint64_t end)
{
	struct window w;
	uint32_t pulls = 0;

	if (!window_open(&w, top, start, end))
		return false;
	while (window_more(&w)) {
		if (!window_pull(&w))
			return sink_flush(s) && failed(MAP_ERROR_IO);
		for (size_t i = 0; i < w.num; i++)
			if (!sink_add(s, &w.records[i]))
				return false;
		if (++pulls % PULLS_PER_PROGRESS == 0)
			message_progress(w.pos - start, end - start);
	}
	return sink_end(s);
}

static bool report_opened(const struct image *top, const struct sink *s)
{
	struct guest_message message = {
		.kind = GUEST_MESSAGE_OPENED,
		.opened = { .virtual_size = top->size,
			    .format = top->format->id,
			    .cell = s->cells.cell },
	};

	return message_emit(&message);
}

static bool map(const struct map_config *config, struct image *top)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_MAP };
	uint64_t start = config->start < top->size ? config->start : top->size;
	uint64_t left = top->size - start;
	uint64_t end = start + (config->length < left ? config->length : left);
	struct sink sink;

	if (!sink_begin(&sink, top, config, start, end) || !report_opened(top, &sink))
		return false;
	if (start < end && !walk(&sink, top, start, end))
		return false;
	message.map.virtual_size = top->size;
	message.map.num_extents = sink.count;
	message.map.format = top->format->id;
	if (sink.has_cells)
		cells_report(&sink.cells, &message.map);
	return message_emit(&message);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct map_config config;
	struct image *top;

	if (map_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (config.flags & ~known_flags)
		return fault_code(MAP_ERROR_INVALID_OPTION, config.flags & ~known_flags);
	if (!chain_open(&config.source, EXTENT_DETAIL_FULL, &top))
		return failed(MAP_ERROR_INVALID_SOURCE);
	return map(&config, top);
}
