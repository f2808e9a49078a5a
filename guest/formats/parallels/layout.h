/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_PARALLELS_LAYOUT_H
#define FORMATS_PARALLELS_LAYOUT_H
/* A new Parallels image. */
#include "formats/layout.h"

struct parallels_layout {
	uint64_t cluster_size; /* any number of sectors */
	uint64_t num_entries;  /* of the table, which follows the header */
	uint64_t ofs_data;     /* where the first cluster of data goes: the end of a new file */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error parallels_layout(const struct target_options *options, uint64_t disk,
					      struct parallels_layout *layout, uint32_t *field);

#endif
