/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting. STEP: whatever was counted before, a run inside the disk leaves no more counted than
 * the disk has, for every size and units of 1 << BITS bytes. UNION: on a disk of 8 units of 1 <<
 * BITS bytes, what three runs in order count is exactly the number of units that they touch, so
 * more data never counts less.
 */
#include "size_proof.h"

#define SMALL 8

#ifdef STEP
int main(void)
{
	uint64_t size = nondet_u64(), start = nondet_u64(), length = nondet_u64();
	unsigned bits = BITS;
	struct pieces_seen seen = {
		.odd = 1, .bits = bits, .count = nondet_u64(), .next = nondet_u64()
	};
	uint64_t pieces;

	ASSUME(size <= TARGET_MAX_SIZE && start < size && length >= 1 && length <= size - start);
	pieces = pieces_of(size, bits);
	ASSUME(seen.count <= seen.next && seen.next <= pieces);
	pieces_count(&seen, start, start + (length - 1));
	PROVE(seen.count <= seen.next && seen.next <= pieces, "no more than there are");
	return 0;
}
#endif

#ifdef UNION
int main(void)
{
	unsigned bits = BITS;
	struct pieces_seen seen = { .odd = 1, .bits = bits };
	bool touched[SMALL] = { false };
	uint64_t position = 0, count = 0;

	for (unsigned run = 0; run < 3; run++) {
		uint64_t start = nondet_u64(), last = nondet_u64();

		ASSUME(start >= position && last >= start && last < (uint64_t)SMALL << bits);
		position = last + 1;
		pieces_count(&seen, start, last);
		for (unsigned i = 0; i < SMALL; i++)
			touched[i] = touched[i] || (i >= start >> bits && i <= last >> bits);
	}
	for (unsigned i = 0; i < SMALL; i++)
		count += touched[i];
	PROVE(seen.count == count, "what the runs touch");
	return 0;
}
#endif
