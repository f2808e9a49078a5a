/* SPDX-License-Identifier: Apache-2.0 */
/* A new qcow2 file with places for all of the disk. */
#include "base/arith.h"
#include "generated/qcow2.h"
#include "io/io.h"
#include "io/writer.h"
#include "write.h"

/* Clusters of the longest request that qemu makes of itself. */
static uint64_t longest(const struct qcow2_writer *q)
{
	return (uint64_t)INT32_MAX >> q->layout.cluster_bits;
}

/* Tables for all of the disk, each before the clusters that it maps. */
static bool lay_metadata(struct qcow2_writer *q, uint64_t *end)
{
	for (uint64_t c = 0, num; c < q->layout.num_data; c += num) {
		uint64_t host = 0;

		num = q->layout.num_data - c;
		num = num < longest(q) ? num : longest(q);
		if (!qcow2_map_new(q, c, &num, &host))
			return false;
		*end = host + num;
	}
	return true;
}

/* One run for all of the data after new refcounts for it, and then tables that map it. What is
 * reserved begins at *from: tables that are written by then are after the data. */
static bool lay_ahead(struct qcow2_writer *q, uint64_t *from, uint64_t *end)
{
	uint64_t num = q->layout.num_data, first, taken;

	if (!qcow2_alloc_ahead(&q->alloc, num + q->layout.num_l2 + 1, &first) ||
	    !qcow2_alloc_at(&q->alloc, first, num, &taken))
		return false;
	*from = q->w->end;
	*end = first + num;
	for (uint64_t c = 0; c < num; c++) {
		if (!qcow2_tables_load(&q->tables, c))
			return false;
		qcow2_set_place(q, c, first + c);
	}
	return true;
}

/* The last cluster is there only as far as its subclusters are. */
static uint64_t end_of(const struct qcow2_writer *q, uint64_t clusters)
{
	uint64_t unit = UINT64_C(1) << q->layout.cluster_bits;
	uint64_t unused = (q->layout.num_data << q->layout.cluster_bits) - q->w->size;

	if (!q->extended)
		return clusters << q->layout.cluster_bits;
	return (clusters << q->layout.cluster_bits) -
	       (unused & ~(unit / QCOW2_SUBCLUSTERS_PER_CLUSTER - 1));
}

static bool lay_external(struct qcow2_writer *q, uint32_t preallocation)
{
	uint64_t end = 0;

	if (!lay_metadata(q, &end))
		return false;
	q->data_end = end_of(q, end);
	return target_reserve(q->w->disk + 1, preallocation, 0, q->data_end);
}

static bool lay_inside(struct qcow2_writer *q, uint32_t preallocation)
{
	bool ahead = preallocation != TARGET_PREALLOCATION_METADATA;
	uint64_t end = 0, from = 0;

	if (!(ahead ? lay_ahead(q, &from, &end) : lay_metadata(q, &end)))
		return false;
	end = ahead ? end << q->layout.cluster_bits : end_of(q, end);
	if (end > q->w->end)
		q->w->end = end;
	return target_reserve(q->w->disk, preallocation, from, end);
}

bool qcow2_preallocate(struct qcow2_writer *q)
{
	uint32_t preallocation = q->w->options->preallocation;

	if (q->w->options->flags & TARGET_FLAG_DATA_FILE_RAW && !preallocation)
		preallocation = TARGET_PREALLOCATION_METADATA;
	if (!preallocation)
		return true;
	return q->external ? lay_external(q, preallocation) : lay_inside(q, preallocation);
}
