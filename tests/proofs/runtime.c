/* SPDX-License-Identifier: Apache-2.0 */
/* The loops of the parse runtime, proved on their own with every length up to a small bound: each
 * step is like the others. */
#include "proof.h"

#define LARGEST 24u

static uint8_t *some_bytes(size_t *len)
{
	*len = any_size();
	assume(*len <= LARGEST);
	uint8_t *p = malloc(*len);

	assume(p != NULL);
	return p;
}

void prove_bytes_zero(void)
{
	size_t len;
	uint8_t *p = some_bytes(&len);
	bool zero = bytes_zero(p, len);
	size_t i = any_size();

	assume(i < len);
	assert(!zero || p[i] == 0);
}

void prove_load_bytes(void)
{
	uint8_t p[8];
	size_t n = any_size();

	assume(n <= 8);
	uint64_t be = load_bytes_be(p, n), le = load_bytes_le(p, n);

	if (n < 8) {
		assert(be >> (8 * n) == 0);
		assert(le >> (8 * n) == 0);
	}
	if (n > 0) {
		assert((be & 0xff) == p[n - 1]);
		assert((le & 0xff) == p[0]);
	}
}

void prove_loads(void)
{
	uint8_t p[8];

	assert(load_u2be(p) == (uint16_t)(p[0] << 8 | p[1]));
	assert(load_u4be(p) ==
	       ((uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]));
	assert(load_u8be(p) == load_bytes_be(p, 8));
	assert(load_u8le(p) == load_bytes_le(p, 8));
}

void prove_checksums(void)
{
	size_t len, hole = any_size(), len_hole = any_size();
	uint8_t *p = some_bytes(&len);

	assume(hole <= len && len_hole <= len - hole);
	(void)checksum_ones_complement_sum(p, len, hole, len_hole);
	(void)checksum_crc32c(p, len, hole, len_hole);
	(void)checksum_crc32(p, len, hole, len_hole);
}
