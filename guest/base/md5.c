/* SPDX-License-Identifier: Apache-2.0 */
#include "md5.h"

#include <string.h>

#include "parse.h"

#define STEPS 64u
#define ROUND 16u /* steps in each of the four rounds */

/* The whole part of 2^32 * |sin(i + 1)|. */
static const uint32_t constants[STEPS] = {
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613,
	0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193,
	0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d,
	0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
	0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122,
	0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
	0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244,
	0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
	0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
	0xeb86d391,
};

/* By how many bits to rotate: four of them by turns in each round. */
static const uint8_t shifts[STEPS / ROUND][4] = {
	{ 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 }
};

static uint32_t mix(uint32_t round, uint32_t b, uint32_t c, uint32_t d)
{
	switch (round) {
	case 0:
		return (b & c) | (~b & d);
	case 1:
		return (d & b) | (~d & c);
	case 2:
		return b ^ c ^ d;
	default:
		return c ^ (b | ~d);
	}
}

/* Which of the block's words a step takes. */
static uint32_t word_of(uint32_t round, uint32_t step)
{
	static const uint8_t factor[] = { 1, 5, 3, 7 }, start[] = { 0, 1, 5, 0 };

	return (start[round] + factor[round] * step) % ROUND;
}

static void add_block(uint32_t state[4], const uint8_t *p)
{
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3];

	for (uint32_t i = 0; i < STEPS; i++) {
		uint32_t round = i / ROUND, shift = shifts[round][i % 4];
		uint32_t sum = a + mix(round, b, c, d) + constants[i] +
			       load_u4le(p + word_of(round, i) * sizeof(uint32_t));

		a = d;
		d = c;
		c = b;
		b += sum << shift | sum >> (32 - shift);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
}

void md5_begin(struct md5 *m)
{
	*m = (struct md5){ .state = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 } };
}

void md5_add(struct md5 *m, const uint8_t *p, size_t len)
{
	size_t waiting = m->len % MD5_BLOCK;

	m->len += len;
	if (waiting > 0) {
		size_t n = len < MD5_BLOCK - waiting ? len : MD5_BLOCK - waiting;

		memcpy(m->block + waiting, p, n);
		if (waiting + n < MD5_BLOCK)
			return;
		add_block(m->state, m->block);
		p += n;
		len -= n;
	}
	for (; len >= MD5_BLOCK; p += MD5_BLOCK, len -= MD5_BLOCK)
		add_block(m->state, p);
	memcpy(m->block, p, len);
}

/* A set bit, zeros up to the last 8 bytes of a block, and there the length in bits. */
void md5_end(struct md5 *m, uint8_t digest[MD5_SIZE])
{
	static const uint8_t padding[MD5_BLOCK] = { 1u << 7 };
	uint64_t bits = m->len * 8;
	uint8_t len[sizeof(bits)];

	for (uint32_t i = 0; i < sizeof(len); i++)
		len[i] = (uint8_t)(bits >> 8 * i);
	md5_add(m, padding, MD5_BLOCK - (m->len + sizeof(len)) % MD5_BLOCK);
	md5_add(m, len, sizeof(len));
	for (uint32_t i = 0; i < MD5_SIZE; i++)
		digest[i] = (uint8_t)(m->state[i / 4] >> 8 * (i % 4));
}
