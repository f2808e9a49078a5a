/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BLOCK_CIPHER_H
#define BLOCK_CIPHER_H
/* The ciphers of disks, all with blocks of 16 bytes and keys of 16, 24 or 32. */
#include "aes.h"
#include "modes.h"
#include "serpent.h"
#include "twofish.h"

enum block_cipher { BLOCK_AES, BLOCK_SERPENT, BLOCK_TWOFISH };

struct block_key {
	enum block_cipher cipher;
	union {
		struct aes aes;
		struct serpent serpent;
		struct twofish twofish;
	};
};

/* False: there are no keys of such a length. */
MUST_CHECK bool block_begin(struct block_key *k, enum block_cipher cipher, const uint8_t *key,
			    size_t len);
void block_encrypt(const struct block_key *k, const uint8_t *in, uint8_t *out);
void block_decrypt(const struct block_key *k, const uint8_t *in, uint8_t *out);

/* In place, whole blocks; `iv` is used up. */
void block_cbc_encrypt(const struct block_key *k, uint8_t *iv, uint8_t *bytes, size_t len);
void block_cbc_decrypt(const struct block_key *k, uint8_t *iv, uint8_t *bytes, size_t len);
void block_ctr(const struct block_key *k, uint8_t *iv, uint8_t *bytes, size_t len);
/* `tweak` is the key for the vectors. */
void block_xts_encrypt(const struct block_key *k, const struct block_key *tweak, uint8_t *iv,
		       uint8_t *bytes, size_t len);
void block_xts_decrypt(const struct block_key *k, const struct block_key *tweak, uint8_t *iv,
		       uint8_t *bytes, size_t len);

#endif
