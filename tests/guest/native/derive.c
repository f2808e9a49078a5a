/* SPDX-License-Identifier: Apache-2.0 */
/* Keys as the host derives them (PBKDF2, RFC 8018), from one secret. */
#include "derive.h"

#include <string.h>

#include "base/fault.h"
#include "base/store.h"
#include "crypto/hash.h"
#include "generated/key.h"
#include "generated/target.h"
#include "io/io.h"

static const char *secret;

void derive_from(const char *passphrase)
{
	secret = passphrase;
}

static const enum hash_algorithm algorithms[] = {
	[TARGET_CIPHER_HASH_SHA1] = HASH_SHA1,	   [TARGET_CIPHER_HASH_SHA224] = HASH_SHA224,
	[TARGET_CIPHER_HASH_SHA256] = HASH_SHA256, [TARGET_CIPHER_HASH_SHA384] = HASH_SHA384,
	[TARGET_CIPHER_HASH_SHA512] = HASH_SHA512, [TARGET_CIPHER_HASH_MD5] = HASH_MD5,
};

/* HMAC, RFC 2104, of passwords no longer than a block. */
static void authenticate(enum hash_algorithm hash, const uint8_t *password, size_t len,
			 const uint8_t *bytes, size_t num, uint8_t *digest)
{
	size_t block = hash == HASH_SHA384 || hash == HASH_SHA512 ? HASH_MAX_BLOCK : 64;
	uint8_t pad[HASH_MAX_BLOCK] = { 0 };
	struct hash h;

	memcpy(pad, password, len);
	for (size_t i = 0; i < block; i++)
		pad[i] ^= 0x36;
	hash_begin(&h, hash);
	hash_add(&h, pad, block);
	hash_add(&h, bytes, num);
	hash_end(&h, digest);
	for (size_t i = 0; i < block; i++)
		pad[i] ^= 0x36 ^ 0x5c;
	hash_begin(&h, hash);
	hash_add(&h, pad, block);
	hash_add(&h, digest, hash_size(hash));
	hash_end(&h, digest);
}

static void derive_block(const struct key_request *r, const uint8_t *password, size_t len,
			 uint32_t number, uint8_t *sum)
{
	enum hash_algorithm hash = algorithms[r->hash];
	uint8_t salt[sizeof(r->salt) + 4], digest[HASH_MAX_SIZE];
	size_t size = hash_size(hash);

	memcpy(salt, r->salt, r->len_salt);
	store_u4be(salt + r->len_salt, number);
	authenticate(hash, password, len, salt, r->len_salt + 4, digest);
	memcpy(sum, digest, size);
	for (uint32_t i = 1; i < r->iterations; i++) {
		authenticate(hash, password, len, digest, size, digest);
		for (size_t k = 0; k < size; k++)
			sum[k] ^= digest[k];
	}
}

static void derive_all(const struct key_request *r, const uint8_t *password, size_t len,
		       uint8_t *key)
{
	size_t size = hash_size(algorithms[r->hash]);
	uint8_t sum[HASH_MAX_SIZE];

	for (uint32_t at = 0; at < r->len_key; at += (uint32_t)size) {
		derive_block(r, password, len, at / (uint32_t)size + 1, sum);
		memcpy(key + at, sum, r->len_key - at < size ? r->len_key - at : size);
	}
}

bool io_derive(const struct key_request *r, const uint8_t *password, uint8_t *key)
{
	size_t len = r->len_password;

	if (r->secret != KEY_NO_SECRET) {
		if (!secret)
			return fault_raise(0, FAULT_KEY_REQUEST_NO_SECRET, 0, 0);
		password = (const uint8_t *)secret;
		len = strlen(secret);
	}
	if (r->method == KEY_METHOD_PBKDF2) {
		derive_all(r, password, len, key);
		return true;
	}
	memset(key, 0, r->len_key);
	if (r->method == KEY_METHOD_AS_IT_IS)
		memcpy(key, password, len < r->len_key ? len : r->len_key);
	return true;
}
