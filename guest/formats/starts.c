/* SPDX-License-Identifier: Apache-2.0 */
#include "starts.h"

#include "base/arith.h"
#include "base/mem.h"
#include "generated/source.h"

#define WINDOW (UINT64_C(1) << 21) /* 8 MiB; of blocks of 2 MiB, 4 TiB of file */

bool starts_init(struct starts *s, uint64_t len, uint64_t len_file)
{
	*s = (struct starts){ .len = len, .num = pieces_by(len_file, len) };
	s->window = s->num < WINDOW ? s->num : WINDOW;
	s->within = io_alloc(s->window * sizeof(*s->within), _Alignof(uint32_t));
	return s->within != NULL;
}

/* Each window begins with the last piece of the one before. */
uint64_t starts_walks(const struct starts *s)
{
	return s->num <= s->window ? 1 : pieces_by(s->num - 1, s->window - 1);
}

bool starts_take(struct starts *s, uint64_t at)
{
	uint64_t piece = at / s->len - s->first;
	uint32_t within = (uint32_t)(at % s->len / SOURCE_SECTOR_SIZE) + 1;
	bool met;

	if (at / s->len < s->first || piece >= s->window)
		return false;
	met = s->within[piece] != 0 || (piece > 0 && s->within[piece - 1] > within) ||
	      (piece + 1 < s->window && s->within[piece + 1] != 0 && s->within[piece + 1] < within);
	s->within[piece] = within;
	return met;
}

bool starts_next(struct starts *s)
{
	if (s->first + s->window >= s->num)
		return false;
	s->first += s->window - 1;
	memset(s->within, 0, s->window * sizeof(*s->within));
	return true;
}
