/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_PARENT_PATH_H
#define FORMATS_PARENT_PATH_H
/* Where the parent of a differencing image is, in the notation of Windows: VHD and VHDX. */
#include "stages/image.h"

/* Bytes of a path: Windows allows 32767 characters, no disk library writes near as many. */
#define PARENT_PATH_MAX 4096u

/*
 * Name the parent of `img`, which is of the same format. `path`, changed in place, stays in use:
 * slashes for backslashes, no leading "./", and of a path with a drive letter or a volume's GUID
 * only what follows, from its slash on.
 */
void parent_path_set(struct image *img, uint8_t *path, size_t len);

#endif
