/* SPDX-License-Identifier: Apache-2.0 */
/* The size calculators: a configuration, then runs of data as gaps and lengths. What the issue promises of the numbers is asserted. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/measure/size.h"

#define MAX_RUNS 64u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth, const char *what)
{
	if (!truth) {
		fprintf(stderr, "broken: %s\n", what);
		abort();
	}
}

/* Most values of most fields are refused: half of the time, numbers become ones that may pass. */
static void tame(struct measure_config *config, uint8_t choice)
{
	config->magic = MEASURE_CONFIG_MAGIC;
	config->version = MEASURE_CONFIG_VERSION;
	config->target %= 17;
	config->subformat %= 16;
	if (choice & 1)
		config->cluster_size = config->cluster_size & 1 ? 0 : UINT64_C(1) << (9 + config->cluster_size / 2 % 20);
	if (choice & 2)
		config->refcount_bits = config->refcount_bits & 1 ? 0 : 1u << config->refcount_bits / 2 % 7;
	if (choice & 4)
		config->log_size = config->log_size & 1 ? 0 : config->log_size / 2 % 64 << 20;
	if (choice & 8)
		config->virtual_size &= ~UINT64_C(511);
	if (choice & 16)
		config->table_size = config->table_size & 1 ? 0 : 1u << config->table_size / 2 % 5;
	if (choice & 32)
		config->len_payload %= 1u << 24;
	if (choice & 64)
		config->virtual_size %= UINT64_C(1) << 46;
	if (choice & 128)
		config->len_text %= 4096;
}

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

static bool is_preallocated(const struct measure_config *config)
{
	uint32_t mode = config->flags >> MEASURE_PREALLOCATION_SHIFT & MEASURE_PREALLOCATION_MASK;

	return mode == MEASURE_PREALLOCATION_FALLOC || mode == MEASURE_PREALLOCATION_FULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct measure_config config;
	struct size_plan plan, again;
	uint64_t empty, some, full;

	if (size < 1 + sizeof(config))
		return 0;
	memcpy(&config, data + 1, sizeof(config));
	tame(&config, data[0]);
	if (size_plan(&config, config.virtual_size, &plan) != MEASURE_ERROR_OK)
		return 0;
	require(size_plan(&config, config.virtual_size, &again) == MEASURE_ERROR_OK && memcmp(&plan, &again, sizeof(plan)) == 0,
		"the same question has two answers");
	empty = required(&plan, NULL, 0, false);
	some = required(&plan, data + 1 + sizeof(config), size - 1 - sizeof(config), false);
	full = required(&plan, NULL, 0, true);
	require(empty <= some && some <= full, "more data takes less room");
	require(full <= plan.fully_allocated, "required is more than fully allocated");
	require(plan.fully_allocated <= INT64_MAX, "fully allocated leaves 63 bits");
	if (config.target == SOURCE_FORMAT_RAW)
		require(plan.fully_allocated >= config.virtual_size, "a raw file is smaller than its disk");
	if (config.target == SOURCE_FORMAT_QCOW2 && is_preallocated(&config))
		require(empty == plan.fully_allocated, "preallocated, and not all is required");
	return 0;
}
