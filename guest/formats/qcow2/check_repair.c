/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: repairs. Users of clusters are what is believed: counts follow them, flags follow the
 * counts. */
#include "check.h"

#include "base/store.h"

bool qcow2_repairs(const struct qcow2_check *c)
{
	return check_repairs(c->sink);
}

bool qcow2_repairs_errors(const struct qcow2_check *c)
{
	return check_repairs_errors(c->sink);
}

/* Not where what seems to be without a user may be what a broken pointer led to. */
bool qcow2_repairs_leaks(const struct qcow2_check *c)
{
	return (c->sink->config->flags & CHECK_FLAG_REPAIR_LEAKS) &&
	       !(c->broken && (c->sink->config->flags & CHECK_FLAG_KEEP_UNREACHABLE));
}

/* What leaks alone may be repaired with: flags are, where nothing else is wrong but the snapshot
 * table. */
static bool repairs_flags(const struct qcow2_check *c)
{
	const struct guest_check_result *r = c->result;

	return qcow2_repairs_errors(c) ||
	       (qcow2_repairs(c) && r->corruptions == c->nothing.corruptions &&
		r->check_errors == 0 && r->leaks == 0);
}

void qcow2_begin_flags(struct qcow2_check *c)
{
	c->repairs_flags = repairs_flags(c);
}

bool qcow2_put_entry(struct qcow2_check *c, uint64_t at, uint64_t entry)
{
	uint8_t bytes[QCOW2_L2_ENTRY_SIZE];

	qcow2_l2_entry_store(bytes, entry);
	return io_put(c->img->disk, at, bytes, sizeof(bytes));
}

bool qcow2_unmap_clusters(struct qcow2_check *c, uint64_t first, uint64_t num)
{
	uint64_t start = first << c->q->cluster_bits, size = io_size(c->img->disk);
	uint64_t len = num << c->q->cluster_bits;

	if (len == 0 || start >= size)
		return true;
	return check_write(c->sink, c->img, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_GIVES_UP, start,
			   len) &&
	       io_unmap(c->img->disk, start, len < size - start ? len : size - start);
}

/* Whether they are of the snapshot table, which is written anew once counts are right. */
static bool is_to_be_read(const struct qcow2_check *c, uint64_t first, uint64_t num)
{
	uint64_t table = c->q->header.ofs_snapshots;

	return c->rewrites_snapshots && c->num_held == 0 &&
	       first << c->q->cluster_bits < table + c->len_snapshots &&
	       table < (first + num) << c->q->cluster_bits;
}

/* Give up the clusters that were freed last. */
static bool give_up(struct qcow2_check *c)
{
	uint64_t num = c->num_freed;

	c->num_freed = 0;
	if (num > 0 && is_to_be_read(c, c->freed, num)) {
		c->held = c->freed;
		c->num_held = num;
		return true;
	}
	return qcow2_unmap_clusters(c, c->freed, num);
}

bool qcow2_freed(struct qcow2_check *c, uint64_t cluster)
{
	if (c->num_freed > 0 && cluster != c->freed + c->num_freed && !give_up(c))
		return false;
	if (c->num_freed++ == 0)
		c->freed = cluster;
	return true;
}

/* What was found first is found again, and what can be is repaired. Of a single window, users are
 * counted already. */
static bool repair_window(struct qcow2_check *c, uint64_t first, bool *fine)
{
	if (first != c->counters.first || first != 0) {
		c->quiet = true;
		qcow2_counters_clear(c, first);
		if (!qcow2_count_all(c, fine) || !*fine)
			return *fine == false;
	}
	return qcow2_find_overlaps(c) && qcow2_compare(c);
}

static bool repair_counts(struct qcow2_check *c, bool *fine)
{
	uint64_t first = 0;

	*c->result = c->counted;
	c->repairing = true;
	do {
		if (!repair_window(c, first, fine))
			return false;
		first += c->counters.num;
	} while (*fine && first < c->num_clusters);
	c->repairing = false;
	c->doubtful = true;
	qcow2_counts_forget(c);
	c->result->image_end_offset += c->q->cluster_size;
	return io_flush(c->img->disk) && give_up(c);
}

static bool tell_rule(struct qcow2_check *c, uint32_t fault, enum check_effect effect)
{
	return qcow2_tell(c, fault, effect, c->counts.table.offset, 0, 0, 0);
}

