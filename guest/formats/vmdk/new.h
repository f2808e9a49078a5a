/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VMDK_NEW_H
#define FORMATS_VMDK_NEW_H
/* A VMDK in the making. Data comes in ascending order, so one extent at a time is open. */
#include "formats/new_blocks.h"
#include "layout.h"

/* The copy of the grain tables, and the tables. */
enum { NEW_VMDK_REDUNDANT, NEW_VMDK_MAIN, NEW_VMDK_COPIES };

struct new_extent {
	struct vmdk_extent_layout layout;
	uint64_t number;
	uint64_t size; /* bytes of the disk in it */
	uint64_t end;  /* length of its file */
	uint64_t next; /* where the next grain goes */
	uint32_t disk;
	struct new_table tables[NEW_VMDK_COPIES];
};

struct new_vmdk {
	struct vmdk_layout layout;
	uint32_t cid;	      /* of the new image */
	uint32_t written_cid; /* of the image once it has data */
	bool written;
	struct new_extent extent; /* the open one */
};

/* new_descriptor.c: the descriptor, at `offset` of the image. It takes *len bytes. */
MUST_CHECK bool vmdk_put_descriptor(const struct writer *w, uint64_t offset, uint64_t *len);

#endif
