/* SPDX-License-Identifier: Apache-2.0 */
#include "new_levels.h"

#include "base/mem.h"

static void fresh_zeros(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes)
{
	(void)layout;
	(void)at;
	memset(bytes, 0, len);
}

void new_levels_begin(struct new_levels *l, uint32_t disk, uint64_t offset, uint64_t len_first,
		      uint64_t len_second)
{
	l->first = (struct new_table){
		.disk = disk, .offset = offset, .len = len_first, .fresh = fresh_zeros
	};
	l->second = (struct new_table){ .disk = disk, .len = len_second, .fresh = fresh_zeros };
	l->open = false;
}

uint8_t *new_levels_open(struct new_levels *l, uint64_t number, uint64_t offset)
{
	if (!new_table_flush(&l->second))
		return NULL;
	l->second.offset = offset;
	l->second.num = 0;
	l->second.changed = false;
	l->number = number;
	l->open = true;
	return new_table_change(&l->first, number * NEW_LEVELS_ENTRY);
}

uint8_t *new_levels_entry(struct new_levels *l, uint64_t index)
{
	return new_table_change(&l->second, index * NEW_LEVELS_ENTRY);
}

bool new_levels_flush(struct new_levels *l)
{
	return new_table_flush(&l->second) && new_table_flush(&l->first);
}
