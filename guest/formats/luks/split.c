/* SPDX-License-Identifier: Apache-2.0 */
#include "split.h"

#include "base/mem.h"
#include "base/store.h"

void luks_diffuse(enum hash_algorithm hash, uint8_t *bytes, size_t len)
{
	uint8_t digest[HASH_MAX_SIZE], number[4];
	size_t size = hash_size(hash), part;
	struct hash h;

	for (uint32_t i = 0; len > 0; i++, bytes += part, len -= part) {
		part = len < size ? len : size;
		store_u4be(number, i);
		hash_begin(&h, hash);
		hash_add(&h, number, sizeof(number));
		hash_add(&h, bytes, part);
		hash_end(&h, digest);
		memcpy(bytes, digest, part);
	}
}

void luks_merge(enum hash_algorithm hash, const uint8_t *stripes, uint32_t num, uint8_t *key,
		size_t len)
{
	memset(key, 0, len);
	for (uint32_t i = 0; i < num; i++, stripes += len) {
		if (i > 0)
			luks_diffuse(hash, key, len);
		for (size_t k = 0; k < len; k++)
			key[k] ^= stripes[k];
	}
}
