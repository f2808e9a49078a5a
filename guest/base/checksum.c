/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checksums that specs name. Half-byte tables: 64 bytes each stay in the cache, and the longest
 * span of any structure (a VHDX region table, 64 KiB) is read once per image.
 */
#include "parse.h"

/* Entry i: the CRC of the four bits i, for the reflected polynomial. */
static const uint32_t crc32c_nibble[16] = {
	0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3,
	0x61c69362, 0x7198540d, 0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
	0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
};

static const uint32_t crc32_nibble[16] = {
	0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
	0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
	0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

static uint32_t crc_reflected(const uint32_t table[16], const uint8_t *p, size_t len, size_t hole,
			      size_t len_hole)
{
	uint32_t crc = 0xffffffffu;

	for (size_t i = 0; i < len; i++) {
		if (i < hole || i - hole >= len_hole)
			crc ^= p[i];
		crc = crc >> 4 ^ table[crc & 15];
		crc = crc >> 4 ^ table[crc & 15];
	}
	return ~crc;
}

uint32_t checksum_crc32c(const uint8_t *p, size_t len, size_t hole, size_t len_hole)
{
	return crc_reflected(crc32c_nibble, p, len, hole, len_hole);
}

uint32_t checksum_crc32c_add(uint32_t state, const uint8_t *p, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		state ^= p[i];
		state = state >> 4 ^ crc32c_nibble[state & 15];
		state = state >> 4 ^ crc32c_nibble[state & 15];
	}
	return state;
}

uint32_t checksum_crc32(const uint8_t *p, size_t len, size_t hole, size_t len_hole)
{
	return crc_reflected(crc32_nibble, p, len, hole, len_hole);
}

/* Complement of the sum of all bytes. */
uint32_t checksum_ones_complement_sum(const uint8_t *p, size_t len, size_t hole, size_t len_hole)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < len; i++)
		if (i < hole || i - hole >= len_hole)
			sum += p[i];
	return ~sum;
}

#define ADLER_MODULUS 65521u
#define ADLER_SPAN    5552u /* sums of so many bytes fit 32 bits */

uint32_t checksum_adler32(const uint8_t *p, size_t len)
{
	uint32_t a = 1, b = 0;

	while (len > 0) {
		size_t n = len < ADLER_SPAN ? len : ADLER_SPAN;

		for (size_t i = 0; i < n; i++) {
			a += p[i];
			b += a;
		}
		a %= ADLER_MODULUS;
		b %= ADLER_MODULUS;
		p += n;
		len -= n;
	}
	return b << 16 | a;
}
