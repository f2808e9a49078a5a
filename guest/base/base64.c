/* SPDX-License-Identifier: Apache-2.0 */
#include "base64.h"

#include "ascii.h"

#define BITS_PER_CHARACTER 6u
#define CHARACTERS	   4u
#define MOST_PADDING	   2u
#define NO_DIGIT	   64u

static uint32_t digit(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26u;
	if (ascii_is_digit(c))
		return c - '0' + 52u;
	return c == '+' ? 62u : c == '/' ? 63u : NO_DIGIT;
}

/* Four characters were read: their bytes, fewer of those that are padded. */
static size_t put(uint8_t *out, uint32_t group, uint32_t padding)
{
	out[0] = (uint8_t)(group >> 16);
	if (padding < 2)
		out[1] = (uint8_t)(group >> 8);
	if (padding < 1)
		out[2] = (uint8_t)group;
	return 3 - padding;
}

bool base64_decode(const uint8_t *text, size_t len, uint8_t *out, size_t *num)
{
	uint32_t group = 0, count = 0, padding = 0;

	*num = 0;
	for (size_t i = 0; i < len; i++) {
		uint32_t value = digit(text[i]);

		if (ascii_is_space(text[i]))
			continue;
		if (text[i] == '=' && count + MOST_PADDING >= CHARACTERS) {
			padding++;
			value = 0;
		} else if (value == NO_DIGIT || padding > 0) {
			return false;
		}
		group = group << BITS_PER_CHARACTER | value;
		if (++count < CHARACTERS)
			continue;
		*num += put(out + *num, group, padding);
		group = 0;
		count = padding > 0 ? CHARACTERS : 0; /* nothing comes after the padding */
	}
	return count == 0 || (padding > 0 && count == CHARACTERS);
}
