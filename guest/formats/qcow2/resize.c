/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The size of a qcow2 image's disk. A disk that grows has its new size last (grow.c); one that
 * shrinks has it first, so that what is given up afterwards is nobody's.
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
	last = last < e->alloc.top ? last : e->alloc.top; /* nothing is counted from there on */
	while (last > 0 && count == 0)
		if (!qcow2_refcount(&e->alloc, --last, &count))
			return false;
	last = (last + 1) << e->q->cluster_bits;
	return last >= size || (writer_drain() && io_resize(e->img->disk, last));
}

static bool shrink(struct qcow2_edit *e, uint64_t size)
{
	uint64_t first = pieces_of(size, e->q->cluster_bits);
	uint64_t end = pieces_of(e->img->size, e->q->cluster_bits),
		 num_l1 = qcow2_edit_l1_entries(e, size);

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
	return true;
}

/* A data file is as long as the disk, or has all clusters that were given places. */
static bool fit_data(struct qcow2_edit *e, const struct resize *to)
{
	uint32_t disk = e->q->data_disk;

	return !e->q->data_file || to->preallocation != TARGET_PREALLOCATION_OFF ||
	       io_size(disk) == to->size || (writer_drain() && io_resize(disk, to->size));
}

/* All of a data file that is the disk by itself is mapped. */
static uint32_t preallocation_of(const struct qcow2_edit *e, const struct resize *to)
{
	bool raw = e->q->data_file && qcow2_header_is_data_file_raw(&e->q->header);
	bool unmapped = to->size < e->img->size ||
			(e->img->quirks & SOURCE_QUIRK_RAW_DATA_FILE_UNMAPPED);

	if (!raw || unmapped || to->preallocation)
		return to->preallocation;
	return TARGET_PREALLOCATION_METADATA;
}

bool qcow2_edit_resize(struct qcow2_edit *e, const struct resize *wanted)
{
	struct resize all = *wanted;
	const struct resize *to = &all;

	all.preallocation = preallocation_of(e, wanted);
	if (!check(e, to) ||
	    !(to->size < e->img->size ? shrink(e, to->size) : qcow2_edit_grow(e, to)) ||
	    !fit_data(e, to))
		return false;
	e->img->size = to->size;
	return true;
}

bool qcow2_resize(struct image *img, const struct resize *to)
{
	struct qcow2_edit e;

	return qcow2_edit_begin(&e, img, false) && qcow2_edit_resize(&e, to) &&
	       qcow2_move_bitmaps(&e) && qcow2_edit_end(&e);
}
