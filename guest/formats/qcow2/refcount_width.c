/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: all refcounts with another number of bits. Blocks and a table for them are taken as long
 * as the old counts are those of the image, again and again, since what is taken has to be counted
 * too. Then they are written, and the header names them.
 */
#include "amend.h"

#include "base/arith.h"
#include "base/mem.h"
#include "formats/layout.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/writer.h"

#define LEAST_WALKS 3u

struct widening {
	struct qcow2_edit *e;
	struct qcow2_blocks to; /* ->clusters has where the new blocks are, as far as ->capacity */
	uint64_t table, num_table; /* clusters of the new table; 0: not taken yet */
	/* An old block, and whether it was there when qemu came to it: it does before it takes a
	 * cluster for the new block that ends there. */
	uint64_t old;
	bool has_old;
};

static bool has_old(const struct widening *w, uint64_t c)
{
	const struct qcow2_alloc *a = &w->e->alloc;

	return c >> a->b.per_block_bits == w->old ? w->has_old : qcow2_has_block(a, c);
}

static void come_to(struct widening *w, uint64_t c)
{
	uint64_t old = c >> w->e->alloc.b.per_block_bits;

	if (old == w->old)
		return;
	w->has_old = qcow2_has_block(&w->e->alloc, c);
	w->old = old;
}

/* Whether a new block has a count that is not 0, and that all of them fit. */
static bool look(struct widening *w, uint64_t index, bool *used)
{
	struct qcow2_alloc *a = &w->e->alloc;
	uint64_t c = index << w->to.per_block_bits, end = c + qcow2_blocks_each(&w->to), count;

	*used = false;
	for (end = end < a->top ? end : a->top; c < end; c++) {
		if (!has_old(w, c)) {
			c |= qcow2_blocks_each(&a->b) - 1;
			continue;
		}
		if (!qcow2_refcount(a, c, &count))
			return false;
		*used = *used || count != 0;
		if (count <= qcow2_blocks_most(&w->to))
			continue;
		(void)fault_raise(w->e->img->disk, FAULT_QCOW2_HEADER_AMEND_REFCOUNT_TOO_NARROW,
				  QCOW2_HEADER_REFCOUNT_ORDER_OFFSET, c << a->b.cluster_bits);
		fault_extra(UINT64_C(1) << w->to.order);
		fault_extra(count);
		return false;
	}
	return true;
}

/* Entries of a table come by whole clusters. */
static bool make_room(struct widening *w, uint64_t index)
{
	uint64_t num = align_up(index + 1, qcow2_blocks_cluster_size(&w->to) /
						   QCOW2_REFCOUNT_TABLE_ENTRY_SIZE);
	uint64_t *clusters;

	if (index < w->to.capacity)
		return true;
	if (num > QCOW2_MAX_REFCOUNT_TABLE_BYTES / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE)
		return fault_raise(w->e->img->disk, FAULT_TARGET_IMAGE_REFCOUNTS_TOO_LARGE, 0, num);
	clusters = io_alloc(num * sizeof(*clusters), _Alignof(uint64_t));
	if (!clusters)
		return false;
	memcpy(clusters, w->to.clusters, w->to.capacity * sizeof(*clusters));
	w->to.clusters = clusters;
	w->to.capacity = num;
	return true;
}

/* Clusters for the blocks that are still missing; *took: there were some. */
static bool take_blocks(struct widening *w, bool *took)
{
	struct qcow2_alloc *a = &w->e->alloc;
	bool used;

	*took = false;
	w->old = UINT64_MAX;
	for (uint64_t i = 0; i << w->to.per_block_bits < a->top; i++) {
		if (!look(w, i, &used))
			return false;
		come_to(w, (i + 1) << w->to.per_block_bits);
		if (!used || (i < w->to.capacity && w->to.clusters[i]))
			continue;
		if (!make_room(w, i) || !qcow2_alloc(a, 1, &w->to.clusters[i]))
			return false;
		*took = true;
	}
	return true;
}

static bool take_table(struct widening *w)
{
	struct qcow2_alloc *a = &w->e->alloc;

	if (w->num_table && !qcow2_free(a, w->table, w->num_table))
		return false;
	w->num_table = w->to.capacity * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE >> a->b.cluster_bits;
	return qcow2_alloc(a, w->num_table, &w->table);
}

static bool write_blocks(struct widening *w)
{
	struct qcow2_alloc *a = &w->e->alloc;

	for (uint64_t i = 0; i < w->to.capacity; i++) {
		uint64_t first = i << w->to.per_block_bits, count;
		struct qcow2_block *block;

		if (!w->to.clusters[i])
			continue;
		block = qcow2_block_new(&w->to, i, w->to.clusters[i]);
		if (!block)
			return false;
		for (uint64_t k = 0; k < qcow2_blocks_each(&w->to) && first + k < a->top; k++) {
			if (!qcow2_refcount(a, first + k, &count))
				return false;
			qcow2_block_set_count(&w->to, block->bytes, k, count);
		}
	}
	return qcow2_blocks_flush(&w->to);
}

/* For qemu, a walk looks at each entry of the old table. */
static bool tell_walk(struct qcow2_amending *a, uint64_t walk, uint64_t num)
{
	uint64_t each = a->e.alloc.b.capacity;

	for (uint64_t i = 0; i <= each; i++)
		if (!qcow2_progress_tell(&a->progress, walk * each + i, num * each))
			return false;
	return true;
}

static bool take_all(struct qcow2_amending *a, struct widening *w, uint64_t *walk)
{
	bool took = true;

	while (took) {
		uint64_t num = *walk + 2 < LEAST_WALKS ? LEAST_WALKS : *walk + 2;

		if (!take_blocks(w, &took) || (took && !take_table(w)) ||
		    !tell_walk(a, (*walk)++, num))
			return false;
	}
	return true;
}

/* The image has its new counts from now on; the old ones keep their bytes. */
static bool switch_over(struct qcow2_amending *a, struct widening *w)
{
	struct qcow2_alloc *alloc = &a->e.alloc, old = *alloc;
	unsigned bits = old.b.cluster_bits;

	alloc->b = w->to;
	alloc->table = w->table;
	alloc->num_table = w->num_table;
	a->e.q->header.refcount_order = w->to.order;
	if (!qcow2_alloc_write_table(alloc) || !qcow2_edit_barrier(&a->e) ||
	    !qcow2_edit_put_header(&a->e) || !qcow2_edit_barrier(&a->e))
		return false;
	for (uint64_t i = 0; i < old.b.capacity; i++)
		if (old.b.clusters[i] &&
		    !qcow2_leave(alloc, old.b.clusters[i] << bits, a->e.q->cluster_size))
			return false;
	return qcow2_leave(alloc, old.table << bits, old.num_table << bits);
}

bool qcow2_change_refcounts(struct qcow2_amending *a, unsigned order)
{
	struct widening w = { .e = &a->e };
	uint64_t walk = 0;

	if (!qcow2_blocks_init(&w.to, &a->e.w, a->e.q->cluster_bits, order, QCOW2_MAX_BLOCKS_KEPT))
		return false;
	w.to.capacity = 0;
	return take_all(a, &w, &walk) && qcow2_edit_flush(&a->e) && write_blocks(&w) &&
	       tell_walk(a, walk, walk + 1) && switch_over(a, &w);
}
