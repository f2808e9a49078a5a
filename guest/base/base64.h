/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE64_H
#define BASE64_H
/* Bytes that are written as text, four characters for three of them (RFC 4648). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse.h"

/* Room that the bytes of `len` characters need at most. */
static inline size_t base64_max_bytes(size_t len)
{
	return len / 4 * 3;
}

/*
 * Decode `len` characters; white space between them is nothing. `out` has base64_max_bytes(len)
 * bytes, and may be the text itself. False: it is not base64, or its padding is missing.
 */
MUST_CHECK bool base64_decode(const uint8_t *text, size_t len, uint8_t *out, size_t *num);

#endif
