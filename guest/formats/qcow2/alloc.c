/* SPDX-License-Identifier: Apache-2.0 */
#include "alloc.h"

#include "base/arith.h"
#include "base/fault.h"
#include "base/store.h"
#include "formats/layout.h"
#include "generated/qcow2.h"
#include "generated/structures.h"
#include "generated/target.h"
#include "io/io.h"
#include "io/writer.h"

#define TABLE_PIECE    4096u /* bytes of the table that are made at once */
#define NUM_OF_START   3u    /* header, table, block */
#define MAX_NEW_BLOCKS 4u    /* in memory: a new file is written from its beginning to its end */

/* A block that was missing is there now: the caller looks for clusters again, since it may have
 * been put where they were to go. */
enum taken { TAKEN, AGAIN, FAILED };

bool qcow2_has_block(const struct qcow2_alloc *a, uint64_t cluster)
{
	uint64_t index = cluster >> a->b.per_block_bits;

	return index < a->b.capacity && a->b.clusters[index];
}

/* --- searching --- */

bool qcow2_refcount(struct qcow2_alloc *a, uint64_t cluster, uint64_t *count)
{
	struct qcow2_block *block;

	*count = 0;
	if (cluster >= a->top || !qcow2_has_block(a, cluster))
		return true;
	block = qcow2_block_load(&a->b, cluster >> a->b.per_block_bits);
	if (!block)
		return false;
	*count = qcow2_block_count(&a->b, block->bytes, cluster & (qcow2_blocks_each(&a->b) - 1));
	return true;
}

static bool is_free(struct qcow2_alloc *a, uint64_t cluster, bool *answer)
{
	uint64_t count;

	*answer = false;
	if (!qcow2_refcount(a, cluster, &count))
		return false;
	*answer = count == 0;
	return true;
}

bool qcow2_find(struct qcow2_alloc *a, uint64_t num, uint64_t *first)
{
	uint64_t run = 0;
	bool free;

	while (run < num) {
		if (a->next >= a->top) {
			a->next += num - run;
			break;
		}
		if (!is_free(a, a->next++, &free))
			return false;
		run = free ? run + 1 : 0;
	}
	*first = a->next - num;
	return true;
}

/* --- taking --- */

static enum taken add_block(struct qcow2_alloc *a, uint64_t cluster);

/* Add `by` to the refcounts that one block has of the clusters from `first` to before `end`.
 * Returns the first cluster after them, 0 when it failed. */
static uint64_t count_in_block(struct qcow2_alloc *a, uint64_t first, uint64_t end, int by)
{
	struct qcow2_block *block;
	uint64_t stop = (first | (qcow2_blocks_each(&a->b) - 1)) + 1;

	if (!qcow2_has_block(a, first)) {
		(void)fault_raise(a->b.w->disk, FAULT_QCOW2_HEADER_EDIT_NOT_COUNTED,
				  QCOW2_HEADER_REFCOUNT_ORDER_OFFSET, first << a->b.cluster_bits);
		return 0;
	}
	block = qcow2_block_load(&a->b, first >> a->b.per_block_bits);
	if (!block)
		return 0;
	stop = stop < end ? stop : end;
	if (first < stop)
		qcow2_block_touch(&a->b, block, first & (qcow2_blocks_each(&a->b) - 1),
				  ((stop - 1) & (qcow2_blocks_each(&a->b) - 1)) + 1);
	for (uint64_t c = first; c < stop; c++) {
		uint64_t i = c & (qcow2_blocks_each(&a->b) - 1);
		uint64_t count = qcow2_block_count(&a->b, block->bytes, i) + (uint64_t)(int64_t)by;

		qcow2_block_set_count(&a->b, block->bytes, i, count);
		if (count == 0 && c < a->next)
			a->next = c;
	}
	return stop;
}

bool qcow2_use(struct qcow2_alloc *a, uint64_t cluster)
{
	return count_in_block(a, cluster, cluster + 1, 1) != 0;
}

bool qcow2_free(struct qcow2_alloc *a, uint64_t first, uint64_t num)
{
	uint64_t end = first + num;

	while (first < end) {
		first = count_in_block(a, first, end, -1);
		if (!first)
			return false;
	}
	return true;
}

static enum taken take(struct qcow2_alloc *a, uint64_t first, uint64_t num)
{
	uint64_t c = first, end = first + num;

