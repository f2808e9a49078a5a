/* SPDX-License-Identifier: Apache-2.0 */
/* The four words of a block are looked at as 32 columns of four bits each, on all of which an S-box
 * works at once. */
#include "serpent.h"

#include "base/mem.h"
#include "base/store.h"

#define FRACTION   0x9e3779b9u /* of the golden ratio */
#define LEN_KEY	   32u
#define NUM_VALUES 16u

static const uint8_t boxes[SERPENT_BOXES][NUM_VALUES] = {
	{ 3, 8, 15, 1, 10, 6, 5, 11, 14, 13, 4, 2, 7, 0, 9, 12 },
	{ 15, 12, 2, 7, 9, 0, 5, 10, 1, 11, 14, 8, 6, 13, 3, 4 },
	{ 8, 6, 7, 9, 3, 12, 10, 15, 13, 1, 14, 4, 0, 11, 5, 2 },
	{ 0, 15, 11, 8, 12, 9, 6, 3, 13, 1, 2, 4, 10, 7, 5, 14 },
	{ 1, 15, 8, 3, 12, 0, 11, 6, 2, 5, 4, 10, 9, 14, 7, 13 },
	{ 15, 5, 2, 11, 4, 10, 9, 12, 0, 3, 14, 8, 13, 6, 7, 1 },
	{ 7, 2, 12, 5, 8, 4, 6, 11, 14, 9, 1, 15, 13, 3, 10, 0 },
	{ 1, 13, 15, 0, 14, 8, 2, 11, 7, 4, 12, 10, 9, 3, 5, 6 },
};

static uint32_t left(uint32_t v, unsigned bits)
{
	return v << bits | v >> (32 - bits);
}

static uint32_t right(uint32_t v, unsigned bits)
{
	return left(v, 32 - bits);
}

/* The sum of products that one bit of the values is. */
static uint16_t form_of(const uint8_t *values, unsigned bit)
{
	uint32_t form = 0;

	for (unsigned i = 0; i < NUM_VALUES; i++)
		form |= (uint32_t)(values[i] >> bit & 1) << i;
	form ^= (form & 0x5555) << 1;
	form ^= (form & 0x3333) << 2;
	form ^= (form & 0x0f0f) << 4;
	form ^= (form & 0x00ff) << 8;
	return (uint16_t)form;
}

static void make_box(const uint8_t *values, struct serpent_box *box)
{
	for (unsigned bit = 0; bit < SERPENT_WORDS; bit++)
		box->forms[bit] = form_of(values, bit);
}

static void make_boxes(struct serpent *s)
{
	uint8_t inverse[NUM_VALUES];

	for (unsigned n = 0; n < SERPENT_BOXES; n++) {
		for (uint8_t i = 0; i < NUM_VALUES; i++)
			inverse[boxes[n][i]] = i;
		make_box(boxes[n], &s->there[n]);
		make_box(inverse, &s->back[n]);
	}
}

static void substitute(const struct serpent_box *box, uint32_t *x)
{
	uint32_t products[NUM_VALUES] = { UINT32_MAX };

	for (unsigned bit = 0; bit < SERPENT_WORDS; bit++)
		for (unsigned i = 0; i < 1u << bit; i++)
			products[i | 1u << bit] = products[i] & x[bit];
	for (unsigned bit = 0; bit < SERPENT_WORDS; bit++) {
		x[bit] = 0;
		for (unsigned i = 0; i < NUM_VALUES; i++)
			x[bit] ^= products[i] & (0u - (box->forms[bit] >> i & 1u));
	}
}

bool serpent_begin(struct serpent *s, const uint8_t *key, size_t len)
{
	uint8_t whole[LEN_KEY] = { 0 };
	uint32_t w[8];

	if (len != 16 && len != 24 && len != LEN_KEY)
		return false;
	memcpy(whole, key, len);
	if (len < LEN_KEY)
		whole[len] = 1;
	for (unsigned i = 0; i < 8; i++)
		w[i] = load_u4le(whole + i * sizeof(uint32_t));
	make_boxes(s);
	for (unsigned i = 0; i < (SERPENT_ROUNDS + 1) * SERPENT_WORDS; i++) {
		uint32_t *word = &w[i % 8];

		*word = left(*word ^ w[(i + 3) % 8] ^ w[(i + 5) % 8] ^ w[(i + 7) % 8] ^ FRACTION ^
				     i,
			     11);
		s->keys[i / SERPENT_WORDS][i % SERPENT_WORDS] = *word;
	}
	for (unsigned round = 0; round <= SERPENT_ROUNDS; round++)
		substitute(&s->there[(SERPENT_ROUNDS + 3 - round) % SERPENT_BOXES], s->keys[round]);
	return true;
}

static void mix(uint32_t *x)
{
	x[0] = left(x[0], 13);
	x[2] = left(x[2], 3);
	x[1] = left(x[1] ^ x[0] ^ x[2], 1);
	x[3] = left(x[3] ^ x[2] ^ x[0] << 3, 7);
	x[0] = left(x[0] ^ x[1] ^ x[3], 5);
	x[2] = left(x[2] ^ x[3] ^ x[1] << 7, 22);
}

static void mix_back(uint32_t *x)
{
	x[2] = right(x[2], 22) ^ x[3] ^ x[1] << 7;
	x[0] = right(x[0], 5) ^ x[1] ^ x[3];
	x[3] = right(x[3], 7) ^ x[2] ^ x[0] << 3;
	x[1] = right(x[1], 1) ^ x[0] ^ x[2];
	x[2] = right(x[2], 3);
	x[0] = right(x[0], 13);
}

static void add_key(const uint32_t *key, uint32_t *x)
{
	for (unsigned i = 0; i < SERPENT_WORDS; i++)
		x[i] ^= key[i];
}

static void load(const uint8_t *in, uint32_t *x)
{
	for (unsigned i = 0; i < SERPENT_WORDS; i++)
		x[i] = load_u4le(in + i * sizeof(uint32_t));
}

static void store(uint8_t *out, const uint32_t *x)
{
	for (unsigned i = 0; i < SERPENT_WORDS; i++)
		store_u4le(out + i * sizeof(uint32_t), x[i]);
}

void serpent_encrypt(const struct serpent *s, const uint8_t *in, uint8_t *out)
{
	uint32_t x[SERPENT_WORDS];

	load(in, x);
	for (unsigned round = 0; round < SERPENT_ROUNDS; round++) {
		add_key(s->keys[round], x);
		substitute(&s->there[round % SERPENT_BOXES], x);
		if (round + 1 < SERPENT_ROUNDS)
			mix(x);
	}
	add_key(s->keys[SERPENT_ROUNDS], x);
	store(out, x);
}

void serpent_decrypt(const struct serpent *s, const uint8_t *in, uint8_t *out)
{
	uint32_t x[SERPENT_WORDS];

	load(in, x);
	add_key(s->keys[SERPENT_ROUNDS], x);
	for (unsigned round = SERPENT_ROUNDS; round-- > 0;) {
		if (round + 1 < SERPENT_ROUNDS)
			mix_back(x);
		substitute(&s->back[round % SERPENT_BOXES], x);
		add_key(s->keys[round], x);
	}
	store(out, x);
}
