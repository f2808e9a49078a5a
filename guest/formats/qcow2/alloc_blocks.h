/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_ALLOC_BLOCKS_H
#define FORMATS_QCOW2_ALLOC_BLOCKS_H
/*
 * Refcount blocks of a qcow2 file that is being written: a few are in memory, and the one that was
 * not looked at for longest goes to the file when another one is wanted.
 */
#include "formats/target.h"

#define QCOW2_MAX_BLOCKS_KEPT 16u

/* A block in memory. */
struct qcow2_block {
	uint64_t index;	  /* in the table */
	uint64_t cluster; /* where it is; 0: the slot is empty */
	uint64_t used;	  /* when it was last looked at */
	uint8_t *bytes;
	uint64_t dirty, dirty_end; /* bytes that are not in the file yet, in one piece */
	bool open;		   /* as target_is_open() says, until it is written */
};

struct qcow2_blocks {
	struct writer *w;
	unsigned cluster_bits;
	unsigned order;		 /* a refcount has 1 << order bits */
	unsigned per_block_bits; /* a block has 1 << per_block_bits refcounts */
	uint64_t capacity;	 /* entries of the table */
	uint64_t *clusters;	 /* an entry each: the cluster of the block; 0: missing */
	struct qcow2_block kept[QCOW2_MAX_BLOCKS_KEPT];
	uint32_t num_kept;
	uint64_t clock;
};

static inline uint64_t qcow2_blocks_cluster_size(const struct qcow2_blocks *b)
{
	return UINT64_C(1) << b->cluster_bits;
}

/* Refcounts of a block. */
static inline uint64_t qcow2_blocks_each(const struct qcow2_blocks *b)
{
	return UINT64_C(1) << b->per_block_bits;
}

/* The largest refcount. */
static inline uint64_t qcow2_blocks_most(const struct qcow2_blocks *b)
{
	return UINT64_MAX >> (64 - (1u << b->order));
}

/* With a table of one cluster, and no block; of those to come, at most `most` are in memory. */
MUST_CHECK bool qcow2_blocks_init(struct qcow2_blocks *b, struct writer *w, unsigned cluster_bits,
				  unsigned order, uint32_t most);
/* A block of zeros that will be at `cluster`. NULL: writing another one to the file failed. */
MUST_CHECK struct qcow2_block *qcow2_block_new(struct qcow2_blocks *b, uint64_t index,
					       uint64_t cluster);
MUST_CHECK bool qcow2_blocks_flush(struct qcow2_blocks *b); /* all to the file */
/* The same by the next writer_drain(), until which none changes. */
MUST_CHECK bool qcow2_blocks_queue(struct qcow2_blocks *b);
/* What is in memory of a block that is given up. */
void qcow2_block_forget(struct qcow2_blocks *b, uint64_t index);
/* A block that the table has. */
MUST_CHECK struct qcow2_block *qcow2_block_load(struct qcow2_blocks *b, uint64_t index);

/* Refcounts `i` to `end` of a block change. */
void qcow2_block_touch(const struct qcow2_blocks *b, struct qcow2_block *block, uint64_t i,
		       uint64_t end);
/* Refcount `i` of a block. */
uint64_t qcow2_block_count(const struct qcow2_blocks *b, const uint8_t *block, uint64_t i);
void qcow2_block_set_count(const struct qcow2_blocks *b, uint8_t *block, uint64_t i,
			   uint64_t count);

#endif
