/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_ALLOC_H
#define FORMATS_QCOW2_ALLOC_H
/*
 * Which clusters of a qcow2 file that is being written are free. Clusters are found first-fit from
 * the last place on, and refcount blocks where a missing one is noticed, so that every cluster is
 * where qemu puts it. Clusters are numbers here, not offsets.
 */
#include "formats/target.h"

#define QCOW2_MAX_BLOCKS_KEPT 16u

/* A refcount block in memory. */
struct qcow2_block {
	uint64_t index;	  /* in the table */
	uint64_t cluster; /* where it is; 0: the slot is empty */
	uint64_t used;	  /* when it was last looked at */
	uint8_t *bytes;
	bool dirty;
};

struct qcow2_alloc {
	struct writer *w;
	unsigned cluster_bits;
	unsigned order;		   /* a refcount has 1 << order bits */
	unsigned per_block_bits;   /* a block has 1 << per_block_bits refcounts */
	uint64_t next;		   /* where the next search starts */
	uint64_t top;		   /* all clusters from here on are free */
	uint64_t table, num_table; /* clusters of the refcount table */
	uint64_t capacity;	   /* entries of the table */
	uint64_t *blocks;	   /* clusters of the blocks; 0: missing */
	struct qcow2_block kept[QCOW2_MAX_BLOCKS_KEPT];
	uint32_t num_kept;
	uint64_t clock;
};

/* Of a new file: clusters 0 to 2 are header, table and first block. */
MUST_CHECK bool qcow2_alloc_init(struct qcow2_alloc *a, struct writer *w, unsigned cluster_bits,
				 unsigned order);
/* `num` clusters in one piece. */
MUST_CHECK bool qcow2_alloc(struct qcow2_alloc *a, uint64_t num, uint64_t *first);
/* As many of `num` clusters as are free from `first` on; *taken may be 0. */
MUST_CHECK bool qcow2_alloc_at(struct qcow2_alloc *a, uint64_t first, uint64_t num,
			       uint64_t *taken);
MUST_CHECK bool qcow2_free(struct qcow2_alloc *a, uint64_t first, uint64_t num);
/*
 * A new table, and with it blocks for `num` more clusters than there are, all after the last
 * cluster in use; *end is the first cluster after them.
 */
MUST_CHECK bool qcow2_alloc_ahead(struct qcow2_alloc *a, uint64_t num, uint64_t *end);
MUST_CHECK bool qcow2_alloc_flush(struct qcow2_alloc *a); /* blocks to the file */

#endif
