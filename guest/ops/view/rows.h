/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ROWS_H
#define ROWS_H
/* Entries of a list that are all as long, and how many of them follow each other by a rule. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"
#include "eval.h"

#define SHORT 16u /* bytes of an entry that is compared at once */

struct entries {
	const struct object *o;
	uint32_t number, len; /* bytes of one; 0: they are not whole bytes */
	uint64_t count, bits;
	struct place first;
};

/* False: they are not all as long, or it is not known how many they are. */
MUST_CHECK bool entries_of(const struct object *o, uint32_t number, const struct place *p,
			   struct entries *e);
struct place place_in(const struct entries *e, uint64_t index);
/* The bytes of a short one. */
MUST_CHECK bool bytes_in(const struct entries *e, uint64_t index, uint8_t bytes[SHORT]);

/* How many entries, from this one on, are each by `step` more than the one before. */
uint64_t row_by_step(const struct entries *e, uint64_t index, uint64_t *step);
/* How many, from this one on, have the same bytes. */
uint64_t row_of_same(const struct entries *e, uint64_t index);

#endif
