/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UTF16_H
#define UTF16_H
/* Names in UTF-16, as Windows programs store them, and characters in UTF-8. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the number is a character's: no surrogate, and not past the last one. */
bool unicode_has(uint32_t code);

/* Write a character in UTF-8; returns its bytes, at most four. */
size_t utf8_put(uint32_t code, uint8_t *out);

/* Room that the UTF-8 of `bytes` bytes of UTF-16 needs at most. */
static inline size_t utf16_max_utf8(size_t bytes)
{
	return bytes / 2 * 3 + 1;
}

/*
 * Convert up to a zero character or the end; returns the length. 0 when the text holds a lone
 * surrogate: then it is no name. `out` has utf16_max_utf8(bytes) bytes.
 */
size_t utf16le_to_utf8(const uint8_t *in, size_t bytes, uint8_t *out);
size_t utf16be_to_utf8(const uint8_t *in, size_t bytes, uint8_t *out);

/* Room that the UTF-16 of `len` bytes of UTF-8 needs at most. */
static inline size_t utf8_max_utf16(size_t len)
{
	return 2 * len;
}

/* Convert; returns the bytes. 0 when the text is no UTF-8 or holds a zero character. `out` has
 * utf8_max_utf16(len) bytes. */
size_t utf8_to_utf16le(const uint8_t *in, size_t len, uint8_t *out);
size_t utf8_to_utf16be(const uint8_t *in, size_t len, uint8_t *out);

#endif
