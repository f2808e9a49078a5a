/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A raw image is as long as the disk, in whole sectors:
 *
 *	size = ceil(disk / 512) * 512
 *
 * as `qemu-img measure` says. Holes do not make a file shorter, so data changes nothing.
 */
#include "size.h"

enum measure_error size_raw(const struct measure_config *config, struct size_plan *plan)
{
	(void)config;
	plan->base = size_align(plan->virtual_size, SOURCE_SECTOR_SIZE);
	return size_plan_close(plan); /* refuses what the rounding pushed past 63 bits */
}
