/* SPDX-License-Identifier: Apache-2.0 */
/* Clusters that an image which is changed has no use for any more. */
#include "alloc.h"
#include "base/arith.h"
#include "base/fault.h"
#include "generated/qcow2.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/writer.h"

bool qcow2_punch(struct qcow2_alloc *a)
{
	uint32_t disk = a->b.w->disk;
	uint64_t offset = a->hole << a->b.cluster_bits, end = io_size(disk);
	uint64_t len = a->num_hole << a->b.cluster_bits;

	a->num_hole = 0;
	if (len == 0 || offset >= end)
		return true;
	return writer_drain() && io_unmap(disk, offset, len < end - offset ? len : end - offset);
}

/* Nobody reads the cluster any more. Those that follow each other become one hole. */
static bool punch(struct qcow2_alloc *a, uint64_t cluster)
{
	if (a->num_hole > 0 && cluster == a->hole + a->num_hole) {
		a->num_hole++;
		return true;
	}
	if (!qcow2_punch(a))
		return false;
	a->hole = cluster;
	a->num_hole = 1;
	return true;
}

static bool use_less(struct qcow2_alloc *a, uint64_t offset, uint64_t len, bool punches)
{
	uint64_t end = pieces_of(offset + len, a->b.cluster_bits);

	for (uint64_t c = offset >> a->b.cluster_bits; c < end; c++) {
		uint64_t count;

		if (!qcow2_refcount(a, c, &count))
			return false;
		if (count == 0)
			return fault_raise(a->b.w->disk, FAULT_QCOW2_HEADER_EDIT_REFCOUNT_UNDERFLOW,
					   QCOW2_HEADER_REFCOUNT_ORDER_OFFSET,
					   c << a->b.cluster_bits);
		if (!qcow2_free(a, c, 1) || (punches && count == 1 && !punch(a, c)))
			return false;
	}
	return true;
}

bool qcow2_give_up(struct qcow2_alloc *a, uint64_t offset, uint64_t len)
{
	return use_less(a, offset, len, true);
}

bool qcow2_leave(struct qcow2_alloc *a, uint64_t offset, uint64_t len)
{
	return use_less(a, offset, len, false);
}

static bool use_data_less(struct qcow2_alloc *a, uint64_t entry, bool punches)
{
	unsigned bits = a->b.cluster_bits;

	if (qcow2_l2_entry_compressed(entry))
		return use_less(a, qcow2_compressed_entry_host_offset(entry, bits),
				qcow2_compressed_entry_len_data(entry, bits), punches);
	if (qcow2_l2_entry_host_offset(entry) == 0)
		return true;
	return use_less(a, qcow2_l2_entry_host_offset(entry), qcow2_blocks_cluster_size(&a->b),
			punches);
}

bool qcow2_give_up_data(struct qcow2_alloc *a, uint64_t entry)
{
	return use_data_less(a, entry, true);
}

bool qcow2_leave_data(struct qcow2_alloc *a, uint64_t entry)
{
	return use_data_less(a, entry, false);
}
