/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SECTORS_H
#define SECTORS_H
/* Disk encryption: AES in a mode, with a vector for each sector of 512 bytes. */
#include "aes.h"
#include "hash.h"

#define SECTORS_SIZE 512u

enum sectors_mode { SECTORS_ECB, SECTORS_CBC, SECTORS_XTS };
enum sectors_vector { SECTORS_NO_VECTOR, SECTORS_PLAIN, SECTORS_PLAIN64, SECTORS_ESSIV };

struct sectors {
	enum sectors_mode mode;
	enum sectors_vector vector;
	struct aes data;
	struct aes tweak; /* XTS: the second key */
	struct aes essiv; /* the key's hash */
};

/* XTS has two keys in one. `hash` is that of essiv. False: AES has no keys of such a length. */
MUST_CHECK bool sectors_begin(struct sectors *s, const uint8_t *key, size_t len,
			      enum hash_algorithm hash);
/* In place. Whole blocks from the start of sector `number` on. */
void sectors_encrypt(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len);
void sectors_decrypt(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len);

#endif
