/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/store.h"
#include "generated/qcow2.h"
#include "generated/structures.h"
#include "generated/source.h"
#include "io/io.h"
#include "io/writer.h"

static uint8_t *at(const struct qcow2_tables *t, uint64_t cluster)
{
	uint64_t index = cluster & ((UINT64_C(1) << t->l2_bits) - 1);

	return t->l2 + (index << t->entry_bits);
}

uint64_t qcow2_tables_entry(const struct qcow2_tables *t, uint64_t cluster)
{
	return load_u8be(at(t, cluster));
}

void qcow2_tables_set(struct qcow2_tables *t, uint64_t cluster, uint64_t entry)
{
	qcow2_l2_entry_store(at(t, cluster), entry);
	t->l2_dirty = true;
}

uint64_t qcow2_tables_subclusters(const struct qcow2_tables *t, uint64_t cluster)
{
	return load_u8be(at(t, cluster) + QCOW2_EXTENDED_L2_ENTRY_SUBCLUSTERS_OFFSET);
}

void qcow2_tables_set_subclusters(struct qcow2_tables *t, uint64_t cluster, uint64_t bitmap)
{
	qcow2_subcluster_bitmap_store(at(t, cluster) + QCOW2_EXTENDED_L2_ENTRY_SUBCLUSTERS_OFFSET,
				      bitmap);
	t->l2_dirty = true;
}

/* Entries that the piece of the L1 table in memory has; the table may end inside it. */
static uint32_t len_piece(const struct qcow2_tables *t)
{
	uint64_t rest = t->layout->num_l2 - t->l1_first;

	return (uint32_t)(rest < QCOW2_L1_PIECE ? rest : QCOW2_L1_PIECE) * QCOW2_L1_ENTRY_SIZE;
}

/* Entries of a table and the table itself, and each entry that was replaced once more. */
static uint32_t max_replaced(const struct qcow2_tables *t)
{
	return (2u << t->l2_bits) + 1;
}

static bool flush_l1(struct qcow2_tables *t)
{
	if (!t->l1_dirty)
		return true;
	t->l1_dirty = false;
	return target_put(t->alloc->b.w, t->ofs_l1 + t->l1_first * QCOW2_L1_ENTRY_SIZE, t->l1,
			  len_piece(t));
}

static bool is_changed(const struct qcow2_tables *t)
{
	return t->alloc->num_old != 0;
}

/* The table is in the file: now what points to it, then what nothing points to any more. */
static bool publish_l2(struct qcow2_tables *t)
{
	uint32_t num = t->num_replaced;

	if (num == 0 && !t->l1_dirty)
		return true;
	if (!writer_barrier(t->alloc->b.w->disk) ||
	    (t->l1_dirty && !(flush_l1(t) && writer_barrier(t->alloc->b.w->disk))))
		return false;
	t->num_replaced = 0;
	for (uint32_t i = 0; i < num; i++)
		if (!(t->leaves ? qcow2_leave_data : qcow2_give_up_data)(t->alloc, t->replaced[i]))
			return false;
	return true;
}

/* Clusters and their counts are in their files before what is put later. */
static bool settle(struct qcow2_tables *t)
{
	bool has_data = t->has_data;

	t->has_data = false;
	return qcow2_blocks_flush(&t->alloc->b) && (!has_data || writer_part(t->data_disk)) &&
	       writer_barrier(t->alloc->b.w->disk);
}

/* In an image that is changed, what the table refers to is there before the table is. */
static bool flush_l2(struct qcow2_tables *t)
{
	unsigned bits = t->layout->cluster_bits;
	bool open = t->l2_open;

	if (!t->l2_dirty)
		return true;
	t->l2_dirty = false;
	if (is_changed(t) && !settle(t))
		return false;
	t->l2_open = false;
	if (!(open ? target_put_open : target_put)(t->alloc->b.w, t->l2_cluster << bits, t->l2,
						   1u << bits))
		return false;
	t->l2_queued = true;
	return !is_changed(t) || (writer_drain() && publish_l2(t));
}

bool qcow2_tables_replace(struct qcow2_tables *t, uint64_t cluster, uint64_t entry)
{
	uint64_t old = qcow2_tables_entry(t, cluster);

	if (entry == old)
		return true;
	qcow2_tables_set(t, cluster, entry);
	if (!is_changed(t) || t->alloc->external)
		return true;
	t->replaced[t->num_replaced++] = old;
	return t->num_replaced < max_replaced(t) || flush_l2(t);
}

bool qcow2_tables_flush(struct qcow2_tables *t)
{
	return flush_l2(t) && flush_l1(t) && qcow2_punch(t->alloc);
}

/* The piece of the L1 table with an entry. */
static bool load_l1(struct qcow2_tables *t, uint64_t index)
{
	uint64_t first = index & ~(uint64_t)(QCOW2_L1_PIECE - 1);

	if (first == t->l1_first)
		return true;
	if (!flush_l1(t) || !writer_drain())
		return false;
	t->l1_first = first;
	return io_read_padded(t->alloc->b.w->disk, t->ofs_l1 + first * QCOW2_L1_ENTRY_SIZE, t->l1,
			      len_piece(t));
}