/* After new counts: count again, and free what the old ones took. */
static bool check_rebuilt(struct qcow2_check *c, bool *fine)
{
	const struct guest_check_result before = *c->result;
	struct guest_check_result after;

	*c->result = c->nothing;
	c->result->corruptions_fixed = before.corruptions_fixed;
	c->quiet = c->rebuild = false;
	qcow2_measure_file(c);
	qcow2_counters_clear(c, 0);
	if (!qcow2_count_all(c, fine) || !*fine)
		return !*fine;
	after = *c->result;
	c->repairing = true;
	c->only_leaks = !check_beyond(c->sink);
	if (!qcow2_compare(c) || !io_flush(c->img->disk) || !give_up(c))
		return false;
	c->repairing = c->only_leaks = false;
	c->result->image_end_offset += c->q->cluster_size;
	c->result->corruptions_fixed = after.corruptions_fixed;
	c->result->leaks_fixed = after.leaks_fixed;
	if (check_beyond(c->sink)) /* qemu leaves out what differs still */
		after = *c->result;
	if (after.corruptions < before.corruptions)
		c->result->corruptions_fixed += before.corruptions - after.corruptions;
	if (after.leaks < before.leaks)
		c->result->leaks_fixed += before.leaks - after.leaks;
	return !c->rebuild ||
	       tell_rule(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_STILL_BROKEN, CHECK_EFFECT_NONE);
}

/* New counts are written from users that are all in memory: not where those of one window are. */
static bool rebuild(struct qcow2_check *c, bool *fine)
{
	if (!tell_rule(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_REBUILD, CHECK_EFFECT_NONE))
		return false;
	*fine = c->counters.num >= c->num_clusters;
	if (!*fine)
		return check_end(c->sink, CHECK_OUTCOME_TOO_LARGE);
	if (!qcow2_keep_overlaps(c) || !qcow2_rebuild_counts(c, fine))
		return false;
	c->doubtful = true;
	return !*fine || check_rebuilt(c, fine);
}

bool qcow2_repair_counts(struct qcow2_check *c, bool *fine)
{
	const struct guest_check_result *r = c->result;

	if (c->rebuild && qcow2_repairs_errors(c))
		return rebuild(c, fine);
	if (c->rebuild) {
		*fine = false;
		return tell_rule(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_NEEDS_REBUILD,
				 CHECK_EFFECT_CHECK_ERROR) &&
		       check_end(c->sink, CHECK_OUTCOME_IO);
	}
	if (r->leaks == 0 && r->corruptions == 0)
		return true;
	return repair_counts(c, fine);
}

static bool clear(struct qcow2_check *c, uint32_t fault, uint32_t at, uint64_t features,
		  uint64_t cleared)
{
	uint8_t bytes[sizeof(features)];

	store_u8be(bytes, features & ~cleared);
	return cleared == 0 ||
	       (check_write(c->sink, c->img, fault, at, cleared) && io_flush(c->img->disk) &&
		io_put(c->img->disk, at, bytes, sizeof(bytes)));
}

/* An image that was changed does not say that other programs knew; to qemu, opening is a change. */
static bool clear_stale(struct qcow2_check *c)
{
	const struct qcow2_header *h = &c->q->header;
	bool changed = c->result->corruptions_fixed + c->result->leaks_fixed > 0;

	return (!changed && check_beyond(c->sink)) ||
	       clear(c, FAULT_QCOW2_HEADER_CHECK_CLEARS_STALE,
		     QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET, h->autoclear_features,
		     qcow2_stale_features(h));
}

/* An image that is sound now does not say otherwise of itself. */
bool qcow2_clear_marks(struct qcow2_check *c)
{
	const struct guest_check_result *r = c->result;
	const uint64_t marks = QCOW2_INCOMPATIBLE_FEATURE_DIRTY |
			       QCOW2_INCOMPATIBLE_FEATURE_CORRUPT;
	uint64_t features = c->q->header.incompatible_features;

	return clear_stale(c) &&
	       (r->corruptions != 0 || r->check_errors != 0 ||
		clear(c, FAULT_QCOW2_HEADER_CHECK_CLEARS_MARKS,
		      QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET, features, features & marks));
}
