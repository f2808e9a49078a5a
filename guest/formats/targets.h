/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_TARGETS_H
#define FORMATS_TARGETS_H
/* The formats that a new image can have. */
#include "cost.h"

typedef enum target_error cost_maker(const struct target_options *options, struct cost *cost);

struct target {
	uint32_t format; /* SOURCE_FORMAT_* */
	/* `cost` is empty but for virtual_size, at most TARGET_MAX_SIZE, and what is known of the
	 * source. */
	cost_maker *cost;
	/*
	 * Persistent bitmaps that move with the disk; NULL: the format keeps none. One bitmap with
	 * a bit for each 1 << granularity_bits bytes (9..31) of the disk, then the bytes of all;
	 * false when a sum leaves 63 bits.
	 */
	bool (*bitmap_cost)(struct bitmaps_cost *bitmaps, uint64_t virtual_size,
			    unsigned granularity_bits, uint64_t len_name);
	bool (*bitmaps_cost)(const struct bitmaps_cost *bitmaps, uint64_t *bytes);
};

const struct target *target_of(uint32_t format); /* NULL: none is written in it */

/*
 * Check the options and make the cost of a disk of virtual_size bytes. After TARGET_ERROR_OK the
 * size of the image is representable for whatever is written.
 */
MUST_CHECK enum target_error target_cost(const struct target_options *options,
					 uint64_t virtual_size, bool from_source,
					 struct cost *cost);

cost_maker luks_cost, parallels_cost, qcow1_cost, qcow2_cost, qed_cost, raw_cost, vdi_cost,
	vhd_cost, vhdx_cost, vmdk_cost;

bool qcow2_bitmap_cost(struct bitmaps_cost *bitmaps, uint64_t virtual_size,
		       unsigned granularity_bits, uint64_t len_name);
bool qcow2_bitmaps_cost(const struct bitmaps_cost *bitmaps, uint64_t *bytes);

#endif
