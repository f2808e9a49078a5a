/* SPDX-License-Identifier: Apache-2.0 */
#include "target.h"

#include "base/fault.h"
#include "base/parse.h"
#include "generated/structures.h"
#include "generated/target.h"
#include "io/io.h"
#include "io/writer.h"

#define LEN_ZEROS  (64u << 10)
#define MOST_ZEROS (128u << 20) /* of one request: the host may have to write them */

static uint8_t zeros[LEN_ZEROS]; /* never written; not const, so that no file holds them */

bool target_put(struct writer *w, uint64_t at, const void *bytes, uint32_t len)
{
	if (at + len > w->end)
		w->end = at + len;
	return writer_put(w->disk, at, bytes, len);
}

bool target_leaves_holes(const struct writer *w)
{
	return target_is_new(w) && w->options->preallocation != TARGET_PREALLOCATION_FALLOC &&
	       w->options->preallocation != TARGET_PREALLOCATION_FULL;
}

bool target_is_open(const struct writer *w, uint64_t at)
{
	return at >= w->end && target_leaves_holes(w);
}

bool target_put_open(struct writer *w, uint64_t at, const void *bytes, uint32_t len)
{
	const uint8_t *b = bytes;

	if (at + len > w->end)
		w->end = at + len;
	while (len >= sizeof(uint64_t) && load_u8le(b + len - sizeof(uint64_t)) == 0)
		len -= (uint32_t)sizeof(uint64_t);
	return writer_put(w->disk, at, bytes, len);
}

bool target_blank(struct writer *w, uint64_t at, uint64_t len)
{
	uint64_t end = w->end;

	if (at + len > w->end)
		w->end = at + len;
	if (at >= end) /* a hole, which end() makes part of the file */
		return true;
	return target_fill(w->disk, at, at + len < end ? len : end - at);
}

bool target_fill(uint32_t disk, uint64_t at, uint64_t len)
{
	while (len > 0) {
		uint32_t piece = len < LEN_ZEROS ? (uint32_t)len : LEN_ZEROS;

		if (!writer_put(disk, at, zeros, piece))
			return false;
		at += piece;
		len -= piece;
	}
	return true;
}

bool target_empty(uint32_t disk, uint64_t at, uint64_t len)
{
	uint64_t end = at + len;

	if (!writer_drain())
		return false;
	for (; at < end; at += len) {
		len = end - at < MOST_ZEROS ? end - at : MOST_ZEROS;
		if (!io_zero(disk, at, len))
			return false;
	}
	return true;
}

bool target_reserve(uint32_t disk, uint32_t preallocation, uint64_t from, uint64_t end)
{
	if (end <= from)
		return true;
	if (preallocation == TARGET_PREALLOCATION_FULL)
		return target_fill(disk, from, end - from);
	if (preallocation == TARGET_PREALLOCATION_FALLOC)
		return writer_drain() && io_reserve(disk, from, end - from);
	return true;
}

bool target_put_zeros(struct writer *w, uint64_t pos, uint64_t len)
{
	while (len > 0) {
		uint32_t piece = len < LEN_ZEROS ? (uint32_t)len : LEN_ZEROS;

		if (!w->target->put(w, pos, zeros, piece))
			return false;
		pos += piece;
		len -= piece;
	}
	return true;
}
