/* SPDX-License-Identifier: Apache-2.0 */
/* The size calculators: a configuration, then runs of data as gaps and lengths. What the issue
 * promises of the numbers is asserted. */
#include <string.h>

#include "checks.h"
#include "formats/target.h"

#define MAX_RUNS 64u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t required(const struct cost *cost, const uint8_t *data, size_t size, bool all)
{
	struct cost_counter counter;
	uint64_t pos = 0, out = 0;

	cost_count_begin(&counter, cost);
	if (all) {
		cost_count(&counter, 0, cost->virtual_size);
		size = 0;
	}
	for (unsigned i = 0; i < MAX_RUNS && size >= 8; i++, data += 8, size -= 8) {
		uint32_t gap, len;

		memcpy(&gap, data, 4);
		memcpy(&len, data + 4, 4);
		if (gap >= cost->virtual_size - pos)
			break;
		pos += gap;
		if (len > cost->virtual_size - pos)
			len = (uint32_t)(cost->virtual_size - pos);
		cost_count(&counter, pos, len);
		pos += len;
	}
	require(cost_required(cost, &counter, &out), "more was counted than the disk has");
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct measure_config config;
	struct cost cost, again;
	uint64_t empty, some, full;

	if (size < 1 + sizeof(config))
		return 0;
	memcpy(&config, data + 1, sizeof(config));
	tame_measure(&config, data[0]);
	if (target_cost(&config.target, config.virtual_size, config.has_source, &cost) !=
	    TARGET_ERROR_OK)
		return 0;
	require(target_cost(&config.target, config.virtual_size, config.has_source, &again) ==
				TARGET_ERROR_OK &&
			memcmp(&cost, &again, sizeof(cost)) == 0,
		"the same question has two answers");
	empty = required(&cost, NULL, 0, false);
	some = required(&cost, data + 1 + sizeof(config), size - 1 - sizeof(config), false);
	full = required(&cost, NULL, 0, true);
	require(empty <= some && some <= full, "more data takes less room");
	check_measured(&config, config.virtual_size, empty, cost.fully_allocated);
	check_measured(&config, config.virtual_size, full, cost.fully_allocated);
	return 0;
}
