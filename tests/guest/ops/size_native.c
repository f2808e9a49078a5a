/* SPDX-License-Identifier: Apache-2.0 */
/* The size calculators as one function for ctypes: a configuration and runs of data in, the answer
 * out. */
#include "ops/measure/size.h"

struct size_answer {
	uint64_t required;
	uint64_t fully_allocated;
	uint64_t unit;
	uint32_t error; /* enum measure_error */
	uint32_t field;
	uint32_t counted; /* 0: size_required() refused the count */
	uint32_t reserved;
};

struct size_run {
	uint64_t start;
	uint64_t length;
};

void size_native(const struct measure_config *config, const struct size_run *runs, size_t num_runs,
		 struct size_answer *out);
uint64_t size_native_geometry(uint64_t sectors);
uint32_t size_native_bitmaps(uint64_t cluster_size, uint64_t virtual_size,
			     uint32_t granularity_bits, const uint32_t *lengths, size_t num,
			     uint64_t *bytes);

void size_native(const struct measure_config *config, const struct size_run *runs, size_t num_runs,
		 struct size_answer *out)
{
	struct size_plan plan;
	struct size_counter counter;

	*out = (struct size_answer){ .error = size_plan(config, config->virtual_size, &plan),
				     .field = plan.field };
	if (out->error)
		return;
	size_count_begin(&counter, &plan);
	for (size_t i = 0; i < num_runs; i++)
		size_count(&counter, runs[i].start, runs[i].length);
	out->counted = size_required(&plan, &counter, &out->required);
	out->fully_allocated = plan.fully_allocated;
	out->unit = plan.unit;
}

uint64_t size_native_geometry(uint64_t sectors)
{
	return size_vpc_geometry(sectors);
}

uint32_t size_native_bitmaps(uint64_t cluster_size, uint64_t virtual_size,
			     uint32_t granularity_bits, const uint32_t *lengths, size_t num,
			     uint64_t *bytes)
{
	struct size_bitmaps bitmaps = { .cluster_size = cluster_size };

	for (size_t i = 0; i < num; i++)
		if (!size_qcow2_bitmap(&bitmaps, virtual_size, granularity_bits, lengths[i]))
			return 0;
	return size_qcow2_bitmaps(&bitmaps, bytes);
}
