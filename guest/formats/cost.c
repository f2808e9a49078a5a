/* SPDX-License-Identifier: Apache-2.0 */
/* The sum that ends in an answer. */
#include "cost.h"

static uint64_t pieces(uint64_t size, uint64_t length)
{
	if (!length)
		return 0;
	if (is_power_of_two(length))
		return pieces_of(size, bits_of(length));
	return pieces_by(size, length);
}

static bool add_times(uint64_t *sum, uint64_t count, uint64_t cost)
{
	uint64_t product;

	return !__builtin_mul_overflow(count, cost, &product) && add_size(sum, product);
}

/* The formula of cost.h. tail: the last unit is among the units. */
static bool add_up(const struct cost *cost, uint64_t units, uint64_t groups, bool tail,
		   uint64_t *size)
{
	uint64_t sum = 0;

	if (!add_size(&sum, cost->base) || !add_times(&sum, units, cost->unit_cost) ||
	    !add_times(&sum, groups, cost->group_cost) ||
	    (units && !add_size(&sum, cost->first_cost)))
		return false;
	*size = sum - (tail ? cost->tail_saving : 0);
	return true;
}

enum target_error cost_close(struct cost *cost)
{
	cost->num_units = pieces(cost->virtual_size, cost->unit);
	cost->num_groups = pieces(cost->virtual_size, cost->group);
	if (!add_up(cost, cost->num_units, cost->num_groups, cost->num_units,
		    &cost->fully_allocated))
		return TARGET_ERROR_OVERFLOW;
	return TARGET_ERROR_OK;
}

bool cost_required(const struct cost *cost, const struct cost_counter *counter, uint64_t *required)
{
	uint64_t units = counter->units.count;
	uint64_t groups = counter->groups.count;

	if (cost->everything) {
		*required = cost->fully_allocated;
		return true;
	}
	if (units > cost->num_units || groups > cost->num_groups)
		return false;
	return add_up(cost, units, groups, units && counter->units.next == cost->num_units,
		      required);
}
