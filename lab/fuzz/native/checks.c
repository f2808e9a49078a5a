/* SPDX-License-Identifier: Apache-2.0 */
#include "checks.h"

#include <stdio.h>
#include <stdlib.h>

#define NUM_TARGETS    (SOURCE_FORMAT_DMG + 1u)
#define NUM_SUBFORMATS (MEASURE_SUBFORMAT_FIXED + 2u) /* with one that is none */

void require(bool truth, const char *what)
{
	if (!truth) {
		fprintf(stderr, "broken: %s\n", what);
		abort();
	}
}

void tame_measure(struct measure_config *config, uint8_t choice)
{
	config->magic = MEASURE_CONFIG_MAGIC;
	config->version = MEASURE_CONFIG_VERSION;
	config->target %= NUM_TARGETS;
	config->subformat %= NUM_SUBFORMATS;
	if (choice & 1)
		config->cluster_size = config->cluster_size & 1
					       ? 0
					       : UINT64_C(1) << (9 + config->cluster_size / 2 % 20);
	if (choice & 2)
		config->refcount_bits =
			config->refcount_bits & 1 ? 0 : 1u << config->refcount_bits / 2 % 7;
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

static bool is_preallocated(const struct measure_config *config)
{
	uint32_t mode = config->flags >> MEASURE_PREALLOCATION_SHIFT & MEASURE_PREALLOCATION_MASK;

	return mode == MEASURE_PREALLOCATION_FALLOC || mode == MEASURE_PREALLOCATION_FULL;
}

void check_measured(const struct measure_config *config, uint64_t virtual_size, uint64_t required,
		    uint64_t fully_allocated)
{
	require(required <= fully_allocated, "required is more than fully allocated");
	require(fully_allocated <= INT64_MAX, "fully allocated leaves 63 bits");
	if (config->target == SOURCE_FORMAT_RAW)
		require(fully_allocated >= virtual_size, "a raw file is smaller than its disk");
	if (config->target == SOURCE_FORMAT_QCOW2 && is_preallocated(config))
		require(required == fully_allocated, "preallocated, and not all is required");
}
