/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The refcounts of a qcow2 are found in fewer than REFCOUNT_ROUNDS rounds, whatever the image. With
 * g(own) for one round, and x <= y:
 *
 *	PIECES	0 <= pieces(b) - pieces(a) <= (b - a)/64 + 1 for a <= b, at full width
 *	GROWTH	0 <= g(y) - g(x) <= (y - x)/64 + (y - x)/4096 + 3
 *	END	g(g(g(x))) == g(g(x)) where g(x) - x <= 60
 *	BOUND	2 <= g(0) <= 2^35 + 2^29 + 2 where there is a cluster, and g(own) <= own for own =
 *		clusters/32 + 3, at full width
 *
 * So growth falls from less than 2^36 to 37 in six rounds, and after two more nothing moves; and
 * own never passes the bound that formats/qcow2/layout.h states. GROWTH and END follow from PIECES
 * by hand: blocks and then table grow by no more than pieces do; and while own grows by 60 and 2,
 * less than 64, blocks grow by 1 at most, hence the table too, and once they have, they cannot
 * again. CBMC's SAT solver only manages these two with fewer than REDUCED clusters, which is where
 * they are checked here. One of the words is defined when this file is checked.
 */
#include "size_proof.h"
#include "formats/qcow2/refcounts.c"

#define MAX_CLUSTERS (UINT64_C(1) << 41)
#ifndef REDUCED
#define REDUCED (UINT64_C(1) << 12)
#endif

int main(void)
{
	uint64_t clusters = nondet_u64(), x = nondet_u64(), y = nondet_u64();
	unsigned block = nondet_u32(), table = nondet_u32();
	uint64_t gx, gy, bound;

	ASSUME(clusters < MAX_CLUSTERS && x <= y && y < 2 * MAX_CLUSTERS);
	ASSUME(block >= 6 && block <= 24 && table >= 6 && table <= 18);
#ifdef PIECES
	PROVE(pieces_of(y, block) >= pieces_of(x, block), "monotonic");
	PROVE(pieces_of(y, block) - pieces_of(x, block) <= ((y - x) >> 6) + 1, "no steeper");
#endif
#ifdef BOUND
	bound = (clusters >> 5) + 3;
	PROVE(grown(clusters, bound, block, table) <= bound, "bounded");
	PROVE(!clusters || grown(clusters, 0, block, table) >= 2, "a block and a table");
	PROVE(grown(clusters, 0, block, table) <= (UINT64_C(1) << 35) + (UINT64_C(1) << 29) + 2,
	      "first round");
#endif
#ifdef GROWTH
	ASSUME(clusters < REDUCED && y < REDUCED);
	gx = grown(clusters, x, block, table);
	gy = grown(clusters, y, block, table);
	PROVE(gx <= gy, "monotonic");
	PROVE(gy - gx <= ((y - x) >> 6) + ((y - x) >> 12) + 3, "contracting");
#endif
#ifdef END
	ASSUME(clusters < REDUCED && x < REDUCED);
	gx = grown(clusters, x, block, table);
	ASSUME(gx >= x && gx - x <= 60);
	gy = grown(clusters, gx, block, table);
	ASSUME(gy >= gx); /* GROWTH */
	PROVE(grown(clusters, gy, block, table) == gy, "stays");
#endif
	(void)bound;
	(void)gx;
	(void)gy;
	return 0;
}
