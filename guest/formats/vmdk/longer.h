/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VMDK_LONGER_H
#define FORMATS_VMDK_LONGER_H
/* A VMDK whose disk becomes longer. */
#include "formats/edit.h"
#include "image.h"

/* What its descriptor is to say. */
struct vmdk_longer {
	uint64_t disk; /* sectors of it */
	uint64_t last; /* of them in the extent that is the last one now */
	uint64_t most; /* in each that is added */
};

/* longer_text.c: the text of such a descriptor, from the one at `offset` of the image, with zeros
 * up to `room` bytes. It has its size in the line of the last extent, a line for each that is
 * added, and the cylinders that go with its heads. All else stays. */
MUST_CHECK bool vmdk_lengthen_text(struct image *img, uint64_t offset, size_t room,
				   const struct vmdk_longer *to, uint8_t **text, size_t *len);

/* longer_files.c: a disk whose extents are files of their own. */
MUST_CHECK bool vmdk_lengthen_files(struct image *img, const struct resize *to);

#endif
