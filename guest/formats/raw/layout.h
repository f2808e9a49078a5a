/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_RAW_LAYOUT_H
#define FORMATS_RAW_LAYOUT_H
/* A new raw image. */
#include "formats/layout.h"

struct raw_layout {
	uint64_t end; /* the disk in whole sectors */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error raw_layout(const struct target_options *options, uint64_t disk,
					struct raw_layout *layout, uint32_t *field);

#endif
