/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MD5_H
#define MD5_H
/* MD5 (RFC 1321) of what comes in pieces. It protects against damage, not against people: formats
 * that use it mean no more. */
#include <stddef.h>
#include <stdint.h>

#define MD5_SIZE  16u
#define MD5_BLOCK 64u

struct md5 {
	uint32_t state[4];
	uint64_t len;		  /* bytes so far */
	uint8_t block[MD5_BLOCK]; /* len % MD5_BLOCK of them wait for the rest of their block */
};

void md5_begin(struct md5 *m);
void md5_add(struct md5 *m, const uint8_t *p, size_t len);
void md5_end(struct md5 *m, uint8_t digest[MD5_SIZE]);

#endif
