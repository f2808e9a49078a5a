/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_OVER_BLOCKS_H
#define FORMATS_OVER_BLOCKS_H
/*
 * An image that exists, with a table of blocks, whose disk is written over. A block that has no
 * place gets one at the end. What it has is in the file before the table names it, and so is what
 * else says that it is there.
 */
#include "target.h"

#define OVER_BLOCKS_LEN_ENTRY 4u
#define OVER_BLOCKS_WINDOW    4096u
#define OVER_BLOCKS_PIECE     (256u << 10)

struct over_blocks_format {
	/* Where the data of a block is; *at 0: nowhere. */
	bool (*find)(struct writer *w, const uint8_t *entry, uint64_t *at);
	/* A place for a new one, and its entry. w->end is not before its end. */
	bool (*take)(struct writer *w, uint8_t *entry, uint64_t *at);
	/* A block is written to; NULL: that says nothing. */
	bool (*touch)(struct writer *w, uint64_t at);
	/* What else says that there are new blocks. */
	bool (*publish)(struct writer *w);
};

/* The first member of what the format keeps in ->state. */
struct over_blocks {
	const struct over_blocks_format *format;
	uint64_t ofs_table, num; /* entries */
	uint64_t len_block;
	uint64_t len_lead; /* of what a block has in front of it */
	uint64_t len_old;  /* of the file */
	uint64_t ofs_new;  /* what lies before it are blocks that the image had */
	uint64_t first;	   /* entry that the window begins with */
	uint32_t used;	   /* bytes of the window */
	bool loaded, dirty;
	uint8_t window[OVER_BLOCKS_WINDOW];
};

/* The caller has set what comes before ->len_old. */
MUST_CHECK bool over_blocks_begin(struct writer *w);
/* Where the last block in the file ends, 0: there is none; and how many have a place. */
MUST_CHECK bool over_blocks_look(struct writer *w, uint64_t *end, uint64_t *num);
bool over_blocks_put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len);
/* Blocks without a place read as zeros. */
bool over_blocks_zero(struct writer *w, uint64_t pos, uint64_t len);
bool over_blocks_end(struct writer *w);
/* Let no block lie before `limit` in the file: those that do move to the end. */
MUST_CHECK bool over_blocks_clear(struct writer *w, uint64_t limit);
/* Let the block of `pos`, if it has a place, read as zeros from there on. */
MUST_CHECK bool over_blocks_blank(struct writer *w, uint64_t pos);

#endif
