/* SPDX-License-Identifier: Apache-2.0 */
/* What all targets share: which calculator is asked, and the sum that ends in an answer. */
#include "size.h"

static uint64_t pieces(uint64_t size, uint64_t length)
{
	if (!length)
		return 0;
	if (size_is_power_of_two(length))
		return size_pieces(size, size_bits(length));
	return size / length + (size % length != 0);
}

static bool add_times(uint64_t *sum, uint64_t count, uint64_t cost)
{
	uint64_t product;

	return !__builtin_mul_overflow(count, cost, &product) && size_add(sum, product);
}

/* The formula of size.h. tail: the last unit is among the units. */
static bool add_up(const struct size_plan *plan, uint64_t units, uint64_t groups, bool tail,
		   uint64_t *size)
{
	uint64_t sum = 0;

	if (!size_add(&sum, plan->base) || !add_times(&sum, units, plan->unit_cost) ||
	    !add_times(&sum, groups, plan->group_cost) ||
	    (units && !size_add(&sum, plan->first_cost)))
		return false;
	*size = sum - (tail ? plan->tail_saving : 0);
	return true;
}

enum measure_error size_plan_close(struct size_plan *plan)
{
	plan->num_units = pieces(plan->virtual_size, plan->unit);
	plan->num_groups = pieces(plan->virtual_size, plan->group);
	if (!add_up(plan, plan->num_units, plan->num_groups, plan->num_units,
		    &plan->fully_allocated))
		return MEASURE_ERROR_OVERFLOW;
	return MEASURE_ERROR_OK;
}

bool size_required(const struct size_plan *plan, const struct size_counter *counter,
		   uint64_t *required)
{
	uint64_t units = counter->units.count;
	uint64_t groups = counter->groups.count;

	if (plan->everything) {
		*required = plan->fully_allocated;
		return true;
	}
	if (units > plan->num_units || groups > plan->num_groups)
		return false;
	return add_up(plan, units, groups, units && counter->units.next == plan->num_units,
		      required);
}

enum measure_error size_plan(const struct measure_config *config, uint64_t virtual_size,
			     struct size_plan *plan)
{
	*plan = (struct size_plan){ .virtual_size = virtual_size };
	if (virtual_size > TARGET_MAX_SIZE)
		return MEASURE_ERROR_OVERFLOW;

	/* With a backing file zeros have to be written too; calculators of targets with a cheap
	 * zero say otherwise. */
	plan->everything = config->has_source && config->flags & MEASURE_FLAG_BACKING_FILE;
	switch (config->target) {
	case SOURCE_FORMAT_RAW:
		return size_raw(config, plan);
	case SOURCE_FORMAT_QCOW2:
		return size_qcow2(config, plan);
	case SOURCE_FORMAT_LUKS:
		return size_luks(config, plan);
	case SOURCE_FORMAT_VMDK4:
		return size_vmdk(config, plan);
	case SOURCE_FORMAT_VHD:
		return size_vpc(config, plan);
	case SOURCE_FORMAT_VHDX:
		return size_vhdx(config, plan);
	case SOURCE_FORMAT_VDI:
		return size_vdi(config, plan);
	case SOURCE_FORMAT_QED:
		return size_qed(config, plan);
	case SOURCE_FORMAT_QCOW1:
		return size_qcow(config, plan);
	case SOURCE_FORMAT_PARALLELS:
		return size_parallels(config, plan);
	default:
		return size_refuse(plan, MEASURE_CONFIG_FIELD_TARGET);
	}
}
