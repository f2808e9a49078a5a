/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HASH_ROUNDS_H
#define HASH_ROUNDS_H
/* Between hash.c and the compression functions: one block into the state. */
#include <stdint.h>

void md5_rounds(uint64_t state[8], const uint8_t block[64]);
void sha1_rounds(uint64_t state[8], const uint8_t block[64]);
void sha256_rounds(uint64_t state[8], const uint8_t block[64]);
void sha512_rounds(uint64_t state[8], const uint8_t block[128]);

#endif
