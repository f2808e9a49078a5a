/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_USAGE_H
#define FORMATS_USAGE_H
/*
 * Which units of a file, such as sectors, something uses, a bit for each. Memory is fixed: of a
 * longer file, one window of units after another is looked at, each with a walk through all tables.
 *
 *	do {
 *		... usage_take() for all that is used ...
 *		... usage_gap() until there is none ...
 *	} while (usage_next(&u));
 */
#include "formats/bits.h"

struct usage {
	struct bits bits;
	uint64_t unit;	     /* bytes */
	uint64_t num;	     /* units of the file */
	uint64_t first;	     /* of the window */
	uint64_t gap, place; /* where the units begin that nothing uses; what is looked at next */
	uint64_t work;	     /* units that were marked so far, again and again */
	bool met, met_last;  /* two users met in the last unit of the window before, of this */
};

/* Units of a window for who writes: 8 MiB, 4 TiB of clusters of 64 KiB. */
#define USAGE_PLACES (UINT64_C(1) << 26)

/* `most`: units of a window at most; 0: as many as memory holds. */
MUST_CHECK bool usage_init(struct usage *u, uint64_t unit, uint64_t len_file, uint64_t most);

/*
 * The bytes of [offset, offset + len) have a user. *met: so had some unit before, of which the
 * bytes have all. Units of which they have a part may have more users. Nothing is past the end of
 * the file.
 */
void usage_take(struct usage *u, uint64_t offset, uint64_t len, bool *met);

/* The next units that nothing uses, as bytes, once all was taken. None where so many users meet
 * that to mark all that each has would take too long. */
bool usage_gap(struct usage *u, uint64_t *offset, uint64_t *len);

/* Where what is looked at ends, in whole units. */
static inline uint64_t usage_end(const struct usage *u)
{
	return u->num * u->unit;
}

/* Go to the next window; false: there is none. */
bool usage_next(struct usage *u);

/* Whether this is the first walk, which finds what is wrong with the tables themselves. */
static inline bool usage_is_first(const struct usage *u)
{
	return u->first == 0;
}

#endif
