/* SPDX-License-Identifier: Apache-2.0 */
/* Where clusters of the disk go that have no place of their own in a qcow2 file. */
#include "base/arith.h"
#include "generated/qcow2.h"
#include "generated/source.h"
#include "write.h"

static uint64_t sector_of(const struct qcow2_writer *q, uint64_t cluster)
{
	return cluster << (q->layout.cluster_bits - bits_of(SOURCE_SECTOR_SIZE));
}

uint64_t qcow2_place(const struct qcow2_writer *q, uint64_t host)
{
	return qcow2_l2_entry_make(true, false, sector_of(q, host), false);
}

void qcow2_set_place(struct qcow2_writer *q, uint64_t cluster, uint64_t host)
{
	qcow2_tables_set(&q->tables, cluster, qcow2_place(q, host));
}

/* Whether the loaded table has a place for it, which nothing else uses. In an external data file
 * the first cluster's place is 0. */
bool qcow2_is_placed(const struct qcow2_writer *q, uint64_t cluster)
{
	uint64_t entry = qcow2_tables_entry(&q->tables, cluster);

	return qcow2_l2_entry_copied(entry) && !qcow2_l2_entry_compressed(entry);
}

bool qcow2_is_sliced(const struct qcow2_layout *layout)
{
	return layout->num_l2 << layout->cluster_bits > QCOW2_L2_CACHE_SIZE;
}

/*
 * Clusters from this one on that the loaded table can be asked for at once. A table is handled
 * whole where all of the disk's fit qemu's cache, else in slices.
 */
static uint64_t in_slice(const struct qcow2_writer *q, uint64_t cluster)
{
	uint64_t table = UINT64_C(1) << q->tables.l2_bits, slice = table;

	if (q->sliced)
		slice = QCOW2_L2_SLICE_SIZE >> q->tables.entry_bits;
	if (slice > table)
		slice = table;
	return slice - (cluster & (slice - 1));
}

static uint64_t unplaced(const struct qcow2_writer *q, uint64_t cluster, uint64_t most)
{
	uint64_t num = 0;

	while (num < most && !qcow2_is_placed(q, cluster + num))
		num++;
	return num;
}

static bool take(struct qcow2_writer *q, uint64_t *host, uint64_t done, uint64_t *num)
{
	uint64_t wanted = *num;

	if (*host) {
		if (!qcow2_alloc_at(&q->alloc, *host + done, wanted, num))
			return false;
		if (*num > 0 || done > 0)
			return true;
	}
	*num = wanted;
	return qcow2_alloc(&q->alloc, wanted, host);
}

bool qcow2_map_new(struct qcow2_writer *q, uint64_t cluster, uint64_t *num, uint64_t *host)
{
	uint64_t done = 0;

	while (done < *num) {
		uint64_t at = cluster + done, run = *num - done, most;

		if (!qcow2_tables_load(&q->tables, at))
			return false;
		most = in_slice(q, at);
		run = unplaced(q, at, run < most ? run : most);
		if (q->external && done == 0)
			*host = cluster;
		else if (!q->external && run > 0 && !take(q, host, done, &run))
			return false;
		if (run == 0)
			break;
		for (uint64_t i = 0; i < run; i++)
			if (!qcow2_tables_replace(&q->tables, at + i,
						  qcow2_place(q, *host + done + i)))
				return false;
		done += run;
	}
	*num = done;
	return true;
}
