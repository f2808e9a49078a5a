/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_OVER_BLOCKS_H
#define FORMATS_OVER_BLOCKS_H
/*
 * An image that exists, with tables of blocks, whose disk is written over. A block that has no
 * place gets one at the end. What it has is in the file before a table names it, and so is what
 * else says that it is there.
 */
#include "target.h"

#define OVER_BLOCKS_WINDOW 4096u
#define OVER_BLOCKS_PIECE  (256u << 10)

struct over_places;

struct over_blocks_format {
	/* Where the data of a block is; *at 0: nowhere. */
	bool (*find)(struct writer *w, const uint8_t *entry, uint64_t *at);
	/* A place for a new one, and its entry. w->end is not before its end. */
	bool (*take)(struct writer *w, uint8_t *entry, uint64_t *at);
	/* A block is written to; NULL: that says nothing. */
	bool (*touch)(struct writer *w, uint64_t at);
	/* What else says that there are new blocks; NULL: nothing. */
	bool (*publish)(struct writer *w);
	/* Where the entry of a block is among those of all tables; NULL: at the block's number. */
	uint64_t (*index)(const struct writer *w, uint64_t block);
	/* Where the table of such an entry is, and a copy of it; NULL: there is one table. */
	bool (*seek)(struct writer *w, uint64_t index, uint64_t *table, uint64_t *copy);
	/* Zeros over a block that has no place, in front of a backing image; NULL: there is none.
	 */
	bool (*hide)(struct writer *w, uint64_t pos, uint32_t len, uint8_t *entry);
	/* Where something else is than blocks, by over_blocks_keep_off(), as often as it is asked;
	 * NULL: nowhere that a block could be. */
	bool (*keep_off)(struct writer *w);
};

/* The first member of what the format keeps in ->state. */
struct over_blocks {
	const struct over_blocks_format *format;
	uint64_t start;		 /* of the disk, which the first block is about */
	uint64_t ofs_table, num; /* of the only table; blocks */
	uint32_t len_entry;
	uint64_t num_entries; /* in a table */
	uint64_t len_block;
	uint64_t len_lead; /* of what a block has in front of it */
	/* Places are at `ofs_place` and multiples of `len_place` after it; 0: at any sector, and
	 * nothing else is kept off. */
	uint64_t ofs_place, len_place;
	uint64_t len_old;	    /* of the file */
	uint64_t ofs_new;	    /* what lies before it are blocks that the image had */
	struct over_places *places; /* while they are looked at */
	uint64_t first;		    /* entry that the window begins with */
	uint64_t at, copy;	    /* where the window is, and again; 0: nowhere else */
	uint32_t used;		    /* bytes of the window */
	bool loaded, dirty;
	uint8_t window[OVER_BLOCKS_WINDOW];
};

/* The caller has set what comes before ->len_old. */
void over_blocks_begin(struct writer *w);
/* An entry in the window leads to where no block can be. */
MUST_CHECK bool over_blocks_refuse(const struct writer *w, const uint8_t *entry, uint64_t at);
void over_blocks_keep_off(struct over_blocks *o, uint64_t start, uint64_t end);
/* Where the last block in the file ends, 0: there is none; and how many have a place. A table by
 * which one block is where another one is, or something else, or past the end, is refused. */
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
