/* SPDX-License-Identifier: Apache-2.0 */
#include "claims.h"

#include "base/order.h"

#define LOT (1u << 18) /* claims at once: 7 MiB, enough for qcow2 of 16 TiB */

static bool count_claim(void *arg, uint32_t structure, uint64_t offset, uint64_t len)
{
	struct claims *c = arg;

	(void)structure;
	(void)offset;
	c->seen += len != 0;
	return true;
}

/* A range whose end passes 2^64 ends there. */
static bool add_claim(void *arg, uint32_t structure, uint64_t offset, uint64_t len)
{
	struct claims *c = arg;
	uint64_t index = c->seen;

	if (len == 0)
		return true;
	c->seen++;
	if (index < c->from || index - c->from >= c->max)
		return true;
	c->start[c->num] = offset;
	c->end[c->num] = len > UINT64_MAX - offset ? UINT64_MAX : offset + len;
	c->structure[c->num] = structure;
	c->order[c->num] = c->num;
	c->num++;
	return true;
}

bool claims_init(struct claims *c, struct image *img)
{
	const struct reporter *reporter = reporter_of(img->format);

	*c = (struct claims){ 0 };
	if (!reporter || !reporter->metadata)
		return true;
	c->visit = reporter->metadata;
	c->snapshot_data = reporter->snapshot_data;
	if (!c->visit(img, count_claim, c))
		return false;
	c->max = c->seen < LOT ? (uint32_t)c->seen : LOT;
	c->start = io_alloc(c->max * sizeof(*c->start), _Alignof(uint64_t));
	c->end = io_alloc(c->max * sizeof(*c->end), _Alignof(uint64_t));
	c->structure = io_alloc(c->max * sizeof(*c->structure), _Alignof(uint32_t));
	c->order = io_alloc(c->max * sizeof(*c->order), _Alignof(uint32_t));
	c->furthest = io_alloc(c->max * sizeof(*c->furthest), _Alignof(uint32_t));
	return c->start && c->end && c->structure && c->order && c->furthest;
}

static void sort(struct claims *c)
{
	order_by(c->start, c->order, c->num);
	for (uint32_t i = 0; i < c->num; i++) {
		uint32_t before = i > 0 ? c->furthest[i - 1] : c->order[0], now = c->order[i];

		c->furthest[i] = c->end[now] > c->end[before] ? now : before;
	}
}

bool claims_next(struct claims *c, struct image *img)
{
	c->from += c->num;
	c->num = 0;
	if (c->max == 0 || c->from >= c->seen)
		return true;
	c->seen = 0;
	if (!c->visit(img, add_claim, c))
		return false;
	sort(c);
	return true;
}

uint32_t claims_meet(const struct claims *c, uint64_t start, uint64_t end)
{
	uint32_t low = 0, high = c->num;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (c->end[c->furthest[middle]] <= start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->num && c->start[c->furthest[low]] < end ? c->furthest[low] : UINT32_MAX;
}
