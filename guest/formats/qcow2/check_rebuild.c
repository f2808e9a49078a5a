/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: all counts written anew, from the users of each cluster. Blocks and table go where qemu
 * puts them: a block into the first free cluster of those that it counts, the table into the first
 * free run that is long enough. */
#include <string.h>

#include "check.h"

#include "base/store.h"

struct rebuild {
	struct qcow2_check *c;
	uint64_t *blocks; /* where the block of each range of clusters is; 0: there is none */
	uint64_t num;	  /* entries of the table so far */
	uint64_t most;	  /* ... that there is memory for */
	uint64_t free;	  /* no cluster before this one is free */
	uint8_t *bytes;	  /* of one cluster */
};

/* Past the end of the file clusters are free. */
static bool is_free(const struct rebuild *r, uint64_t cluster)
{
	const struct qcow2_check *c = r->c;

	return cluster >= c->num_clusters || qcow2_counter(&c->counters, cluster) == 0;
}

/* The first free run from ->free on; false: there is no room to count it. */
static bool take(struct rebuild *r, uint64_t num, uint64_t *first)
{
	struct qcow2_check *c = r->c;
	uint64_t cluster = r->free, run = 0;

	for (; run < num; cluster++)
		run = is_free(r, cluster) ? run + 1 : 0;
	if (cluster > c->counters.num)
		return false;
	*first = cluster - num;
	r->free = cluster;
	if (cluster > c->num_clusters)
		c->num_clusters = cluster;
	for (uint64_t i = *first; i < cluster; i++)
		qcow2_counter_set(&c->counters, i, 1);
	return true;
}

static bool write_block(struct rebuild *r, uint64_t range)
{
	struct qcow2_check *c = r->c;
	uint64_t first = range * c->counts.per_block;

	memset(r->bytes, 0, c->q->cluster_size);
	for (uint64_t i = 0; i < c->counts.per_block && first + i < c->num_clusters; i++)
		qcow2_count_store(c, r->bytes, i, qcow2_counter(&c->counters, first + i));
	return check_write(c->sink, c->img, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_WRITES_BLOCK,
			   r->blocks[range], range) &&
	       io_put(c->img->disk, r->blocks[range], r->bytes, c->q->cluster_size);
}

static void grow_table(struct rebuild *r, uint64_t entries)
{
	uint64_t per_cluster = r->c->q->cluster_size / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;

	r->num = (entries + per_cluster - 1) / per_cluster * per_cluster;
}

/* Blocks for the clusters [first, ->num_clusters or `end`); *grew: the table has to. */
static bool write_blocks(struct rebuild *r, uint64_t first, uint64_t end, bool *grew, bool *room)
{
	struct qcow2_check *c = r->c;
	uint64_t cluster = first, range, at;

	while (cluster < (end == 0 ? c->num_clusters : end)) {
		range = cluster / c->counts.per_block;
		if (is_free(r, cluster)) {
			cluster++;
			continue;
		}
		*room = range < r->most;
		if (*room && r->blocks[range] == 0) {
			if (r->free < range * c->counts.per_block)
				r->free = range * c->counts.per_block;
			*room = take(r, 1, &at);
			r->blocks[range] = at << c->q->cluster_bits;
		}
		if (!*room)
			return true;
		if (range >= r->num) {
			grow_table(r, range + 1);
			*grew = true;
		}
		if (!write_block(r, range))
			return false;
		cluster = (range + 1) * c->counts.per_block;
	}
	return true;
}

/* A place for the table, and blocks for that, until it does not grow any more. */
static bool place_table(struct rebuild *r, uint64_t *first, bool *room)
{
	const struct qcow2_check *c = r->c;
	bool grew = true;

	while (grew && *room) {
		uint64_t num = r->num * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE >> c->q->cluster_bits;

		grew = false;
		r->free = 0;
		*room = take(r, num, first);
		if (*room && !write_blocks(r, *first, *first + num, &grew, room))
			return false;
		for (uint64_t i = 0; grew && i < num; i++) /* a larger one is needed */
			qcow2_counter_set(&r->c->counters, *first + i, 0);
	}
	return true;
}

static bool write_table(struct rebuild *r, uint64_t first)
{
	const struct qcow2_check *c = r->c;
	uint64_t per_cluster = c->q->cluster_size / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;

	if (!check_write(c->sink, c->img, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_WRITES_TABLE,
			 first << c->q->cluster_bits, r->num))
		return false;
	for (uint64_t i = 0; i < r->num; i += per_cluster) {
		for (uint64_t k = 0; k < per_cluster; k++)
			qcow2_refcount_table_entry_store(
				r->bytes + k * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE,
				i + k < r->most ? r->blocks[i + k] : 0);
		if (!io_put(c->img->disk,
			    (first << c->q->cluster_bits) + i * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE,
			    r->bytes, c->q->cluster_size))
			return false;
	}
	return true;
}

/* From here on the new counts are those of the image. */
static bool point_there(struct rebuild *r, uint64_t first)
{
	struct qcow2_check *c = r->c;
	struct qcow2_header *h = &c->q->header;
	uint8_t bytes[QCOW2_HEADER_NUM_REFCOUNT_TABLE_CLUSTERS_OFFSET -
		      QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET + sizeof(uint32_t)];

	h->ofs_refcount_table = first << c->q->cluster_bits;
	h->num_refcount_table_clusters =
		(uint32_t)(r->num * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE >> c->q->cluster_bits);
	store_u8be(bytes, h->ofs_refcount_table);
	store_u4be(bytes + sizeof(uint64_t), h->num_refcount_table_clusters);
	return check_write(c->sink, c->img, FAULT_QCOW2_HEADER_CHECK_WRITES_COUNTS,
			   QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, h->ofs_refcount_table) &&
	       io_flush(c->img->disk) &&
	       io_put(c->img->disk, QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, bytes, sizeof(bytes)) &&
	       io_flush(c->img->disk) && qcow2_counts_init(c);
}

/* What has no user may be what a broken pointer led to: it stays as it is, and is counted. */
static void keep_all(struct qcow2_check *c)
{
	for (uint64_t i = 0; i < c->num_clusters && i < c->counters.num; i++)
		if (qcow2_counter(&c->counters, i) == 0)
			qcow2_counter_set(&c->counters, i, 1);
}

bool qcow2_rebuild_counts(struct qcow2_check *c, bool *fine)
{
	struct rebuild r = { .c = c, .most = c->counters.num / c->counts.per_block + 1 };
	bool grew = false, room = true;
	uint64_t first = 0;

	r.blocks = io_alloc(r.most * sizeof(*r.blocks), _Alignof(uint64_t));
	r.bytes = io_alloc(c->q->cluster_size, sizeof(uint64_t));
	if (!qcow2_repairs_leaks(c))
		keep_all(c);
	if (!r.blocks || !r.bytes || !write_blocks(&r, 0, 0, &grew, &room) ||
	    !place_table(&r, &first, &room))
		return false;
	*fine = room;
	if (!room)
		return check_end(c->sink, CHECK_OUTCOME_TOO_LARGE);
	return io_flush(c->img->disk) && write_table(&r, first) && point_there(&r, first);
}
