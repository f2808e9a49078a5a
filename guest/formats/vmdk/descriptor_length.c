/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Length of the descriptor that qemu writes for the extents of a VMDK:
 *
 *	head + CID + parent CID + kind [+ parent] + extents + one line for each extent + disk data
 * base
 *
 * The pieces are `new_descriptor` in specs/formats/vmdk.ksy. A line holds the extent's length in
 *sectors, decimal, and for split extents its number, from 001 on. CIDs are counted with 8 digits;
 *they are random, so one descriptor in 16 is a byte shorter as long as no data is written.
 */
#include "layout.h"

#define LENGTH(literal) (sizeof(literal) - 1)
#define PLACES		8 /* that are filled in, in addition to those of lines */
#define LINE_PLACES	2
#define DECIMAL		10
#define MAX_DIGITS	18

/* Decimal digits of v, at least 1. A disk has at most 2^54 sectors, 17 digits, so limit stays far
 * from wrapping around. */
static uint64_t digits(uint64_t v)
{
	uint64_t limit = DECIMAL;
	uint64_t n = 1;

	for (; n < MAX_DIGITS && v >= limit; n++)
		limit *= DECIMAL;
	return n;
}

/* Digits of all numbers from 1 to count (less than 2^33), written with at least
 * VMDK_NEW_DESCRIPTOR_MIN_NUMBER_DIGITS. */
static uint64_t number_digits(uint64_t count)
{
	uint64_t sum = count * VMDK_NEW_DESCRIPTOR_MIN_NUMBER_DIGITS;
	uint64_t limit = 1;

	for (unsigned i = 0; i < VMDK_NEW_DESCRIPTOR_MIN_NUMBER_DIGITS; i++)
		limit *= DECIMAL;
	for (; count >= limit; limit *= DECIMAL)
		sum += count - limit + 1; /* each of them has one digit more */
	return sum;
}

/* An extent's name, without its number. */
static uint64_t len_extent_name(const struct vmdk_kind *kind)
{
	return LENGTH(VMDK_NEW_DESCRIPTOR_DEFAULT_NAME) + kind->len_infix;
}

static uint64_t len_options(const struct target_options *options)
{
	if (options->len_text)
		return options->len_text;
	return LENGTH(VMDK_NEW_DESCRIPTOR_DEFAULT_HW_VERSION) +
	       LENGTH(VMDK_NEW_DESCRIPTOR_DEFAULT_ADAPTER) +
	       LENGTH(VMDK_NEW_DESCRIPTOR_DEFAULT_TOOLS_VERSION);
}

static uint64_t len_extents(uint64_t virtual_size, const struct vmdk_kind *kind)
{
	uint64_t full = virtual_size / kind->extent_size;
	uint64_t rest = virtual_size % kind->extent_size;
	uint64_t num_extents = full + (rest != 0);
	uint64_t sum = num_extents * (kind->len_line - LINE_PLACES + len_extent_name(kind));

	sum += full * digits(kind->extent_size / VMDK_SECTOR_SIZE);
	if (rest)
		sum += digits(rest / VMDK_SECTOR_SIZE);
	return kind->numbered ? sum + number_digits(num_extents) : sum;
}

uint64_t vmdk_descriptor_length(const struct target_options *options, uint64_t virtual_size,
				const struct vmdk_kind *kind)
{
	uint64_t pieces = LENGTH(VMDK_NEW_DESCRIPTOR_HEAD) + LENGTH(VMDK_NEW_DESCRIPTOR_EXTENTS) +
			  LENGTH(VMDK_NEW_DESCRIPTOR_DDB) + LENGTH(VMDK_NEW_DESCRIPTOR_GEOMETRY) +
			  LENGTH(VMDK_NEW_DESCRIPTOR_ADAPTER) + LENGTH(VMDK_NEW_DESCRIPTOR_TOOLS);

	return pieces - PLACES + 2 * VMDK_CID_DIGITS + kind->len_name + len_options(options) +
	       digits(vmdk_cylinders(options, virtual_size)) + digits(vmdk_heads(options)) +
	       len_extents(virtual_size, kind);
}
