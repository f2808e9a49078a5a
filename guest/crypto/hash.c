/* SPDX-License-Identifier: Apache-2.0 */
#include "hash.h"

#include "base/mem.h"
#include "base/store.h"
#include "hash_rounds.h"

#define BITS_PER_BYTE 8u
#define PAD	      0x80u

struct kind {
	uint32_t size, block, word; /* bytes */
	void (*rounds)(uint64_t state[HASH_WORDS], const uint8_t *block);
	uint64_t start[HASH_WORDS];
};

static const struct kind kinds[] = {
	[HASH_MD5] = { HASH_MD5_SIZE,
		       64,
		       4,
		       md5_rounds,
		       { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 } },
	[HASH_SHA1] = { 20,
			64,
			4,
			sha1_rounds,
			{ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 } },
	[HASH_SHA224] = { 28,
			  64,
			  4,
			  sha256_rounds,
			  { 0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511,
			    0x64f98fa7, 0xbefa4fa4 } },
	[HASH_SHA256] = { 32,
			  64,
			  4,
			  sha256_rounds,
			  { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
			    0x1f83d9ab, 0x5be0cd19 } },
	[HASH_SHA384] = { 48,
			  128,
			  8,
			  sha512_rounds,
			  { UINT64_C(0xcbbb9d5dc1059ed8), UINT64_C(0x629a292a367cd507),
			    UINT64_C(0x9159015a3070dd17), UINT64_C(0x152fecd8f70e5939),
			    UINT64_C(0x67332667ffc00b31), UINT64_C(0x8eb44a8768581511),
			    UINT64_C(0xdb0c2e0d64f98fa7), UINT64_C(0x47b5481dbefa4fa4) } },
	[HASH_SHA512] = { 64,
			  128,
			  8,
			  sha512_rounds,
			  { UINT64_C(0x6a09e667f3bcc908), UINT64_C(0xbb67ae8584caa73b),
			    UINT64_C(0x3c6ef372fe94f82b), UINT64_C(0xa54ff53a5f1d36f1),
			    UINT64_C(0x510e527fade682d1), UINT64_C(0x9b05688c2b3e6c1f),
			    UINT64_C(0x1f83d9abfb41bd6b), UINT64_C(0x5be0cd19137e2179) } },
};

uint32_t hash_size(enum hash_algorithm algorithm)
{
	return kinds[algorithm].size;
}

void hash_begin(struct hash *h, enum hash_algorithm algorithm)
{
	h->algorithm = algorithm;
	h->len = 0;
	memcpy(h->state, kinds[algorithm].start, sizeof(h->state));
}

void hash_add(struct hash *h, const void *bytes, size_t len)
{
	const struct kind *k = &kinds[h->algorithm];
	const uint8_t *p = bytes;

	while (len > 0) {
		size_t at = h->len % k->block, room = k->block - at;
		size_t part = len < room ? len : room;

		memcpy(h->block + at, p, part);
		if (part == room)
			k->rounds(h->state, h->block);
		h->len += part;
		p += part;
		len -= part;
	}
}

/* A one, zeros, and the length in bits, which takes two words, up to the end of a block. MD5 has
 * the lowest byte of a number first. */
static void pad(struct hash *h, const struct kind *k)
{
	uint8_t length[8], zeros[HASH_MAX_BLOCK] = { PAD };
	size_t used = h->len % k->block, end = k->block - sizeof(length);
	bool more = used + 1 + 2 * k->word > k->block;

	if (h->algorithm == HASH_MD5)
		store_u8le(length, h->len * BITS_PER_BYTE);
	else
		store_u8be(length, h->len * BITS_PER_BYTE);
	hash_add(h, zeros, 1);
	memset(zeros, 0, sizeof(zeros));
	if (more)
		hash_add(h, zeros, k->block - used - 1);
	hash_add(h, zeros, end - h->len % k->block);
	hash_add(h, length, sizeof(length));
}

void hash_end(struct hash *h, uint8_t *digest)
{
	const struct kind *k = &kinds[h->algorithm];
	uint8_t whole[HASH_MAX_SIZE];

	pad(h, k);
	for (unsigned i = 0; i < HASH_WORDS; i++)
		if (h->algorithm == HASH_MD5)
			store_u4le(whole + 4 * i, (uint32_t)h->state[i]);
		else if (k->word == 4)
			store_u4be(whole + 4 * i, (uint32_t)h->state[i]);
		else
			store_u8be(whole + 8 * i, h->state[i]);
	memcpy(digest, whole, k->size);
}
