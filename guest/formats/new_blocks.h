/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_NEW_BLOCKS_H
#define FORMATS_NEW_BLOCKS_H
/*
 * New images of equal blocks that one table places: VHD, VHDX, VDI, Parallels. The table is laid
 * down as it is in an empty image and changed in ascending order, one window of it at a time, so
 * that every disk takes the same memory.
 */
#include "target.h"

#define NEW_TABLE_WINDOW 4096u

struct new_table {
	uint32_t disk;
	uint64_t offset; /* in the file */
	uint64_t len;	 /* bytes, with what pads it */
	uint64_t used;	 /* up to where an empty image's table is not zero */
	/* Bytes [at, at + len) of an empty image's table. */
	void (*fresh)(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes);
	const void *layout;
	uint64_t at;  /* of the window in the table */
	uint32_t num; /* bytes of it, 0 before the first change */
	bool changed;
	uint8_t window[NEW_TABLE_WINDOW];
};

/* `fresh` of a table that is zero in an empty image. */
void new_table_zero(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes);

MUST_CHECK bool new_table_lay(struct new_table *t);
/* The bytes of the table from `at` on, those of one entry, to be changed; never before those of the
 * last call. NULL: a write failed. */
uint8_t *new_table_change(struct new_table *t, uint64_t at);
/* The window that contains the last change, after it. */
MUST_CHECK bool new_table_flush(struct new_table *t);

/* Where the disk's bytes [pos, pos + len), all of one block, are in the file; a block that is not
 * there yet is put at the end. */
typedef bool new_block_place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *place);

/* Data for a disk, in as many pieces as there are blocks under it. It is queued: see io/writer.h.
 */
MUST_CHECK bool new_blocks_put(struct writer *w, uint32_t disk, uint64_t block_size,
			       new_block_place *place, uint64_t pos, const uint8_t *data,
			       uint32_t len);

/* Set the bits of sectors `first` through `last` of a bitmap: these are not the parent's. */
typedef uint8_t new_bitmap_bit(uint64_t sector); /* in its byte */
MUST_CHECK bool new_bitmap_mark(struct new_table *t, new_bitmap_bit *bit, uint64_t first,
				uint64_t last);

/* Zeros over a parent: the blocks are there, and nothing was ever written to them. */
MUST_CHECK bool new_blocks_zero(struct writer *w, uint64_t block_size, new_block_place *place,
				uint64_t pos, uint64_t len);

#endif
