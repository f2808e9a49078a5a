/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TWOFISH_H
#define TWOFISH_H
/* Twofish (Schneier and others: Twofish, a 128-bit block cipher). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"

#define TWOFISH_KEYS   40u
#define TWOFISH_COLUMN 4u

struct twofish {
	uint32_t keys[TWOFISH_KEYS];
	uint8_t boxes[TWOFISH_COLUMN][256]; /* what the key makes of each byte of a word */
};

/* Keys of 16, 24 or 32 bytes; blocks of 16. */
MUST_CHECK bool twofish_begin(struct twofish *t, const uint8_t *key, size_t len);
void twofish_encrypt(const struct twofish *t, const uint8_t *in, uint8_t *out);
void twofish_decrypt(const struct twofish *t, const uint8_t *in, uint8_t *out);

#endif
