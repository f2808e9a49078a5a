/* SPDX-License-Identifier: Apache-2.0 */
#include "sink.h"

#include "formats/format.h"
#include "lib/chain.h"
#include "lib/window.h"

#define PULLS_PER_PROGRESS 1024u

bool sink_count(struct image *top, const struct size_plan *plan, struct size_counter *counter)
{
	struct window w;
	uint32_t pulls = 0;

	if (!window_open(&w, top, 0, top->size))
		return false;
	chain_set_grain(top, plan->unit);
	while (window_more(&w)) {
		if (!window_pull(&w))
			return false;
		for (size_t i = 0; i < w.num; i++)
			if (w.records[i].flags == EXTENT_STATE_DATA)
				size_count(counter, w.records[i].start, w.records[i].length);
		if (++pulls % PULLS_PER_PROGRESS == 0)
			io_progress(w.pos, w.end);
	}
	return true;
}

static bool add_bitmap(void *bitmaps, uint64_t size, uint32_t granularity_bits, uint32_t len_name)
{
	return size_qcow2_bitmap(bitmaps, size, granularity_bits, len_name) || fault_code(MEASURE_ERROR_OVERFLOW, 0);
}

bool sink_bitmaps(struct image *top, const struct size_plan *plan, uint64_t *bytes)
{
	struct size_bitmaps bitmaps = { .cluster_size = plan->unit };

	if (top->format->bitmaps && !top->format->bitmaps(top, add_bitmap, &bitmaps))
		return false;
	return size_qcow2_bitmaps(&bitmaps, bytes) || fault_code(MEASURE_ERROR_OVERFLOW, 0);
}
