/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: whose the clusters are whose counts are wrong, from one more walk through all tables. */
#include <string.h>

#include "check.h"

#define MOST 65536u /* clusters that are looked at, of all windows together */

bool qcow2_damages_init(struct qcow2_check *c)
{
	if (!(c->sink->config->flags & CHECK_FLAG_DEEP))
		return true;
	c->damages = io_alloc(MOST * sizeof(*c->damages), _Alignof(struct qcow2_damage));
	return c->damages != NULL;
}

void qcow2_note_damage(struct qcow2_check *c, uint64_t cluster, uint64_t count, uint64_t users)
{
	if (c->damages && !c->repairing && c->num_damages < MOST)
		c->damages[c->num_damages++] =
			(struct qcow2_damage){ .cluster = cluster, .count = count, .users = users };
}

/* That the user of the walk has some of the clusters [cluster, last] of the window. */
static void mark(struct qcow2_check *c, uint64_t cluster, uint64_t last)
{
	const struct qcow2_counters *n = &c->counters;
	uint8_t *marks = c->user == CHECK_USER_DATA ? c->of_data : c->of_tables;

	for (cluster = cluster > n->first ? cluster : n->first;
	     cluster <= last && cluster - n->first < n->num; cluster++)
		marks[(cluster - n->first) / BITS_PER_BYTE] |=
			(uint8_t)(1u << (cluster - n->first) % BITS_PER_BYTE);
}

static bool is_marked(const uint8_t *marks, uint64_t index)
{
	return marks[index / BITS_PER_BYTE] >> index % BITS_PER_BYTE & 1;
}

/* The first damage of a cluster at or after `cluster`. */
static uint32_t find(const struct qcow2_check *c, uint64_t cluster)
{
	uint32_t low = 0, high = c->num_damages;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (c->damages[middle].cluster < cluster)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t fault_of(enum check_user user)
{
	switch (user) {
	case CHECK_USER_DATA:
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_DATA;
	case CHECK_USER_L2:
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_L2;
	case CHECK_USER_L1:
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_L1;
	case CHECK_USER_BITMAP:
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_BITMAP;
	case CHECK_USER_SNAPSHOTS:
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_SNAPSHOTS;
	case CHECK_USER_COUNTS:
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_COUNTS;
	default:
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_HEADER;
	}
}

static bool tell_users(struct qcow2_check *c, uint64_t cluster, uint64_t last, uint64_t at)
{
	for (uint32_t i = find(c, cluster); i < c->num_damages && c->damages[i].cluster <= last;
	     i++) {
		c->damages[i].has_data |= c->user == CHECK_USER_DATA;
		c->damages[i].has_table |= c->user != CHECK_USER_DATA;
		if (!qcow2_tell(c, fault_of(c->user), CHECK_EFFECT_NONE, at, c->damages[i].cluster,
				c->guest, c->snapshot))
			return false;
	}
	return true;
}

bool qcow2_note_user(struct qcow2_check *c, uint64_t offset, uint64_t len, uint64_t at)
{
	uint64_t cluster = offset >> c->q->cluster_bits;
	uint64_t last = (offset + (len > INT64_MAX ? 0 : len - 1)) >> c->q->cluster_bits;

	if (len == 0)
		return true;
	if (!c->marks_users)
		return tell_users(c, cluster, last, at);
	mark(c, cluster, last);
	return true;
}

static bool walk_users(struct qcow2_check *c)
{
	bool fine, quiet = c->quiet, broken = c->broken, rebuild = c->rebuild;

	c->owning = c->quiet = true;
	if (!qcow2_count_all(c, &fine))
		return false;
	c->owning = false;
	c->quiet = quiet;
	c->broken = broken;
	c->rebuild = rebuild;
	return true;
}

static bool init_marks(struct qcow2_check *c, size_t len)
{
	if (c->of_data)
		return true;
	c->of_data = io_alloc(len, 1);
	c->of_tables = io_alloc(len, 1);
	return c->of_data && c->of_tables;
}

bool qcow2_find_overlaps(struct qcow2_check *c)
{
	size_t len = c->counters.num / BITS_PER_BYTE + 1;
	bool done;

	if (!(c->sink->config->flags & CHECK_FLAG_KEEP_UNREACHABLE))
		return true;
	if (!init_marks(c, len))
		return false;
	memset(c->of_data, 0, len);
	memset(c->of_tables, 0, len);
	c->marks_users = true;
	done = walk_users(c);
	c->marks_users = false;
	return done;
}

bool qcow2_is_overlap(const struct qcow2_check *c, uint64_t cluster)
{
	uint64_t index = cluster - c->counters.first;

	return c->of_data && index < c->counters.num && is_marked(c->of_data, index) &&
	       is_marked(c->of_tables, index) && qcow2_counter(&c->counters, cluster) > 1;
}

bool qcow2_keep_overlaps(struct qcow2_check *c)
{
	struct qcow2_counters *n = &c->counters;

	if (!qcow2_find_overlaps(c))
		return false;
	for (uint64_t i = 0; i < c->num_clusters && i < n->num; i++)
		if (qcow2_is_overlap(c, i))
			qcow2_counter_set(n, i, qcow2_counter(n, i) - 1);
	return true;
}

/* What it is, and what a repair makes of it. */
static uint32_t verdict(const struct qcow2_damage *d)
{
	if (d->users == 0)
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_LEAK;
	if (d->has_data && d->has_table)
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_OVERLAP;
	if (d->count > d->users)
		return FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_HIGH;
	return d->users > 1 ? FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_DOUBLE_USE
			    : FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_LOW;
}

bool qcow2_tell_users(struct qcow2_check *c)
{
	if (c->num_damages == 0 || !(c->sink->config->flags & CHECK_FLAG_DEEP))
		return true;
	if (!walk_users(c))
		return false;
	for (uint32_t i = 0; i < c->num_damages; i++)
		if (!qcow2_tell(c, verdict(&c->damages[i]), CHECK_EFFECT_NONE,
				c->damages[i].cluster << c->q->cluster_bits, c->damages[i].cluster,
				c->damages[i].users, 0))
			return false;
	return true;
}
