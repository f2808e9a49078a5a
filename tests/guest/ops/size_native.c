/* SPDX-License-Identifier: Apache-2.0 */
/* The size calculators as one function for ctypes: a configuration and runs of data in, the answer
 * out. */
#include "formats/target.h"
#include "formats/vhd/layout.h"
#include "generated/measure.h"

struct size_answer {
	uint64_t required;
	uint64_t fully_allocated;
	uint64_t unit;
	uint32_t error; /* enum target_error */
	uint32_t field;
	uint32_t counted; /* 0: cost_required() refused the count */
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
	struct cost cost;
	struct cost_counter counter;

	*out = (struct size_answer){ .error = target_cost(&config->target, config->virtual_size,
							  config->has_source, &cost),
				     .field = cost.field };
	if (out->error)
		return;
	cost_count_begin(&counter, &cost);
	for (size_t i = 0; i < num_runs; i++)
		cost_count(&counter, runs[i].start, runs[i].length);
	out->counted = cost_required(&cost, &counter, &out->required);
	out->fully_allocated = cost.fully_allocated;
	out->unit = cost.unit;
}

uint64_t size_native_geometry(uint64_t sectors)
{
	struct vhd_chs chs = vhd_chs(sectors);

	return vhd_chs_sectors(&chs);
}

uint32_t size_native_bitmaps(uint64_t cluster_size, uint64_t virtual_size,
			     uint32_t granularity_bits, const uint32_t *lengths, size_t num,
			     uint64_t *bytes)
{
	struct bitmaps_cost bitmaps = { .cluster_size = cluster_size };

	for (size_t i = 0; i < num; i++)
		if (!qcow2_bitmap_cost(&bitmaps, virtual_size, granularity_bits, lengths[i]))
			return 0;
	return qcow2_bitmaps_cost(&bitmaps, bytes);
}
