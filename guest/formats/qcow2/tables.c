/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "generated/qcow2.h"
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

static bool flush_l1(struct qcow2_tables *t)
{
	if (!t->l1_dirty)
		return true;
	t->l1_dirty = false;
	return target_put(t->alloc->b.w, t->ofs_l1 + t->l1_first * QCOW2_L1_ENTRY_SIZE, t->l1,
			  len_piece(t));
}

static bool flush_l2(struct qcow2_tables *t)
{
	unsigned bits = t->layout->cluster_bits;

	if (!t->l2_dirty)
		return true;
	t->l2_dirty = false;
	return target_put(t->alloc->b.w, t->l2_cluster << bits, t->l2, 1u << bits) &&
	       writer_drain();
}

bool qcow2_tables_flush(struct qcow2_tables *t)
{
	return flush_l2(t) && flush_l1(t);
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
	if (!qcow2_alloc(t->alloc, 1, &t->l2_cluster))
		return false;
	memset(t->l2, 0, (size_t)1 << t->layout->cluster_bits);
	qcow2_l1_entry_store(entry, qcow2_l1_entry_make(true, offset_of(t, t->l2_cluster)));
	t->l1_dirty = true;
	t->l2_dirty = true;
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
	return writer_drain() &&
	       io_read(t->alloc->b.w->disk, t->l2_cluster << t->layout->cluster_bits, t->l2,
		       1u << t->layout->cluster_bits);
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
	t->entry_bits = bits_of(layout->l2_entry_size);
	t->l2_bits = layout->cluster_bits - t->entry_bits;
	t->l1 = io_alloc(QCOW2_L1_PIECE * QCOW2_L1_ENTRY_SIZE, 8);
	t->l2 = io_alloc((size_t)1 << layout->cluster_bits, 8);
	return t->l1 && t->l2 && lay_l1(t);
}
