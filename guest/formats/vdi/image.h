/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VDI_IMAGE_H
#define VDI_IMAGE_H
/* An open VDI, shared by read.c and check.c. */
#include "stages/image.h"

#include "generated/structures.h"
#include "generated/vdi.h"

struct vdi {
	struct vdi_header header;
	struct table map;
	bool through; /* to the holes of the file */
};

#endif
