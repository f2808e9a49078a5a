/* SPDX-License-Identifier: Apache-2.0 */
/* bench: an image -> nothing but that its disk was read, or written over, so many times. */
#include "io/op.h"

#include "base/arith.h"
#include "base/fault.h"
#include "content/older.h"
#include "formats/existing.h"
#include "formats/new_image.h"
#include "generated/bench.h"
#include "io/message.h"
#include "requests.h"

static bool report_opened(uint64_t size, uint32_t format)
{
	struct guest_message message = {
		.kind = GUEST_MESSAGE_OPENED,
		.opened = { .virtual_size = size, .format = format },
	};

	if (!message_emit(&message))
		return false;
	io_flush_messages();
	return true;
}

static bool read_disk(const struct bench_config *config, struct requests *r)
{
	struct feed feed;

	if (!feed_open(&feed, &config->source, NULL, 1))
		return false;
	return requests_read(r, &feed) && report_opened(feed.size, feed.tops[0]->format->id) &&
	       requests_make(r);
}

/* An image that is written over, and what its disk has. */
static bool open_target(const struct source_options *source, struct writer *w)
{
	static struct older older;

	w->old = older_read;
	w->older = &older;
	return existing_open(source, w) && older_open(&older, w->image);
}

static bool write_disk(const struct bench_config *config, struct requests *r)
{
	struct writer w;

	if (!new_image_writer(&config->image, 0, &w) || !open_target(&config->source, &w) ||
	    !w.target->begin(&w))
		return false;
	return requests_write(r, &w, config->pattern) &&
	       report_opened(w.size, config->image.options.format) && requests_make(r) &&
	       w.target->end(&w);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	static struct bench_config config;
	struct requests r = { .config = &config };

	if (bench_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	return (config.flags & BENCH_FLAG_WRITE ? write_disk : read_disk)(&config, &r);
}
