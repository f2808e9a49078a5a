/* SPDX-License-Identifier: Apache-2.0 */
#include "algorithms.h"

#include "base/mem.h"
#include "generated/key.h"
#include "io/io.h"

#define NAME(literal) { (literal), sizeof(literal) - 1 }
#define NUM(array)    (sizeof(array) / sizeof((array)[0]))

struct name {
	const char *text;
	uint32_t len;
};

static const struct name ciphers[] = {
	[TARGET_CIPHER_AES] = NAME(LUKS_CIPHER_AES),
	[TARGET_CIPHER_SERPENT] = NAME(LUKS_CIPHER_SERPENT),
	[TARGET_CIPHER_TWOFISH] = NAME(LUKS_CIPHER_TWOFISH),
};

static const struct name modes[] = {
	[TARGET_CIPHER_MODE_ECB] = NAME(LUKS_MODE_ECB),
	[TARGET_CIPHER_MODE_CBC] = NAME(LUKS_MODE_CBC),
	[TARGET_CIPHER_MODE_XTS] = NAME(LUKS_MODE_XTS),
	[TARGET_CIPHER_MODE_CTR] = NAME(LUKS_MODE_CTR),
};

static const struct name vectors[] = {
	[TARGET_CIPHER_VECTOR_PLAIN] = NAME(LUKS_VECTOR_PLAIN),
	[TARGET_CIPHER_VECTOR_PLAIN64] = NAME(LUKS_VECTOR_PLAIN64),
	[TARGET_CIPHER_VECTOR_ESSIV] = NAME(LUKS_VECTOR_ESSIV),
};

static const struct name hashes[] = {
	[TARGET_CIPHER_HASH_SHA1] = NAME(LUKS_HASH_SHA1),
	[TARGET_CIPHER_HASH_SHA224] = NAME(LUKS_HASH_SHA224),
	[TARGET_CIPHER_HASH_SHA256] = NAME(LUKS_HASH_SHA256),
	[TARGET_CIPHER_HASH_SHA384] = NAME(LUKS_HASH_SHA384),
	[TARGET_CIPHER_HASH_SHA512] = NAME(LUKS_HASH_SHA512),
	[TARGET_CIPHER_HASH_MD5] = NAME(LUKS_HASH_MD5),
};

enum hash_algorithm luks_hash(uint32_t hash)
{
	static const enum hash_algorithm algorithms[] = {
		[TARGET_CIPHER_HASH_NONE] = HASH_SHA256,
		[TARGET_CIPHER_HASH_SHA1] = HASH_SHA1,
		[TARGET_CIPHER_HASH_SHA224] = HASH_SHA224,
		[TARGET_CIPHER_HASH_SHA256] = HASH_SHA256,
		[TARGET_CIPHER_HASH_SHA384] = HASH_SHA384,
		[TARGET_CIPHER_HASH_SHA512] = HASH_SHA512,
		[TARGET_CIPHER_HASH_MD5] = HASH_MD5,
	};

	return algorithms[hash];
}

static void add_name(uint8_t *text, uint32_t *len, const struct name *name)
{
	memcpy(text + *len, name->text, name->len);
	*len += name->len;
}

/* Such as xts-plain64 or cbc-essiv:sha256. A hash is named wherever one was chosen. */
static void put_mode(uint8_t *text, const struct target_encryption *e)
{
	uint32_t len = 0;

	add_name(text, &len, &modes[e->mode]);
	text[len++] = '-';
	add_name(text, &len, &vectors[e->vector]);
	if (e->vector_hash == TARGET_CIPHER_HASH_NONE)
		return;
	text[len++] = ':';
	add_name(text, &len, &hashes[e->vector_hash]);
}

void luks_put_names(struct luks_phdr *h, const struct target_encryption *e)
{
	uint32_t len = 0;

	add_name(h->cipher_name, &len, &ciphers[e->cipher]);
	put_mode(h->cipher_mode, e);
	len = 0;
	add_name(h->hash_spec, &len, &hashes[e->hash]);
}

/* Text of a header that is looked at. */
struct reading {
	const uint8_t *at, *end;
};

/* Whether a name comes next that ends there, or before one of these characters. */
static bool starts_with(const struct reading *r, const struct name *name, const char *ends)
{
	size_t left = (size_t)(r->end - r->at);

	for (uint32_t i = 0; i < name->len; i++)
		if (i >= left || r->at[i] != (uint8_t)name->text[i])
			return false;
	if (left == name->len || r->at[name->len] == '\0')
		return true;
	for (; *ends; ends++)
		if (r->at[name->len] == (uint8_t)*ends)
			return true;
	return false;
}

/* The number of the name that comes next, 0 for none; after it and what ends it goes on. */
static uint32_t take(struct reading *r, const struct name *names, uint32_t num, const char *ends)
{
	for (uint32_t i = 1; i < num; i++) {
		if (names[i].len == 0 || !starts_with(r, &names[i], ends))
			continue;
		r->at += names[i].len;
		r->at += r->at < r->end && *r->at != '\0';
		return i;
	}
	return 0;
}

