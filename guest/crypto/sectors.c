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
	return aes_begin(&s->essiv, digest, hash_size(hash));
}

bool sectors_begin(struct sectors *s, const uint8_t *key, size_t len, enum hash_algorithm hash)
{
	size_t one = s->mode == SECTORS_XTS ? len / 2 : len;

	if (s->vector == SECTORS_ESSIV && !begin_essiv(s, key, len, hash))
		return false;
	if (s->mode == SECTORS_XTS && !aes_begin(&s->tweak, key + one, len - one))
		return false;
	return aes_begin(&s->data, key, one);
}

static void make_vector(const struct sectors *s, uint64_t number, uint8_t vector[AES_BLOCK])
{
	memset(vector, 0, AES_BLOCK);
	if (s->vector == SECTORS_PLAIN)
		store_u4le(vector, (uint32_t)number);
	else if (s->vector != SECTORS_NO_VECTOR)
		store_u8le(vector, number);
	if (s->vector == SECTORS_ESSIV)
		aes_encrypt(&s->essiv, vector, vector);
}

static void encrypt_one(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len)
{
	uint8_t vector[AES_BLOCK];

	make_vector(s, number, vector);
	switch (s->mode) {
	case SECTORS_XTS:
		aes_xts_encrypt(&s->data, &s->tweak, vector, bytes, len);
		break;
	case SECTORS_CBC:
		aes_cbc_encrypt(&s->data, vector, bytes, len);
		break;
	default:
		for (; len >= AES_BLOCK; bytes += AES_BLOCK, len -= AES_BLOCK)
			aes_encrypt(&s->data, bytes, bytes);
		break;
	}
}

void sectors_encrypt(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len)
{
	while (len > 0) {
		size_t part = len < SECTORS_SIZE ? len : SECTORS_SIZE;

		encrypt_one(s, number++, bytes, part);
		bytes += part;
		len -= part;
	}
}
