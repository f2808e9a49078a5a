/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_BITS_H
#define FORMATS_BITS_H
/*
 * A bit for each block of a file: which of them are used. Memory for 256 TiB in blocks of 1 MiB,
 * and for 16 TiB in clusters of 64 KiB; images with more are not checked.
 */
#include "io/io.h"

#define BITS_MOST     (1u << 28)
#define BITS_PER_BYTE 8u

struct bits {
	uint8_t *bytes;
	uint64_t num;
};

MUST_CHECK static inline bool bits_init(struct bits *b, uint64_t num)
{
	b->num = num;
	b->bytes = io_alloc(num / BITS_PER_BYTE + 1, 1);
	return b->bytes != NULL;
}

static inline bool bits_test(const struct bits *b, uint64_t index)
{
	return b->bytes[index / BITS_PER_BYTE] >> index % BITS_PER_BYTE & 1;
}

/* Whether it was set before. */
static inline bool bits_set(struct bits *b, uint64_t index)
{
	bool before = bits_test(b, index);

	b->bytes[index / BITS_PER_BYTE] |= (uint8_t)(1u << index % BITS_PER_BYTE);
	return before;
}

#endif
