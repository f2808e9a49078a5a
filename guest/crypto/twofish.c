/* SPDX-License-Identifier: Apache-2.0 */
#include "twofish.h"

#include "base/store.h"

#define WORD	      4u
#define WHITENING     8u /* keys before those of the rounds */
#define ROUNDS	      16u
#define MAX_PAIRS     4u
#define RS_POLYNOMIAL 0x14du
#define HALF	      0xb4u /* 1 / x in the field of the matrix */

/* The tables of nibbles that q0 and q1 are made of. */
static const uint8_t nibbles[2][4][16] = {
	{ { 8, 1, 7, 13, 6, 15, 3, 2, 0, 11, 5, 9, 14, 12, 10, 4 },
	  { 14, 12, 11, 8, 1, 2, 3, 5, 15, 4, 10, 6, 7, 0, 9, 13 },
	  { 11, 10, 5, 14, 6, 13, 9, 0, 12, 8, 15, 3, 2, 4, 7, 1 },
	  { 13, 7, 15, 4, 1, 2, 6, 14, 9, 11, 3, 0, 8, 5, 12, 10 } },
	{ { 2, 8, 11, 13, 15, 7, 6, 14, 3, 1, 9, 4, 0, 10, 12, 5 },
	  { 1, 14, 2, 11, 4, 12, 3, 7, 6, 13, 10, 5, 15, 9, 0, 8 },
	  { 4, 12, 7, 5, 1, 6, 9, 10, 0, 14, 13, 8, 2, 11, 3, 15 },
	  { 11, 9, 5, 1, 12, 3, 13, 14, 6, 4, 7, 15, 2, 0, 8, 10 } },
};

/* Which of q0 and q1 byte i of a word goes through: last, then before each part of the key. */
static const uint8_t order[MAX_PAIRS + 1][TWOFISH_COLUMN] = {
	{ 1, 0, 1, 0 }, { 0, 0, 1, 1 }, { 0, 1, 0, 1 }, { 1, 1, 0, 0 }, { 1, 0, 0, 1 },
};

static const uint8_t code[WORD][2 * WORD] = {
	{ 0x01, 0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e },
	{ 0xa4, 0x56, 0x82, 0xf3, 0x1e, 0xc6, 0x68, 0xe5 },
	{ 0x02, 0xa1, 0xfc, 0xc1, 0x47, 0xae, 0x3d, 0x19 },
	{ 0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e, 0x03 },
};

static uint32_t left(uint32_t v, unsigned bits)
{
	return v << bits | v >> (32 - bits);
}

static uint32_t right(uint32_t v, unsigned bits)
{
	return left(v, 32 - bits);
}

/* One of a nibble and its neighbour, turned by a bit, with the lowest bit of the other on top. */
static unsigned turn(unsigned a, unsigned b)
{
	return a ^ b >> 1 ^ (b & 1) << 3 ^ (a & 1) << 3;
}

static uint8_t permute(unsigned which, uint8_t x)
{
	const uint8_t (*t)[16] = nibbles[which];
	unsigned a = x >> 4, b = x & 15;
	unsigned c = t[0][a ^ b], d = t[1][turn(a, b)];

	return (uint8_t)(t[3][turn(c, d)] << 4 | t[2][c ^ d]);
}

/* Byte `i` of a word through the parts of a key, each a word. */
static uint8_t through(const uint8_t *parts, unsigned num, unsigned stride, unsigned i, uint8_t x)
{
	for (unsigned part = num; part-- > 0;)
		x = permute(order[part + 1][i], x) ^ parts[part * stride + i];
	return permute(order[0][i], x);
}

static uint32_t halved(uint32_t v)
{
	return v >> 1 ^ (v & 1) * HALF;
}

/* A column times the matrix of 01, 5b and ef, which are 1, 1 + 1/x^2 and 1 + 1/x + 1/x^2. */
static uint32_t multiply(const uint8_t y[TWOFISH_COLUMN])
{
	uint32_t one[TWOFISH_COLUMN], b[TWOFISH_COLUMN], f[TWOFISH_COLUMN];

	for (unsigned i = 0; i < TWOFISH_COLUMN; i++) {
		one[i] = y[i];
		b[i] = y[i] ^ halved(halved(y[i]));
		f[i] = b[i] ^ halved(y[i]);
	}
	return (one[0] ^ f[1] ^ b[2] ^ b[3]) | (b[0] ^ f[1] ^ f[2] ^ one[3]) << 8 |
	       (f[0] ^ b[1] ^ one[2] ^ f[3]) << 16 | (f[0] ^ one[1] ^ f[2] ^ b[3]) << 24;
}

