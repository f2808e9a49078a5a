/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ASCII_H
#define ASCII_H
/* Characters and numbers in texts. */
#include "parse.h"

#define ASCII_DECIMAL	 10u
#define ASCII_HEX	 16u
#define ASCII_MAX_DIGITS 20u /* decimal ones of 64 bits */

static inline bool ascii_is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* White space, as C has it. */
static inline bool ascii_is_space(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The digits of a number, at least so many, at the end of the buffer. Returns where they begin. */
static inline uint32_t ascii_digits(uint8_t digits[ASCII_MAX_DIGITS], uint64_t number,
				    uint32_t base, uint32_t least)
{
	uint32_t at = ASCII_MAX_DIGITS;

	do {
		digits[--at] = (uint8_t)"0123456789abcdef"[number % base];
		number /= base;
	} while (number > 0 || ASCII_MAX_DIGITS - at < least);
	return at;
}

#endif
