/* SPDX-License-Identifier: Apache-2.0 */
#ifndef AES_H
#define AES_H
/* AES (FIPS 197), and the modes of disk encryption over sectors: ECB, CBC, XTS (IEEE 1619). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aes_key.h"
#include "base/parse.h"

/* Keys of 16, 24 or 32 bytes. */
MUST_CHECK bool aes_begin(struct aes *a, const uint8_t *key, size_t len);
void aes_encrypt(const struct aes *a, const uint8_t in[AES_BLOCK], uint8_t out[AES_BLOCK]);
void aes_decrypt(const struct aes *a, const uint8_t in[AES_BLOCK], uint8_t out[AES_BLOCK]);

/* In place, whole blocks; `iv` is used up. */
void aes_cbc_encrypt(const struct aes *a, uint8_t iv[AES_BLOCK], uint8_t *bytes, size_t len);
void aes_cbc_decrypt(const struct aes *a, uint8_t iv[AES_BLOCK], uint8_t *bytes, size_t len);

/* `tweak` is the key for the vectors. */
void aes_xts_encrypt(const struct aes *a, const struct aes *tweak, const uint8_t iv[AES_BLOCK],
		     uint8_t *bytes, size_t len);
void aes_xts_decrypt(const struct aes *a, const struct aes *tweak, const uint8_t iv[AES_BLOCK],
		     uint8_t *bytes, size_t len);

#endif