	if (!qcow2_punch(a))
		return FAILED;
	while (c < end && qcow2_has_block(a, c)) {
		c = count_in_block(a, c, end, 1);
		if (!c)
			return FAILED;
		if (c > a->top)
			a->top = c;
	}
	if (c == end)
		return TAKEN;
	if (add_block(a, c) == FAILED || !qcow2_free(a, first, c - first))
		return FAILED;
	if (first < a->next)
		a->next = first;
	return AGAIN;
}

bool qcow2_alloc(struct qcow2_alloc *a, uint64_t num, uint64_t *first)
{
	enum taken taken = AGAIN;

	while (taken == AGAIN) {
		if (!qcow2_find(a, num, first))
			return false;
		taken = take(a, *first, num);
	}
	return taken == TAKEN;
}

bool qcow2_alloc_at(struct qcow2_alloc *a, uint64_t first, uint64_t num, uint64_t *taken)
{
	enum taken done = AGAIN;
	bool free = true;

	while (done == AGAIN) {
		for (*taken = 0; *taken < num; ++*taken)
			if (!is_free(a, first + *taken, &free))
				return false;
			else if (!free)
				break;
		if (*taken == 0)
			return true;
		done = take(a, first, *taken);
	}
	return done == TAKEN;
}

bool qcow2_count_bytes(struct qcow2_alloc *a, uint64_t at, uint32_t len, bool *again)
{
	uint64_t first = at >> a->b.cluster_bits;
	enum taken taken = take(a, first, pieces_of(at + len, a->b.cluster_bits) - first);

	*again = taken == AGAIN;
	return taken != FAILED;
}

/* --- growing --- */

/* How many blocks count `clusters`, themselves and their table; `generous` leaves room for half as
 * many table clusters again. */
static uint64_t blocks_for(const struct qcow2_alloc *a, uint64_t clusters, bool generous)
{
	unsigned per_table_bits = a->b.cluster_bits - bits_of(QCOW2_REFCOUNT_TABLE_ENTRY_SIZE);
	uint64_t blocks = 0, table = 0, before;

	do {
		before = blocks + table;
		blocks = pieces_of(clusters + blocks + table, a->b.per_block_bits);
		table = pieces_of(blocks, per_table_bits);
		if (blocks + table == before && generous) {
			clusters += (table + 1) / 2;
			generous = false;
			before = UINT64_MAX;
		}
	} while (blocks + table != before);
	return blocks;
}

bool qcow2_alloc_write_table(struct qcow2_alloc *a)
{
	uint8_t piece[TABLE_PIECE];
	uint64_t at = a->table << a->b.cluster_bits, num = a->b.capacity;
	uint64_t each = TABLE_PIECE / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE, rest;
	uint32_t used = 0;

	while (num > 0 && !a->b.clusters[num - 1])
		num--;
	num = align_up(num, each) < a->b.capacity ? align_up(num, each) : a->b.capacity;
	rest = (a->b.capacity - num) * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;
	for (uint64_t i = 0; i < num; i++) {
		qcow2_refcount_table_entry_store(piece + used,
						 a->b.clusters[i] << a->b.cluster_bits);
		used += QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;
		if (used == TABLE_PIECE || i + 1 == num) {
			if (!target_put(a->b.w, at, piece, used))
				return false;
			at += used;
			used = 0;
		}
	}
	if (target_is_open(a->b.w, at))
		return target_blank(a->b.w, at, rest);
	if (at + rest > a->b.w->end)
		a->b.w->end = at + rest;
	return target_fill(a->b.w->disk, at, rest);
}

/* An image that is changed has its new table from now on. */
static bool point_to_table(struct qcow2_alloc *a)
{
	uint8_t bytes[QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET - QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET];
	uint32_t disk = a->b.w->disk;

	if (!a->num_old)
		return true;
	store_u8be(bytes, a->table << a->b.cluster_bits);
	store_u4be(bytes + (QCOW2_HEADER_NUM_REFCOUNT_TABLE_CLUSTERS_OFFSET -
			    QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET),
		   (uint32_t)a->num_table);
	return qcow2_blocks_flush(&a->b) && writer_barrier(disk) &&
	       target_put(a->b.w, QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, bytes, sizeof(bytes)) &&
	       writer_barrier(disk);
}