static uint64_t offset_of(const struct qcow2_tables *t, uint64_t cluster)
{
	return cluster << (t->layout->cluster_bits - bits_of(SOURCE_SECTOR_SIZE));
}

static bool make_l2(struct qcow2_tables *t, uint8_t *entry)
{
	if (!qcow2_alloc(t->alloc, 1, &t->l2_cluster) || (t->l2_queued && !writer_drain()))
		return false;
	t->l2_queued = false;
	memset(t->l2, 0, (size_t)1 << t->layout->cluster_bits);
	qcow2_l1_entry_store(entry, qcow2_l1_entry_make(true, offset_of(t, t->l2_cluster)));
	t->l1_dirty = true;
	t->l2_dirty = true;
	t->l2_open = target_is_open(t->alloc->b.w, t->l2_cluster << t->layout->cluster_bits);
	return true;
}

static bool read_l2(struct qcow2_tables *t)
{
	unsigned bits = t->layout->cluster_bits;

	return writer_drain() &&
	       io_read_padded(t->alloc->b.w->disk, t->l2_cluster << bits, t->l2, 1u << bits);
}

static bool make_room(struct qcow2_tables *t)
{
	t->entry_bits = bits_of(t->layout->l2_entry_size);
	t->l2_bits = t->layout->cluster_bits - t->entry_bits;
	t->l1 = io_alloc(QCOW2_L1_PIECE * QCOW2_L1_ENTRY_SIZE, 8);
	t->l2 = io_alloc((size_t)1 << t->layout->cluster_bits, 8);
	return t->l1 && t->l2;
}

bool qcow2_tables_adopt(struct qcow2_tables *t, struct qcow2_alloc *alloc,
			const struct qcow2_layout *layout, uint64_t ofs_l1)
{
	*t = (struct qcow2_tables){ .alloc = alloc, .layout = layout, .ofs_l1 = ofs_l1 };
	if (!make_room(t))
		return false;
	t->replaced = io_alloc(max_replaced(t) * sizeof(*t->replaced), _Alignof(uint64_t));
	return t->replaced && io_read_padded(alloc->b.w->disk, ofs_l1, t->l1, len_piece(t));
}

/* The table is where one can be. One that others refer to as well stays as it is: `where` gets a
 * copy. */
static bool adopt_l2(struct qcow2_tables *t, uint8_t *where)
{
	unsigned bits = t->layout->cluster_bits;
	uint64_t entry = load_u8be(where), offset = qcow2_l1_entry_ofs_l2_table(entry);

	if (offset & ((UINT64_C(1) << bits) - 1) || offset >= t->alloc->b.w->end)
		return fault_raise(t->alloc->b.w->disk, FAULT_QCOW2_HEADER_EDIT_PAST_END,
				   QCOW2_HEADER_OFS_L1_TABLE_OFFSET, offset);
	if (!read_l2(t))
		return false;
	if (qcow2_l1_entry_copied(entry))
		return true;
	if (!qcow2_alloc(t->alloc, 1, &t->l2_cluster))
		return false;
	qcow2_l1_entry_store(where, qcow2_l1_entry_make(true, offset_of(t, t->l2_cluster)));
	t->l1_dirty = t->l2_dirty = true;
	t->replaced[t->num_replaced++] =
		qcow2_l2_entry_make(false, false, offset_of(t, offset >> bits), false);
	return true;
}

bool qcow2_tables_load(struct qcow2_tables *t, uint64_t cluster)
{
	uint64_t index = cluster >> t->l2_bits, entry;
	uint8_t *where;

	if (t->l2_cluster && t->l2_index == index)
		return true;
	if (!flush_l2(t) || !load_l1(t, index))
		return false;
	t->l2_index = index;
	where = t->l1 + (index - t->l1_first) * QCOW2_L1_ENTRY_SIZE;
	entry = load_u8be(where);
	if (entry == 0)
		return make_l2(t, where);
	t->l2_cluster = qcow2_l1_entry_ofs_l2_table(entry) >> t->layout->cluster_bits;
	return is_changed(t) ? adopt_l2(t, where) : read_l2(t);
}

static bool lay_l1(struct qcow2_tables *t)
{
	uint64_t cluster;

	if (t->layout->num_l1 == 0)
		return true;
	if (!qcow2_alloc(t->alloc, t->layout->num_l1, &cluster))
		return false;
	t->ofs_l1 = cluster << t->layout->cluster_bits;
	return target_blank(t->alloc->b.w, t->ofs_l1, t->layout->num_l2 * QCOW2_L1_ENTRY_SIZE);
}

bool qcow2_tables_init(struct qcow2_tables *t, struct qcow2_alloc *alloc,
		       const struct qcow2_layout *layout)
{
	*t = (struct qcow2_tables){ .alloc = alloc, .layout = layout };
	return make_room(t) && lay_l1(t);
}
