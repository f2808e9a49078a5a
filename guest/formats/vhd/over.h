/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VHD_OVER_H
#define VHD_OVER_H
/* A VHD that exists, whose blocks are written and move. */
#include "formats/edit.h"
#include "formats/over_blocks.h"
#include "image.h"

struct vhd_over {
	struct over_blocks blocks;
	const struct vhd *v;
	uint64_t end_of_data; /* where the footer is */
	uint64_t touched;     /* where the block is whose bitmap was written last */
	uint8_t *ones;	      /* a bitmap */
	uint8_t footer[VHD_FOOTER_SIZE];
};

extern const struct target_writer vhd_over; /* over.c; its state is a struct vhd_over */

MUST_CHECK bool vhd_resize(struct image *img, const struct resize *to); /* grow.c */

#endif
