/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/desk.ksy spec=31353d0a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_DESK_H
#define GENERATED_DESK_H
/*
 * The desk, where workers put what they make. Workers unpack or compress what the sources of a
 * conversion have, on other cores than the one guest's that lays out the new image. They are guests
 * of their own and run the same program, `convert`, configured by `worker.ksy`. As many run as
 * there are cores.
 *
 * The first files of a worker are the sources. The last one is its desk, which is no file: the host
 * answers `holes` (`block.ksy`) for it with the next range of the disk that is wanted, a chunk or
 * the rest of the disk, and with none when there is nothing left to do. What a worker makes of
 * chunk `n` it writes to the desk at `n * len_stride`: a `piece` for each unit of the chunk, and
 * from `ofs_bytes` on the bytes. It may write nowhere else, and reads nothing there. When it asks
 * for the next range, the chunk is done.
 *
 * The guest that lays out has the desk as its last file, and reads there what workers made, in
 * ascending order; the host has it wait for what is not done. Lengths and states are all that it
 * learns of a unit, and it gives each its place in the new image. A unit that no worker has made is
 * `left`: the guest that lays out does it by itself, and reports what is wrong with it. So a worker
 * that lies, or fails, can spoil nothing but what its own units hold.
 */
#include "store.h"
#include "structures.h"

#define DESK_LEN_CHUNK	0x200000u /* Of the disk; what a worker takes at once. */
/* Where the bytes of a chunk's units start, after as many pieces as there can be. */
#define DESK_OFS_BYTES	0x10000u
#define DESK_LEN_BYTES	0x220000u /* Room for them. */
#define DESK_LEN_STRIDE 0x230000u /* From one chunk to the next on the desk. */
/*
 * Chunks before the one that is read last whose bytes the host keeps. The guest that lays out reads
 * what it wants of a chunk before it goes further.
 */
#define DESK_NUM_KEPT	3u

enum desk_method {
	/* Units that hold compressed clusters, as they read; others are left. */
	DESK_METHOD_UNPACK = 0,
	/* A raw deflate stream with a window of 4 KiB, as qemu writes it. */
	DESK_METHOD_DEFLATE = 1,
	/* A zstd frame of level 3 that names its size, without a checksum. */
	DESK_METHOD_ZSTD = 2,
	/* A deflate stream with zlib's header and checksum, whether or not it is shorter. */
	DESK_METHOD_ZLIB = 3,
};

/* Whether v is one of them. */
static inline bool desk_method_known(uint64_t v)
{
	return v == DESK_METHOD_UNPACK || v == DESK_METHOD_DEFLATE || v == DESK_METHOD_ZSTD ||
	       v == DESK_METHOD_ZLIB;
}

enum desk_state {
	DESK_STATE_LEFT = 0, /* No worker has made it. */
	DESK_STATE_ZERO = 1, /* The unit reads as zeros; it has no bytes. */
	/* As it reads: that was asked for, or the unit does not shrink. */
	DESK_STATE_STORED = 2,
	DESK_STATE_COMPRESSED = 3, /* By the method that was asked for. */
};

/* Whether v is one of them. */
static inline bool desk_state_known(uint64_t v)
{
	return v == DESK_STATE_LEFT || v == DESK_STATE_ZERO || v == DESK_STATE_STORED ||
	       v == DESK_STATE_COMPRESSED;
}

/*
 * What became of one unit.
 *
 *  off size field
 *    0    4 start     at most 0x220000
 *    4    4 len_piece at most 0x220000
 *    8    4 state     one of 0 (left), 1 (zero), 2 (stored), 3 (compressed)
 *   12    4 reserved  zero
 */
#define DESK_PIECE_SIZE 16u

enum desk_piece_field {
	DESK_PIECE_FIELD_START = 1,
	DESK_PIECE_FIELD_LEN_PIECE = 2,
	DESK_PIECE_FIELD_STATE = 3,
	DESK_PIECE_FIELD_RESERVED = 4,
};

struct desk_piece {
	uint32_t start;	     /* Where the bytes are, from the first one of the chunk's on. */
	uint32_t len_piece;  /* How many they are. */
	uint32_t state;	     /* How they are to be read. */
	uint8_t reserved[4]; /* Fills the structure up to 8 bytes. */
};

_Static_assert(sizeof(struct desk_piece) == DESK_PIECE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct desk_piece, start) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct desk_piece, len_piece) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct desk_piece, state) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct desk_piece, reserved) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * desk_piece_parse - check and copy a desk piece
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status desk_piece_parse(struct parse_in *in, struct desk_piece *out);

#endif
