/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/convert.ksy spec=f76bf298 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CONVERT_H
#define GENERATED_CONVERT_H
/*
 * Configuration of the convert operation. What the host sends to the `convert` operation, which
 * copies disks, one after the other, into a new image or over one that exists. The first files of
 * the run are the sources, the next ones the target's. The answer is a `ConvertResult` message
 * (guest.proto), or an `Error`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"
#include "target.h"

enum convert_flag {
	/* Count what there is to copy first, and report how far the copy is. */
	CONVERT_FLAG_PROGRESS = 1,
	/*
	 * The new image has a backing file: zeros are written where that may read as something
	 * else.
	 */
	CONVERT_FLAG_BACKED = 2,
	/* The target is an image that exists, of the format that `image` has. */
	CONVERT_FLAG_IN_PLACE = 4,
	/* With `in_place`: all of the target's disk reads as zeros, so that none are written. */
	CONVERT_FLAG_TARGET_IS_ZERO = 8,
	/* What a source has as data is written whole, without a look for zeros in it. */
	CONVERT_FLAG_UNSCANNED = 0x10,
	/*
	 * Zeros at the end of a request are written where they end off a unit, as before qemu-img
	 * 7.0.
	 */
	CONVERT_FLAG_OLD_TAILS = 0x20,
	/*
	 * What cannot be read of the sources becomes zeros, and is reported (`Unreadable`,
	 * guest.proto).
	 */
	CONVERT_FLAG_SALVAGE = 0x40,
	/*
	 * The host may move bytes that lie in a source as they are, without a look at them: the
	 * file system shares them.
	 */
	CONVERT_FLAG_MOVES = 0x80,
	/* The last file is the desk where workers put what they make (`desk.ksy`). */
	CONVERT_FLAG_WORKERS = 0x100,
	/* Only `source`, `formats` and `num_sources` count. */
	CONVERT_FLAG_ORDERED = 0x200,
};

/*
 * Where from, where to, and how.
 *
 *  off size field
 *    0    4 magic         0x434f4e56
 *    4    4 version       1
 *    8  616 source
 *  624 8416 image
 * 9040    4 num_sources   1..64
 * 9044    4 len_sparse    at most 16777216
 * 9048    4 flags
 * 9052    4 backing_depth
 * 9056    8 backing_size
 * 9064   64 formats
 * 9128    8 len_sources
 * 9136    8 start
 * 9144    8 length
 * 9152    4 len_block
 * 9156   20 reserved      zero
 */
#define CONVERT_CONFIG_SIZE 9176u

enum convert_config_field {
	CONVERT_CONFIG_FIELD_MAGIC = 1,
	CONVERT_CONFIG_FIELD_VERSION = 2,
	CONVERT_CONFIG_FIELD_SOURCE = 3,
	CONVERT_CONFIG_FIELD_IMAGE = 4,
	CONVERT_CONFIG_FIELD_NUM_SOURCES = 5,
	CONVERT_CONFIG_FIELD_LEN_SPARSE = 6,
	CONVERT_CONFIG_FIELD_FLAGS = 7,
	CONVERT_CONFIG_FIELD_BACKING_DEPTH = 8,
	CONVERT_CONFIG_FIELD_BACKING_SIZE = 9,
	CONVERT_CONFIG_FIELD_FORMATS = 10,
	CONVERT_CONFIG_FIELD_LEN_SOURCES = 11,
	CONVERT_CONFIG_FIELD_START = 12,
	CONVERT_CONFIG_FIELD_LENGTH = 13,
	CONVERT_CONFIG_FIELD_LEN_BLOCK = 14,
	CONVERT_CONFIG_FIELD_RESERVED = 15,
};

struct convert_config {
	uint32_t magic;		      /* `CONV`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open each source. */
	struct target_image image;    /* The new image. */
	uint32_t num_sources;	      /* How many disks follow each other in the new image. */
	/*
	 * Length of the runs of zeros that are not written, a multiple of a sector; 0 writes
	 * everything, also what is known to be zeros.
	 */
	uint32_t len_sparse;
	uint32_t flags; /* Set of `flag`. */
	/*
	 * With the flag `backed`: how far below the source the image is that the new one has as its
	 * backing file.
	 */
	uint32_t backing_depth;
	/* With the flag `backed`: where the backing file's disk ends. */
	uint64_t backing_size;
	/* The `source::format` of each source, a byte each; that in `source` is not used. */
	uint8_t formats[64];
	/* The size of all sources together, as it was looked at. */
	uint64_t len_sources;
	/* Where in the sources the new image begins: any byte of the first one. */
	uint64_t start;
	uint64_t length; /* How many bytes of the sources the new image has. */
	/*
	 * Other than 0: read and write everything in blocks of this length, as data, whatever the
	 * sources say about zeros.
	 */
	uint32_t len_block;
	uint8_t reserved[20]; /* Room for later versions. */
};

_Static_assert(sizeof(struct convert_config) == CONVERT_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, image) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, num_sources) == 9040u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, len_sparse) == 9044u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, flags) == 9048u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, backing_depth) == 9052u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, backing_size) == 9056u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, formats) == 9064u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, len_sources) == 9128u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, start) == 9136u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, length) == 9144u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, len_block) == 9152u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct convert_config, reserved) == 9156u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * convert_config_parse - check and copy a convert config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status convert_config_parse(struct parse_in *in, struct convert_config *out);

#endif
