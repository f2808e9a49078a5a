/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENCODED_H
#define ENCODED_H
/*
 * Bytes that a file has as text, in base64. They have places of their own, past those of a file.
 * One text is kept, the last that was asked for.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"

/* A place in no file whose bits 64 bits can count. */
#define ENCODED_PLACES (UINT64_C(1) << 60)

static inline bool is_encoded(uint64_t place)
{
	return place >= ENCODED_PLACES;
}

/* Where the bytes of a text are. False: it is too long, or not base64. */
MUST_CHECK bool encoded_begin(uint64_t text, uint64_t len, uint64_t *place, uint64_t *num);

/* Bytes of the file, or of the text that is kept. False: they are of neither. */
MUST_CHECK bool bytes_read(uint64_t place, uint8_t *buf, uint32_t len);

/* From a place of bytes to that of their characters in the file. False: of the text is all that is
 * known. */
MUST_CHECK bool encoded_text(uint64_t *place, uint64_t *len);

#endif