uint32_t luks_find_hash(const uint8_t *name, size_t size)
{
	struct reading r = { name, name + size };

	return take(&r, hashes, NUM(hashes), "");
}

static bool at_end(const struct reading *r)
{
	return r->at == r->end || *r->at == '\0';
}

static bool read_mode(struct reading r, struct target_encryption *e)
{
	e->mode = take(&r, modes, NUM(modes), "-");
	e->vector = take(&r, vectors, NUM(vectors), ":");
	if (!at_end(&r))
		e->vector_hash = take(&r, hashes, NUM(hashes), "");
	return e->mode != TARGET_CIPHER_MODE_NONE && e->vector != TARGET_CIPHER_VECTOR_NONE &&
	       (e->vector != TARGET_CIPHER_VECTOR_ESSIV ||
		e->vector_hash != TARGET_CIPHER_HASH_NONE);
}

bool luks_read_names(const struct luks_phdr *h, struct target_encryption *e)
{
	struct reading name = { h->cipher_name, h->cipher_name + sizeof(h->cipher_name) };
	struct reading mode = { h->cipher_mode, h->cipher_mode + sizeof(h->cipher_mode) };
	struct reading hash = { h->hash_spec, h->hash_spec + sizeof(h->hash_spec) };

	*e = (struct target_encryption){ .method = TARGET_ENCRYPTION_METHOD_LUKS,
					 .len_key = h->len_key };
	e->cipher = take(&name, ciphers, NUM(ciphers), "");
	e->hash = take(&hash, hashes, NUM(hashes), "");
	return h->len_key <= KEY_MAX_LEN && e->cipher != TARGET_CIPHER_NONE && read_mode(mode, e) &&
	       e->hash != TARGET_CIPHER_HASH_NONE;
}

bool luks_read_encryption(const uint8_t *name, size_t len, uint32_t len_key,
			  struct target_encryption *e)
{
	struct reading r = { name, name + len };
	bool has_hash = false;

	for (size_t i = 0; i < len; i++)
		has_hash = has_hash || name[i] == ':';
	*e = (struct target_encryption){ .method = TARGET_ENCRYPTION_METHOD_LUKS,
					 .len_key = len_key };
	e->cipher = take(&r, ciphers, NUM(ciphers), "-");
	return len_key <= KEY_MAX_LEN && e->cipher != TARGET_CIPHER_NONE && read_mode(r, e) &&
	       has_hash == (e->vector == TARGET_CIPHER_VECTOR_ESSIV);
}

bool luks_begin_cipher(const struct target_encryption *e, const uint8_t *key,
		       struct sectors *cipher)
{
	static const enum block_cipher block_ciphers[] = {
		[TARGET_CIPHER_AES] = BLOCK_AES,
		[TARGET_CIPHER_SERPENT] = BLOCK_SERPENT,
		[TARGET_CIPHER_TWOFISH] = BLOCK_TWOFISH,
	};
	static const enum sectors_mode cipher_modes[] = {
		[TARGET_CIPHER_MODE_ECB] = SECTORS_ECB,
		[TARGET_CIPHER_MODE_CBC] = SECTORS_CBC,
		[TARGET_CIPHER_MODE_XTS] = SECTORS_XTS,
		[TARGET_CIPHER_MODE_CTR] = SECTORS_CTR,
	};
	static const enum sectors_vector cipher_vectors[] = {
		[TARGET_CIPHER_VECTOR_PLAIN] = SECTORS_PLAIN,
		[TARGET_CIPHER_VECTOR_PLAIN64] = SECTORS_PLAIN64,
		[TARGET_CIPHER_VECTOR_ESSIV] = SECTORS_ESSIV,
	};

	cipher->size = SECTORS_SIZE;
	cipher->cipher = block_ciphers[e->cipher];
	cipher->mode = cipher_modes[e->mode];
	/* ecb has no vectors, whatever the header names */
	cipher->vector = e->mode == TARGET_CIPHER_MODE_ECB ? SECTORS_NO_VECTOR
							   : cipher_vectors[e->vector];
	return sectors_begin(cipher, key, e->len_key, luks_hash(e->vector_hash));
}

bool luks_derive_slot(const struct luks_phdr *h, const struct luks_key_slot *slot, uint32_t secret,
		      uint32_t hash, uint8_t *key)
{
	struct key_request request = {
		.secret = secret,
		.hash = hash,
		.iterations = slot->iterations,
		.len_key = h->len_key,
		.len_salt = sizeof(slot->salt),
	};

	memcpy(request.salt, slot->salt, sizeof(slot->salt));
	return io_derive(&request, NULL, key);
}

bool luks_derive_digest(const struct luks_phdr *h, uint32_t hash, const uint8_t *key,
			uint8_t *digest)
{
	struct key_request request = {
		.secret = KEY_NO_SECRET,
		.hash = hash,
		.iterations = h->mk_digest_iterations,
		.len_password = h->len_key,
		.len_key = sizeof(h->mk_digest),
		.len_salt = sizeof(h->mk_digest_salt),
	};

	memcpy(request.salt, h->mk_digest_salt, sizeof(h->mk_digest_salt));
	return io_derive(&request, key, digest);
}
