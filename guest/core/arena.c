/* SPDX-License-Identifier: Apache-2.0 */
/* A bump allocator. Memory above the highest level so far has never been written, so it is zero as
 * it is. */
#include "core.h"
#include "base/mem.h"

static uint64_t arena_start, arena_level, arena_highest, arena_end;

void arena_init(uint64_t start, uint64_t end)
{
	arena_start = start;
	arena_level = start;
	arena_highest = start;
	arena_end = end;
}

uint8_t *arena_alloc(uint64_t size, uint64_t alignment)
{
	if (alignment == 0 || (alignment & (alignment - 1)) != 0 ||
	    alignment > MEMORY_LEN_LARGE_PAGE)
		core_panic(PANIC_REASON_BAD_CALL, CALL_TABLE_TABLE_ALLOC_OFFSET);

	uint64_t start = (arena_level + alignment - 1) & ~(alignment - 1);

	if (start > arena_end || size > arena_end - start)
		return NULL;

	uint8_t *memory = (uint8_t *)(uintptr_t)start;

	if (start < arena_highest)
		memset(memory, 0, size < arena_highest - start ? size : arena_highest - start);
	arena_level = start + size;
	if (arena_level > arena_highest)
		arena_highest = arena_level;
	return memory;
}

uint64_t arena_mark(void)
{
	return arena_level;
}

void arena_release(uint64_t mark)
{
	if (mark > arena_level || mark < arena_start)
		core_panic(PANIC_REASON_BAD_CALL, CALL_TABLE_TABLE_RELEASE_OFFSET);
	arena_level = mark;
}
