/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHD_H
#define FORMATS_VHD_H
/* An open VHD, shared by open.c (headers), walk.c (extents) and parent.c (the name of a
 * parent). */
#include "stages/image.h"

#include "generated/vhd.h"

struct vhd {
	struct vhd_footer footer;
	struct vhd_dynamic_header header;
	struct table bat;
	struct table bitmap; /* of the block looked at last; differencing images only */
	uint64_t bitmap_of;  /* its BAT entry's sector, or NO_BITMAP */
	uint64_t footer_at;
	uint32_t len_bitmap; /* bytes in front of each block's data */
	bool fixed, differencing;
};

#define NO_BITMAP UINT64_MAX

/* Name the parent: the first of the locators that can be read, else the name in the header. */
MUST_CHECK bool vhd_name_parent(struct image *img, const struct vhd *v);

/* A footer at the end alone is that of a fixed disk. Where that is not asked on opening, it is
 * before the disk is read. */
MUST_CHECK bool vhd_check_fixed(const struct image *img, const struct vhd *v);

bool vhd_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out, size_t max,
	      size_t *num);

#endif
