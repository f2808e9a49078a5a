/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VMDK_OVER_H
#define VMDK_OVER_H
/* A VMDK that exists, whose disk is written over: shared by over.c and over_tables.c. */
#include "formats/edit.h"
#include "formats/over_blocks.h"
#include "image.h"

struct vmdk_over;

/* One of its extents. Flat ones have no blocks. */
struct vmdk_part {
	struct over_blocks blocks;
	struct vmdk_over *all;
	const struct vmdk_extent *e;
	uint64_t next; /* where a new grain goes */
	uint64_t end;  /* of the file, while another one is written */
};

struct vmdk_over {
	struct vmdk *v;
	struct vmdk_part *parts;
	uint32_t disk;	/* of the descriptor */
	bool is_marked; /* the disk has another content id */
};

/* over_tables.c: let no grain lie where header, descriptor, directories and tables are, and none of
 * these in each other. */
MUST_CHECK bool vmdk_keep_off_tables(struct writer *w);

extern const struct target_writer vmdk_over; /* over.c; its state is a struct vmdk_part */

MUST_CHECK bool vmdk_resize(struct image *img, const struct resize *to); /* grow.c */

#endif
