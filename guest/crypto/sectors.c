/* SPDX-License-Identifier: Apache-2.0 */
#include "sectors.h"

#include "base/mem.h"
#include "base/store.h"

static bool begin_essiv(struct sectors *s, const uint8_t *key, size_t len, enum hash_algorithm hash)
{
	uint8_t digest[HASH_MAX_SIZE];
	struct hash h;

	hash_begin(&h, hash);
	hash_add(&h, key, len);
	hash_end(&h, digest);
	return block_begin(&s->essiv, s->cipher, digest, hash_size(hash));
}

bool sectors_begin(struct sectors *s, const uint8_t *key, size_t len, enum hash_algorithm hash)
{
	size_t one = s->mode == SECTORS_XTS ? len / 2 : len;

	if (s->vector == SECTORS_ESSIV && !begin_essiv(s, key, len, hash))
		return false;
	if (s->mode == SECTORS_XTS && !block_begin(&s->tweak, s->cipher, key + one, len - one))
		return false;
	return block_begin(&s->data, s->cipher, key, one);
}

static void make_vector(const struct sectors *s, uint64_t number, uint8_t vector[MODES_BLOCK])
{
	memset(vector, 0, MODES_BLOCK);
	if (s->vector == SECTORS_PLAIN)
		store_u4le(vector, (uint32_t)number);
	else if (s->vector != SECTORS_NO_VECTOR)
		store_u8le(vector, number);
	if (s->vector == SECTORS_ESSIV)
		block_encrypt(&s->essiv, vector, vector);
}

/* A cipher in one direction: a block, and what the modes make of it. */
struct direction {
	void (*block)(const struct block_key *k, const uint8_t *in, uint8_t *out);
	void (*cbc)(const struct block_key *k, uint8_t *iv, uint8_t *bytes, size_t len);
	void (*xts)(const struct block_key *k, const struct block_key *tweak, uint8_t *iv,
		    uint8_t *bytes, size_t len);
};

static const struct direction there = { block_encrypt, block_cbc_encrypt, block_xts_encrypt };
static const struct direction back = { block_decrypt, block_cbc_decrypt, block_xts_decrypt };

static void one_sector(const struct sectors *s, const struct direction *d, uint64_t number,
		       uint8_t *bytes, size_t len)
{
	uint8_t vector[MODES_BLOCK];

	make_vector(s, number, vector);
	switch (s->mode) {
	case SECTORS_XTS:
		d->xts(&s->data, &s->tweak, vector, bytes, len);
		break;
	case SECTORS_CBC:
		d->cbc(&s->data, vector, bytes, len);
		break;
	case SECTORS_CTR:
		block_ctr(&s->data, vector, bytes, len);
		break;
	default:
		for (; len >= MODES_BLOCK; bytes += MODES_BLOCK, len -= MODES_BLOCK)
			d->block(&s->data, bytes, bytes);
		break;
	}
}

static void all_sectors(const struct sectors *s, const struct direction *d, uint64_t number,
			uint8_t *bytes, size_t len)
{
	while (len > 0) {
		size_t part = len < s->size ? len : s->size;

		one_sector(s, d, number, bytes, part);
		number += s->size / SECTORS_SIZE;
		bytes += part;
		len -= part;
	}
}

void sectors_encrypt(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len)
{
	all_sectors(s, &there, number, bytes, len);
}

void sectors_decrypt(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len)
{
	all_sectors(s, &back, number, bytes, len);
}
