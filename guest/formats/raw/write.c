/* SPDX-License-Identifier: Apache-2.0 */
/* A raw image: the disk, in whole sectors. What is not written is a hole, or as it was. */
#include "formats/edit.h"
#include "formats/refusals.h"
#include "formats/target.h"
#include "generated/source.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"

static bool begin(struct writer *w)
{
	struct raw_layout layout;
	uint32_t field = 0;
	enum target_error error = raw_layout(w->options, w->size, &layout, &field);

	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->size = layout.end;
	w->end = layout.end;
	w->moves = w->options->preallocation == TARGET_PREALLOCATION_OFF;
	return target_reserve(w->disk, w->options->preallocation, 0, w->end) && writer_drain();
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	return writer_put(w->disk, pos, data, len);
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	return target_empty(w->disk, pos, len);
}

static bool end(struct writer *w)
{
	return writer_finish(w->disk, w->end);
}

const struct target_writer writer_raw = {
	.format = SOURCE_FORMAT_RAW,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};

static bool adopt(struct writer *w)
{
	w->size = w->image->size;
	return true;
}

static bool finish(struct writer *w)
{
	(void)w;
	return writer_drain();
}

static const struct target_writer over = {
	.format = SOURCE_FORMAT_RAW,
	.begin = adopt,
	.put = put,
	.zero = zero,
	.end = finish,
};

const struct editor raw_editor = { .format = SOURCE_FORMAT_RAW, .writer = &over };