/* Entries of a table with all blocks that there are. */
static uint64_t *larger_table(struct qcow2_alloc *a, uint64_t num)
{
	uint64_t *blocks;

	if (num > QCOW2_MAX_REFCOUNT_TABLE_BYTES / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE) {
		(void)fault_raise(a->b.w->disk, FAULT_TARGET_IMAGE_REFCOUNTS_TOO_LARGE, 0, num);
		return NULL;
	}
	blocks = io_alloc(num * sizeof(*blocks), _Alignof(uint64_t));
	for (uint64_t i = 0; blocks && i < a->b.capacity && i < num; i++)
		blocks[i] = a->b.clusters[i];
	return blocks;
}

/* Count the clusters from `first` to before `end`, with blocks from `at` on where they miss. */
static bool count_area(struct qcow2_alloc *a, uint64_t first, uint64_t end, uint64_t num_blocks)
{
	uint64_t at = first;

	for (uint64_t i = first >> a->b.per_block_bits; i < num_blocks; i++) {
		uint64_t low = i << a->b.per_block_bits, high = low + qcow2_blocks_each(&a->b);

		if (!a->b.clusters[i]) {
			a->b.clusters[i] = at++;
			if (!qcow2_block_new(&a->b, i, a->b.clusters[i]))
				return false;
		}
		low = low < first ? first : low;
		high = high < end ? high : end;
		if (low < high && !count_in_block(a, low, high, 1))
			return false;
	}
	return true;
}

/*
 * New structures in one piece from cluster `first` on: the blocks that miss up to `num_blocks`,
 * then a table of `entries`. The old table is free afterwards, and keeps its bytes. *end is the
 * first cluster after them.
 */
static bool lay_area(struct qcow2_alloc *a, uint64_t first, uint64_t num_blocks, uint64_t entries,
		     uint64_t *end)
{
	uint64_t old = a->table, num_old = a->num_table;
	uint64_t missing = 0;
	uint64_t num = entries * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE >> a->b.cluster_bits;

	if (!qcow2_punch(a))
		return false;
	for (uint64_t i = first >> a->b.per_block_bits; i < num_blocks; i++)
		missing += a->b.clusters[i] == 0;
	a->b.capacity = entries;
	a->table = first + missing;
	a->num_table = num;
	*end = a->table + num;
	if (*end > a->top)
		a->top = *end;
	return count_area(a, first, *end, num_blocks) && qcow2_alloc_write_table(a) &&
	       point_to_table(a) && qcow2_free(a, old, num_old);
}

/* A cluster's worth of entries at a time. */
static uint64_t whole_entries(const struct qcow2_alloc *a, uint64_t entries)
{
	return align_up(entries,
			qcow2_blocks_cluster_size(&a->b) / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE);
}

/* The table has no entry for block `index` at `cluster`: a larger one, from the next cluster on
 * that no block counts. */
static enum taken grow_table(struct qcow2_alloc *a, uint64_t highest, uint64_t index,
			     uint64_t cluster)
{
	uint64_t first = pieces_of(highest + 1, a->b.per_block_bits) << a->b.per_block_bits;
	uint64_t num_blocks = blocks_for(a, first, true), end;
	uint64_t entries = whole_entries(a, num_blocks + (num_blocks + 1) / 2);
	uint64_t *blocks = larger_table(a, entries);

	if (!blocks)
		return FAILED;
	a->b.clusters = blocks;
	a->b.clusters[index] = cluster;
	return lay_area(a, first, num_blocks, entries, &end) ? AGAIN : FAILED;
}

/* Searches that were undone leave the top too high. */
static bool lower_top(struct qcow2_alloc *a)
{
	bool free = true;

	while (a->top > 0) {
		if (!is_free(a, a->top - 1, &free))
			return false;
		if (!free)
			return true;
		a->top--;
	}
	return true;
}

bool qcow2_alloc_ahead(struct qcow2_alloc *a, uint64_t num, uint64_t *end)
{
	uint64_t first, num_blocks, entries, *blocks;

	if (!lower_top(a))
		return false;
	first = a->top;
	num_blocks = blocks_for(a, first + num, false);
	entries = whole_entries(a, num_blocks);
	blocks = larger_table(a, entries);
	if (!blocks)
		return false;
	a->b.clusters = blocks;
	return lay_area(a, first, num_blocks, entries, end);
}

