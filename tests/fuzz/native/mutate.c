/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mutator of packed images. It knows the fields of every structure from the specs (fields.h, made by tests/fuzz/fields.py): beside what
 * libFuzzer does to bytes, it finds a structure by its signature, or takes an aligned place for one, and writes a number into a
 * field that a rule or an overflow may care about.
 */
#include <stdbool.h>
#include <string.h>

#include "fields.h"
#include "packed.h"

#define NUM_FIELDS (sizeof(fuzz_fields) / sizeof(fuzz_fields[0]))
#define TRIES 8u

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

static uint64_t state;

static uint64_t chance(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

static uint64_t some_value(const struct fuzz_field *field, uint64_t now, uint64_t file_size)
{
	uint64_t all = field->width == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * field->width) - 1;

	switch (chance(10)) {
	case 0: return field->num_values ? fuzz_values[field->first_value + chance(field->num_values)] : 0;
	case 1: return field->num_values ? fuzz_values[field->first_value + chance(field->num_values)] + 1 : 1;
	case 2: return field->num_values ? fuzz_values[field->first_value + chance(field->num_values)] - 1 : all;
	case 3: return all - chance(3);
	case 4: return UINT64_C(1) << chance(8 * field->width);
	case 5: return (UINT64_C(1) << chance(8 * field->width)) - 1;
	case 6: return file_size + 1 - chance(3);
	case 7: return now + chance(17) - 8;
	case 8: return chance(64) << (9 + chance(8)) | chance(4) << 62;
	default: return chance(8);
	}
}

static bool place_in(const struct fuzz_field *field, const uint8_t *piece, size_t len, size_t *at)
{
	size_t end = field->offset + field->width;

	if (len < end)
		return false;
	if (field->len_magic) {
		for (size_t i = 0; i + end <= len && i + field->magic_offset + field->len_magic <= len; i++)
			if (memcmp(piece + i + field->magic_offset, field->magic, field->len_magic) == 0) {
				*at = i + field->offset;
				return true;
			}
		return false;
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
	uint32_t file_size = (uint32_t)data[1] | (uint32_t)data[2] << 8 | (uint32_t)data[3] << 16 | (uint32_t)data[4] << 24;

	for (unsigned i = 0; i < TRIES; i++) {
		const struct fuzz_field *field = &fuzz_fields[chance(NUM_FIELDS)];
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

/* The file's length: cut, or beside a power of two. */
static void change_length(uint8_t *data)
{
	uint32_t value = chance(2) ? (uint32_t)(UINT64_C(1) << chance(25)) : (uint32_t)chance(1u << (9 + chance(16)));

	value += (uint32_t)chance(3);
	for (unsigned i = 0; i < 4; i++)
		data[1 + i] = (uint8_t)(value >> 8 * i);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	state = seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
	if (size > PACKED_HEAD + PACKED_PIECE) {
		uint64_t how = chance(16);

		if (how < 9) {
			bool done = false;

			for (uint64_t n = 1 + chance(3); n; n--)
				done |= change_field(data, size);
			if (done)
				return size;
		}
		if (how < 13 && change_piece(data, size))
			return size;
		if (how == 13) {
			change_length(data);
			return size;
		}
		if (how == 14) {
			data[0] = (uint8_t)chance(256);
			return size;
		}
	}
	return LLVMFuzzerMutate(data, size, max_size);
}
