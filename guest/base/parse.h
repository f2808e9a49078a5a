/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PARSE_H
#define PARSE_H
/*
 * What generated parsers build on: a bounded input that carries where and why parsing stopped, and
 * loads that fit one mov (and one bswap). Nothing here depends on alignment.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_CHECK __attribute__((warn_unused_result))

/* Numbers travel in `Error.reason`: codegen/model.py, `Status`, has the same, and a test compares
 * them. */
enum parse_status {
	PARSE_OK = 0,
	PARSE_TRUNCATED = 1, /* the buffer ends inside the structure */
	PARSE_BAD_MAGIC = 2,
	PARSE_RANGE = 3,
	PARSE_RESERVED = 4,
	PARSE_ALIGN = 5,
	PARSE_ENUM = 6,
	PARSE_RULE = 7,
	PARSE_CHECKSUM = 8,
};

/* Bytes to parse, and after a failure the first rule that was broken. */
struct parse_in {
	const uint8_t *buf;
	size_t len;
	uint64_t base;	    /* file offset of buf[0] */
	size_t bad_off;	    /* offset of the culprit in buf */
	uint32_t structure; /* STRUCTURE_* */
	uint32_t field; /* field id inside the structure, 0: the structure itself (it is cut off) */
	uint32_t status; /* enum parse_status */
	uint64_t value;	 /* what was there; a negative number in two's complement */
};

static inline struct parse_in parse_input(const void *buf, size_t len, uint64_t base)
{
	return (struct parse_in){ .buf = buf, .len = len, .base = base };
}

static inline enum parse_status parse_fail(struct parse_in *in, uint32_t structure, uint32_t field,
					   size_t off, enum parse_status status, uint64_t value)
{
	in->bad_off = off;
	in->structure = structure;
	in->field = field;
	in->status = status;
	in->value = value;
	return status;
}

/* The structure ends after the buffer does; the value is how many bytes there were. */
static inline enum parse_status parse_truncated(struct parse_in *in, uint32_t structure)
{
	return parse_fail(in, structure, 0, in->len, PARSE_TRUNCATED, in->len);
}

/* A part of the input that the caller has checked to lie inside: off <= in->len, len <= in->len -
 * off. */
static inline struct parse_in parse_part(const struct parse_in *in, size_t off, size_t len)
{
	return (struct parse_in){ .buf = in->buf + off, .len = len, .base = in->base + off };
}

/* Hand the failure of a part on to the whole. */
static inline enum parse_status parse_part_fail(struct parse_in *in, size_t off,
						const struct parse_in *part)
{
	return parse_fail(in, part->structure, part->field, off + part->bad_off,
			  (enum parse_status)part->status, part->value);
}

static inline uint8_t load_u1(const uint8_t *p)
{
	return p[0];
}

static inline uint16_t load_u2le(const uint8_t *p)
{
	uint16_t v;

	__builtin_memcpy(&v, p, sizeof(v));
	return v;
}

static inline uint32_t load_u4le(const uint8_t *p)
{
	uint32_t v;

	__builtin_memcpy(&v, p, sizeof(v));
	return v;
}

static inline uint64_t load_u8le(const uint8_t *p)
{
	uint64_t v;

	__builtin_memcpy(&v, p, sizeof(v));
	return v;
}

static inline uint16_t load_u2be(const uint8_t *p)
{
	return __builtin_bswap16(load_u2le(p));
}

static inline uint32_t load_u4be(const uint8_t *p)
{
	return __builtin_bswap32(load_u4le(p));
}

static inline uint64_t load_u8be(const uint8_t *p)
{
	return __builtin_bswap64(load_u8le(p));
}

/* Groups of bit fields of 3, 5, 6 or 7 bytes. */
static inline uint64_t load_bytes_be(const uint8_t *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

static inline uint64_t load_bytes_le(const uint8_t *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = n; i > 0; i--)
		v = v << 8 | p[i - 1];
	return v;
}

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "the guest, and the loads above, are little-endian");

static inline bool bytes_eq(const uint8_t *p, const char *s, size_t n)
{
	return __builtin_memcmp(p, s, n) == 0;
}

static inline bool bytes_zero(const uint8_t *p, size_t n)
{
	uint8_t any = 0;

	for (size_t i = 0; i < n; i++)
		any |= p[i];
	return any == 0;
}

/*
 * Checksums of p[0..len), the bytes [hole, hole + len_hole) taken as zero: where the checksum
 * itself is. base/checksum.c
 */
uint32_t checksum_crc32c(const uint8_t *p, size_t len, size_t hole, size_t len_hole);
uint32_t checksum_crc32(const uint8_t *p, size_t len, size_t hole, size_t len_hole);
uint32_t checksum_ones_complement_sum(const uint8_t *p, size_t len, size_t hole, size_t len_hole);

/* CRC-32C of what comes in pieces: begin with the start state, end with its complement. */
#define CHECKSUM_CRC32C_START UINT32_MAX
/* Adler-32, of any length. */
uint32_t checksum_adler32(const uint8_t *p, size_t len);
uint32_t checksum_crc32c_add(uint32_t state, const uint8_t *p, size_t len);

#endif
