/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A raw image is as long as the disk, in whole sectors:
 *
 *	size = ceil(disk / 512) * 512
 *
 * as `qemu-img measure` says. Holes do not make a file shorter, so data changes nothing.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/source.h"
#include "layout.h"

enum target_error raw_layout(const struct target_options *options, uint64_t disk,
			     struct raw_layout *layout, uint32_t *field)
{
	(void)options;
	(void)field;
	layout->end = align_up(disk, SOURCE_SECTOR_SIZE);
	return TARGET_ERROR_OK;
}

enum target_error raw_cost(const struct target_options *options, struct cost *cost)
{
	struct raw_layout layout;
	enum target_error error = raw_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->base = layout.end;
	return cost_close(cost); /* refuses what the rounding pushed past 63 bits */
}
