/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sum that ends every calculation, add_up() in cost.c, whatever the cost, at full width: what
 * it gives has 63 bits, no step wraps around, and where the sum for more units and groups fits, so
 * does that for less. The full size is the sum for all of them, so cost_required() never refuses
 * what was counted on the disk. That the sum grows with what is written is shown in
 * size_sum_native.c.
 *
 * Multiplication is beyond a SAT solver. What this needs of it is one law, a < b implies a * c + c
 * <= b * c, and that a product too large for 64 bits stays so when a factor grows; so it is proved
 * for every function that obeys these.
 */
#include "size_proof.h"

#define MAX_PRODUCTS 8

static struct {
	uint64_t a, b, result;
	bool overflow;
} products[MAX_PRODUCTS];
static unsigned num_products;

static bool obeys(uint64_t a, bool a_overflow, uint64_t a_result, uint64_t b, bool b_overflow,
		  uint64_t b_result, uint64_t cost)
{
	if (a == b)
		return a_overflow == b_overflow && a_result == b_result;
	return b_overflow || (!a_overflow && b_result >= a_result && b_result - a_result >= cost);
}

bool proof_mul(uint64_t a, uint64_t b, uint64_t *out)
{
	uint64_t result = nondet_u64();
	bool overflow = nondet_bool();

	ASSUME(a && b ? overflow || result >= b : !result && !overflow); /* against 0 * b */
	for (unsigned i = 0; i < num_products; i++) {
		if (products[i].b != b)
			continue;
		if (products[i].a <= a)
			ASSUME(obeys(products[i].a, products[i].overflow, products[i].result, a,
				     overflow, result, b));
		else
			ASSUME(obeys(a, overflow, result, products[i].a, products[i].overflow,
				     products[i].result, b));
	}
	PROVE(num_products < MAX_PRODUCTS, "room for products");
	products[num_products].a = a;
	products[num_products].b = b;
	products[num_products].overflow = overflow;
	products[num_products++].result = result;
	*out = result;
	return overflow;
}

#include "formats/cost.c"

int main(void)
{
	struct cost cost = {
		.base = nondet_u64(),
		.unit_cost = nondet_u64(),
		.group_cost = nondet_u64(),
		.first_cost = nondet_u64(),
		.tail_saving = nondet_u64(),
	};
	uint64_t units = nondet_u64(), groups = nondet_u64(), more_units = nondet_u64(),
		 more_groups = nondet_u64();
	bool tail = nondet_bool(), more_tail = nondet_bool();
	uint64_t less = 0, more = 0;
	bool fits, more_fits;

	ASSUME(cost.tail_saving == 0 || cost.tail_saving < cost.unit_cost);
	ASSUME(units <= more_units && groups <= more_groups);
	ASSUME((units || !tail) &&
	       (more_units || !more_tail)); /* the last unit is one of the units */
	ASSUME(more_tail || !tail);	    /* more has what less has */
	ASSUME(tail == more_tail || units < more_units);
	more_fits = add_up(&cost, more_units, more_groups, more_tail, &more);
	fits = add_up(&cost, units, groups, tail, &less);
	PROVE(!more_fits || more <= INT64_MAX, "63 bits");
	PROVE(fits || !more_fits, "less fits where more does");
	return 0;
}
