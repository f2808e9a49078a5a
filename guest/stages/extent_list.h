/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STAGES_EXTENT_LIST_H
#define STAGES_EXTENT_LIST_H
/* How a walker fills a batch of extents. */
#include "extent.h"
#include "image.h"

/* The batch that a walker is filling. */
struct extent_list {
	struct extent_record *out;
	size_t max, num;
	enum extent_detail detail;
	uint32_t depth, disk;
	bool failed; /* a fault was recorded while adding */
};

void extent_list_begin(struct extent_list *l, const struct image *img, struct extent_record *out,
		       size_t max);

/* The usual end of next(): *num records; false when adding failed before the first of them. */
MUST_CHECK bool extent_list_end(struct extent_list *l, size_t *num);

/*
 * The end of next() after a fault was recorded. What was found before the fault is still delivered:
 * the fault is put back and will be met again by the next pull, which starts there.
 */
MUST_CHECK bool extent_list_fail(struct extent_list *l, size_t *num);

/*
 * Add [start, start + length) or extend the last record by it. False when the batch is full: stop
 * and return, the next pull starts at `start`. A range is added wholly or not at all.
 */
MUST_CHECK bool extent_add(struct extent_list *l, uint64_t start, uint64_t length, uint32_t flags,
			   uint64_t host_offset);

/*
 * Add a range that is plainly at host_offset of the list's disk, split where the file has
 * holes: data with `data_flags`, holes (and what is past the end of the file) with `hole_flags`.
 * False when the batch is full or a fault was recorded (extent_list_end reports): in both cases the
 * part before was added.
 */
bool extent_add_through(struct extent_list *l, uint64_t start, uint64_t length, uint32_t data_flags,
			uint32_t hole_flags, uint64_t host_offset);

/* A whole next() for images of which qemu-img knows no tables: all is data, nowhere in particular.
 */
MUST_CHECK bool extent_list_opaque(const struct image *img, uint64_t pos, uint64_t end,
				   struct extent_record *out, size_t max, size_t *num);

/* A table with an entry for each block of the disk. */
struct block_table {
	struct table *table;
	uint64_t len_block;
	uint32_t len_entry;
	/* The entry of the block at `pos`; NULL: they are in the order of the disk, with none
	 * between them. */
	uint64_t (*index)(const struct image *img, uint64_t pos);
	/* Add what an entry says of `n` bytes from `pos` on, all of its block. Sets *done where it
	 * adds fewer. False: stop. */
	bool (*add)(struct image *img, struct extent_list *l, uint64_t pos, uint64_t n,
		    const uint8_t *entry, uint64_t *done);
};

/* Add [pos, end), block by block. False when the batch is full or a fault was recorded: the part
 * before was added. */
MUST_CHECK bool extent_add_blocks(struct extent_list *l, struct image *img,
				  const struct block_table *blocks, uint64_t pos, uint64_t end);

#endif
