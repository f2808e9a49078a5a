/* SPDX-License-Identifier: Apache-2.0 */
#include "file.h"

#include "base/fault.h"
#include "base/mem.h"
#include "generated/view.h"
#include "io/io.h"

#define MAX_STEPS (UINT64_C(1) << 27)
#define LINE	  32768u
#define LINES	  16u

static struct {
	uint32_t disk;
	uint64_t size;
	uint64_t steps;
	bool stopped;
	uint64_t clock;
	struct line {
		uint64_t start, used; /* used 0: nothing is in it */
		uint32_t len;
		uint8_t bytes[LINE];
	} lines[LINES], *last;
} state;

void file_begin(uint32_t disk)
{
	state.disk = disk;
	state.size = io_size(disk);
}

bool file_stopped(void)
{
	return state.stopped;
}

bool file_step(void)
{
	if (!state.stopped && ++state.steps > MAX_STEPS) {
		state.stopped = true;
		(void)fault_code(VIEW_ERROR_TOO_MUCH, state.steps);
	}
	return !state.stopped;
}

bool file_is_tiring(void)
{
	return state.steps > MAX_STEPS / 2;
}

uint64_t file_end(void)
{
	return state.size;
}

/* The line that begins at `start`, else the one that was not used for longest. */
static struct line *line_for(uint64_t start)
{
	struct line *oldest = &state.lines[0];

	if (state.last && state.last->start == start)
		return state.last;
	for (size_t i = 0; i < LINES; i++) {
		struct line *one = &state.lines[i];

		if (one->used && one->start == start)
			return one;
		if (one->used < oldest->used)
			oldest = one;
	}
	return oldest;
}

static const uint8_t *line_at(uint64_t offset, uint32_t *left)
{
	uint64_t start = offset - offset % LINE, rest = state.size - start;
	struct line *line = line_for(start);

	if (!line->used || line->start != start) {
		line->used = 0;
		line->len = rest < LINE ? (uint32_t)rest : LINE;
		if (!io_read(state.disk, start, line->bytes, line->len)) {
			state.stopped = true;
			return NULL;
		}
		line->start = start;
	}
	line->used = ++state.clock;
	state.last = line;
	*left = line->len - (uint32_t)(offset - start);
	return &line->bytes[offset - start];
}

bool file_read(uint64_t offset, uint8_t *buf, uint32_t len)
{
	if (offset > state.size || len > state.size - offset)
		return false;
	while (len > 0) {
		uint32_t left;
		const uint8_t *p = line_at(offset, &left);
		uint32_t part;

		if (!p)
			return false;
		part = left < len ? left : len;
		memcpy(buf, p, part);
		buf += part;
		offset += part;
		len -= part;
	}
	return true;
}