/* The word of the key schedule of four equal bytes; `parts` are words, every second of the key. */
static uint32_t schedule(const uint8_t *parts, unsigned num, uint8_t x)
{
	uint8_t y[TWOFISH_COLUMN];

	for (unsigned i = 0; i < TWOFISH_COLUMN; i++)
		y[i] = through(parts, num, 2 * WORD, i, x);
	return multiply(y);
}

static uint8_t product(unsigned a, unsigned b)
{
	unsigned sum = 0;

	for (; b; b >>= 1) {
		sum ^= (b & 1) * a;
		a = a << 1 ^ (a >> 7) * RS_POLYNOMIAL;
	}
	return (uint8_t)sum;
}

/* A word of eight bytes of the key, which the boxes are made of. */
static void encode(const uint8_t *key, uint8_t *word)
{
	for (unsigned row = 0; row < WORD; row++) {
		word[row] = 0;
		for (unsigned i = 0; i < 2 * WORD; i++)
			word[row] ^= product(code[row][i], key[i]);
	}
}

static void make_boxes(struct twofish *t, const uint8_t *key, unsigned num)
{
	uint8_t words[MAX_PAIRS * WORD];

	for (unsigned i = 0; i < num; i++) /* the last is the first */
		encode(key + (num - 1 - i) * 2 * WORD, words + i * WORD);
	for (unsigned i = 0; i < TWOFISH_COLUMN; i++)
		for (unsigned x = 0; x < 256; x++)
			t->boxes[i][x] = through(words, num, WORD, i, (uint8_t)x);
}

bool twofish_begin(struct twofish *t, const uint8_t *key, size_t len)
{
	unsigned num = (unsigned)(len / (2 * WORD));

	if (len != 16 && len != 24 && len != 32)
		return false;
	for (unsigned i = 0; i < TWOFISH_KEYS; i += 2) {
		uint32_t a = schedule(key, num, (uint8_t)i);
		uint32_t b = left(schedule(key + WORD, num, (uint8_t)(i + 1)), 8);

		t->keys[i] = a + b;
		t->keys[i + 1] = left(a + 2 * b, 9);
	}
	make_boxes(t, key, num);
	return true;
}

static uint32_t mangle(const struct twofish *t, uint32_t v)
{
	const uint8_t y[TWOFISH_COLUMN] = { t->boxes[0][v & 255], t->boxes[1][v >> 8 & 255],
					    t->boxes[2][v >> 16 & 255], t->boxes[3][v >> 24] };

	return multiply(y);
}

static void load(const uint8_t *in, const uint32_t *keys, uint32_t *x)
{
	for (unsigned i = 0; i < 4; i++)
		x[i] = load_u4le(in + i * WORD) ^ keys[i];
}

/* The halves change places once more than there are rounds. */
static void store(uint8_t *out, const uint32_t *keys, const uint32_t *x)
{
	for (unsigned i = 0; i < 4; i++)
		store_u4le(out + i * WORD, x[(i + 2) % 4] ^ keys[i]);
}

void twofish_encrypt(const struct twofish *t, const uint8_t *in, uint8_t *out)
{
	uint32_t x[4];

	load(in, t->keys, x);
	for (unsigned round = 0; round < ROUNDS; round++) {
		const uint32_t *key = t->keys + WHITENING + 2 * round;
		uint32_t *from = x + round % 2 * 2, *to = x + (round + 1) % 2 * 2;
		uint32_t a = mangle(t, from[0]), b = mangle(t, left(from[1], 8));

		to[0] = right(to[0] ^ (a + b + key[0]), 1);
		to[1] = left(to[1], 1) ^ (a + 2 * b + key[1]);
	}
	store(out, t->keys + 4, x);
}

void twofish_decrypt(const struct twofish *t, const uint8_t *in, uint8_t *out)
{
	uint32_t x[4];

	load(in, t->keys + 4, x);
	for (unsigned round = ROUNDS; round-- > 0;) {
		const uint32_t *key = t->keys + WHITENING + 2 * round;
		uint32_t *from = x + (round + 1) % 2 * 2, *to = x + round % 2 * 2;
		uint32_t a = mangle(t, from[0]), b = mangle(t, left(from[1], 8));

		to[0] = left(to[0], 1) ^ (a + b + key[0]);
		to[1] = right(to[1] ^ (a + 2 * b + key[1]), 1);
	}
	store(out, t->keys, x);
}
