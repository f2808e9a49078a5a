/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VDI_LAYOUT_H
#define FORMATS_VDI_LAYOUT_H
/* A new VDI. */
#include "formats/layout.h"

struct vdi_layout {
	bool fixed;	     /* all blocks are in the file, in order */
	uint64_t num_blocks; /* entries of the map */
	uint64_t ofs_map, ofs_data;
	uint64_t end; /* of a new file */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error vdi_layout(const struct target_options *options, uint64_t disk,
					struct vdi_layout *layout, uint32_t *field);

#endif
