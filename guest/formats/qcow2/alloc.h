/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_ALLOC_H
#define FORMATS_QCOW2_ALLOC_H
/*
 * Which clusters of a qcow2 file that is being written are free. Clusters are found first-fit from
 * the last place on, and refcount blocks where a missing one is noticed, so that every cluster is
 * where qemu puts it. Clusters are numbers here, not offsets.
 */
#include "alloc_blocks.h"

struct qcow2_alloc {
	struct qcow2_blocks b;
	uint64_t next;		   /* where the next search starts */
	uint64_t top;		   /* all clusters from here on are free */
	uint64_t table, num_table; /* clusters of the refcount table */
	/*
	 * Of an image that is changed, the clusters that the file had; 0: the file is new. What its
	 * header says of the table is put at once. A block is there before the table has it: those
	 * past the old end are anyway (docs/in-place.md).
	 */
	uint64_t num_old;
	bool external;		 /* what L2 entries name is in another file */
	uint64_t hole, num_hole; /* clusters that were given up last: see qcow2_punch() */
};

/* Of a new file: clusters 0 to 2 are header, table and first block. */
MUST_CHECK bool qcow2_alloc_init(struct qcow2_alloc *a, struct writer *w, unsigned cluster_bits,
				 unsigned order);
/* `num` clusters in one piece. */
MUST_CHECK bool qcow2_alloc(struct qcow2_alloc *a, uint64_t num, uint64_t *first);
/* As many of `num` clusters as are free from `first` on; *taken may be 0. */
MUST_CHECK bool qcow2_alloc_at(struct qcow2_alloc *a, uint64_t first, uint64_t num,
			       uint64_t *taken);
/* The next `num` free clusters in one piece, which are not taken yet. */
MUST_CHECK bool qcow2_find(struct qcow2_alloc *a, uint64_t num, uint64_t *first);
/* Whether there is a block that counts the cluster. */
bool qcow2_has_block(const struct qcow2_alloc *a, uint64_t cluster);
/* How often a cluster is used. */
MUST_CHECK bool qcow2_refcount(struct qcow2_alloc *a, uint64_t cluster, uint64_t *count);
/* One more use of each cluster that has some of the bytes. *again: a refcount block was missing;
 * it is there now, and the bytes are not counted. */
MUST_CHECK bool qcow2_count_bytes(struct qcow2_alloc *a, uint64_t at, uint32_t len, bool *again);
/* One use more of a cluster that is used. */
MUST_CHECK bool qcow2_use(struct qcow2_alloc *a, uint64_t cluster);
MUST_CHECK bool qcow2_free(struct qcow2_alloc *a, uint64_t first, uint64_t num);
/* give_up.c: one use less of the clusters that have some of the bytes. Those that are not used any
 * more become holes of the file. */
MUST_CHECK bool qcow2_give_up(struct qcow2_alloc *a, uint64_t offset, uint64_t len);
/* ... before a cluster is used again, and in the end. */
MUST_CHECK bool qcow2_punch(struct qcow2_alloc *a);
/* The same, and they keep their bytes. */
MUST_CHECK bool qcow2_leave(struct qcow2_alloc *a, uint64_t offset, uint64_t len);
/* The same of what an L2 entry names. */
MUST_CHECK bool qcow2_give_up_data(struct qcow2_alloc *a, uint64_t entry);
MUST_CHECK bool qcow2_leave_data(struct qcow2_alloc *a, uint64_t entry);
/*
 * A new table, and with it blocks for `num` more clusters than there are, all after the last
 * cluster in use; *end is the first cluster after them.
 */
MUST_CHECK bool qcow2_alloc_ahead(struct qcow2_alloc *a, uint64_t num, uint64_t *end);
/* The refcount table, where it is. */
MUST_CHECK bool qcow2_alloc_write_table(struct qcow2_alloc *a);
/* Of an image that has become smaller: blocks that count nothing but themselves are given up. */
MUST_CHECK bool qcow2_alloc_shrink(struct qcow2_alloc *a);

#endif
