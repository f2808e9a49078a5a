/* SPDX-License-Identifier: Apache-2.0 */
#include "usage.h"

#include <string.h>

#define WINDOW	   (1u << 27) /* units: 64 GiB of file in 16 MiB of memory, if they are sectors */
#define NO_GAP	   UINT64_MAX
#define MOST_TIMES 4u /* that the whole file is marked */

bool usage_init(struct usage *u, uint64_t unit, uint64_t len_file, uint64_t most)
{
	uint64_t window;

	*u = (struct usage){ .unit = unit, .gap = NO_GAP };
	u->num = len_file / unit + (len_file % unit != 0);
	window = most != 0 && most < WINDOW ? most : WINDOW;
	return bits_init(&u->bits, u->num < window ? u->num : window);
}

static uint64_t window_end(const struct usage *u)
{
	uint64_t left = u->num - u->first;

	return u->first + (left < u->bits.num ? left : u->bits.num);
}

/* Whether to stop where users meet: enough was marked several times. */
static bool is_tired(const struct usage *u)
{
	return u->work / MOST_TIMES > u->num;
}

/* Mark whole units, of one user. Where it met another one already in the window before, that was
 * found there, up to the first unit that it has alone. */
static bool take(struct usage *u, uint64_t first, uint64_t end)
{
	uint64_t i = first > u->first ? first : u->first, stop = window_end(u);
	bool met = false, known = first < u->first && u->met;

	while (i < end && i < stop && !(met && is_tired(u))) {
		uint8_t *byte = &u->bits.bytes[(i - u->first) / BITS_PER_BYTE];

		if ((i - u->first) % BITS_PER_BYTE == 0 && *byte == 0 && i + BITS_PER_BYTE <= end &&
		    i + BITS_PER_BYTE <= stop) {
			*byte = UINT8_MAX;
			i += BITS_PER_BYTE;
			known = false;
		} else {
			bool before = bits_set(&u->bits, i - u->first);

			known &= before;
			met |= before && !known;
			u->met_last |= before && i + 1 == stop;
			i++;
		}
		u->work++;
	}
	return met;
}

void usage_take(struct usage *u, uint64_t offset, uint64_t len, bool *met)
{
	uint64_t end = len > UINT64_MAX - offset ? UINT64_MAX : offset + len;
	uint64_t whole = offset / u->unit + (offset % u->unit != 0);

	*met = false;
	if (len == 0)
		return;
	if (whole < end / u->unit)
		*met = take(u, whole, end / u->unit);
	if (offset % u->unit != 0)
		(void)take(u, whole - 1, whole);
	if (end % u->unit != 0)
		(void)take(u, end / u->unit, end / u->unit + 1);
}

/* Units from the place on that are used alike: eight, or one. */
static uint64_t alike(const struct usage *u, uint64_t end)
{
	uint64_t index = u->place - u->first;
	uint8_t byte = u->bits.bytes[index / BITS_PER_BYTE];

	return index % BITS_PER_BYTE == 0 && (byte == 0 || byte == UINT8_MAX) &&
			       u->place + BITS_PER_BYTE <= end
		       ? BITS_PER_BYTE
		       : 1;
}

bool usage_gap(struct usage *u, uint64_t *offset, uint64_t *len)
{
	uint64_t end = window_end(u);

	while (u->place < end) {
		uint64_t run = alike(u, end);
		bool used = bits_test(&u->bits, u->place - u->first);

		if (used && u->gap != NO_GAP)
			break;
		if (!used && u->gap == NO_GAP)
			u->gap = u->place;
		u->place += run;
	}
	if (is_tired(u) || u->gap == NO_GAP || (u->place == end && end < u->num))
		return false; /* perhaps it goes on in the next window */
	*offset = u->gap * u->unit;
	*len = (u->place - u->gap) * u->unit;
	u->gap = NO_GAP;
	return true;
}

bool usage_next(struct usage *u)
{
	uint64_t end = window_end(u);

	if (end >= u->num)
		return false;
	u->first = end;
	u->met = u->met_last;
	u->met_last = false;
	memset(u->bits.bytes, 0, u->bits.num / BITS_PER_BYTE + 1);
	return true;
}
