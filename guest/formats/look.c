/* SPDX-License-Identifier: Apache-2.0 */
#include "look.h"

#include "base/parse.h"
#include "generated/look.h"
#include "io/holes.h"
#include "io/message.h"
#include "io/reader.h"
#include "io/writer.h"
#include "stages/chain.h"

static void tell_general(const struct image *img, struct guest_info_result *result)
{
	result->opened = true;
	result->format = img->format->id;
	result->disk = img->disk;
	result->depth = img->depth;
	result->virtual_size = img->size;
	result->has_cluster_size = img->cluster_size != 0;
	result->cluster_size = img->cluster_size;
	result->encrypted = img->encrypted;
	result->has_dirty = true;
	result->dirty = img->dirty;
	result->corrupt = img->corrupt;
	result->has_backing_file = img->len_backing_name > 0;
	result->backing_file = (struct bytes_view){ img->backing_name, img->len_backing_name };
	if (result->has_backing_file && img->backing_is)
		result->backing_format = info_text(img->backing_is->name);
	else
		result->backing_format = info_view(img->backing_format, img->len_backing_format);
	result->has_backing_format = result->backing_format.len > 0;
}

bool look_at(struct image *img, struct info_sink *sink)
{
	const struct reporter *reporter = reporter_of(img->format);

	tell_general(img, sink->result);
	return !reporter || !reporter->info || reporter->info(img, sink);
}

/* Open the image, whatever was known of it, and tell what it is. */
static bool look(const struct source_options *source)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_INFO };
	size_t mark = io_mark();
	struct info_sink *sink = io_alloc(sizeof(*sink), _Alignof(struct info_sink));
	struct image *img;

	if (!sink)
		return false;
	*sink = (struct info_sink){ .result = &message.info };
	holes_forget();
	reader_forget();
	if (!chain_open(source, EXTENT_DETAIL_FULL, &img) || !look_at(img, sink) ||
	    !message_emit(&message))
		return false;
	io_release(mark);
	holes_forget();
	reader_forget();
	return true;
}

/* One doorbell for what the change has queued and what is looked at first. */
static bool write_and_read_head(void)
{
	uint32_t len;
	uint8_t *head = image_head_to_keep(0, &len);

	return writer_drain_and_read(0, 0, head, len);
}

static bool run(const struct look_request *config, look_change *change)
{
	uint64_t len = io_size(config->order);
	uint8_t *order;

	image_keep_head(true);
	if (!look(&config->source))
		return false;
	order = io_alloc(len, 8);
	if (!order || !io_read(config->order, 0, order, (uint32_t)len))
		return false;
	if (len == 0 || order[0] == 0)
		return true;
	return change(order, len) && write_and_read_head() && look(&config->source);
}

bool look_and_change(const uint8_t *bytes, size_t len, look_change *change)
{
	struct parse_in in = parse_input(bytes, len, 0);
	static struct look_request config;

	if (len < sizeof(uint32_t) || load_u4le(bytes) != LOOK_REQUEST_MAGIC)
		return change(bytes, len) && writer_drain();
	if (look_request_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	return run(&config, change);
}
