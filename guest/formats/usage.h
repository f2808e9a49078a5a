/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_USAGE_H
#define FORMATS_USAGE_H
/*
 * Which sectors of a file something uses, a bit for each. Memory is fixed: of a longer file, one
 * window of sectors after another is looked at, each with a walk through all tables.
 *
 *	do {
 *		... usage_take() for all that is used ...
 *		... usage_gap() until there is none ...
 *	} while (usage_next(&u));
 */
#include "formats/bits.h"

struct usage {
	struct bits bits;
	uint64_t num;	     /* sectors of the file */
	uint64_t first;	     /* of the window */
	uint64_t gap, place; /* where the sectors begin that nothing uses; what is looked at next */
	uint64_t work;	     /* sectors that were marked so far, again and again */
	bool met, met_last;  /* two users met in the last sector of the window before, of this */
};

/* `most`: sectors of a window at most; 0: as many as memory holds. */
MUST_CHECK bool usage_init(struct usage *u, uint64_t len_file, uint64_t most);

/*
 * The bytes of [offset, offset + len) have a user. *met: so had some sector before, of which the
 * bytes have all. Sectors of which they have a part may have more users. Nothing is past the end of
 * the file.
 */
void usage_take(struct usage *u, uint64_t offset, uint64_t len, bool *met);

/* The next sectors that nothing uses, as bytes, once all was taken. None where so many users meet
 * that to mark all that each has would take too long. */
bool usage_gap(struct usage *u, uint64_t *offset, uint64_t *len);

/* Go to the next window; false: there is none. */
bool usage_next(struct usage *u);

/* Whether this is the first walk, which finds what is wrong with the tables themselves. */
static inline bool usage_is_first(const struct usage *u)
{
	return u->first == 0;
}

#endif
