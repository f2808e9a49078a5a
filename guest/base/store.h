/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_H
#define STORE_H
/* What generated writers build on: the mirror of the loads of parse.h. */
#include "parse.h"

static inline void store_u1(uint8_t *p, uint8_t v)
{
	p[0] = v;
}

static inline void store_u2le(uint8_t *p, uint16_t v)
{
	__builtin_memcpy(p, &v, sizeof(v));
}

static inline void store_u4le(uint8_t *p, uint32_t v)
{
	__builtin_memcpy(p, &v, sizeof(v));
}

static inline void store_u8le(uint8_t *p, uint64_t v)
{
	__builtin_memcpy(p, &v, sizeof(v));
}

static inline void store_u2be(uint8_t *p, uint16_t v)
{
	store_u2le(p, __builtin_bswap16(v));
}

static inline void store_u4be(uint8_t *p, uint32_t v)
{
	store_u4le(p, __builtin_bswap32(v));
}

static inline void store_u8be(uint8_t *p, uint64_t v)
{
	store_u8le(p, __builtin_bswap64(v));
}

/* Groups of bit fields of 3, 5, 6 or 7 bytes. */
static inline void store_bytes_be(uint8_t *p, size_t n, uint64_t v)
{
	for (size_t i = n; i > 0; i--, v >>= 8)
		p[i - 1] = (uint8_t)v;
}

static inline void store_bytes_le(uint8_t *p, size_t n, uint64_t v)
{
	for (size_t i = 0; i < n; i++, v >>= 8)
		p[i] = (uint8_t)v;
}

#endif
