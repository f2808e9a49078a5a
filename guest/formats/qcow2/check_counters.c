/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: users of each cluster, counted in memory. */
#include <string.h>

#include "check.h"

#define NARROW		1u
#define WIDE		2u
#define WIDEST		4u
#define MEMORY		(32u << 20) /* one byte for each cluster of 2 TiB in clusters of 64 KiB */
/* References that start in the file may end in the cluster after it. */
#define BEHIND_END	1u
/* At least so many counts are in the smallest block, and entries in the smallest part of a table.
 */
#define ROOM_FOR_COUNTS 16u

/* What a count of the image's own can say. */
static uint64_t most_of_image(const struct qcow2_check *c)
{
	uint64_t bits = qcow2_header_refcount_bits(&c->q->header);

	return bits >= WIDEST * BITS_PER_BYTE ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
}

static uint64_t most_of_width(uint32_t width)
{
	return ((uint64_t)1 << (width * BITS_PER_BYTE)) - 1;
}

/* A window begins where a page of the file's counts does. */
static uint64_t window(const struct qcow2_check *c)
{
	uint64_t pages = c->sink->config->max_counters / c->counts.per_page;

	return c->sink->config->max_counters == 0 ? UINT64_MAX
						  : (pages > 0 ? pages : 1) * c->counts.per_page;
}

static void set_width(struct qcow2_check *c, uint32_t width)
{
	struct qcow2_counters *n = &c->counters;
	uint64_t image = most_of_image(c);

	n->width = width;
	n->most = most_of_width(width) < image ? most_of_width(width) : image;
	n->num = n->len / width < window(c) ? n->len / width : window(c);
	n->too_narrow = false;
}

/* Counts that are written anew may make the file longer. */
static uint64_t room_for_counts(const struct qcow2_check *c)
{
	return qcow2_repairs_errors(c) ? ROOM_FOR_COUNTS + c->num_clusters / ROOM_FOR_COUNTS : 0;
}

/* What is counted anew after a repair is not the same any more. */
static bool comes_once(const struct qcow2_check *c)
{
	return qcow2_repairs(c) || c->num_clusters + BEHIND_END > c->counters.num;
}

bool qcow2_counters_init(struct qcow2_check *c)
{
	struct qcow2_counters *n = &c->counters;

	if (n->bytes) {
		set_width(c, n->width == NARROW ? WIDE : WIDEST);
		return true;
	}
	n->len = (c->num_clusters + BEHIND_END + room_for_counts(c)) * WIDEST;
	n->len = n->len < MEMORY ? n->len : MEMORY;
	n->bytes = io_alloc(n->len, sizeof(uint64_t));
	n->len_ones = n->len / BITS_PER_BYTE + 1;
	n->ones = io_alloc(n->len_ones, sizeof(uint64_t));
	set_width(c, NARROW);
	if (comes_once(c)) /* and what comes window by window does */
		set_width(c, most_of_image(c) > most_of_width(WIDE)	? WIDEST
			     : most_of_image(c) > most_of_width(NARROW) ? WIDE
									: NARROW);
	return n->bytes && n->ones;
}

void qcow2_counters_clear(struct qcow2_check *c, uint64_t first)
{
	struct qcow2_counters *n = &c->counters;
	uint64_t left = c->num_clusters + BEHIND_END - first;

	n->first = first;
	memset(n->bytes, 0, (left < n->num ? left : n->num) * n->width);
}

uint64_t qcow2_counter(const struct qcow2_counters *n, uint64_t cluster)
{
	uint64_t index = cluster - n->first;

	switch (n->width) {
	case NARROW:
		return n->bytes[index];
	case WIDE:
		return ((const uint16_t *)(const void *)n->bytes)[index];
	default:
		return ((const uint32_t *)(const void *)n->bytes)[index];
	}
}

void qcow2_counter_set(struct qcow2_counters *n, uint64_t cluster, uint64_t users)
{
	uint64_t index = cluster - n->first;

	switch (n->width) {
	case NARROW:
		n->bytes[index] = (uint8_t)users;
		break;
	case WIDE:
		((uint16_t *)(void *)n->bytes)[index] = (uint16_t)users;
		break;
	default:
		((uint32_t *)(void *)n->bytes)[index] = (uint32_t)users;
	}
}

static void add_one(struct qcow2_counters *n, uint64_t index)
{
	switch (n->width) {
	case NARROW:
		n->bytes[index]++;
		break;
	case WIDE:
		((uint16_t *)(void *)n->bytes)[index]++;
		break;
	default:
		((uint32_t *)(void *)n->bytes)[index]++;
	}
}

/* A count that is full: in the image too, or only here. What is counted once more to be repaired
 * was reported before. */
static bool overflow(struct qcow2_check *c, uint64_t cluster, uint64_t at)
{
	if (c->counters.most < most_of_image(c) && c->counters.width < WIDEST) {
		c->counters.too_narrow = true;
		return true;
	}
	return c->repairing ||
	       qcow2_tell(c, FAULT_QCOW2_HEADER_CHECK_OVERFLOW, CHECK_EFFECT_CORRUPTION, at,
			  cluster << c->q->cluster_bits, 0, 0);
}

bool qcow2_count(struct qcow2_check *c, uint64_t offset, uint64_t len, uint64_t at)
{
	struct qcow2_counters *n = &c->counters;
	uint64_t cluster, last;

	if (c->owning)
		return qcow2_note_user(c, offset, len, at);
	if (len == 0 || len > INT64_MAX)
		return true; /* to qemu, a length has a sign */
	if (offset >= c->file_end + c->q->cluster_size ||
	    len > c->file_end + c->q->cluster_size - 1 - offset)
		return qcow2_tell_walked(c, FAULT_QCOW2_HEADER_CHECK_PAST_END, at, offset, len);
	cluster = offset >> c->q->cluster_bits;
	last = (offset + len - 1) >> c->q->cluster_bits;
	if (last >= c->num_clusters)
		c->num_clusters = last + 1;
	for (; cluster <= last; cluster++) {
		uint64_t index = cluster - n->first;

		if (index >= n->num)
			continue; /* of another window */
		if (qcow2_counter(n, cluster) < n->most)
			add_one(n, index);
		else if (!overflow(c, cluster, at))
			return false;
	}
	return true;
}
