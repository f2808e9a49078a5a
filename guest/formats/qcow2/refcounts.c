/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many clusters the refcounts of a qcow2 take: blocks of refcounts, and a table with an entry
 * for each block. They count themselves, so the number is the smallest solution of
 *
 *	own = blocks(clusters + own) + table(blocks(clusters + own))
 *
 * and iterating from 0 finds it: own only grows, and never past the solution.
 */
#include "layout.h"

/*
 * Rounds until own no longer changes. A block holds at least 64 refcounts (clusters of 512 bytes,
 * 64 bits each) and a piece of the table at least 64 entries, so each round grows by at most 1/64 +
 * 1/4096 of what the one before did, and 2. From less than 2^41 clusters that is 36 after six
 * rounds, and a growth that small crosses the edge of a block once at most and of a piece of the
 * table once at most, so two more rounds end it. tests/proofs/size_qcow2_refcounts.c proves these
 * steps.
 */
#define REFCOUNT_ROUNDS 12

/* What own becomes in one round. */
static uint64_t grown(uint64_t clusters, uint64_t own, unsigned per_block_bits,
		      unsigned per_table_bits)
{
	uint64_t blocks = pieces_of(clusters + own, per_block_bits);

	return blocks + pieces_of(blocks, per_table_bits);
}

bool qcow2_refcounts(uint64_t clusters, unsigned per_block_bits, unsigned per_table_bits,
		     uint64_t *own)
{
	*own = 0;
	for (unsigned round = 0; round < REFCOUNT_ROUNDS; round++) {
		uint64_t next = grown(clusters, *own, per_block_bits, per_table_bits);

		if (next == *own)
			return true;
		*own = next;
	}
	return false;
}
