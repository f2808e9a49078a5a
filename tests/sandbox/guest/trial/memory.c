/* SPDX-License-Identifier: Apache-2.0 */
/* Leave a mark everywhere, or look for one: what survives from one run to the next. */
#include "generated/boot.h"
#include "generated/memory.h"
#include "io/io.h"
#include "trial.h"

struct span {
	uint64_t start, length;
};

static const struct span spans[] = {
	{ MEMORY_OFS_QUEUE, MEMORY_LEN_QUEUE },
	{ MEMORY_OFS_CONTROL + MEMORY_LEN_PAGE, MEMORY_LEN_CONTROL - MEMORY_LEN_PAGE },
	{ MEMORY_OFS_STACK, MEMORY_LEN_STACK / 2 },
	{ MEMORY_OFS_CHANNEL + MEMORY_LEN_PAGE, MEMORY_LEN_CHANNEL - MEMORY_LEN_PAGE },
	{ 0, 0 }, /* the arena */
};

static uint64_t static_mark[512]; /* and one in the operation's own data */

static uint64_t visit(uint64_t *from, uint64_t num, uint64_t mark, bool fill)
{
	uint64_t found = 0;

	for (uint64_t i = 0; i < num; i++) {
		if (fill)
			from[i] = mark;
		else if (from[i] != 0)
			found++;
	}
	return found;
}

/* Says how many words are not zero, before anything of this run could have written them, and what
 * xmm7 holds. */
bool trial_memory(const struct trial_config *config)
{
	const struct boot_info *info = (const void *)(uintptr_t)(MEMORY_BASE + MEMORY_OFS_BOOT);
	bool fill = config->argument[1] != 0;
	uint64_t mark = config->argument[0], found = 0, vector = 0;

	__asm__ volatile("movq %%xmm7, %0" : "=r"(vector));
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		struct span span = spans[i];

		if (span.length == 0)
			span = (struct span){ info->ofs_arena, info->len_memory - info->ofs_arena };
		found += visit((uint64_t *)(uintptr_t)(MEMORY_BASE + span.start), span.length / 8,
			       mark, fill);
	}
	found += visit(static_mark, 512, mark, fill);
	if (fill)
		__asm__ volatile("movq %0, %%xmm7" : : "r"(mark) : "xmm7");
	trial_say_number(found);
	trial_say_number(vector);
	return true;
}
