/* SPDX-License-Identifier: Apache-2.0 */
#include "holes.h"

#include "base/fault.h"
#include "generated/boot.h"
#include "io.h"

#define MAX_RANGES 1024u /* in a window */
/* If a file whose lookups jump about has no more than these, all are kept: 4 MiB. */
#define ALL_RANGES 262144u
#define ASK_MAX	   32768u /* ranges in one answer */
#define MAX_JUMPS  16u
#define MIN_ASK	   8u  /* ranges per question while lookups jump about ... */
#define FIRST_ASK  64u /* ... and at first; it doubles while they do not */
/* How far before a lookup that moves downwards the window starts, at first. */
#define FIRST_BACK (1u << 20)

/*
 * The data ranges that end after `start`, up to `end`. A lookup before `start` is taken for travel
 * downwards: the next window then starts `back` bytes before it, so that it serves the lookups that
 * follow.
 */
struct holes_window {
	uint64_t start, end;
	uint64_t back;
	size_t num;
	uint32_t ask;
	uint32_t room;		/* ranges that fit: few of a file that is looked at once or twice */
	uint32_t served;	/* lookups since the window was read */
	uint32_t jumps;		/* full windows that served hardly any lookup */
	struct io_range *range; /* [room], or all of them */
};

static struct holes *all_holes[BOOT_MAX_DISKS];

struct holes *holes_of(uint32_t disk)
{
	struct holes *h = disk < BOOT_MAX_DISKS ? all_holes[disk] : NULL;

	if (h || disk >= BOOT_MAX_DISKS)
		return h;
	h = io_alloc(sizeof(*h), _Alignof(struct holes));
	if (!h)
		return NULL;
	h->window = io_alloc(sizeof(*h->window), _Alignof(struct holes_window));
	if (!h->window)
		return NULL;
	h->window->range =
		io_alloc(FIRST_ASK * sizeof(*h->window->range), _Alignof(struct io_range));
	if (!h->window->range)
		return NULL;
	h->disk = disk;
	h->window->ask = h->window->room = FIRST_ASK;
	h->window->back = FIRST_BACK;
	all_holes[disk] = h;
	return h;
}

void holes_forget(void)
{
	for (uint32_t i = 0; i < BOOT_MAX_DISKS; i++)
		all_holes[i] = NULL;
}

static bool read_window(struct holes *h, uint64_t from)
{
	struct holes_window *w = h->window;

	if (!io_data_ranges(h->disk, from, w->range, w->ask, &w->num))
		return false;
	w->start = from;
	w->end = UINT64_MAX;
	if (w->num == w->ask)
		w->end = w->range[w->num - 1].start + w->range[w->num - 1].length;
	w->served = 0;
	return true;
}

/* Room for windows of any size, instead of the first. */
static bool make_room(struct holes_window *w)
{
	struct io_range *larger = io_alloc(MAX_RANGES * sizeof(*larger), _Alignof(struct io_range));

	if (!larger) {
		fault_clear(); /* small windows do */
		return false;
	}
	w->range = larger;
	w->room = MAX_RANGES;
	return true;
}

/* Lookups that each need a window of their own get small ones; a window that served many is
 * followed by a larger one. */
static void adapt(struct holes_window *w)
{
	if (w->served >= w->ask / 4 && w->ask < MAX_RANGES) {
		if (w->ask < w->room || make_room(w))
			w->ask *= 2;
	} else if (w->served <= 1 && w->ask > MIN_ASK) {
		w->ask /= 2;
	}
}

/* The whole file in one window, where it has few enough ranges; else *done is false and the window
 * as before. */
static bool read_all(struct holes *h, bool *done)
{
	struct holes_window *w = h->window;
	struct io_range *all = io_alloc(ALL_RANGES * sizeof(*all), _Alignof(struct io_range));
	uint64_t from = 0;
	size_t num = 0, got;

	*done = false;
	if (!all) {
		fault_clear(); /* it was only worth a try */
		return true;
	}
	do {
		if (!io_data_ranges(h->disk, from, all + num, ASK_MAX, &got))
			return false;
		num += got;
		*done = got < ASK_MAX;
		if (got > 0)
			from = all[num - 1].start + all[num - 1].length;
	} while (!*done && num + ASK_MAX <= ALL_RANGES);
	if (*done) {
		w->range = all;
		w->num = num;
		w->start = 0;
		w->end = UINT64_MAX;
	}
	return true;
}

static bool move_window(struct holes *h, uint64_t offset)
{
	struct holes_window *w = h->window;
	bool downwards = offset < w->start;
	bool done = false;

	if (w->end > 0) {
		w->jumps += w->served <= 1 && w->num == w->ask;
		adapt(w);
	}
	if (w->jumps == MAX_JUMPS) {
		w->jumps++;
		if (!read_all(h, &done))
			return false;
		if (done)
			return true;
	}
	if (!downwards)
		return read_window(h, offset);
	for (;;) {
		uint64_t back = w->back < offset ? w->back : offset;

		if (!read_window(h, offset - back))
			return false;
		if (offset < w->end) {
			if (w->num < w->ask / 2 && w->back < UINT64_MAX / 16)
				w->back *= 8;
			return true;
		}
		w->back /= 4; /* more ranges in between than fit: down to 0, where the window starts
				 at the offset itself */
	}
}

/* Index of the first range that ends after `offset`. */
static size_t range_after(const struct holes_window *w, uint64_t offset)
{
	size_t low = 0, high = w->num;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->range[mid].start + w->range[mid].length > offset)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

bool holes_seek(struct holes *h, uint64_t offset)
{
	struct holes_window *w = h->window;
	size_t i;

	if (offset < w->start || offset >= w->end)
		if (!move_window(h, offset))
			return false;
	w->served++;
	i = range_after(w, offset);
	h->hole = i == w->num || offset < w->range[i].start;
	if (h->hole) {
		h->start = i == 0 ? w->start : w->range[i - 1].start + w->range[i - 1].length;
		h->end = i == w->num ? UINT64_MAX : w->range[i].start;
	} else {
		h->start = w->range[i].start;
		h->end = w->range[i].start + w->range[i].length;
	}
	return true;
}
