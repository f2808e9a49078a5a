/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHD_LAYOUT_H
#define FORMATS_VHD_LAYOUT_H
/* A new VHD. */
#include "formats/layout.h"

/* geometry.c: wider than what a footer holds, as the rule goes past it on the way. */
struct vhd_chs {
	uint64_t cylinders, heads, sectors_per_track;
};

struct vhd_layout {
	bool fixed;
	bool differencing;
	uint64_t disk;	     /* bytes of it, after rounding to a geometry */
	struct vhd_chs chs;  /* which may be the largest, whatever the size */
	uint64_t num_blocks; /* dynamic: entries of the table */
	uint64_t ofs_header; /* dynamic: after the copy of the footer */
	uint64_t ofs_table, len_table;
	uint64_t ofs_path;   /* differencing: of the parent's path, after the table */
	uint64_t len_bitmap; /* in front of each block's data */
	uint64_t ofs_footer; /* in a new file; a dynamic one's moves after each block */
	uint64_t end;
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error vhd_layout(const struct target_options *options, uint64_t disk,
					struct vhd_layout *layout, uint32_t *field);

/* The geometry of the disk that num_sectors, at most VHD_MAX_CHS_SECTORS, become. */
struct vhd_chs vhd_chs(uint64_t num_sectors);

static inline uint64_t vhd_chs_sectors(const struct vhd_chs *g)
{
	return g->cylinders * g->heads * g->sectors_per_track;
}

#endif
