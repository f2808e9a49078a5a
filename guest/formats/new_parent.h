/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_NEW_PARENT_H
#define FORMATS_NEW_PARENT_H
/* The parent of a new differencing image, VHD or VHDX: opened for its identity, and named in the
 * notation of Windows. */
#include "parent_path.h"
#include "target.h"

/* The parent itself, not what is below it; NULL: a fault was recorded. `no_parent`: the fault of
 * one that was not handed over. */
struct image *new_parent_open(const struct writer *w, const struct format *format,
			      uint32_t no_parent);

/* The path in UTF-16, little-endian, and its length; 0: no path of Windows leads there. */
size_t new_parent_path(const struct writer *w, uint8_t path[PARENT_PATH_MAX]);
bool new_parent_is_relative(const struct writer *w);

#endif
