/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_ALGORITHMS_H
#define FORMATS_LUKS_ALGORITHMS_H
/* How a LUKS header names what encrypts, and what these names mean. */
#include "crypto/sectors.h"
#include "generated/luks.h"
#include "generated/target.h"

/* TARGET_CIPHER_HASH_* */
enum hash_algorithm luks_hash(uint32_t hash);

/* The hash of that name, which zeros pad to `size` bytes: TARGET_CIPHER_HASH_*, or _NONE. */
uint32_t luks_find_hash(const uint8_t *name, size_t size);

/* The names of an encryption in a header. */
void luks_put_names(struct luks_phdr *h, const struct target_encryption *e);

/* The encryption that the names of a header are. False: it is not one that is decrypted. */
MUST_CHECK bool luks_read_names(const struct luks_phdr *h, struct target_encryption *e);

/* The same of one name, such as aes-xts-plain64. */
MUST_CHECK bool luks_read_encryption(const uint8_t *name, size_t len, uint32_t len_key,
				     struct target_encryption *e);

/* The cipher with a key of e->len_key bytes. False: it takes none of that length. */
MUST_CHECK bool luks_begin_cipher(const struct target_encryption *e, const uint8_t *key,
				  struct sectors *cipher);

/* A slot's key from the secret of that number, and the digest of a disk's key. */
MUST_CHECK bool luks_derive_slot(const struct luks_phdr *h, const struct luks_key_slot *slot,
				 uint32_t secret, uint32_t hash, uint8_t *key);
MUST_CHECK bool luks_derive_digest(const struct luks_phdr *h, uint32_t hash, const uint8_t *key,
				   uint8_t *digest);

#endif
