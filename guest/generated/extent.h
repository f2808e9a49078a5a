/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/extent.ksy spec=5724f7b4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_EXTENT_H
#define GENERATED_EXTENT_H
/*
 * Extent records, what walkers yield and `map` sends. One run of an image's virtual disk with one
 * state. A walker yields these in order; `map` sends them to the host packed in
 * `ExtentBatch.records`. Records partition the window that was asked for: none is empty, none
 * overlaps, none is left out.
 */
#include "store.h"
#include "structures.h"

enum extent_flag {
	/* The run reads from stored bytes (or would, were they not known to be zero). */
	EXTENT_FLAG_DATA = 1,
	EXTENT_FLAG_ZERO = 2, /* The run reads as zeros. */
	/* This layer determines what is read; without it, the next layer does. */
	EXTENT_FLAG_ALLOCATED = 4,
	EXTENT_FLAG_OFFSET_VALID = 8,  /* The bytes are uncoded at `host_offset`. */
	EXTENT_FLAG_COMPRESSED = 0x10, /* The run is stored compressed. */
	EXTENT_FLAG_ENCRYPTED = 0x20,  /* The run is stored encrypted by the format. */
};

/*
 * A run of the virtual disk with one state.
 *
 *  off size field
 *    0    8 start
 *    8    8 length      at least 1
 *   16    8 host_offset
 *   24    2 flags
 *   26    2 depth
 *   28    4 disk
 */
#define EXTENT_RECORD_SIZE 32u

enum extent_record_field {
	EXTENT_RECORD_FIELD_START = 1,
	EXTENT_RECORD_FIELD_LENGTH = 2,
	EXTENT_RECORD_FIELD_HOST_OFFSET = 3,
	EXTENT_RECORD_FIELD_FLAGS = 4,
	EXTENT_RECORD_FIELD_DEPTH = 5,
	EXTENT_RECORD_FIELD_DISK = 6,
};

struct extent_record {
	uint64_t start;	      /* First byte of the run in the virtual disk. */
	uint64_t length;      /* Bytes in the run. */
	uint64_t host_offset; /* Where the first byte is in the file `disk`. */
	uint16_t flags;	      /* Set of `flag`. */
	uint16_t depth;	      /* 0 for the image itself, 1 for its backing image, and so on. */
	uint32_t disk;	      /* Number of the attached file that `host_offset` counts in. */
};

_Static_assert(sizeof(struct extent_record) == EXTENT_RECORD_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct extent_record, start) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct extent_record, length) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct extent_record, host_offset) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct extent_record, flags) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct extent_record, depth) == 26u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct extent_record, disk) == 28u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * extent_record_parse - check and copy a extent record
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status extent_record_parse(struct parse_in *in, struct extent_record *out);

#endif
