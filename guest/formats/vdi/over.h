/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VDI_OVER_H
#define VDI_OVER_H
/* A VDI that exists, whose blocks are written and move. */
#include "formats/edit.h"
#include "formats/over_blocks.h"
#include "image.h"

struct vdi_over {
	struct over_blocks blocks;
	const struct vdi *v;
	uint64_t next; /* block of the file */
	uint32_t num_allocated;
	bool moves; /* what gets a place had another one */
};

/* The map is in front of the data, and both after the header. */
bool vdi_map_is_apart(const struct vdi *v);

extern const struct target_writer vdi_over; /* over.c; its state is a struct vdi_over */

MUST_CHECK bool vdi_resize(struct image *img, const struct resize *to); /* grow.c */

#endif
