/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ARITH_H
#define ARITH_H
/* Sizes and counts, with what each of them bears. */
#include "parse.h"

static inline bool is_power_of_two(uint64_t v)
{
	return v && !(v & (v - 1));
}

/* The exponent of a power of two. */
static inline unsigned bits_of(uint64_t power_of_two)
{
	return (unsigned)__builtin_ctzll(power_of_two);
}

/* v rounded up to a power of two; both are at most 2^63, so the result fits. */
static inline uint64_t align_up(uint64_t v, uint64_t power_of_two)
{
	return (v + (power_of_two - 1)) & ~(power_of_two - 1);
}

/* How many pieces of 1 << bits bytes (bits up to 62) hold v bytes; v is at most 2^63. */
static inline uint64_t pieces_of(uint64_t v, unsigned bits)
{
	return (v + ((UINT64_C(1) << bits) - 1)) >> bits;
}

/* As pieces_of, for pieces of any length but 0. */
static inline uint64_t pieces_by(uint64_t v, uint64_t length)
{
	return v / length + (v % length != 0);
}

/* Add where the sum stays within 63 bits; sum itself is there already. */
MUST_CHECK static inline bool add_size(uint64_t *sum, uint64_t more)
{
	if (more > (uint64_t)INT64_MAX - *sum)
		return false;
	*sum += more;
	return true;
}

#endif
