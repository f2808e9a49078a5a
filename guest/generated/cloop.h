/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/cloop.ksy spec=147f56c4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CLOOP_H
#define GENERATED_CLOOP_H
/*
 * Compressed loop image, version 2. The compressed image of Knoppix: a shell script that mounts
 * itself, then a table of compressed blocks. Declared as far as detection needs it, with the sizes.
 */
#include "store.h"
#include "structures.h"

/*
 * Start of the file.
 *
 *  off size field
 *    0   83 magic      23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30 20 46 6f 72 6d 61 74 0 ...
 *   83   45 script
 *  128    4 len_block
 *  132    4 num_blocks
 */
#define CLOOP_HEADER_SIZE 136u
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

#endif
