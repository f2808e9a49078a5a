/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/zlib.ksy spec=ddf96ded gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_ZLIB_H
#define GENERATED_ZLIB_H
/*
 * What is around a zlib stream. Compressed blocks of several formats (grains of VMDK, blocks of
 * cloop, chunks of DMG) are zlib streams: a raw deflate stream between two bytes that say how it
 * was made and a checksum of what it holds. Numbers are big-endian.
 */
#include "store.h"
#include "structures.h"

/*
 * Before the raw stream.
 *
 *  off size field
 *    0    2 word
 */
#define ZLIB_HEADER_SIZE    2u
/* What zlib writes at its default level, with a window of 32 KiB. */
#define ZLIB_HEADER_DEFAULT 0x789cu

enum zlib_header_field {
	ZLIB_HEADER_FIELD_WORD = 1,
};

static inline uint16_t zlib_header_load(const uint8_t *p)
{
	return load_u2be(p);
}

/*
 * From the most significant bit on: window (4 bits: its binary logarithm less 8, up to 7), method
 * (4 bits: 8 is deflate), level (2 bits), whether a dictionary is needed, and 5 bits that make the
 * word a multiple of 31.
 */
static inline uint16_t zlib_header_word(uint16_t e)
{
	return e;
}

/* Whether a raw deflate stream follows that needs nothing else. */
static inline bool zlib_header_is_sound(uint16_t e)
{
	return zlib_header_word(e) % 31 == 0 && (zlib_header_word(e) >> 8) % 16 == 8 &&
	       zlib_header_word(e) >> 12 < 8 && (zlib_header_word(e) >> 5) % 2 == 0;
}

static inline void zlib_header_store(uint8_t *p, uint16_t e)
{
	store_u2be(p, e);
}

/*
 * After the raw stream.
 *
 *  off size field
 *    0    4 checksum
 */
#define ZLIB_TRAILER_SIZE 4u

enum zlib_trailer_field {
	ZLIB_TRAILER_FIELD_CHECKSUM = 1,
};

static inline uint32_t zlib_trailer_load(const uint8_t *p)
{
	return load_u4be(p);
}

/* Adler-32 of what the stream holds. */
static inline uint32_t zlib_trailer_checksum(uint32_t e)
{
	return e;
}

static inline void zlib_trailer_store(uint8_t *p, uint32_t e)
{
	store_u4be(p, e);
}

#endif
