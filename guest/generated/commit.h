/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/commit.ksy spec=28afb9ff gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_COMMIT_H
#define GENERATED_COMMIT_H
/*
 * Configuration of the commit operation. What the host sends to the `commit` operation, which
 * writes what an image and those between it and one of its backing images have into that one. File
 * 0 is the image, file 1 the backing image, which is written over. With the flag `empty`, file 0 is
 * the only one, and is written: its disk reads what the backing image has. The guest answers with
 * `CommitResult` (guest.proto), or with an error that carries one of `edit::error`, or of
 * `source.failure`, as its `code`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"
#include "target.h"

/*
 * What is written is whole granules as long as a cluster of the backing image, no shorter than this
 * ...
 */
#define COMMIT_MIN_GRANULE 4096u
#define COMMIT_MAX_GRANULE 65536u    /* ... */
#define COMMIT_LEN_PIECE   0x100000u /* Most that is written at once, as by qemu-img. */

enum commit_flag {
	/* Let the image have nothing of its own, so that its disk is that of its backing image. */
	COMMIT_FLAG_EMPTY = 1,
	COMMIT_FLAG_PROGRESS = 2, /* Report how far the copy is. */
};

/*
 * What is committed, and where.
 *
 *  off size field
 *    0    4 magic      0x54494d43
 *    4    4 version    1
 *    8  616 source
 *  624 8416 image
 * 9040    4 num_layers 1..64
 * 9044    4 flags
 * 9048   32 reserved   zero
 */
#define COMMIT_CONFIG_SIZE 9080u

enum commit_config_field {
	COMMIT_CONFIG_FIELD_MAGIC = 1,
	COMMIT_CONFIG_FIELD_VERSION = 2,
	COMMIT_CONFIG_FIELD_SOURCE = 3,
	COMMIT_CONFIG_FIELD_IMAGE = 4,
	COMMIT_CONFIG_FIELD_NUM_LAYERS = 5,
	COMMIT_CONFIG_FIELD_FLAGS = 6,
	COMMIT_CONFIG_FIELD_RESERVED = 7,
};

struct commit_config {
	uint32_t magic;		      /* `CMIT`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image. */
	struct target_image image;    /* What the host found the backing image to be. */
	uint32_t num_layers;	      /* How many images are above the backing image. */
	uint32_t flags;		      /* Set of `flag`. */
	uint8_t reserved[32];	      /* Room for later versions. */
};

_Static_assert(sizeof(struct commit_config) == COMMIT_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct commit_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct commit_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct commit_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct commit_config, image) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct commit_config, num_layers) == 9040u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct commit_config, flags) == 9044u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct commit_config, reserved) == 9048u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * commit_config_parse - check and copy a commit config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status commit_config_parse(struct parse_in *in, struct commit_config *out);

#endif
