/* SPDX-License-Identifier: Apache-2.0 */
#include "sink.h"

#include "stages/image.h"
#include "stages/chain.h"
#include "io/message.h"
#include "stages/window.h"

#define PULLS_PER_PROGRESS 1024u

/* Where the unit ends that has the byte before `pos`, or the disk. */
static uint64_t end_of_unit(uint64_t pos, uint64_t unit, uint64_t end)
{
	uint64_t past = pos % unit;

	return past == 0 ? pos : unit - past > end - pos ? end : pos + (unit - past);
}

/*
 * Once a unit has data, the rest of it changes nothing. It is not asked for, as qemu-img does not:
 * an entry that is broken there is not found.
 */
bool sink_count(struct image *top, const struct size_plan *plan, struct size_counter *counter)
{
	struct window w;
	uint64_t data_end = 0;
	uint32_t pulls = 0;

	if (!window_open(&w, top, 0, top->size))
		return false;
	chain_set_grain(top, plan->unit);
	while (window_more(&w)) {
		if (!window_pull(&w))
			return false;
		for (size_t i = 0; i < w.num; i++) {
			if (w.records[i].flags != EXTENT_STATE_DATA)
				continue;
			size_count(counter, w.records[i].start, w.records[i].length);
			data_end = w.records[i].start + w.records[i].length;
		}
		window_skip(&w, end_of_unit(data_end, plan->unit, w.end));
		if (++pulls % PULLS_PER_PROGRESS == 0)
			message_progress(w.pos, w.end);
	}
	return true;
}

static bool add_bitmap(void *bitmaps, uint64_t size, uint32_t granularity_bits, uint32_t len_name)
{
	return size_qcow2_bitmap(bitmaps, size, granularity_bits, len_name) ||
	       fault_code(MEASURE_ERROR_OVERFLOW, 0);
}

bool sink_bitmaps(struct image *top, const struct size_plan *plan, uint64_t *bytes)
{
	struct size_bitmaps bitmaps = { .cluster_size = plan->unit };

	if (top->format->bitmaps && !top->format->bitmaps(top, add_bitmap, &bitmaps))
		return false;
	return size_qcow2_bitmaps(&bitmaps, bytes) || fault_code(MEASURE_ERROR_OVERFLOW, 0);
}
