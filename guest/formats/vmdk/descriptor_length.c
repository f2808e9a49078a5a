/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Length of the descriptor that qemu writes beside the extents of a VMDK:
 *
 *	head + CID + parent CID + kind [+ parent] + extents + one line for each extent + disk data
 * base
 *
 * The parts are in specs/formats/target.ksy. A line holds the extent's length in sectors, decimal,
 * and for split extents its number, from 001 on. CIDs are counted with 8 digits; they are random,
 *so one descriptor in 16 is a byte shorter as long as no data is written.
 */
#include "generated/vmdk.h"
#include "layout.h"

#define LENGTH(literal) (sizeof(literal) - 1)
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

static uint64_t geometry(const struct target_options *options, uint64_t sectors)
{
	bool scsi = options->flags & TARGET_FLAG_SCSI_ADAPTER;
	uint64_t heads = scsi ? VMDK_SCSI_HEADS : VMDK_IDE_HEADS;

	return LENGTH(VMDK_NEW_DESCRIPTOR_CYLINDERS) +
	       digits(sectors / (scsi ? VMDK_GEOMETRY_SECTORS * VMDK_SCSI_HEADS
				      : VMDK_GEOMETRY_SECTORS * VMDK_IDE_HEADS)) +
	       LENGTH(VMDK_NEW_DESCRIPTOR_HEADS) + digits(heads) +
	       LENGTH(VMDK_NEW_DESCRIPTOR_SECTORS);
}

uint64_t vmdk_descriptor_length(const struct target_options *options, uint64_t virtual_size,
				uint64_t extent_size, uint64_t len_kind, uint64_t len_extent,
				bool numbered)
{
	uint64_t full = virtual_size / extent_size;
	uint64_t rest = virtual_size % extent_size;
	uint64_t num_extents = full + (rest != 0);
	uint64_t texts = LENGTH(VMDK_NEW_DESCRIPTOR_DEFAULT_HW_VERSION) +
			 LENGTH(VMDK_NEW_DESCRIPTOR_DEFAULT_ADAPTER) +
			 LENGTH(VMDK_NEW_DESCRIPTOR_DEFAULT_TOOLS_VERSION);
	uint64_t sum = LENGTH(VMDK_NEW_DESCRIPTOR_HEAD) + 2 * VMDK_CID_DIGITS + len_kind +
		       LENGTH(VMDK_NEW_DESCRIPTOR_EXTENTS) + LENGTH(VMDK_NEW_DESCRIPTOR_DDB) +
		       LENGTH(VMDK_NEW_DESCRIPTOR_ADAPTER) + LENGTH(VMDK_NEW_DESCRIPTOR_TOOLS);

	sum += options->len_text ? options->len_text : texts;
	sum += geometry(options, virtual_size / VMDK_SECTOR_SIZE);
	sum += num_extents * len_extent;
	sum += full * digits(extent_size / VMDK_SECTOR_SIZE);
	if (rest)
		sum += digits(rest / VMDK_SECTOR_SIZE);
	if (numbered)
		sum += number_digits(num_extents);
	return sum;
}
