/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/compare.ksy spec=1da6430c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_COMPARE_H
#define GENERATED_COMPARE_H
/*
 * Configuration of the compare operation. What the host sends to the `compare` operation, which one
 * guest runs for each of two disks. The first files are the images that the disk is in, one after
 * the other; the next file takes what a part of it reads: the guest puts each window that is not
 * zeros where it is in the part, in ascending order. With the flag `copies` it has the host copy
 * what a file has as it is, in long parts, and never sees those bytes. What is not put reads as
 * zeros. The host lets two such runs go on side by side and holds what they put against each other,
 * or hashes what one puts; it looks at nothing else of it.
 *
 * The first message is `Opened` (guest.proto). `ExtentBatch` messages have the runs of the disk as
 * qemu-img asks for them, up to some place before anything is put that is past the window which
 * that place is in; without the flag `runs`, only runs that do not start with a sector. An `Error`
 * has one of `source.failure` as its code.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

/*
 * The part is put in pieces that start and end at multiples of this, or where it ends or cannot be
 * read any further.
 */
#define COMPARE_LEN_WINDOW 0x10000u
#define COMPARE_LEN_COPIED 0x40000u /* The shortest part that is copied. */

enum compare_flag {
	COMPARE_FLAG_RUNS = 1, /* Send all runs. */
	/* Have the host copy long parts that a file has as they are. */
	COMPARE_FLAG_COPIES = 2,
};

/*
 * What to read, and how.
 *
 *  off size field
 *    0    4 magic       0x434d5052
 *    4    4 version     1
 *    8  616 source
 *  624    4 flags
 *  628    4 num_sources 1..64
 *  632   64 formats
 *  696    8 start
 *  704    8 length
 *  712   40 reserved    zero
 */
#define COMPARE_CONFIG_SIZE 752u

enum compare_config_field {
	COMPARE_CONFIG_FIELD_MAGIC = 1,
	COMPARE_CONFIG_FIELD_VERSION = 2,
	COMPARE_CONFIG_FIELD_SOURCE = 3,
	COMPARE_CONFIG_FIELD_FLAGS = 4,
	COMPARE_CONFIG_FIELD_NUM_SOURCES = 5,
	COMPARE_CONFIG_FIELD_FORMATS = 6,
	COMPARE_CONFIG_FIELD_START = 7,
	COMPARE_CONFIG_FIELD_LENGTH = 8,
	COMPARE_CONFIG_FIELD_RESERVED = 9,
};

struct compare_config {
	uint32_t magic;		      /* `CMPR`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open each image. */
	uint32_t flags;		      /* Set of `flag`. */
	uint32_t num_sources;	      /* How many images follow each other on the disk. */
	/* The `source::format` of each image, a byte each; that in `source` is not used. */
	uint8_t formats[64];
	uint64_t start;	      /* Where the part begins. */
	uint64_t length;      /* How long the part is. */
	uint8_t reserved[40]; /* Room for later versions. */
};

_Static_assert(sizeof(struct compare_config) == COMPARE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, flags) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, num_sources) == 628u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, formats) == 632u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, start) == 696u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, length) == 704u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct compare_config, reserved) == 712u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * compare_config_parse - check and copy a compare config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status compare_config_parse(struct parse_in *in, struct compare_config *out);

#endif
