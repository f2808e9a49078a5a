/* SPDX-License-Identifier: Apache-2.0 */
/* The size calculators: a configuration, then runs of data as gaps and lengths. What the issue
 * promises of the numbers is asserted. */
#include <string.h>

#include "checks.h"
#include "ops/measure/size.h"

#define MAX_RUNS 64u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t required(const struct size_plan *plan, const uint8_t *data, size_t size, bool all)
{
	struct size_counter counter;
	uint64_t pos = 0, out = 0;

	size_count_begin(&counter, plan);
	if (all) {
		size_count(&counter, 0, plan->virtual_size);
		size = 0;
	}
	for (unsigned i = 0; i < MAX_RUNS && size >= 8; i++, data += 8, size -= 8) {
		uint32_t gap, len;

		memcpy(&gap, data, 4);
		memcpy(&len, data + 4, 4);
		if (gap >= plan->virtual_size - pos)
			break;
		pos += gap;
		if (len > plan->virtual_size - pos)
			len = (uint32_t)(plan->virtual_size - pos);
		size_count(&counter, pos, len);
		pos += len;
	}
	require(size_required(plan, &counter, &out), "more was counted than the disk has");
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct measure_config config;
	struct size_plan plan, again;
	uint64_t empty, some, full;

	if (size < 1 + sizeof(config))
		return 0;
	memcpy(&config, data + 1, sizeof(config));
	tame_measure(&config, data[0]);
	if (size_plan(&config, config.virtual_size, &plan) != MEASURE_ERROR_OK)
		return 0;
	require(size_plan(&config, config.virtual_size, &again) == MEASURE_ERROR_OK &&
			memcmp(&plan, &again, sizeof(plan)) == 0,
		"the same question has two answers");
	empty = required(&plan, NULL, 0, false);
	some = required(&plan, data + 1 + sizeof(config), size - 1 - sizeof(config), false);
	full = required(&plan, NULL, 0, true);
	require(empty <= some && some <= full, "more data takes less room");
	check_measured(&config, config.virtual_size, empty, plan.fully_allocated);
	check_measured(&config, config.virtual_size, full, plan.fully_allocated);
	return 0;
}
