/* SPDX-License-Identifier: Apache-2.0 */
#include "random.h"

#include "mem.h"
#include "store.h"

#define LEN_KEY	      32u
#define NUM_WORDS     16u
#define DOUBLE_ROUNDS 10u

enum { WORD_KEY = 4, WORD_COUNTER = 12, WORD_NONCE = 13 };

static uint32_t rotate(uint32_t v, unsigned by)
{
	return v << by | v >> (32 - by);
}

static void quarter(uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d)
{
	*a += *b;
	*d = rotate(*d ^ *a, 16);
	*c += *d;
	*b = rotate(*b ^ *c, 12);
	*a += *b;
	*d = rotate(*d ^ *a, 8);
	*c += *d;
	*b = rotate(*b ^ *c, 7);
}

/* The columns, then the diagonals. */
static void double_round(uint32_t v[NUM_WORDS])
{
	for (unsigned i = 0; i < 4; i++)
		quarter(&v[i], &v[4 + i], &v[8 + i], &v[12 + i]);
	for (unsigned i = 0; i < 4; i++)
		quarter(&v[i], &v[4 + (i + 1) % 4], &v[8 + (i + 2) % 4], &v[12 + (i + 3) % 4]);
}

static void next_block(struct random *r)
{
	uint32_t v[NUM_WORDS];

	memcpy(v, r->state, sizeof(v));
	for (unsigned i = 0; i < DOUBLE_ROUNDS; i++)
		double_round(v);
	for (unsigned i = 0; i < NUM_WORDS; i++)
		store_u4le(r->block + 4 * i, v[i] + r->state[i]);
	r->state[WORD_COUNTER]++;
	r->left = RANDOM_BLOCK;
}

void random_begin(struct random *r, const uint8_t entropy[RANDOM_LEN_ENTROPY])
{
	static const uint8_t constant[] = "expand 32-byte k";

	for (unsigned i = 0; i < WORD_KEY; i++)
		r->state[i] = load_u4le(constant + 4 * i);
	for (unsigned i = WORD_KEY; i < WORD_COUNTER; i++)
		r->state[i] = load_u4le(entropy + 4 * (i - WORD_KEY));
	r->state[WORD_COUNTER] = 0;
	for (unsigned i = WORD_NONCE; i < NUM_WORDS; i++)
		r->state[i] = load_u4le(entropy + LEN_KEY + 4 * (i - WORD_NONCE));
	r->left = 0;
}

void random_bytes(struct random *r, void *to, size_t len)
{
	uint8_t *out = to;

	while (len > 0) {
		size_t part;

		if (r->left == 0)
			next_block(r);
		part = len < r->left ? len : r->left;
		memcpy(out, r->block + RANDOM_BLOCK - r->left, part);
		r->left -= (uint32_t)part;
		out += part;
		len -= part;
	}
}

uint32_t random_u4(struct random *r)
{
	uint8_t bytes[4];

	random_bytes(r, bytes, sizeof(bytes));
	return load_u4le(bytes);
}

void random_uuid(struct random *r, uint8_t uuid[RANDOM_LEN_UUID])
{
	random_bytes(r, uuid, RANDOM_LEN_UUID);
	uuid[6] = (uint8_t)(0x40 | (uuid[6] & 0x0f)); /* version */
	uuid[8] = (uint8_t)(0x80 | (uuid[8] & 0x3f)); /* variant */
}
