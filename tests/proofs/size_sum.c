/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sum that ends every calculation, for every sound plan (size_proof.h) with units of 1 << UNIT_BITS
 * bytes and a cost of UNIT_COST, and groups of 1 << GROUP_BITS bytes and a cost of GROUP_COST where GROUP_BITS is defined: once size_plan_close() has accepted it, size_required() never
 * overflows, required <= fully allocated, and more data never makes an image smaller.
 */
#include "size_proof.h"
#include "ops/measure/size.c"

/* What was counted: as size_count() leaves it (size_counts.c). */
static struct size_counter any_count(const struct size_plan *plan)
{
	struct size_counter counter = {
		.units = { .count = nondet_u64(), .next = nondet_u64() },
		.groups = { .count = nondet_u64() },
	};

	ASSUME(counter.units.count <= counter.units.next && counter.units.next <= plan->num_units);
	ASSUME(counter.groups.count <= plan->num_groups);
	return counter;
}

int main(void)
{
	struct size_plan plan = {
		.virtual_size = nondet_u64(),
		.unit = UINT64_C(1) << UNIT_BITS,
		.unit_cost = UNIT_COST,
#ifdef GROUP_BITS
		.group = UINT64_C(1) << GROUP_BITS,
		.group_cost = GROUP_COST,
#endif
		.base = nondet_u64(),
		.first_cost = nondet_u64(),
		.tail_saving = nondet_u64(),
		.everything = nondet_bool(),
	};
	struct size_counter less, more;
	uint64_t required_less = 0, required_more = 0;
	bool last_less, last_more;

	ASSUME(plan.virtual_size <= TARGET_MAX_SIZE && is_sound(&plan));
	if (size_plan_close(&plan) != MEASURE_ERROR_OK)
		return 0;
	PROVE(plan.fully_allocated <= TARGET_MAX_SIZE, "63 bits");

	less = any_count(&plan);
	more = any_count(&plan);
	/* more has what less has; where it alone has the last unit, it has one more. */
	last_less = less.units.count && less.units.next == plan.num_units;
	last_more = more.units.count && more.units.next == plan.num_units;
	ASSUME(less.units.count <= more.units.count && less.groups.count <= more.groups.count);
	ASSUME(last_more || !last_less);
	ASSUME(last_less == last_more || less.units.count < more.units.count);
#ifdef MONOTONIC
	PROVE(!size_required(&plan, &less, &required_less) || !size_required(&plan, &more, &required_more) ||
	      required_less <= required_more, "monotonic");
#else
	ASSUME(last_more || more.units.count < plan.num_units);
	PROVE(size_required(&plan, &more, &required_more), "never refused");
	PROVE(required_more <= plan.fully_allocated, "required <= fully allocated");
	(void)required_less;
#endif
	return 0;
}
