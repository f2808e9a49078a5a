/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_NEW_IMAGE_H
#define FORMATS_NEW_IMAGE_H
/* A new image as the host asks for it, for the operations that write one. */
#include "target.h"

/* Fill in the writer that lays `image` down from file `disk` on. */
MUST_CHECK bool new_image_writer(const struct target_image *image, uint32_t disk, struct writer *w);

#endif
