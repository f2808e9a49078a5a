/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mutator of packed images. It knows the fields of every structure from the specs (fields.h,
 * made by lab/fuzz/fields.py): besides what libFuzzer does to bytes, it finds a structure by its
 * signature, or takes an aligned place for one, and writes a number into a field that a rule or an
 * overflow may care about. FUZZ_FIELDS says how the names of those structures begin that matter to
 * a target.
 */
#define _GNU_SOURCE /* memmem */
#include "mutate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"

#define NUM_FIELDS (sizeof(fuzz_fields) / sizeof(fuzz_fields[0]))
#define TRIES	   8u

static uint64_t state;
static const struct fuzz_field *wanted[NUM_FIELDS];
static size_t num_wanted;

static uint64_t chance(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

static bool begins_with_one_of(const char *name, const char *words)
{
	while (*words) {
		size_t len = strcspn(words, " ");

		if (len && strncmp(name, words, len) == 0)
			return true;
		words += len + strspn(words + len, " ");
	}
	return false;
}

static void choose_fields(void)
{
	const char *words = getenv("FUZZ_FIELDS");

	for (size_t i = 0; i < NUM_FIELDS; i++)
		if (!words || !*words || begins_with_one_of(fuzz_fields[i].name, words))
			wanted[num_wanted++] = &fuzz_fields[i];
	if (num_wanted == 0)
		abort();
}

static uint64_t some_value(const struct fuzz_field *field, uint64_t now, uint64_t file_size)
{
	uint64_t all = field->width == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * field->width) - 1;

	switch (chance(10)) {
	case 0:
		return field->num_values
			       ? fuzz_values[field->first_value + chance(field->num_values)]
			       : 0;
	case 1:
		return field->num_values
			       ? fuzz_values[field->first_value + chance(field->num_values)] + 1
			       : 1;
	case 2:
		return field->num_values
			       ? fuzz_values[field->first_value + chance(field->num_values)] - 1
			       : all;
	case 3:
		return all - chance(3);
	case 4:
		return UINT64_C(1) << chance(8 * field->width);
	case 5:
		return (UINT64_C(1) << chance(8 * field->width)) - 1;
	case 6:
		return file_size + 1 - chance(3);
	case 7:
		return now + chance(17) - 8;
	case 8:
		return chance(64) << (9 + chance(8)) | chance(4) << 62;
	default:
		return chance(8);
	}
}

static bool place_in(const struct fuzz_field *field, const uint8_t *piece, size_t len, size_t *at)
{
	size_t end = field->offset + field->width;

	if (len < end)
		return false;
	if (field->len_magic) {
		const uint8_t *found;

		if (len < field->magic_offset)
			return false;
		found = memmem(piece + field->magic_offset, len - field->magic_offset, field->magic,
			       field->len_magic);
		if (!found || (size_t)(found - piece) - field->magic_offset > len - end)
			return false;
		*at = (size_t)(found - piece) - field->magic_offset + field->offset;
		return true;
	}
	*at = chance((len - end) / field->align + 1) * field->align + field->offset;
	return true;
}

static void write_field(const struct fuzz_field *field, uint8_t *p, uint64_t file_size)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < field->width; i++)
		value |= (uint64_t)p[field->big ? field->width - 1 - i : i] << 8 * i;
	value = some_value(field, value, file_size);
	for (unsigned i = 0; i < field->width; i++)
		p[field->big ? field->width - 1 - i : i] = (uint8_t)(value >> 8 * i);
}

/* A number in a field of a structure that some piece has. */
static bool change_field(uint8_t *data, size_t size)
{
	uint32_t file_size = (uint32_t)data[1] | (uint32_t)data[2] << 8 | (uint32_t)data[3] << 16 |
			     (uint32_t)data[4] << 24;

	for (unsigned i = 0; i < TRIES; i++) {
		const struct fuzz_field *field = wanted[chance(num_wanted)];
		size_t pos = PACKED_HEAD, len, at;
		const uint8_t *piece;
		uint32_t offset;

		while ((piece = packed_next(data, size, &pos, &offset, &len)) != NULL)
			if (chance(2) && place_in(field, piece, len, &at)) {
				write_field(field, data + (piece - data) + at, file_size);
				return true;
			}
	}
	return false;
}

/* Bytes of one piece, whose length stays. */
static bool change_piece(uint8_t *data, size_t size)
{
	size_t pos = PACKED_HEAD, len, keep = 0;
	const uint8_t *piece, *chosen = NULL;
	uint32_t offset;
	uint64_t seen = 0;

	while ((piece = packed_next(data, size, &pos, &offset, &len)) != NULL)
		if (len && chance(++seen) == 0) {
			chosen = piece;
			keep = len;
		}
	if (chosen == NULL)
		return false;
	return LLVMFuzzerMutate(data + (chosen - data), keep, keep) != 0;
}

/* The file's length: cut, or next to a power of two. */
static void change_length(uint8_t *data)
{
	uint32_t value = chance(2) ? (uint32_t)(UINT64_C(1) << chance(25))
				   : (uint32_t)chance(1u << (9 + chance(16)));

	value += (uint32_t)chance(3);
	for (unsigned i = 0; i < 4; i++)
		data[1 + i] = (uint8_t)(value >> 8 * i);
}

/* One change of a packed file that keeps its length. */
static bool change_packed(uint8_t *data, size_t size)
{
	uint64_t how = chance(16);
	bool done = false;

	if (size <= PACKED_HEAD + PACKED_PIECE)
		return false;
	if (how < 9)
		for (uint64_t n = 1 + chance(3); n; n--)
			done |= change_field(data, size);
	if (done || (how < 13 && change_piece(data, size)))
		return true;
	if (how == 13)
		change_length(data);
	if (how == 14)
		data[0] = (uint8_t)chance(256);
	return how == 13 || how == 14;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	state = seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
	if (num_wanted == 0)
		choose_fields();
	if (size <= mutate_prefix)
		return LLVMFuzzerMutate(data, size, max_size);
	if (mutate_prefix && chance(4) == 0) {
		(void)LLVMFuzzerMutate(data, mutate_prefix, mutate_prefix);
		return size;
	}
	if (change_packed(data + mutate_prefix, size - mutate_prefix))
		return size;
	return mutate_prefix + LLVMFuzzerMutate(data + mutate_prefix, size - mutate_prefix,
						max_size - mutate_prefix);
}
