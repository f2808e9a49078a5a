/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RANDOM_H
#define RANDOM_H
/*
 * Random fields of a new image: identities, sequence numbers, salts, keys. The guest has no source
 * of its own: the host gives it entropy, and ChaCha20 (RFC 8439) makes of that as many bytes as are
 * asked for. The same entropy gives the same bytes.
 */
#include <stddef.h>
#include <stdint.h>

#define RANDOM_LEN_ENTROPY 44u /* key and nonce */
#define RANDOM_BLOCK	   64u
#define RANDOM_LEN_UUID	   16u

struct random {
	uint32_t state[16];
	uint8_t block[RANDOM_BLOCK];
	uint32_t left; /* bytes at the end of the block that were not given out */
};

void random_begin(struct random *r, const uint8_t entropy[RANDOM_LEN_ENTROPY]);
void random_bytes(struct random *r, void *to, size_t len);
uint32_t random_u4(struct random *r);
/* Version 4 of RFC 9562, in the order of its text. */
void random_uuid(struct random *r, uint8_t uuid[RANDOM_LEN_UUID]);

#endif
