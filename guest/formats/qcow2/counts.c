/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: how often everything is used that an L1 table reaches, and the flags that say what has one
 * user. */
#include "base/arith.h"
#include "base/store.h"
#include "edit.h"
#include "io/io.h"
#include "io/writer.h"

#define L1_PIECE 512u /* entries that are in memory at once */

static bool refuse(const struct qcow2_edit *e, uint32_t fault, uint64_t value)
{
	return fault_raise(e->img->disk, fault, QCOW2_HEADER_REFCOUNT_ORDER_OFFSET, value);
}

/* One use more of the clusters that have some of the bytes. */
static bool use(struct qcow2_edit *e, uint64_t offset, uint64_t len)
{
	uint64_t end = pieces_of(offset + len, e->q->cluster_bits), count;

	for (uint64_t c = qcow2_edit_cluster(e, offset); c < end; c++) {
		if (!qcow2_refcount(&e->alloc, c, &count))
			return false;
		if (count == 0)
			return refuse(e, FAULT_QCOW2_HEADER_EDIT_NOT_COUNTED,
				      c << e->q->cluster_bits);
		if (count == qcow2_blocks_most(&e->alloc.b))
			return fault_code(EDIT_ERROR_OVERFLOW, c << e->q->cluster_bits);
		if (!qcow2_use(&e->alloc, c))
			return false;
	}
	return true;
}

static bool count(struct qcow2_edit *e, uint64_t offset, uint64_t len, int by)
{
	if (by == 0)
		return true;
	return by > 0 ? use(e, offset, len) : qcow2_edit_free(e, offset, len);
}

/* The cluster has a new count; *single: it is one. */
static bool count_cluster(struct qcow2_edit *e, uint64_t offset, int by, bool *single)
{
	uint64_t uses;

	if (offset % e->q->cluster_size != 0)
		return refuse(e, FAULT_QCOW2_HEADER_EDIT_PAST_END, offset);
	if (!count(e, offset, e->q->cluster_size, by) ||
	    !qcow2_refcount(&e->alloc, qcow2_edit_cluster(e, offset), &uses))
		return false;
	*single = uses == 1;
	return true;
}

/* What an L2 entry names. Its flag is for one user; several compressed clusters share one. */
static bool count_data(struct qcow2_edit *e, uint8_t *at, int by, bool *changed)
{
	const uint64_t copied = qcow2_l2_entry_make(true, false, 0, false);
	uint64_t old = qcow2_l2_entry_load(at), entry = old & ~copied;
	unsigned bits = e->q->cluster_bits;
	bool single = false;

	if (qcow2_l2_entry_compressed(entry)) {
		if (!count(e, qcow2_compressed_entry_host_offset(entry, bits),
			   qcow2_compressed_entry_len_data(entry, bits), by))
			return false;
	} else if (qcow2_l2_entry_host_offset(entry) != 0 &&
		   !count_cluster(e, qcow2_l2_entry_host_offset(entry), by, &single)) {
		return false;
	}
	if (single)
		entry |= copied;
	if (entry == old)
		return true;
	qcow2_l2_entry_store(at, entry);
	*changed = true;
	return true;
}

/* An L2 table and what it names. A table that nobody uses any more is not written. */
static bool count_l2(struct qcow2_edit *e, uint64_t *l1_entry, int by)
{
	uint64_t offset = qcow2_l1_entry_ofs_l2_table(*l1_entry), uses;
	size_t len_entry = (size_t)1 << (e->q->cluster_bits - e->l2_bits);
	bool changed = false, single;

	if (offset % e->q->cluster_size != 0 || offset >= e->w.end)
		return refuse(e, FAULT_QCOW2_HEADER_EDIT_PAST_END, offset);
	if (!writer_drain() || !io_read_padded(e->img->disk, offset, e->l2, e->q->cluster_size))
		return false;
	for (size_t at = 0; at < e->q->cluster_size; at += len_entry)
		if (!count_data(e, e->l2 + at, by, &changed))
			return false;
	if (!count_cluster(e, offset, by, &single) ||
	    !qcow2_refcount(&e->alloc, qcow2_edit_cluster(e, offset), &uses))
		return false;
	*l1_entry = qcow2_edit_l1_entry(e, single, qcow2_edit_cluster(e, offset));
	return !changed || uses == 0 || qcow2_edit_put(e, offset, e->l2, e->q->cluster_size);
}

static bool count_entries(struct qcow2_edit *e, uint64_t *entries, uint64_t num, int by,
			  bool *changed)
{
	bool any = false; /* e->l2 may be waiting to be put */

	for (uint64_t i = 0; i < num; i++) {
		uint64_t old = entries[i];

		if (qcow2_l1_entry_ofs_l2_table(old) == 0)
			continue;
		any = true;
		if (!count_l2(e, &entries[i], by))
			return false;
		*changed = *changed || entries[i] != old;
	}
	return !any || writer_drain();
}

bool qcow2_count_active(struct qcow2_edit *e, int by)
{
	bool changed = false;

	return count_entries(e, e->l1, e->num_l1, by, &changed) &&
	       (by < 0 || !changed ||
		qcow2_edit_put_l1(e, e->q->header.ofs_l1_table, 0, e->num_l1));
}

static bool count_piece(struct qcow2_edit *e, uint64_t offset, uint32_t num, int by)
{
	uint8_t bytes[L1_PIECE * QCOW2_L1_ENTRY_SIZE];
	uint64_t entries[L1_PIECE];
	bool changed = false;

	if (!io_read_padded(e->img->disk, offset, bytes, num * QCOW2_L1_ENTRY_SIZE))
		return false;
	for (uint32_t i = 0; i < num; i++)
		entries[i] = load_u8be(bytes + i * QCOW2_L1_ENTRY_SIZE);
	if (!count_entries(e, entries, num, by, &changed))
		return false;
	if (by < 0 || !changed)
		return true;
	for (uint32_t i = 0; i < num; i++)
		qcow2_l1_entry_store(bytes + i * QCOW2_L1_ENTRY_SIZE, entries[i]);
	return qcow2_edit_put(e, offset, bytes, num * QCOW2_L1_ENTRY_SIZE) && writer_drain();
}

bool qcow2_count_table(struct qcow2_edit *e, uint64_t offset, uint64_t num, int by)
{
	for (uint64_t i = 0; i < num; i += L1_PIECE) {
		uint32_t piece = num - i < L1_PIECE ? (uint32_t)(num - i) : L1_PIECE;

		if (!count_piece(e, offset + i * QCOW2_L1_ENTRY_SIZE, piece, by))
			return false;
	}
	return true;
}
