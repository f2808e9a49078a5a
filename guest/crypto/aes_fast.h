/* SPDX-License-Identifier: Apache-2.0 */
#ifndef AES_FAST_H
#define AES_FAST_H
/* Between aes.c and the processor's own instructions for AES. */
#include <stdbool.h>
#include <stddef.h>

#include "aes_key.h"

bool aes_fast_works(void);
/* The keys of the other direction, out of a->keys. */
void aes_fast_invert(struct aes *a);

void aes_fast_encrypt(const struct aes *a, const uint8_t *in, uint8_t *out);
void aes_fast_decrypt(const struct aes *a, const uint8_t *in, uint8_t *out);
void aes_fast_cbc_encrypt(const struct aes *a, uint8_t *iv, uint8_t *bytes, size_t len);
void aes_fast_cbc_decrypt(const struct aes *a, uint8_t *iv, uint8_t *bytes, size_t len);
/* `t` is the first tweak, already encrypted. */
void aes_fast_xts_encrypt(const struct aes *a, const uint8_t *t, uint8_t *bytes, size_t len);
void aes_fast_xts_decrypt(const struct aes *a, const uint8_t *t, uint8_t *bytes, size_t len);

#endif
