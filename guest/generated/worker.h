/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/worker.ksy spec=437c4612 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_WORKER_H
#define GENERATED_WORKER_H
/*
 * Configuration of workers. What the host sends to the `convert` operation to make a worker of it:
 * which of the sources' bytes are wanted, and how, comes from the desk (`desk.ksy`).
 */
#include "store.h"
#include "structures.h"
#include "source.h"
#include "desk.h"

enum worker_flag {
	WORKER_FLAG_KEEP_ZEROS = 1, /* Zeros are data, as any. */
};

/*
 * What to do with each unit.
 *
 *  off size field
 *    0    4 magic       0x574f524b
 *    4    4 version     1
 *    8  616 source
 *  624    4 num_sources 1..64
 *  628    4 len_unit    512..2097152
 *  632    4 method      one of 0 (unpack), 1 (deflate), 2 (zstd), 3 (zlib)
 *  636    4 flags
 *  640   64 formats
 *  704   64 reserved    zero
 */
#define WORKER_CONFIG_SIZE  768u
#define WORKER_CONFIG_MAGIC 0x574f524bu

enum worker_config_field {
	WORKER_CONFIG_FIELD_MAGIC = 1,
	WORKER_CONFIG_FIELD_VERSION = 2,
	WORKER_CONFIG_FIELD_SOURCE = 3,
	WORKER_CONFIG_FIELD_NUM_SOURCES = 4,
	WORKER_CONFIG_FIELD_LEN_UNIT = 5,
	WORKER_CONFIG_FIELD_METHOD = 6,
	WORKER_CONFIG_FIELD_FLAGS = 7,
	WORKER_CONFIG_FIELD_FORMATS = 8,
	WORKER_CONFIG_FIELD_RESERVED = 9,
};

struct worker_config {
	uint32_t magic;		      /* `WORK`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open each source. */
	uint32_t num_sources;	      /* How many disks follow each other. */
	/* Bytes of a unit, a power of two: a cluster or grain of the new image. */
	uint32_t len_unit;
	uint32_t method; /* What becomes of a unit. */
	uint32_t flags;	 /* Set of `flag`. */
	/* The `source::format` of each source, a byte each; that in `source` is not used. */
	uint8_t formats[64];
	uint8_t reserved[64]; /* Room for later versions. */
};

_Static_assert(sizeof(struct worker_config) == WORKER_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, num_sources) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, len_unit) == 628u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, method) == 632u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, flags) == 636u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, formats) == 640u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct worker_config, reserved) == 704u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * worker_config_parse - check and copy a worker config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status worker_config_parse(struct parse_in *in, struct worker_config *out);

#endif
