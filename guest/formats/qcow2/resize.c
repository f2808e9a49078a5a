/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The size of a qcow2 image's disk. A disk that grows has its new size last; one that shrinks has
 * it first, so that what is given up afterwards is nobody's.
 */
#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "edit.h"
#include "formats/layout.h"
#include "io/io.h"
#include "io/writer.h"

static bool refuse(const struct qcow2_edit *e, uint32_t fault, uint32_t field, uint64_t value)
{
	return fault_raise(e->img->disk, fault, field, value);
}

/* Entries of the L1 table that a disk of so many bytes needs. */
static uint64_t l1_entries(const struct qcow2_edit *e, uint64_t size)
{
	return pieces_of(pieces_of(size, e->q->cluster_bits), e->l2_bits);
}

/* --- L2 tables --- */

/* The table at `index` in memory, where it may be written: one that is missing or shared is made
 * anew. *cluster is where. */
static bool take_l2(struct qcow2_edit *e, uint64_t index, uint64_t *cluster)
{
	uint64_t entry = e->l1[index], offset = qcow2_l1_entry_ofs_l2_table(entry);

	memset(e->l2, 0, e->q->cluster_size);
	if (offset % e->q->cluster_size != 0 || (offset && offset >= e->w.end))
		return refuse(e, FAULT_QCOW2_HEADER_EDIT_PAST_END, QCOW2_HEADER_OFS_L1_TABLE_OFFSET,
			      offset);
	if (offset &&
	    (!writer_drain() || !io_read_padded(e->img->disk, offset, e->l2, e->q->cluster_size)))
		return false;
	*cluster = qcow2_edit_cluster(e, offset);
	if (offset && qcow2_l1_entry_copied(entry))
		return true;
	if (!qcow2_alloc(&e->alloc, 1, cluster))
		return false;
	if (*cluster >= e->num_reached)
		e->num_reached = *cluster + 1;
	e->l1[index] = qcow2_edit_l1_entry(e, true, *cluster);
	return !offset || qcow2_edit_free(e, offset, e->q->cluster_size);
}

static uint8_t *entry_at(const struct qcow2_edit *e, uint64_t cluster)
{
	uint64_t i = cluster & ((UINT64_C(1) << e->l2_bits) - 1);

	return e->l2 + (i << (e->q->cluster_bits - e->l2_bits));
}

static bool put_l2(struct qcow2_edit *e, uint64_t cluster)
{
	return qcow2_edit_put(e, cluster << e->q->cluster_bits, e->l2, e->q->cluster_size) &&
	       writer_drain();
}

/* --- growing --- */

/* Size and place of the L1 table, which are next to each other. */
static bool point_to_l1(struct qcow2_edit *e, uint64_t num, uint64_t offset)
{
	uint8_t bytes[QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET - QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET];

	e->q->header.num_l1_entries = (uint32_t)num;
	e->q->header.ofs_l1_table = offset;
	store_u4be(bytes, (uint32_t)num);
	store_u8be(bytes + QCOW2_HEADER_OFS_L1_TABLE_OFFSET - QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET,
		   offset);
	return qcow2_edit_put(e, QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET, bytes, sizeof(bytes));
}

static bool longer_l1(struct qcow2_edit *e, uint64_t num)
{
	uint64_t *entries = io_alloc(num * sizeof(*entries), _Alignof(uint64_t));

	if (!entries)
		return false;
	memcpy(entries, e->l1, e->num_l1 * sizeof(*entries));
	e->l1 = entries;
	e->num_l1 = num;
	return true;
}

