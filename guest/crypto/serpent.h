/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERPENT_H
#define SERPENT_H
/* Serpent (Anderson, Biham, Knudsen: Serpent, a proposal for the Advanced Encryption Standard). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"

#define SERPENT_WORDS  4u
#define SERPENT_ROUNDS 32u
#define SERPENT_BOXES  8u

/* Four bits to four, as sums of products of the bits: bit m of a form says whether the product of
 * the bits in m is in the sum. */
struct serpent_box {
	uint16_t forms[SERPENT_WORDS];
};

struct serpent {
	uint32_t keys[SERPENT_ROUNDS + 1][SERPENT_WORDS];
	struct serpent_box there[SERPENT_BOXES];
	struct serpent_box back[SERPENT_BOXES];
};

/* Keys of 16, 24 or 32 bytes; blocks of 16. */
MUST_CHECK bool serpent_begin(struct serpent *s, const uint8_t *key, size_t len);
void serpent_encrypt(const struct serpent *s, const uint8_t *in, uint8_t *out);
void serpent_decrypt(const struct serpent *s, const uint8_t *in, uint8_t *out);

#endif
