/* SPDX-License-Identifier: Apache-2.0 */
#include "hash_rounds.h"

#include "base/parse.h"

#define SCHEDULE 16u

static const uint32_t k256[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2,
};

static const uint64_t k512[80] = {
	UINT64_C(0x428a2f98d728ae22), UINT64_C(0x7137449123ef65cd), UINT64_C(0xb5c0fbcfec4d3b2f),
	UINT64_C(0xe9b5dba58189dbbc), UINT64_C(0x3956c25bf348b538), UINT64_C(0x59f111f1b605d019),
	UINT64_C(0x923f82a4af194f9b), UINT64_C(0xab1c5ed5da6d8118), UINT64_C(0xd807aa98a3030242),
	UINT64_C(0x12835b0145706fbe), UINT64_C(0x243185be4ee4b28c), UINT64_C(0x550c7dc3d5ffb4e2),
	UINT64_C(0x72be5d74f27b896f), UINT64_C(0x80deb1fe3b1696b1), UINT64_C(0x9bdc06a725c71235),
	UINT64_C(0xc19bf174cf692694), UINT64_C(0xe49b69c19ef14ad2), UINT64_C(0xefbe4786384f25e3),
	UINT64_C(0x0fc19dc68b8cd5b5), UINT64_C(0x240ca1cc77ac9c65), UINT64_C(0x2de92c6f592b0275),
	UINT64_C(0x4a7484aa6ea6e483), UINT64_C(0x5cb0a9dcbd41fbd4), UINT64_C(0x76f988da831153b5),
	UINT64_C(0x983e5152ee66dfab), UINT64_C(0xa831c66d2db43210), UINT64_C(0xb00327c898fb213f),
	UINT64_C(0xbf597fc7beef0ee4), UINT64_C(0xc6e00bf33da88fc2), UINT64_C(0xd5a79147930aa725),
	UINT64_C(0x06ca6351e003826f), UINT64_C(0x142929670a0e6e70), UINT64_C(0x27b70a8546d22ffc),
	UINT64_C(0x2e1b21385c26c926), UINT64_C(0x4d2c6dfc5ac42aed), UINT64_C(0x53380d139d95b3df),
	UINT64_C(0x650a73548baf63de), UINT64_C(0x766a0abb3c77b2a8), UINT64_C(0x81c2c92e47edaee6),
	UINT64_C(0x92722c851482353b), UINT64_C(0xa2bfe8a14cf10364), UINT64_C(0xa81a664bbc423001),
	UINT64_C(0xc24b8b70d0f89791), UINT64_C(0xc76c51a30654be30), UINT64_C(0xd192e819d6ef5218),
	UINT64_C(0xd69906245565a910), UINT64_C(0xf40e35855771202a), UINT64_C(0x106aa07032bbd1b8),
	UINT64_C(0x19a4c116b8d2d0c8), UINT64_C(0x1e376c085141ab53), UINT64_C(0x2748774cdf8eeb99),
	UINT64_C(0x34b0bcb5e19b48a8), UINT64_C(0x391c0cb3c5c95a63), UINT64_C(0x4ed8aa4ae3418acb),
	UINT64_C(0x5b9cca4f7763e373), UINT64_C(0x682e6ff3d6b2b8a3), UINT64_C(0x748f82ee5defb2fc),
	UINT64_C(0x78a5636f43172f60), UINT64_C(0x84c87814a1f0ab72), UINT64_C(0x8cc702081a6439ec),
	UINT64_C(0x90befffa23631e28), UINT64_C(0xa4506cebde82bde9), UINT64_C(0xbef9a3f7b2c67915),
	UINT64_C(0xc67178f2e372532b), UINT64_C(0xca273eceea26619c), UINT64_C(0xd186b8c721c0c207),
	UINT64_C(0xeada7dd6cde0eb1e), UINT64_C(0xf57d4f7fee6ed178), UINT64_C(0x06f067aa72176fba),
	UINT64_C(0x0a637dc5a2c898a6), UINT64_C(0x113f9804bef90dae), UINT64_C(0x1b710b35131c471b),
	UINT64_C(0x28db77f523047d84), UINT64_C(0x32caab7b40c72493), UINT64_C(0x3c9ebe0a15c9bebc),
	UINT64_C(0x431d67c49c100d4c), UINT64_C(0x4cc5d4becb3e42b6), UINT64_C(0x597f299cfc657e2a),
	UINT64_C(0x5fcb6fab3ad6faec), UINT64_C(0x6c44198c4a475817),
};

static uint32_t right32(uint32_t v, unsigned by)
{
	return v >> by | v << (32 - by);
}

static uint64_t right64(uint64_t v, unsigned by)
{
	return v >> by | v << (64 - by);
}

/* --- RFC 1321 --- */

#define MD5_STEPS 64u
#define MD5_ROUND 16u /* steps in each of the four rounds */

