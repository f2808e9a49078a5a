/* SPDX-License-Identifier: Apache-2.0 */
#ifndef AES_KEY_H
#define AES_KEY_H
/* A key of AES, expanded. */
#include <stdint.h>

#define AES_BLOCK      16u
#define AES_MAX_ROUNDS 14u

struct aes {
	uint32_t is_fast; /* by the processor's own instructions */
	uint32_t num_rounds;
	uint8_t keys[AES_MAX_ROUNDS + 1][AES_BLOCK];
	uint8_t inverse[AES_MAX_ROUNDS + 1][AES_BLOCK]; /* of these, where it is fast */
};

#endif
