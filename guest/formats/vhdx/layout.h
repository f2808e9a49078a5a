/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHDX_LAYOUT_H
#define FORMATS_VHDX_LAYOUT_H
/* A new VHDX. */
#include "formats/layout.h"

struct vhdx_layout {
	bool fixed;
	uint64_t disk; /* bytes of it, in whole sectors */
	uint64_t block_size, num_blocks;
	uint64_t ofs_log, len_log;
	uint64_t ofs_bat, len_bat;
	uint64_t ofs_metadata;
	uint64_t ofs_data;
	uint64_t end; /* of a new file */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error vhdx_layout(const struct target_options *options, uint64_t disk,
					 struct vhdx_layout *layout, uint32_t *field);

#endif
