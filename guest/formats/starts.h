/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_STARTS_H
#define FORMATS_STARTS_H
/*
 * Where blocks of one length begin, each at any sector of a file: whether two of them meet. A piece
 * of the file that is as long as a block has the beginning of one at most, so that a number for
 * each piece is enough. Memory is fixed, as in usage.h: of a longer file, one window of pieces
 * after another is looked at.
 */
#include "io/io.h"

struct starts {
	uint32_t *within; /* 1 + the sector of a piece that a block begins at; 0: none does */
	uint64_t len;	  /* of a block, in bytes */
	uint64_t num;	  /* pieces of the file */
	uint64_t first, window;
};

MUST_CHECK bool starts_init(struct starts *s, uint64_t len, uint64_t len_file);
/* How often all blocks are looked at. */
uint64_t starts_walks(const struct starts *s);
/* A block begins at a byte of the file; whether it meets one that was there before. */
bool starts_take(struct starts *s, uint64_t at);
/* Go to the next window; false: there is none. */
bool starts_next(struct starts *s);

#endif
