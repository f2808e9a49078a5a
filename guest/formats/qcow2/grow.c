/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A qcow2 disk that grows. What is added has places at once if that is wanted, where qemu puts
 * them, and reads as zeros, whatever was there or is below.
 */
#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "edit.h"
#include "formats/layout.h"
#include "io/io.h"
#include "io/writer.h"
#include "write.h"

struct growth {
	struct qcow2_edit *e;
	const struct resize *to;
	struct qcow2_writer *q; /* of the tables */
	uint64_t first, end;	/* clusters of the disk that are added, and one that is added to */
	uint32_t len_head;	/* of that one, bytes that the disk has */
	uint8_t *head;
	bool hides;    /* the backing image is longer than the disk was */
	bool is_whole; /* the last cluster was given its place */
};

static bool refuse(const struct growth *g, uint32_t fault, uint32_t field, uint64_t value)
{
	return fault_raise(g->e->img->disk, fault, field, value);
}

/* --- the L1 table --- */

/* Size and place of the L1 table, which are next to each other. */
static bool point_to_l1(struct qcow2_edit *e, uint64_t num, uint64_t offset)
{
	uint8_t bytes[QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET - QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET];

	e->q->header.num_l1_entries = (uint32_t)num;
	e->q->header.ofs_l1_table = offset;
	store_u4be(bytes, (uint32_t)num);
	store_u8be(bytes + (QCOW2_HEADER_OFS_L1_TABLE_OFFSET - QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET),
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
		return fault_raise(e->img->disk, FAULT_QCOW2_HEADER_RESIZE_L1_TOO_LARGE,
				   QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET, num);
	if (!longer_l1(e, num) || !qcow2_alloc(&e->alloc, pieces_of(num, per_cluster), &first))
		return false;
	offset = first << e->q->cluster_bits;
	return qcow2_edit_put_l1(e, offset, 0, num) && qcow2_edit_part(e) &&
	       point_to_l1(e, num, offset) && writer_part(e->img->disk) &&
	       (num_old == 0 ||
		qcow2_free(&e->alloc, qcow2_edit_cluster(e, old), pieces_of(num_old, per_cluster)));
}

/* --- places --- */

/* All of the head as the disk has it, and what is added after it as zeros. */
static bool put_head(struct growth *g, uint64_t host)
{
	uint64_t pos = g->first << g->e->q->cluster_bits, at = host << g->e->q->cluster_bits;
	uint32_t len = (uint32_t)align_up(g->len_head, SOURCE_SECTOR_SIZE), disk = g->q->data_disk;

	if (g->len_head == 0)
		return true;
	if (!g->q->external && at + len > g->e->w.end)
		g->e->w.end = at + len;
	if (!sealing_is_wanted(&g->e->w))
		return writer_put(disk, at, g->head, len) && writer_drain();
	return sealing_put(&g->q->sealing, disk, pos, at, g->head, len) && writer_drain();
}

/* A place may have been another's. A raw data file is the disk, whatever it has there. */
static bool put_blank(struct growth *g, uint64_t first, uint64_t end)
{
	uint64_t length = io_size(g->q->data_disk);

	if (!g->q->external)
		return target_blank(&g->e->w, first, end - first);
	return g->q->raw || first >= length ||
	       (writer_drain() &&
		io_zero(g->q->data_disk, first, (end < length ? end : length) - first));
}

/* Whether what the disk has of the head is known. */
static bool knows_head(const struct growth *g)
{
	return g->len_head == 0 || g->to->old ||
	       refuse(g, FAULT_QCOW2_HEADER_RESIZE_BACKING_SHOWS, QCOW2_HEADER_VIRTUAL_SIZE_OFFSET,
		      g->e->img->size);
}

/* What was compressed had no subclusters. */
static bool unpack_head(struct growth *g, uint64_t before)
{
	uint64_t num = pieces_by(g->len_head, qcow2_unit(g->q));

	if (!g->q->extended || !qcow2_l2_entry_compressed(before))
		return true;
	if (!qcow2_tables_load(&g->q->tables, g->first))
		return false;
	qcow2_tables_set_subclusters(
		&g->q->tables, g->first,
		qcow2_subcluster_bitmap_make(0, (uint32_t)((UINT64_C(1) << num) - 1)));
	return true;
}

/* The last cluster is there only as far as its subclusters are. */
static uint64_t end_of_run(const struct growth *g, uint64_t host, uint64_t cluster, uint64_t num)
{
	unsigned bits = g->e->q->cluster_bits;
	uint64_t unused = (g->end << bits) - g->to->size;

	if (!g->q->extended || cluster + num < g->end)
		return (host + num) << bits;
	return ((host + num) << bits) - (unused & ~(qcow2_unit(g->q) - 1));
}

/* Places for a run of clusters that have none, the loaded table's one first; from *host on if that
 * can be. */
static bool place_run(struct growth *g, uint64_t cluster, uint64_t *num, uint64_t *host)
{
	uint64_t before = qcow2_tables_entry(&g->q->tables, cluster);

	if (!qcow2_map_new(g->q, cluster, num, host) ||
	    !put_blank(g, *host << g->e->q->cluster_bits, end_of_run(g, *host, cluster, *num)))
		return false;
	return cluster != g->first || g->len_head == 0 ||
	       (knows_head(g) && put_head(g, *host) && unpack_head(g, before));
}

/* Clusters of the longest request that qemu makes of itself. */
static uint64_t longest(const struct growth *g)
{
	return (uint64_t)INT32_MAX >> g->e->q->cluster_bits;
}

/* A cluster that has its place. Where the data file is the disk by itself, all of it is mapped. */
static bool keep_place(struct growth *g, uint64_t cluster)
{
	uint64_t entry = qcow2_tables_entry(&g->q->tables, cluster);

	g->is_whole = g->q->raw && !g->q->extended && qcow2_l2_entry_zero(entry);
	if (!g->is_whole)
		return true;
	qcow2_set_place(g->q, cluster, cluster);
	return put_head(g, cluster);
}

/* Each L2 table before the clusters that it maps. */
static bool place_each(struct growth *g)
{
	uint64_t host = 0, num;

	for (uint64_t c = g->first; c < g->end; c += num) {
		if (!qcow2_tables_load(&g->q->tables, c))
			return false;
		if (qcow2_is_placed(g->q, c)) {
			uint64_t entry = qcow2_tables_entry(&g->q->tables, c);

			num = 1;
			host = qcow2_edit_cluster(g->e, qcow2_l2_entry_host_offset(entry)) + 1;
			if (!keep_place(g, c))
				return false;
			continue;
		}
		num = g->end - c < longest(g) ? g->end - c : longest(g);
		if (!place_run(g, c, &num, &host))
			return false;
		g->is_whole = true;
		host = 0;
	}
	return true;
}

/* One run for all of it after new refcounts, and then tables that map it. */
static bool place_ahead(struct growth *g)
{
	struct qcow2_alloc *a = &g->q->alloc;
	uint64_t num = g->end - g->first, first, taken, before = 0;
	uint64_t tables = pieces_of(num, g->q->tables.l2_bits) + 1;
	unsigned bits = g->e->q->cluster_bits;

	if (!qcow2_alloc_ahead(a, num + tables, &first) || !qcow2_alloc_at(a, first, num, &taken) ||
	    !writer_drain())
		return false;
	if (!target_reserve(g->e->img->disk, g->to->preallocation, io_size(g->e->img->disk),
			    (first + num) << bits) ||
	    !put_blank(g, first << bits, (first + num) << bits) || !put_head(g, first))
		return false;
	for (uint64_t c = g->first; c < g->end; c++) {
		if (!qcow2_tables_load(&g->q->tables, c))
			return false;
		if (c == g->first)
			before = qcow2_tables_entry(&g->q->tables, c);
		if (!qcow2_tables_replace(&g->q->tables, c,
					  qcow2_place(g->q, first + c - g->first)))
			return false;
		if (g->hides && g->q->extended)
			qcow2_tables_set_subclusters(&g->q->tables, c,
						     qcow2_subcluster_bitmap_make(0, UINT32_MAX));
	}
	return g->hides || g->len_head == 0 || unpack_head(g, before);
}

/* --- zeros --- */

static bool zero_entry(struct growth *g, uint64_t cluster)
{
	struct qcow2_tables *t = &g->q->tables;
	uint64_t entry;

	if (!qcow2_tables_load(t, cluster))
		return false;
	entry = qcow2_tables_entry(t, cluster);
	if (qcow2_l2_entry_compressed(entry)) {
		if (!qcow2_tables_replace(t, cluster, 0))
			return false;
		entry = 0;
	}
	if (g->q->extended)
		qcow2_tables_set_subclusters(t, cluster,
					     qcow2_subcluster_bitmap_make(UINT32_MAX, 0));
	else
		entry = qcow2_l2_entry_make(qcow2_l2_entry_copied(entry), false,
					    qcow2_l2_entry_host_sector(entry), true);
	qcow2_tables_set(t, cluster, entry);
	return true;
}

/* What is added reads as zeros, whatever is below. */
static bool hide(struct growth *g)
{
	uint64_t size = g->e->img->size, end;
	uint64_t first = g->first + (g->len_head > 0);

	if (g->e->q->header.version < QCOW2_HEADER_VERSION_MAX)
		return refuse(g, FAULT_QCOW2_HEADER_RESIZE_NO_ZEROS, QCOW2_HEADER_VERSION_OFFSET,
			      g->e->q->header.version);
	for (uint64_t c = first; c < g->end; c++)
		if (!zero_entry(g, c))
			return false;
	if (g->len_head == 0)
		return true;
	if (!knows_head(g))
		return false;
	end = first << g->e->q->cluster_bits;
	end = end < g->to->size ? end : g->to->size;
	return target_put_zeros(&g->e->w, size, end - size);
}

/* --- all of it --- */

/* What the disk has of its last cluster, which is the first that is added to. */
static bool read_head(struct growth *g)
{
	uint64_t pos = g->first << g->e->q->cluster_bits;

	g->head = io_alloc(g->e->q->cluster_size, 8);
	return g->head && (g->len_head == 0 || !g->to->old ||
			   g->to->old(g->to->older, pos, g->head, g->len_head));
}

static bool open(struct growth *g)
{
	struct qcow2_edit *e = g->e;

	if (!qcow2_edit_flush(e) || !qcow2_edit_barrier(e) || !read_head(g))
		return false;
	e->w.image = e->img;
	e->w.size = g->to->size;
	e->w.old = g->to->old;
	e->w.older = g->to->older;
	e->w.target = &qcow2_over;
	if (!qcow2_adopt_edit(&e->w, e, &g->q))
		return false;
	g->q->tables.leaves = true;
	g->q->sliced = qcow2_is_sliced(
		&(struct qcow2_layout){ .num_l2 = qcow2_edit_l1_entries(e, e->img->size),
					.cluster_bits = e->q->cluster_bits });
	return true;
}

/* The data file has all that is mapped. */
static bool reserve_data(struct growth *g)
{
	uint32_t disk = g->q->data_disk;
	uint64_t end = end_of_run(g, g->first, g->first, g->end - g->first);

	end = g->is_whole ? end : g->to->size;
	return target_reserve(disk, g->to->preallocation, io_size(disk), end) && writer_drain() &&
	       io_lengthen(disk, end);
}

static bool place(struct growth *g)
{
	uint32_t preallocation = g->to->preallocation;

	if (preallocation == TARGET_PREALLOCATION_OFF)
		return true;
	if (g->q->external)
		return place_each(g) && reserve_data(g);
	return (preallocation == TARGET_PREALLOCATION_METADATA ? place_each : place_ahead)(g);
}

static bool close(struct growth *g)
{
	if (!qcow2_tables_flush(&g->q->tables) || !writer_drain())
		return false;
	g->e->alloc = g->q->alloc;
	return io_lengthen(g->e->img->disk, g->e->w.end);
}

/* A backing image that is longer would show where the disk grows. */
static bool fill(struct qcow2_edit *e, const struct resize *to)
{
	const struct image *backing = e->img->backing;
	struct growth g = {
		.e = e,
		.to = to,
		.first = e->img->size >> e->q->cluster_bits,
		.end = pieces_of(to->size, e->q->cluster_bits),
		.len_head = (uint32_t)(e->img->size & (e->q->cluster_size - 1)),
		.hides = backing && backing->size > e->img->size,
	};
	bool is_ahead = to->preallocation > TARGET_PREALLOCATION_METADATA;

	if (to->size == e->img->size || (!g.hides && !to->preallocation))
		return true;
	return open(&g) && place(&g) && (!g.hides || (is_ahead && !g.q->external) || hide(&g)) &&
	       close(&g);
}

bool qcow2_edit_grow(struct qcow2_edit *e, const struct resize *to)
{
	return qcow2_edit_grow_l1(e, qcow2_edit_l1_entries(e, to->size)) && fill(e, to) &&
	       qcow2_edit_part(e) && qcow2_edit_set_size(e, to->size);
}
