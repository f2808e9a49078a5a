/* SPDX-License-Identifier: Apache-2.0 */
#include "rows.h"

#include "base/mem.h"
#include "encoded.h"
#include "file.h"

#define BITS_PER_BYTE 8u
#define LONGEST	      512u /* entry that is compared */

bool entries_of(const struct object *o, uint32_t number, const struct place *p, struct entries *e)
{
	memset(e, 0, sizeof(*e));
	e->o = o;
	e->number = number;
	e->first = *p;
	if (!element_bits(o, number, &e->bits) || !count_of(o, number, &e->count))
		return false;
	if (e->bits % BITS_PER_BYTE == 0 && e->bits / BITS_PER_BYTE <= LONGEST)
		e->len = (uint32_t)(e->bits / BITS_PER_BYTE);
	return true;
}

struct place place_in(const struct entries *e, uint64_t index)
{
	struct place p = e->first;

	p.at += index * e->bits;
	return p;
}

static bool piece_in(const struct entries *e, uint64_t index, uint32_t from, uint8_t bytes[SHORT],
		     uint32_t len)
{
	struct place p = place_in(e, index);
	uint64_t at = p.at / BITS_PER_BYTE;

	return index < e->count && at < p.stream_end && from + len <= p.stream_end - at &&
	       bytes_read(at + from, bytes, len);
}

bool bytes_in(const struct entries *e, uint64_t index, uint8_t bytes[SHORT])
{
	return e->len && e->len <= SHORT && piece_in(e, index, 0, bytes, e->len);
}

/* As a number, in the order of bytes in which neighbours differ least. */
static uint64_t step_between(const uint8_t *a, const uint8_t *b, uint32_t len, bool little)
{
	uint64_t x = 0, y = 0;

	for (uint32_t i = 0; i < len; i++) {
		x = x << BITS_PER_BYTE | a[little ? len - 1 - i : i];
		y = y << BITS_PER_BYTE | b[little ? len - 1 - i : i];
	}
	return y - x;
}

uint64_t row_by_step(const struct entries *e, uint64_t index, uint64_t *step)
{
	uint8_t bytes[3][SHORT];
	uint64_t num = 2;
	bool little;

	if (e->len > sizeof(uint64_t) || !bytes_in(e, index, bytes[0]) ||
	    !bytes_in(e, index + 1, bytes[1]))
		return 1;
	little = step_between(bytes[0], bytes[1], e->len, true) <
		 step_between(bytes[0], bytes[1], e->len, false);
	*step = step_between(bytes[0], bytes[1], e->len, little);
	while (file_step() && bytes_in(e, index + num, bytes[2]) &&
	       step_between(bytes[1], bytes[2], e->len, little) == *step) {
		memcpy(bytes[1], bytes[2], e->len);
		num++;
	}
	return num;
}

static bool same(const struct entries *e, uint64_t index, uint64_t other)
{
	uint8_t bytes[2][SHORT];

	for (uint32_t from = 0; from < e->len; from += SHORT) {
		uint32_t len = e->len - from < SHORT ? e->len - from : SHORT;

		if (!file_step() || !piece_in(e, index, from, bytes[0], len) ||
		    !piece_in(e, other, from, bytes[1], len) ||
		    memcmp(bytes[0], bytes[1], len) != 0)
			return false;
	}
	return true;
}

uint64_t row_of_same(const struct entries *e, uint64_t index)
{
	uint64_t num = 1;

	while (e->len && same(e, index, index + num))
		num++;
	return num;
}
