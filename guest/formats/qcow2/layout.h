/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_LAYOUT_H
#define FORMATS_QCOW2_LAYOUT_H
/* A new qcow2 image. */
#include "formats/layout.h"

struct qcow2_layout {
	unsigned cluster_bits;
	uint64_t refcount_bits; /* of each refcount */
	uint64_t l2_entry_size;
	uint64_t num_data; /* clusters of the disk */
	uint64_t num_l2; /* L2 tables for all of it, a cluster each, and entries of the L1 table */
	uint64_t num_l1; /* clusters of the L1 table */
	uint64_t num_refcount; /* clusters of refcount blocks and table once all is allocated */
	/*
	 * A new file without data: the header, one cluster of refcount table, one block, then the
	 * L1 table, which the file ends with, unpadded. Where the L1 table reaches past what the
	 * block counts, the writer's allocator places what follows.
	 */
	uint64_t ofs_refcount_table, ofs_refcount_block, ofs_l1;
	uint64_t end;
	bool one_block; /* the first block counts all clusters of the new file */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error qcow2_layout(const struct target_options *options, uint64_t disk,
					  struct qcow2_layout *layout, uint32_t *field);

/*
 * refcounts.c: clusters that the refcounts of a qcow2 take next to less than 2^41 others, 1 <<
 * per_block_bits (6..24) to a block and 1 << per_table_bits (6..18) blocks to a cluster of the
 * table; at most a 63rd of the others, and 3. False is never seen: the proof says so.
 */
MUST_CHECK bool qcow2_refcounts(uint64_t clusters, unsigned per_block_bits, unsigned per_table_bits,
				uint64_t *own);

#endif
