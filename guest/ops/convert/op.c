/* SPDX-License-Identifier: Apache-2.0 */
/* convert: sources, options -> an image with their content. */
#include "io/op.h"

#include "base/arith.h"
#include "base/fault.h"
#include "content/content.h"
#include "content/feed.h"
#include "content/older.h"
#include "formats/existing.h"
#include "formats/new_image.h"
#include "generated/convert.h"
#include "generated/structures.h"
#include "generated/worker.h"
#include "io/message.h"
#include "copy.h"
#include "work.h"

/* An image that is written over, and what its disk has. */
static bool open_target(const struct source_options *source, struct writer *w)
{
	static struct older older;

	w->old = older_read;
	w->older = &older;
	return existing_open(source, w) && older_open(&older, w->image);
}

static bool write_image(const struct convert_config *config, struct feed *feed, uint32_t desk,
			struct guest_convert_result *result)
{
	struct writer w;
	struct copy copy = {
		.feed = feed,
		.writer = &w,
		.zeros = zeros_rule(config->len_sparse, config->flags & CONVERT_FLAG_OLD_TAILS),
		.result = result,
		.tell = config->flags & CONVERT_FLAG_PROGRESS,
		.moves = config->flags & CONVERT_FLAG_MOVES,
		.has_desk = config->flags & CONVERT_FLAG_WORKERS,
		.desk = desk,
		.salvage.wanted = config->flags & CONVERT_FLAG_SALVAGE,
		.len_block = config->len_block,
		.unscanned = config->flags & CONVERT_FLAG_UNSCANNED,
	};

	if (!new_image_writer(&config->image, feed->num_tops, &w) ||
	    (config->flags & CONVERT_FLAG_IN_PLACE && !open_target(&config->source, &w)) ||
	    !w.target->begin(&w))
		return false;
	copy.writes_zeros = w.is_noise ||
			    (w.image && !(config->flags & CONVERT_FLAG_TARGET_IS_ZERO));
	copy.pack = w.only_streams || (config->image.options.flags & TARGET_FLAG_COMPRESS);
	w.streams = w.streams && copy.pack;
	copy.rest = config->image.virtual_size - align_up(config->length, SOURCE_SECTOR_SIZE);
	copy.moves = copy.moves && w.moves && !copy.pack && !feed->backed;
	return copy_all(&copy) && w.target->end(&w);
}

/* What an image has after the end of the sources reads as zeros, which a backing file may hide. */
static bool has_room(const struct convert_config *config)
{
	uint64_t length = align_up(config->length, SOURCE_SECTOR_SIZE);

	if (config->flags & CONVERT_FLAG_BACKED)
		return length == config->image.virtual_size;
	return length <= config->image.virtual_size;
}

/* Say what each source is. */
static bool tell_opened(const struct feed *feed)
{
	for (uint32_t i = 0; i < feed->num_tops; i++) {
		struct guest_message message = {
			.kind = GUEST_MESSAGE_OPENED,
			.opened = { .virtual_size = feed->tops[i]->size,
				    .format = feed->tops[i]->format->id },
		};

		if (!message_emit(&message))
			return false;
	}
	return true;
}

/* Load what a copy loads first. Its faults are met again there. */
static void look_ahead(struct feed *feed)
{
	struct extent_record first;

	if (feed->size > 0 && !feed_extent(feed, 0, &first))
		fault_clear();
}

/* What the host wants of the sources, once it has heard of them; it comes with their first tables.
 */
static bool read_order(struct feed *feed, uint32_t last, struct convert_config *config, bool *any)
{
	uint8_t *bytes = io_alloc(CONVERT_CONFIG_SIZE, 8);
	struct parse_in in = parse_input(bytes, CONVERT_CONFIG_SIZE, 0);

	if (!bytes || !tell_opened(feed))
		return false;
	io_read_later(last, 0, bytes, CONVERT_CONFIG_SIZE);
	look_ahead(feed);
	if (!io_read_waiting())
		return false;
	*any = load_u4le(bytes) != 0;
	return !*any || convert_config_parse(&in, config) == PARSE_OK || fault_parse(0, &in);
}

static bool convert(struct convert_config *config)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_CONVERT };
	uint32_t desk = io_num_disks() - 1; /* the last one, before sources have others attached */
	struct feed feed;
	bool any = true;

	if (!feed_open(&feed, &config->source, config->formats, config->num_sources) ||
	    (config->flags & CONVERT_FLAG_ORDERED && !read_order(&feed, desk, config, &any)))
		return false;
	if (!any)
		return true;
	feed.backed = config->flags & CONVERT_FLAG_BACKED;
	feed.below = config->backing_depth;
	feed.below_size = config->backing_size;
	if (feed.size != config->len_sources)
		return fault_raise(0, FAULT_CONVERT_CONFIG_SOURCE_CHANGED, 0, feed.size);
	if (config->start > feed.size || config->length > feed.size - config->start ||
	    !has_room(config))
		return fault_raise(0, FAULT_CONVERT_CONFIG_PART_WRONG, 0, config->length);
	feed_cut(&feed, config->start, config->length);
	message.convert.virtual_size = config->image.virtual_size;
	return write_image(config, &feed, desk, &message.convert) && message_emit(&message);
}

static bool is_worker(const uint8_t *bytes, size_t len)
{
	return len >= sizeof(uint32_t) && load_u4le(bytes) == WORKER_CONFIG_MAGIC;
}

static bool run_worker(struct parse_in *in)
{
	static struct worker_config config;

	if (worker_config_parse(in, &config) != PARSE_OK)
		return fault_parse(0, in);
	return work(&config);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	static struct convert_config config;

	if (is_worker(bytes, len))
		return run_worker(&in);
	if (convert_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	return convert(&config);
}
