/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Not for CBMC, which does not get through sums of products even at 4 bits: an ordinary program
 * that tries add_up() in cost.c with every cost and every pair of counts up to a few, in several
 * scales. More units and groups never make an image smaller, and so required <= fully allocated.
 * add_up() is linear and makes no difference between small and large numbers but for what does not
 * fit, which size_sum.c proves at full width; that is why a few are enough.
 */
#include <stdio.h>

#include "formats/cost.c"

#define COSTS  4
#define COUNTS 5

/* What add_up() says for all that is at most units and groups is at most this. */
static bool grows(const struct cost *cost, uint64_t units, uint64_t groups, bool tail)
{
	uint64_t more, less;

	if (!add_up(cost, units, groups, tail, &more))
		return false;
	for (uint64_t u = 0; u <= units; u++)
		for (uint64_t g = 0; g <= groups; g++)
			for (int t = 0; t <= tail; t++) {
				/* Where only more has the last unit, it has a unit more; and the
				 * last unit is one. */
				if ((t && !u) || (!t && tail && u == units))
					continue;
				if (!add_up(cost, u, g, t, &less) || less > more)
					return false;
			}
	return true;
}

static bool grow(const struct cost *cost)
{
	for (uint64_t units = 0; units < COUNTS; units++)
		for (uint64_t groups = 0; groups < COUNTS; groups++)
			for (int tail = 0; tail <= (units != 0); tail++)
				if (!grows(cost, units, groups, tail))
					return false;
	return true;
}

int main(void)
{
	for (unsigned scale = 0; scale <= 56; scale += 8)
		for (uint64_t unit = 0; unit < COSTS; unit++)
			for (uint64_t group = 0; group < COSTS; group++)
				for (uint64_t first = 0; first < COSTS; first++)
					for (uint64_t saving = 0; saving < (unit ? unit : 1);
					     saving++) {
						struct cost cost = {
							.base = first + group,
							.unit_cost = unit << scale,
							.group_cost = group << scale,
							.first_cost = first << scale,
							.tail_saving = saving << scale,
						};

						if (!grow(&cost)) {
							fprintf(stderr, "costs %d %d %d %d << %u\n",
								(int)unit, (int)group, (int)first,
								(int)saving, scale);
							return 1;
						}
					}
	return 0;
}
