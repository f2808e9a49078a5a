/* SPDX-License-Identifier: Apache-2.0 */
#include "count.h"

#include "formats/refusals.h"

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
bool count_data(struct image *top, const struct cost *cost, struct cost_counter *counter)
{
	struct window w;
	uint64_t data_end = 0;
	uint32_t pulls = 0;

	if (!window_open(&w, top, 0, top->size))
		return false;
	chain_set_grain(top, cost->unit);
	while (window_more(&w)) {
		if (!window_pull(&w))
			return false;
		for (size_t i = 0; i < w.num; i++) {
			if (w.records[i].flags != EXTENT_STATE_DATA)
				continue;
			cost_count(counter, w.records[i].start, w.records[i].length);
			data_end = w.records[i].start + w.records[i].length;
		}
		window_skip(&w, end_of_unit(data_end, cost->unit, w.end));
		if (++pulls % PULLS_PER_PROGRESS == 0)
			message_progress(w.pos, w.end);
	}
	return true;
}

struct visited {
	const struct target_options *options;
	uint64_t virtual_size;
	struct bitmaps_cost cost;
};

static bool add_bitmap(void *arg, uint64_t size, uint32_t granularity_bits, uint32_t len_name)
{
	struct visited *visited = arg;

	return target_of(visited->options->format)
		       ->bitmap_cost(&visited->cost, size, granularity_bits, len_name) ||
	       target_refuse(visited->options, visited->virtual_size, TARGET_ERROR_OVERFLOW, 0);
}

bool count_bitmaps(struct image *top, const struct target_options *options, const struct cost *cost,
		   uint64_t *bytes)
{
	struct visited visited = { .options = options,
				   .virtual_size = cost->virtual_size,
				   .cost = { .cluster_size = cost->unit } };

	if (top->format->bitmaps && !top->format->bitmaps(top, add_bitmap, &visited))
		return false;
	return target_of(options->format)->bitmaps_cost(&visited.cost, bytes) ||
	       target_refuse(options, cost->virtual_size, TARGET_ERROR_OVERFLOW, 0);
}
