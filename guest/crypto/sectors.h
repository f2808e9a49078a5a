/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SECTORS_H
#define SECTORS_H
/* Disk encryption: a cipher in a mode, with a vector for each sector. */
#include "block.h"
#include "hash.h"

#define SECTORS_SIZE	 512u
#define SECTORS_MAX_SIZE 4096u

enum sectors_mode { SECTORS_ECB, SECTORS_CBC, SECTORS_XTS, SECTORS_CTR };
enum sectors_vector { SECTORS_NO_VECTOR, SECTORS_PLAIN, SECTORS_PLAIN64, SECTORS_ESSIV };

struct sectors {
	uint32_t size; /* of a sector, a multiple of SECTORS_SIZE; vectors count in the latter */
	enum block_cipher cipher;
	enum sectors_mode mode;
	enum sectors_vector vector;
	struct block_key data;
	struct block_key tweak; /* XTS: the second key */
	struct block_key essiv; /* the key's hash */
};

/* XTS has two keys in one. `hash` is that of essiv. False: the cipher has no keys of such a length.
 */
MUST_CHECK bool sectors_begin(struct sectors *s, const uint8_t *key, size_t len,
			      enum hash_algorithm hash);
/* In place. Whole blocks from the start of sector `number` on, where one of ->size begins. */
void sectors_encrypt(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len);
void sectors_decrypt(const struct sectors *s, uint64_t number, uint8_t *bytes, size_t len);

#endif
