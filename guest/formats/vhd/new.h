/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHD_NEW_H
#define FORMATS_VHD_NEW_H
/* A VHD in the making, shared by write.c and new_child.c, which has what only differencing images
 * have. */
#include "formats/new_blocks.h"

#include "generated/vhd.h"
#include "layout.h"

struct new_vhd {
	struct vhd_layout layout;
	struct new_table bat;
	struct new_table bitmap; /* of the block written last; differencing images only */
	uint8_t footer[VHD_FOOTER_SIZE];
};

/* The parent's identity, its name and where its path is, into the header; the path into the file.
 */
MUST_CHECK bool vhd_put_parent(const struct writer *w, struct new_vhd *v,
			       struct vhd_dynamic_header *h);

/* Bytes [within, within + len) of the block whose bitmap is at `bitmap` are not the parent's. */
MUST_CHECK bool vhd_mark_sectors(const struct writer *w, struct new_vhd *v, uint64_t bitmap,
				 uint64_t within, uint32_t len);

#endif
