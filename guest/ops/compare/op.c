/* SPDX-License-Identifier: Apache-2.0 */
/* compare: a source -> what its disk reads, without the zeros. */
#include "io/op.h"

#include "base/fault.h"
#include "content/feed.h"
#include "generated/compare.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/message.h"
#include "stages/image.h"
#include "runs.h"
#include "windows.h"

static bool report_opened(const struct feed *feed)
{
	struct guest_message message = {
		.kind = GUEST_MESSAGE_OPENED,
		.opened = { .virtual_size = feed->size, .format = feed->tops[0]->format->id },
	};

	if (!message_emit(&message))
		return false;
	io_flush_messages();
	return true;
}

/* No run starts at `end`: put what comes before, and fail with that. */
static bool put_last(struct windows *w, uint64_t pos, uint64_t end)
{
	struct fault found = the_fault;

	fault_clear();
	if (windows_put(w, pos, end))
		the_fault = found;
	return false;
}

/* Runs first, as many as are sent at once, then what they read. */
static bool put_runs(struct windows *w, struct runs *runs)
{
	uint64_t size = w->feed->size, put = 0, until;

	for (uint64_t pos = 0; pos < size; put = until) {
		if (!runs_send(runs, pos, &pos))
			return put_last(w, put, pos);
		until = pos < size ? pos - pos % COMPARE_LEN_WINDOW : size;
		if (!windows_put(w, put, until))
			return false;
	}
	return true;
}

static bool compare(struct feed *feed, uint32_t flags)
{
	bool sends_runs = flags & COMPARE_FLAG_RUNS;
	bool is_opaque = feed->tops[0]->format->is_opaque && !feed->tops[0]->backing;
	struct windows w = { .feed = feed,
			     .output = feed->num_tops,
			     .careful = sends_runs,
			     .copies = flags & COMPARE_FLAG_COPIES,
			     .tells_odd = !sends_runs && !is_opaque };
	struct runs runs;

	if (!windows_open(&w) || !report_opened(feed))
		return false;
	if (!sends_runs)
		return windows_put(&w, 0, feed->size);
	return runs_open(&runs, feed) && put_runs(&w, &runs);
}

/* Open the images; only the part counts. */
static bool open_part(struct feed *feed, const struct compare_config *config)
{
	uint64_t left;

	if (!feed_open(feed, &config->source, config->formats, config->num_sources))
		return false;
	if (config->start > feed->size)
		return fault_raise(0, FAULT_COMPARE_CONFIG_PART_WRONG, 0, config->start);
	left = feed->size - config->start;
	feed_cut(feed, config->start, config->length < left ? config->length : left);
	return true;
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	static struct compare_config config;
	static struct feed feed;

	if (compare_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	return open_part(&feed, &config) && compare(&feed, config.flags);
}
