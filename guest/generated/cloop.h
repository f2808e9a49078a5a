/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/cloop.ksy spec=0b65e325 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CLOOP_H
#define GENERATED_CLOOP_H
/*
 * Compressed loop image, version 2. The compressed image of Knoppix: a shell script that mounts
 * itself, then the size and number of the blocks, a table of offsets, and the blocks, each a zlib
 * stream of its own. Everything is big-endian. The disk is as long as all blocks together.
 */
#include "store.h"
#include "structures.h"

#define CLOOP_SECTOR_SIZE	   512u	      /* Blocks are a multiple of this. */
#define CLOOP_MAX_BLOCK_BYTES	   0x4000000u /* Longest block, 64 MiB. */
#define CLOOP_MAX_STORED_BYTES	   0x8000000u /* Most bytes that a block takes in the file. */
/* Most blocks that 32 bits can count the table of, in bytes. */
#define CLOOP_MAX_ADDRESSED_BLOCKS 536870911u
#define CLOOP_MAX_TABLE_BYTES	   0x20000000u /* Longest table of offsets, 512 MiB. */

/*
 * Start of the file.
 *
 *  off size field
 *    0   83 magic      23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30 20 46 6f 72 6d 61 74 0 ...
 *   83   45 script
 *  128    4 len_block
 *  132    4 num_blocks
 */
#define CLOOP_HEADER_SIZE	       136u
#define CLOOP_HEADER_LEN_BLOCK_OFFSET  128u
#define CLOOP_HEADER_NUM_BLOCKS_OFFSET 132u
#define CLOOP_HEADER_MAGIC \
	"#!/bin/sh\012#V2.0 Format\012modprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\012"
#define CLOOP_HEADER_MAGIC_SIZE 83u

enum cloop_header_field {
	CLOOP_HEADER_FIELD_MAGIC = 1,
	CLOOP_HEADER_FIELD_SCRIPT = 2,
	CLOOP_HEADER_FIELD_LEN_BLOCK = 3,
	CLOOP_HEADER_FIELD_NUM_BLOCKS = 4,
};

struct cloop_header {
	/* Bytes in a block before compression, a multiple of 512 up to 64 MiB. */
	uint32_t len_block;
	uint32_t num_blocks; /* Blocks of the disk. */
	uint8_t script[45];  /* The rest of the script's 128 bytes. */
};

/**
 * cloop_header_parse - check and copy a cloop header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status cloop_header_parse(struct parse_in *in, struct cloop_header *out);

/**
 * cloop_header_store - write a cloop header
 * @p: room for CLOOP_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void cloop_header_store(uint8_t *p, const struct cloop_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t cloop_header_peek_len_block(const uint8_t *p)
{
	return load_u4be(p + 128);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t cloop_header_peek_num_blocks(const uint8_t *p)
{
	return load_u4be(p + 132);
}

/*
 * Where a block starts in the file, which is where the one before ends.
 *
 *  off size field
 *    0    8 place
 */
#define CLOOP_OFFSET_SIZE 8u

enum cloop_offset_field {
	CLOOP_OFFSET_FIELD_PLACE = 1,
};

static inline uint64_t cloop_offset_load(const uint8_t *p)
{
	return load_u8be(p);
}

/* Bytes from the start of the file. */
static inline uint64_t cloop_offset_place(uint64_t e)
{
	return e;
}

static inline void cloop_offset_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* Which element of offsets the offset belongs to. */
static inline uint64_t cloop_offsets_index(uint64_t offset, uint64_t len_block)
{
	return offset / len_block;
}

#endif
