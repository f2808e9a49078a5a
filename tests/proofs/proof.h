/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROOF_H
#define PROOF_H
/*
 * What the generated harnesses share: inputs of every length and content, and what must hold after
 * a refusal. CBMC gives a local that nothing has written every possible value.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* CBMC has models of these, with checks, under their plain names only. */
#ifdef COPY_BYTES
/* CBMC's own model loses copies into an element of an array of structures. */
static inline void copy_bytes(void *to, const void *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((uint8_t *)to)[i] = ((const uint8_t *)from)[i];
}
#define __builtin_memcpy copy_bytes
#else
#define __builtin_memcpy memcpy
#endif
#define __builtin_memcmp memcmp
#define __builtin_memset memset

#include "base/parse.h"

static inline uint64_t any_u64(void)
{
	uint64_t any;

	return any;
}

static inline size_t any_size(void)
{
	size_t any;

	return any;
}

static inline _Bool any_bool(void)
{
	_Bool any;

	return any;
}

#define assume(condition) __CPROVER_assume(condition)

/* CBMC numbers objects in the top bits of a pointer, so that a buffer has to end below this. */
#define LARGEST_INPUT ((size_t)1 << 40)

/* Room of any length to write to: too little, just enough, or more. */
static inline size_t any_room(size_t needed)
{
	size_t room = any_size();

	assume(room <= needed + 1);
	return room;
}

/* A buffer of any length, any content, anywhere in a file. */
static inline struct parse_in any_input(void)
{
	size_t len = any_size();

	assume(len <= LARGEST_INPUT);
	uint8_t *buf = malloc(len);
	assume(buf != NULL);
	return parse_input(buf, len, any_u64());
}

/* A refusal says why, and names a place in the buffer (its end, where the structure is cut off). */
static inline void check_refusal(const struct parse_in *in, enum parse_status status)
{
	assert(status >= PARSE_TRUNCATED && status <= PARSE_CHECKSUM);
	assert(in->status == (uint32_t)status);
	assert(in->bad_off <= in->len);
	assert(in->structure != 0);
	assert(in->field != 0 || status == PARSE_TRUNCATED);
}

#endif
