/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: everything that `check` looks at, in qemu's order. */
#include "check.h"

bool qcow2_tell(struct qcow2_check *c, uint32_t fault, enum check_effect effect, uint64_t offset,
		uint64_t value, uint64_t extra0, uint64_t extra1)
{
	return check_field(c->sink, c->img, fault, effect, offset, value, extra0, extra1);
}

bool qcow2_tell_walked(struct qcow2_check *c, uint32_t fault, uint64_t offset, uint64_t value,
		       uint64_t extra0)
{
	c->broken = true;
	return c->quiet || qcow2_tell(c, fault, CHECK_EFFECT_CORRUPTION, offset, value, extra0, 0);
}

static bool count_as(struct qcow2_check *c, enum check_user user, uint64_t offset, uint64_t len,
		     uint64_t at)
{
	c->user = user;
	return qcow2_count(c, offset, len, at);
}

static bool count_bitmaps(struct qcow2_check *c, bool *fine)
{
	c->user = CHECK_USER_BITMAP;
	return qcow2_count_bitmaps(c, fine);
}

static bool count_blocks(struct qcow2_check *c)
{
	c->user = CHECK_USER_COUNTS;
	return qcow2_count_blocks(c);
}

bool qcow2_count_all(struct qcow2_check *c, bool *fine)
{
	const struct qcow2 *q = c->q;
	const struct qcow2_header *h = &q->header;

	c->user = CHECK_USER_HEADER;
	return qcow2_count(c, 0, q->cluster_size, 0) &&
	       qcow2_count_tables(c, h->ofs_l1_table, h->num_l1_entries, true) &&
	       qcow2_count_snapshots(c) &&
	       count_as(c, CHECK_USER_COUNTS, h->ofs_refcount_table,
			(uint64_t)h->num_refcount_table_clusters << q->cluster_bits,
			QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET) &&
	       count_as(c, CHECK_USER_HEADER, q->ofs_encryption, q->len_encryption, 0) &&
	       count_bitmaps(c, fine) && (!*fine || count_blocks(c));
}

/* What the walk finds counts once: most in the first window, and what depends on a count in its
 * own.
 */
static bool count_window(struct qcow2_check *c, uint64_t first, bool *fine)
{
	uint64_t before = c->result->corruptions;

	c->quiet = first != 0;
	qcow2_counters_clear(c, first);
	if (!qcow2_find_ones(c, c->counters.ones, c->counters.len_ones, first) ||
	    !qcow2_count_all(c, fine))
		return false;
	if (first == 0)
		c->counted = *c->result;
	else
		c->counted.corruptions += c->result->corruptions - before;
	return true;
}

/* Count and compare, window by window. A count that is too narrow starts it all over. */
static bool compare_all(struct qcow2_check *c, bool *fine)
{
	uint64_t first = 0;

	do {
		if (!count_window(c, first, fine))
			return false;
		if (c->counters.too_narrow || !*fine)
			return true;
		if (!qcow2_compare(c))
			return false;
		first += c->counters.num;
	} while (first < c->num_clusters);
	c->result->image_end_offset += c->q->cluster_size;
	return true;
}

static uint64_t clusters_of(const struct qcow2_check *c, uint64_t bytes)
{
	return bytes / c->q->cluster_size + (bytes % c->q->cluster_size != 0);
}

void qcow2_measure_file(struct qcow2_check *c)
{
	c->file_end = image_file_end(c->img->disk);
	c->num_clusters = clusters_of(c, c->file_end);
}

static bool prepare(struct qcow2_check *c)
{
	qcow2_measure_file(c);
	return qcow2_counts_init(c) && qcow2_counters_init(c) && qcow2_slices_init(c) &&
	       qcow2_damages_init(c);
}

static bool begin(struct qcow2_check *c)
{
	c->num_clusters = clusters_of(c, c->file_end);
	c->result->total_clusters = clusters_of(c, c->img->size);
	return true;
}

bool qcow2_check(struct image *img, struct check_sink *sink)
{
	struct qcow2_check c = {
		.img = img, .q = img->state, .sink = sink, .result = sink->result
	};
	bool fine = true;

	if (!prepare(&c))
		return false;
	for (;;) {
		if (!begin(&c) || !qcow2_check_snapshot_table(&c, &fine))
			return false;
		if (!fine)
			return true;
		c.nothing = *c.result;
		if (!compare_all(&c, &fine))
			return false;
		if (!c.counters.too_narrow)
			break;
		check_again(sink);
		c.num_damages = 0;
		if (!qcow2_counters_init(&c))
			return false;
	}
	if (fine && qcow2_repairs(&c) && !qcow2_repair_counts(&c, &fine))
		return false;
	if (!fine)
		return true;
	qcow2_begin_flags(&c);
	return (!c.doubtful || qcow2_check_copied(&c)) && qcow2_tell_users(&c) &&
	       qcow2_repair_snapshot_table(&c) && (!qcow2_repairs(&c) || qcow2_clear_marks(&c));
}
