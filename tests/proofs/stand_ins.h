/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STAND_INS_H
#define STAND_INS_H

#include "proof.h"

/*
 * Loops over bytes are proved once, on their own (runtime.c); in the harnesses these stand for
 * them: the bytes must be there, and the result may be anything.
 */
static _Bool constants_hold;
static uint32_t last_checksum;

/*
 * From here on what is compared with constants is equal to them, and a checksum is the one that
 * was computed last: what a writer has written is read back.
 */
static inline void hold_constants(void)
{
	constants_hold = 1;
}

static inline _Bool stand_in_bytes_zero(const uint8_t *p, size_t n)
{
	assert(__CPROVER_r_ok(p, n));
	return constants_hold || any_bool();
}

static inline _Bool stand_in_bytes_eq(const uint8_t *p, const char *s, size_t n)
{
	(void)s; /* a literal of n bytes, by construction; CBMC cuts literals at a zero byte */
	assert(__CPROVER_r_ok(p, n));
	return constants_hold || any_bool();
}

static inline uint32_t stand_in_checksum(const uint8_t *p, size_t len, size_t hole, size_t len_hole)
{
	assert(__CPROVER_r_ok(p, len));
	(void)hole;
	(void)len_hole;
	if (!constants_hold)
		last_checksum = (uint32_t)any_u64();
	return last_checksum;
}

/* What follows this header, the generated parsers among it, calls the stand-ins. */
#define bytes_zero		     stand_in_bytes_zero
#define bytes_eq		     stand_in_bytes_eq
#define checksum_crc32c		     stand_in_checksum
#define checksum_crc32		     stand_in_checksum
#define checksum_ones_complement_sum stand_in_checksum

#endif
