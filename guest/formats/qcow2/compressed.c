/* SPDX-License-Identifier: Apache-2.0 */
/* Compressed clusters of a qcow2 file: byte after byte, several to a cluster of the file, which
 * counts each of them. */
#include "base/arith.h"
#include "base/fault.h"
#include "generated/qcow2.h"
#include "generated/source.h"
#include "generated/structures.h"
#include "write.h"

/* Whether one more stream may begin in the cluster that the last one ends in. */
static bool has_room(struct qcow2_writer *q, bool *yes)
{
	uint64_t count;

	*yes = false;
	if (!q->packed)
		return true;
	if (!qcow2_refcount(&q->alloc, q->packed >> q->layout.cluster_bits, &count))
		return false;
	*yes = count < qcow2_blocks_most(&q->alloc.b);
	return true;
}

/*
 * Where the next `len` bytes go. They run on into the next free cluster if that is the one after,
 * else all of them are there. A missing refcount block starts the search over, with a new cluster.
 */
static bool find_bytes(struct qcow2_writer *q, uint32_t len, uint64_t *at)
{
	uint64_t size = UINT64_C(1) << q->layout.cluster_bits;
	bool follows, again = true;

	if (!has_room(q, &follows))
		return false;
	while (again) {
		uint64_t cluster, offset = q->packed;

		if (!follows || size - (offset & (size - 1)) < len) {
			if (!qcow2_find(&q->alloc, 1, &cluster))
				return false;
			cluster <<= q->layout.cluster_bits;
			if (!follows || align_up(offset, size) != cluster)
				offset = cluster;
		}
		if (!qcow2_count_bytes(&q->alloc, offset, len, &again))
			return false;
		*at = offset;
		follows = false;
	}
	q->packed = (*at + len) & (size - 1) ? *at + len : 0;
	return true;
}

static uint64_t entry_of(const struct qcow2_writer *q, uint64_t at, uint32_t len)
{
	unsigned shift = (unsigned)qcow2_compressed_entry_offset_bits(0, q->layout.cluster_bits);
	uint64_t sectors = (at + len - 1) / SOURCE_SECTOR_SIZE - at / SOURCE_SECTOR_SIZE;

	return qcow2_compressed_entry_make(false, true, at | sectors << shift);
}

bool qcow2_put_compressed(struct writer *w, uint64_t pos, const uint8_t *stream, uint32_t len)
{
	struct qcow2_writer *q = w->state;
	uint64_t cluster = pos >> q->layout.cluster_bits, at;

	if (!target_in_the_clear(w))
		return false;
	if (q->external)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_COMPRESSED_APART, 0, pos);
	if (!qcow2_tables_load(&q->tables, cluster))
		return false;
	if (w->image && qcow2_is_placed(q, cluster))
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_COMPRESSED_OVER, 0, pos);
	if (!find_bytes(q, len, &at) ||
	    !qcow2_tables_replace(&q->tables, cluster, entry_of(q, at, len)))
		return false;
	if (q->extended)
		qcow2_tables_set_subclusters(&q->tables, cluster, 0);
	return target_put(w, at, stream, len);
}
