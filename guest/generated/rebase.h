/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/rebase.ksy spec=ae359adb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_REBASE_H
#define GENERATED_REBASE_H
/*
 * Configuration of the rebase operation. What the host sends to the `rebase` operation, which lets
 * its first file name another backing image, in place; or, with the flag `copy`, gives it what its
 * disk reads and would not read on the other image. The guest answers with `RebaseResult`
 * (guest.proto), or with an error that carries one of `edit::error` as its `code`.
 */
#include "store.h"
#include "structures.h"
#include "edit.h"
#include "source.h"

enum rebase_flag {
	/*
	 * Write what the disk reads where it would read something else; the image names what it
	 * named.
	 */
	REBASE_FLAG_COPY = 1,
	/* With `copy`: disk 1 is what the disk is to read where it has nothing. */
	REBASE_FLAG_BASED = 2,
	REBASE_FLAG_LOOK = 4, /* With `copy`: open everything, and write nothing. */
	/* With `copy`: write whole clusters, compressed. */
	REBASE_FLAG_COMPRESS = 8,
	/* With `compress`: by zstd, as the image has it. */
	REBASE_FLAG_ZSTD = 0x10,
	REBASE_FLAG_PROGRESS = 0x20, /* With `copy`: report how far it is. */
};

/*
 * The image, and what it is to name.
 *
 *  off size field
 *    0    4 magic    0x45534252
 *    4    4 version  1
 *    8  616 source
 *  624 4120 backing
 * 4744    4 flags
 * 4748  616 onto
 * 5364   28 reserved zero
 */
#define REBASE_CONFIG_SIZE 5392u

enum rebase_config_field {
	REBASE_CONFIG_FIELD_MAGIC = 1,
	REBASE_CONFIG_FIELD_VERSION = 2,
	REBASE_CONFIG_FIELD_SOURCE = 3,
	REBASE_CONFIG_FIELD_BACKING = 4,
	REBASE_CONFIG_FIELD_FLAGS = 5,
	REBASE_CONFIG_FIELD_ONTO = 6,
	REBASE_CONFIG_FIELD_RESERVED = 7,
};

struct rebase_config {
	uint32_t magic;		      /* `RBSE`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image, which is disk 0. */
	struct edit_backing backing;  /* The backing image from now on. */
	uint32_t flags;		      /* Set of `flag`. */
	/* How to open that image, which is disk 1, with the flag `based`. */
	struct source_options onto;
	uint8_t reserved[28]; /* Room for later versions. */
};

_Static_assert(sizeof(struct rebase_config) == REBASE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, backing) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, flags) == 4744u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, onto) == 4748u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, reserved) == 5364u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * rebase_config_parse - check and copy a rebase config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status rebase_config_parse(struct parse_in *in, struct rebase_config *out);

#endif