/* The whole part of 2^32 * |sin(i + 1)|. */
static const uint32_t md5_constants[MD5_STEPS] = {
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
static const uint8_t md5_shifts[MD5_STEPS / MD5_ROUND][4] = {
	{ 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 }
};

static uint32_t md5_mix(uint32_t round, uint32_t b, uint32_t c, uint32_t d)
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
static uint32_t md5_word(uint32_t round, uint32_t step)
{
	static const uint8_t factor[] = { 1, 5, 3, 7 }, start[] = { 0, 1, 5, 0 };

	return (start[round] + factor[round] * step) % MD5_ROUND;
}

void md5_rounds(uint64_t state[8], const uint8_t block[64])
{
	uint32_t v[4];

	for (unsigned i = 0; i < 4; i++)
		v[i] = (uint32_t)state[i];
	for (uint32_t i = 0; i < MD5_STEPS; i++) {
		uint32_t round = i / MD5_ROUND;
		uint32_t sum = v[0] + md5_mix(round, v[1], v[2], v[3]) + md5_constants[i] +
			       load_u4le(block + 4 * md5_word(round, i));

		v[0] = v[3];
		v[3] = v[2];
		v[2] = v[1];
		v[1] += right32(sum, 32u - md5_shifts[round][i % 4]);
	}
	for (unsigned i = 0; i < 4; i++)
		state[i] = (uint32_t)(state[i] + v[i]);
}

/* --- FIPS 180-4 --- */

/* Section 6.1.2: the function and the constant of 20 rounds each. */
static uint32_t sha1_mix(unsigned t, const uint32_t v[5])
{
	switch (t / 20) {
	case 0:
		return ((v[1] & v[2]) ^ (~v[1] & v[3])) + 0x5a827999;
	case 1:
		return (v[1] ^ v[2] ^ v[3]) + 0x6ed9eba1;
	case 2:
		return ((v[1] & v[2]) ^ (v[1] & v[3]) ^ (v[2] & v[3])) + 0x8f1bbcdc;
	default:
		return (v[1] ^ v[2] ^ v[3]) + 0xca62c1d6;
	}
}

static uint32_t sha1_word(uint32_t w[SCHEDULE], unsigned t)
{
	if (t >= SCHEDULE)
		w[t % SCHEDULE] = right32(w[(t - 3) % SCHEDULE] ^ w[(t - 8) % SCHEDULE] ^
						  w[(t - 14) % SCHEDULE] ^ w[t % SCHEDULE],
					  31);
	return w[t % SCHEDULE];
}

void sha1_rounds(uint64_t state[8], const uint8_t block[64])
{
	uint32_t w[SCHEDULE], v[5];

	for (unsigned i = 0; i < SCHEDULE; i++)
		w[i] = load_u4be(block + 4 * i);
	for (unsigned i = 0; i < 5; i++)
		v[i] = (uint32_t)state[i];
	for (unsigned t = 0; t < 80; t++) {
		uint32_t next = right32(v[0], 27) + sha1_mix(t, v) + v[4] + sha1_word(w, t);

		v[4] = v[3];
		v[3] = v[2];
		v[2] = right32(v[1], 2);
		v[1] = v[0];
		v[0] = next;
	}
	for (unsigned i = 0; i < 5; i++)
		state[i] = (uint32_t)(state[i] + v[i]);
}

/* Section 6.2.2. */
static uint32_t sha256_word(uint32_t w[SCHEDULE], unsigned t)
{
	uint32_t a = w[(t + 1) % SCHEDULE], b = w[(t + 14) % SCHEDULE];

	if (t >= SCHEDULE)
		w[t % SCHEDULE] += (right32(a, 7) ^ right32(a, 18) ^ a >> 3) +
				   w[(t + 9) % SCHEDULE] +
				   (right32(b, 17) ^ right32(b, 19) ^ b >> 10);
	return w[t % SCHEDULE];
}

static void sha256_round(uint32_t v[8], uint32_t add)
{
	uint32_t e = v[4], a = v[0];
	uint32_t one = v[7] + (right32(e, 6) ^ right32(e, 11) ^ right32(e, 25)) +
		       ((e & v[5]) ^ (~e & v[6])) + add;
	uint32_t two = (right32(a, 2) ^ right32(a, 13) ^ right32(a, 22)) +
		       ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));

	for (unsigned i = 7; i > 0; i--)
		v[i] = v[i - 1];
	v[4] += one;
	v[0] = one + two;
}

void sha256_rounds(uint64_t state[8], const uint8_t block[64])
{
	uint32_t w[SCHEDULE], v[8];

	for (unsigned i = 0; i < SCHEDULE; i++)
		w[i] = load_u4be(block + 4 * i);
	for (unsigned i = 0; i < 8; i++)
		v[i] = (uint32_t)state[i];
	for (unsigned t = 0; t < 64; t++)
		sha256_round(v, k256[t] + sha256_word(w, t));
	for (unsigned i = 0; i < 8; i++)
		state[i] = (uint32_t)(state[i] + v[i]);
}

/* Section 6.4.2. */
static uint64_t sha512_word(uint64_t w[SCHEDULE], unsigned t)
{
	uint64_t a = w[(t + 1) % SCHEDULE], b = w[(t + 14) % SCHEDULE];

	if (t >= SCHEDULE)
		w[t % SCHEDULE] += (right64(a, 1) ^ right64(a, 8) ^ a >> 7) +
				   w[(t + 9) % SCHEDULE] +
				   (right64(b, 19) ^ right64(b, 61) ^ b >> 6);
	return w[t % SCHEDULE];
}

static void sha512_round(uint64_t v[8], uint64_t add)
{
	uint64_t e = v[4], a = v[0];
	uint64_t one = v[7] + (right64(e, 14) ^ right64(e, 18) ^ right64(e, 41)) +
		       ((e & v[5]) ^ (~e & v[6])) + add;
	uint64_t two = (right64(a, 28) ^ right64(a, 34) ^ right64(a, 39)) +
		       ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));

	for (unsigned i = 7; i > 0; i--)
		v[i] = v[i - 1];
	v[4] += one;
	v[0] = one + two;
}

void sha512_rounds(uint64_t state[8], const uint8_t block[128])
{
	uint64_t w[SCHEDULE], v[8];

	for (unsigned i = 0; i < SCHEDULE; i++)
		w[i] = load_u8be(block + 8 * i);
	for (unsigned i = 0; i < 8; i++)
		v[i] = state[i];
	for (unsigned t = 0; t < 80; t++)
		sha512_round(v, k512[t] + sha512_word(w, t));
	for (unsigned i = 0; i < 8; i++)
		state[i] += v[i];
}
