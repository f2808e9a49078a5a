/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: whose the clusters are whose counts are wrong, from one more walk through all tables. */
#include "check.h"

#define MOST 65536u /* clusters that are looked at, of all windows together */

bool qcow2_damages_init(struct qcow2_check *c)
{
	const uint32_t wanted = CHECK_FLAG_DEEP | CHECK_FLAG_KEEP_UNREACHABLE;

	if (!(c->sink->config->flags & wanted))
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

bool qcow2_note_user(struct qcow2_check *c, uint64_t offset, uint64_t len, uint64_t at)
{
	uint64_t last = (offset + (len > INT64_MAX ? 0 : len - 1)) >> c->q->cluster_bits;

	for (uint32_t i = find(c, offset >> c->q->cluster_bits);
	     len > 0 && i < c->num_damages && c->damages[i].cluster <= last; i++) {
		c->damages[i].has_data |= c->user == CHECK_USER_DATA;
		c->damages[i].has_table |= c->user != CHECK_USER_DATA;
		if (c->tells_users && !qcow2_tell(c, fault_of(c->user), CHECK_EFFECT_NONE, at,
						  c->damages[i].cluster, c->guest, c->snapshot))
			return false;
	}
	return true;
}

bool qcow2_find_users(struct qcow2_check *c, bool tell)
{
	bool fine, quiet = c->quiet, broken = c->broken, rebuild = c->rebuild;

	c->owning = c->quiet = true;
	c->tells_users = tell;
	if (!qcow2_count_all(c, &fine))
		return false;
	c->owning = false;
	c->quiet = quiet;
	c->broken = broken;
	c->rebuild = rebuild;
	return true;
}

/* What has one user can be no overlap. */
static void note_shared(struct qcow2_check *c)
{
	const struct qcow2_counters *n = &c->counters;

	c->num_damages = 0;
	for (uint64_t i = 0; i < c->num_clusters && i < n->num; i++)
		if (qcow2_counter(n, i) > 1)
			qcow2_note_damage(c, i, 0, qcow2_counter(n, i));
}

bool qcow2_keep_overlaps(struct qcow2_check *c)
{
	if (!c->damages || !(c->sink->config->flags & CHECK_FLAG_KEEP_UNREACHABLE))
		return true;
	note_shared(c);
	if (!qcow2_find_users(c, false))
		return false;
	for (uint32_t i = 0; i < c->num_damages; i++)
		if (c->damages[i].has_data && c->damages[i].has_table)
			qcow2_counter_set(&c->counters, c->damages[i].cluster,
					  c->damages[i].users - 1);
	return true;
}

bool qcow2_is_overlap(const struct qcow2_check *c, uint64_t cluster)
{
	uint32_t i = find(c, cluster);

	return i < c->num_damages && c->damages[i].cluster == cluster && c->damages[i].has_data &&
	       c->damages[i].has_table;
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
	if (!qcow2_find_users(c, true))
		return false;
	for (uint32_t i = 0; i < c->num_damages; i++)
		if (!qcow2_tell(c, verdict(&c->damages[i]), CHECK_EFFECT_NONE,
				c->damages[i].cluster << c->q->cluster_bits, c->damages[i].cluster,
				c->damages[i].users, 0))
			return false;
	return true;
}
