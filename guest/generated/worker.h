/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/worker.ksy spec=55fac5f3 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_WORKER_H
#define GENERATED_WORKER_H
/*
 * Configuration of workers, and what they answer. A worker compresses or decompresses a range of a
 * disk; as many run as there are cores, beside the one guest that lays out the target. A worker
 * takes the range in units, one after another, in ascending order. Disk 0 is the source: an image,
 * or a buffer, which is a raw image of its own. The last disk of its table is its output: what it
 * makes of the units follows each other there without gaps, each of them as long as its `piece`
 * says. What it answers is the pieces, one for each unit, in order.
 *
 * Lengths are all that the host and the guest that lays out learn of a unit. The one that lays out
 * reads the pieces, gives each its place in the target, and has the host move the bytes there
 * (`block.ksy`, `copy`). Neither looks at them.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

enum worker_method {
	/* As it reads, decompressed if the source keeps it compressed. */
	WORKER_METHOD_STORE = 0,
	/* A raw deflate stream with a window of 4 KiB, as qemu writes it. */
	WORKER_METHOD_DEFLATE = 1,
	/* A zstd frame of level 3 that names its size, without a checksum. */
	WORKER_METHOD_ZSTD = 2,
};

/* Whether v is one of them. */
static inline bool worker_method_known(uint64_t v)
{
	return v == WORKER_METHOD_STORE || v == WORKER_METHOD_DEFLATE || v == WORKER_METHOD_ZSTD;
}

enum worker_state {
	WORKER_STATE_ZERO = 0, /* The unit reads as zeros; nothing is in the output. */
	/* As it reads: the method is `store`, or the unit does not shrink. */
	WORKER_STATE_STORED = 1,
	WORKER_STATE_COMPRESSED = 2, /* By the method that was asked for. */
};

/* Whether v is one of them. */
static inline bool worker_state_known(uint64_t v)
{
	return v == WORKER_STATE_ZERO || v == WORKER_STATE_STORED || v == WORKER_STATE_COMPRESSED;
}

/*
 * What to do with which range.
 *
 *  off size field
 *    0    4 magic    0x574f524b
 *    4    4 version  1
 *    8  544 source
 *  552    8 start
 *  560    8 length
 *  568    4 len_unit 512..2097152
 *  572    4 method   one of 0 (store), 1 (deflate), 2 (zstd)
 *  576   64 reserved zero
 */
#define WORKER_CONFIG_SIZE 640u

enum worker_config_field {
	WORKER_CONFIG_FIELD_MAGIC = 1,
	WORKER_CONFIG_FIELD_VERSION = 2,
	WORKER_CONFIG_FIELD_SOURCE = 3,
	WORKER_CONFIG_FIELD_START = 4,
	WORKER_CONFIG_FIELD_LENGTH = 5,
	WORKER_CONFIG_FIELD_LEN_UNIT = 6,
	WORKER_CONFIG_FIELD_METHOD = 7,
	WORKER_CONFIG_FIELD_RESERVED = 8,
};

struct worker_config {
	uint32_t magic;		      /* `WORK`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the source. */
	uint64_t start;		      /* First byte of the range, a multiple of `len_unit`. */
	uint64_t length;	      /* Length of the range. */
	uint32_t len_unit;	      /* Bytes of a unit: a cluster or grain of the target. */
	uint32_t method;	      /* What becomes of a unit that is not zeros. */
	uint8_t reserved[64];	      /* Room for later versions. */
};

_Static_assert(sizeof(struct worker_config) == WORKER_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, start) == 552u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, length) == 560u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, len_unit) == 568u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, method) == 572u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, reserved) == 576u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * worker_config_parse - check and copy a worker config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status worker_config_parse(struct parse_in *in, struct worker_config *out);

/*
 * What became of one unit.
 *
 *  off size field
 *    0    4 len_piece at most 2097152
 *    4    4 state     one of 0 (zero), 1 (stored), 2 (compressed)
 */
#define WORKER_PIECE_SIZE 8u

enum worker_piece_field {
	WORKER_PIECE_FIELD_LEN_PIECE = 1,
	WORKER_PIECE_FIELD_STATE = 2,
};

struct worker_piece {
	/* Bytes in the worker's output; 0 for zeros, `len_unit` for what is stored. */
	uint32_t len_piece;
	uint32_t state; /* How they are to be read. */
};

_Static_assert(sizeof(struct worker_piece) == WORKER_PIECE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_piece, len_piece) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_piece, state) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * worker_piece_parse - check and copy a worker piece
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status worker_piece_parse(struct parse_in *in, struct worker_piece *out);

#endif
