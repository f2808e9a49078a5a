/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODES_H
#define MODES_H
/* Modes of any cipher with blocks of 16 bytes: CBC and CTR (NIST SP 800-38A), XTS (IEEE 1619). All
 * work in place, on whole blocks; vectors are used up. */
#include <stddef.h>
#include <stdint.h>

#define MODES_BLOCK 16u

typedef void one_block(const void *key, const uint8_t *in, uint8_t *out);

void modes_cbc_encrypt(one_block *encrypt, const void *key, uint8_t *iv, uint8_t *bytes,
		       size_t len);
void modes_cbc_decrypt(one_block *decrypt, const void *key, uint8_t *iv, uint8_t *bytes,
		       size_t len);
/* `tweak` is the first tweak, already encrypted. */
void modes_xts(one_block *block, const void *key, uint8_t *tweak, uint8_t *bytes, size_t len);
/* There and back are the same. */
void modes_ctr(one_block *encrypt, const void *key, uint8_t *counter, uint8_t *bytes, size_t len);

#endif