static bool hook(struct qcow2_alloc *a, uint64_t index, uint64_t cluster)
{
	uint8_t entry[QCOW2_REFCOUNT_TABLE_ENTRY_SIZE];

	a->b.clusters[index] = cluster;
	qcow2_refcount_table_entry_store(entry, cluster << a->b.cluster_bits);
	if (cluster < a->num_old && !(qcow2_blocks_flush(&a->b) && writer_barrier(a->b.w->disk)))
		return false;
	return target_put(a->b.w, (a->table << a->b.cluster_bits) + index * sizeof(entry), entry,
			  sizeof(entry));
}

/* The block that counts `cluster`, wherever there is room. Never TAKEN. */
static enum taken add_block(struct qcow2_alloc *a, uint64_t cluster)
{
	uint64_t index = cluster >> a->b.per_block_bits, at;
	struct qcow2_block *block;
	bool counts_itself;

	if (!qcow2_find(a, 1, &at))
		return FAILED;
	counts_itself = at >> a->b.per_block_bits == index;
	if (!counts_itself) {
		enum taken taken = take(a, at, 1);

		if (taken != TAKEN)
			return taken;
	}
	block = qcow2_punch(a) ? qcow2_block_new(&a->b, index, at) : NULL;
	if (!block)
		return FAILED;
	if (counts_itself)
		qcow2_block_set_count(&a->b, block->bytes, at & (qcow2_blocks_each(&a->b) - 1), 1);
	if (at >= a->top)
		a->top = at + 1;
	if (index >= a->b.capacity)
		return grow_table(a, cluster > at ? cluster : at, index, at);
	return hook(a, index, at) ? AGAIN : FAILED;
}

/* --- shrinking --- */

/* Whether a block counts nothing, or only its own cluster. */
static bool is_empty(struct qcow2_alloc *a, uint64_t index, bool *empty)
{
	struct qcow2_block *block = qcow2_block_load(&a->b, index);

	if (!block)
		return false;
	*empty = true;
	for (uint64_t i = 0; *empty && i < qcow2_blocks_each(&a->b); i++)
		*empty = qcow2_block_count(&a->b, block->bytes, i) == 0 ||
			 (index << a->b.per_block_bits) + i == block->cluster;
	return true;
}

/* The block is none any more, and its cluster is nobody's. */
static bool drop_block(struct qcow2_alloc *a, uint64_t index, uint64_t cluster)
{
	uint64_t at = cluster << a->b.cluster_bits, end = io_size(a->b.w->disk);
	uint64_t len = qcow2_blocks_cluster_size(&a->b);

	qcow2_block_forget(&a->b, index);
	if (qcow2_has_block(a, cluster) && !qcow2_free(a, cluster, 1))
		return false;
	return at >= end ||
	       (writer_drain() && io_unmap(a->b.w->disk, at, len < end - at ? len : end - at));
}

bool qcow2_alloc_shrink(struct qcow2_alloc *a)
{
	uint64_t *dropped = io_alloc(a->b.capacity * sizeof(*dropped), _Alignof(uint64_t));
	bool empty, any = false;

	if (!dropped)
		return false;
	for (uint64_t i = 0; i < a->b.capacity; i++) {
		if (!a->b.clusters[i])
			continue;
		if (!is_empty(a, i, &empty))
			return false;
		if (empty)
			dropped[i] = a->b.clusters[i];
		any = any || empty;
	}
	for (uint64_t i = 0; i < a->b.capacity; i++)
		if (dropped[i])
			a->b.clusters[i] = 0;
	if (!any || !qcow2_alloc_write_table(a))
		return !any;
	for (uint64_t i = 0; i < a->b.capacity; i++)
		if (dropped[i] && !drop_block(a, i, dropped[i]))
			return false;
	return true;
}

/* --- beginning and end --- */

bool qcow2_alloc_init(struct qcow2_alloc *a, struct writer *w, unsigned cluster_bits,
		      unsigned order)
{
	*a = (struct qcow2_alloc){
		.next = NUM_OF_START, .top = NUM_OF_START, .table = 1, .num_table = 1
	};
	if (!qcow2_blocks_init(&a->b, w, cluster_bits, order, MAX_NEW_BLOCKS))
		return false;
	a->b.clusters[0] = NUM_OF_START - 1;
	return qcow2_block_new(&a->b, 0, a->b.clusters[0]) &&
	       count_in_block(a, 0, NUM_OF_START, 1) && qcow2_alloc_write_table(a);
}
