/* SPDX-License-Identifier: Apache-2.0 */
/* A raw image: the disk, in whole sectors. What is not written is a hole. */
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
	return target_reserve(w->disk, w->options->preallocation, 0, w->end) && writer_drain();
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	return writer_put(w->disk, pos, data, len);
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	return writer_drain() && io_zero(w->disk, pos, len);
}

static bool end(struct writer *w)
{
	return target_finish(w->disk, w->end);
}

const struct target_writer writer_raw = {
	.format = SOURCE_FORMAT_RAW,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};
