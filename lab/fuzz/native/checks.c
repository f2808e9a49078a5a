/* SPDX-License-Identifier: Apache-2.0 */
#include "checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUM_TARGETS    (SOURCE_FORMAT_DMG + 1u)
#define NUM_SUBFORMATS (TARGET_SUBFORMAT_FIXED + 2u) /* with one that is none */

void require(bool truth, const char *what)
{
	if (!truth) {
		fprintf(stderr, "broken: %s\n", what);
		abort();
	}
}

void tame_measure(struct measure_config *config, uint8_t choice)
{
	struct target_options *options = &config->target;

	config->magic = MEASURE_CONFIG_MAGIC;
	config->version = MEASURE_CONFIG_VERSION;
	options->format %= NUM_TARGETS;
	options->subformat %= NUM_SUBFORMATS;
	options->preallocation %= TARGET_PREALLOCATION_FULL + 1;
	memset(options->reserved, 0, sizeof(options->reserved));
	memset(config->padding, 0, sizeof(config->padding));
	if (choice & 1)
		options->cluster_size = options->cluster_size & 1
						? 0
						: UINT64_C(1)
							  << (9 + options->cluster_size / 2 % 20);
	if (choice & 2)
		options->refcount_bits =
			options->refcount_bits & 1 ? 0 : 1u << options->refcount_bits / 2 % 7;
	if (choice & 4)
		options->log_size = options->log_size & 1 ? 0 : options->log_size / 2 % 64 << 20;
	if (choice & 8)
		config->virtual_size &= ~UINT64_C(511);
	if (choice & 16)
		options->table_size = options->table_size & 1 ? 0
							      : 1u << options->table_size / 2 % 5;
	if (choice & 32)
		options->len_payload %= 1u << 24;
	if (choice & 64)
		config->virtual_size %= UINT64_C(1) << 46;
	if (choice & 128)
		options->len_text %= 4096;
}

static bool is_preallocated(const struct target_options *options)
{
	return options->preallocation == TARGET_PREALLOCATION_FALLOC ||
	       options->preallocation == TARGET_PREALLOCATION_FULL;
}

void check_measured(const struct measure_config *config, uint64_t virtual_size, uint64_t required,
		    uint64_t fully_allocated)
{
	require(required <= fully_allocated, "required is more than fully allocated");
	require(fully_allocated <= INT64_MAX, "fully allocated leaves 63 bits");
	if (config->target.format == SOURCE_FORMAT_RAW)
		require(fully_allocated >= virtual_size, "a raw file is smaller than its disk");
	if (config->target.format == SOURCE_FORMAT_QCOW2 && is_preallocated(&config->target))
		require(required == fully_allocated, "preallocated, and not all is required");
}
