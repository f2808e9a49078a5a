/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HASH_H
#define HASH_H
/* MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4) of what comes in pieces. MD5 protects against
 * damage, not against people: formats that use it mean no more. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HASH_MD5_SIZE  16u
#define HASH_MAX_SIZE  64u
#define HASH_MAX_BLOCK 128u
#define HASH_WORDS     8u

enum hash_algorithm { HASH_SHA1, HASH_SHA224, HASH_SHA256, HASH_SHA384, HASH_SHA512, HASH_MD5 };

struct hash {
	enum hash_algorithm algorithm;
	uint64_t state[HASH_WORDS];    /* MD5, SHA-1 and SHA-256 use 32 bits of each */
	uint64_t len;		       /* bytes so far */
	uint8_t block[HASH_MAX_BLOCK]; /* those that wait for the rest of their block */
};

uint32_t hash_size(enum hash_algorithm algorithm); /* bytes of a digest */
void hash_begin(struct hash *h, enum hash_algorithm algorithm);
void hash_add(struct hash *h, const void *bytes, size_t len);
void hash_end(struct hash *h, uint8_t *digest); /* hash_size() bytes */

#endif