bool qcow2_edit_grow_l1(struct qcow2_edit *e, uint64_t num)
{
	uint64_t old = e->q->header.ofs_l1_table, num_old = e->num_l1, first, offset;
	unsigned per_cluster = e->q->cluster_bits - bits_of(QCOW2_L1_ENTRY_SIZE);

	if (num <= num_old)
		return true;
	if (num > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE)
		return refuse(e, FAULT_QCOW2_HEADER_RESIZE_L1_TOO_LARGE,
			      QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET, num);
	if (!longer_l1(e, num) || !qcow2_alloc(&e->alloc, pieces_of(num, per_cluster), &first))
		return false;
	offset = first << e->q->cluster_bits;
	return qcow2_edit_put_l1(e, offset, 0, num) && qcow2_edit_flush(e) &&
	       qcow2_edit_barrier(e) && point_to_l1(e, num, offset) && qcow2_edit_barrier(e) &&
	       (num_old == 0 ||
		qcow2_free(&e->alloc, qcow2_edit_cluster(e, old), pieces_of(num_old, per_cluster)));
}

static bool zero_entry(struct qcow2_edit *e, uint64_t cluster)
{
	uint64_t entry = qcow2_l2_entry_load(entry_at(e, cluster));

	if (qcow2_l2_entry_compressed(entry)) {
		if (!qcow2_edit_free_data(e, entry))
			return false;
		entry = 0;
	}
	if (e->q->extended)
		qcow2_subcluster_bitmap_store(entry_at(e, cluster) +
						      QCOW2_EXTENDED_L2_ENTRY_SUBCLUSTERS_OFFSET,
					      qcow2_subcluster_bitmap_make(UINT32_MAX, 0));
	else
		entry = qcow2_l2_entry_make(qcow2_l2_entry_copied(entry), false,
					    qcow2_l2_entry_host_sector(entry), true);
	qcow2_l2_entry_store(entry_at(e, cluster), entry);
	return true;
}

/* What is added reads as zeros, whatever is below. */
static bool zero_clusters(struct qcow2_edit *e, uint64_t first, uint64_t end)
{
	uint64_t start = first >> e->l2_bits, cluster;

	while (first < end) {
		uint64_t index = first >> e->l2_bits, stop = (index + 1) << e->l2_bits;

		if (!take_l2(e, index, &cluster))
			return false;
		for (stop = stop < end ? stop : end; first < stop; first++)
			if (!zero_entry(e, first))
				return false;
		if (!put_l2(e, cluster))
			return false;
	}
	return qcow2_edit_flush(e) && qcow2_edit_barrier(e) &&
	       qcow2_edit_put_l1(e, e->q->header.ofs_l1_table, start, pieces_of(end, e->l2_bits));
}

/* A backing image that is longer would show where the disk grows. */
static bool hide_backing(struct qcow2_edit *e, uint64_t size)
{
	const struct image *backing = e->img->backing;

	if (!backing || backing->size <= e->img->size || size == e->img->size)
		return true;
	if (e->q->header.version < QCOW2_HEADER_VERSION_MAX)
		return refuse(e, FAULT_QCOW2_HEADER_RESIZE_NO_ZEROS, QCOW2_HEADER_VERSION_OFFSET,
			      e->q->header.version);
	if (e->img->size % e->q->cluster_size != 0)
		return refuse(e, FAULT_QCOW2_HEADER_RESIZE_BACKING_SHOWS,
			      QCOW2_HEADER_VIRTUAL_SIZE_OFFSET, e->img->size);
	return zero_clusters(e, e->img->size >> e->q->cluster_bits,
			     pieces_of(size, e->q->cluster_bits));
}

static bool grow(struct qcow2_edit *e, uint64_t size)
{
	return qcow2_edit_grow_l1(e, l1_entries(e, size)) && hide_backing(e, size) &&
	       qcow2_edit_flush(e) && qcow2_edit_barrier(e) && qcow2_edit_set_size(e, size);
}

/* --- shrinking --- */

static bool clear_entry(struct qcow2_edit *e, uint64_t cluster)
{
	uint64_t entry = qcow2_l2_entry_load(entry_at(e, cluster));

	memset(entry_at(e, cluster), 0, (size_t)1 << (e->q->cluster_bits - e->l2_bits));
	return qcow2_edit_free_data(e, entry);
}

/*
 * Clear the entries from cluster `first` on, in tables that are made where they are missing, as
 * qemu has it. Only the table that keeps some entries is worth writing.
 */
