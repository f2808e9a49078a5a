/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_LAYOUT_H
#define FORMATS_LUKS_LAYOUT_H
/* A new LUKS volume. */
#include "formats/layout.h"

struct luks_layout {
	uint64_t ofs_payload; /* where the encrypted disk begins */
	uint64_t end;
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error luks_layout(const struct target_options *options, uint64_t disk,
					 struct luks_layout *layout, uint32_t *field);

#endif
