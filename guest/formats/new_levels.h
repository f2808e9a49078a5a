/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_NEW_LEVELS_H
#define FORMATS_NEW_LEVELS_H
/*
 * New images with two levels of tables: qed, qcow1. Data comes in ascending order, so only one
 * table of the second level is open at a time, and one window of it is in memory.
 */
#include "new_blocks.h"

#define NEW_LEVELS_ENTRY 8u /* bytes of an entry, in both levels */

struct new_levels {
	struct new_table first, second;
	uint64_t number; /* of the open table of the second level */
	bool open;
};

/* Tables of the first and of the second level have so many bytes. */
void new_levels_begin(struct new_levels *l, uint32_t disk, uint64_t offset, uint64_t len_first,
		      uint64_t len_second);
static inline bool new_levels_has(const struct new_levels *l, uint64_t number)
{
	return l->open && l->number == number;
}
/* Open a new table at `offset` of the file, which is empty. Its entry in the first level, to be
 * stored; NULL: a write failed. */
uint8_t *new_levels_open(struct new_levels *l, uint64_t number, uint64_t offset);
/* An entry of the open table, to be changed; as new_table_change(). */
uint8_t *new_levels_entry(struct new_levels *l, uint64_t index);
MUST_CHECK bool new_levels_flush(struct new_levels *l);

#endif