static bool clear_clusters(struct qcow2_edit *e, uint64_t first, uint64_t end, uint64_t num_l1)
{
	uint64_t cluster;

	while (first < end) {
		uint64_t index = first >> e->l2_bits, stop = (index + 1) << e->l2_bits;

		if (!take_l2(e, index, &cluster))
			return false;
		for (stop = stop < end ? stop : end; first < stop; first++)
			if (!clear_entry(e, first))
				return false;
		if (index < num_l1 && !put_l2(e, cluster))
			return false;
	}
	return true;
}

/* Entries that no disk needs are cleared; the table keeps its length. */
static bool drop_l2(struct qcow2_edit *e, uint64_t num_l1)
{
	for (uint64_t i = num_l1; i < e->num_l1; i++) {
		uint64_t offset = qcow2_l1_entry_ofs_l2_table(e->l1[i]);

		e->l1[i] = 0;
		if (offset && !qcow2_edit_free(e, offset, e->q->cluster_size))
			return false;
	}
	return qcow2_edit_put_l1(e, e->q->header.ofs_l1_table, num_l1, e->num_l1);
}

/* The file ends with the last cluster that is used, with all of it if qemu had written past it. */
static bool cut(struct qcow2_edit *e)
{
	uint64_t size = io_size(e->img->disk), last, count = 0;

	if (size < e->num_reached << e->q->cluster_bits)
		size = e->num_reached << e->q->cluster_bits;
	last = pieces_of(size, e->q->cluster_bits);
	while (last > 0 && count == 0)
		if (!qcow2_refcount(&e->alloc, --last, &count))
			return false;
	last = (last + 1) << e->q->cluster_bits;
	return last >= size || (writer_drain() && io_resize(e->img->disk, last));
}

static bool shrink(struct qcow2_edit *e, uint64_t size)
{
	uint64_t first = pieces_of(size, e->q->cluster_bits);
	uint64_t end = pieces_of(e->img->size, e->q->cluster_bits), num_l1 = l1_entries(e, size);

	return qcow2_edit_set_size(e, size) && qcow2_edit_barrier(e) &&
	       clear_clusters(e, first, end, num_l1) && drop_l2(e, num_l1) &&
	       qcow2_edit_barrier(e) && qcow2_alloc_shrink(&e->alloc) && qcow2_edit_flush(e) &&
	       qcow2_edit_barrier(e) &&
	       (num_l1 == 0 ||
		qcow2_edit_put_l1(e, e->q->header.ofs_l1_table, num_l1 - 1, num_l1)) &&
	       qcow2_edit_barrier(e) && cut(e);
}

static bool check(const struct qcow2_edit *e, const struct resize *to)
{
	const struct qcow2_header *h = &e->q->header;

	if (to->size % SOURCE_SECTOR_SIZE != 0)
		return refuse(e, FAULT_QCOW2_HEADER_RESIZE_NOT_SECTORS,
			      QCOW2_HEADER_VIRTUAL_SIZE_OFFSET, to->size);
	if (h->num_snapshots != 0 && h->version < QCOW2_HEADER_VERSION_MAX)
		return refuse(e, FAULT_QCOW2_HEADER_RESIZE_SNAPSHOTS,
			      QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, h->num_snapshots);
	if (to->preallocation != TARGET_PREALLOCATION_OFF)
		return refuse(e, FAULT_QCOW2_HEADER_RESIZE_PREALLOCATION,
			      QCOW2_HEADER_VIRTUAL_SIZE_OFFSET, to->size);
	return true;
}

bool qcow2_edit_resize(struct qcow2_edit *e, const struct resize *to)
{
	if (!check(e, to))
		return false;
	return to->size < e->img->size ? shrink(e, to->size) : grow(e, to->size);
}

bool qcow2_resize(struct image *img, const struct resize *to)
{
	struct qcow2_edit e;

	return qcow2_edit_begin(&e, img, QCOW2_EDITS_CLUSTERS | QCOW2_EDITS_DISK) &&
	       qcow2_edit_resize(&e, to) && qcow2_edit_flush(&e) && writer_drain();
}
