/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/rebase.ksy spec=2930cadb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_REBASE_H
#define GENERATED_REBASE_H
/*
 * Configuration of the rebase operation. What the host sends to the `rebase` operation, which lets
 * its first file name another backing image, in place. The guest answers with `RebaseResult`
 * (guest.proto), or with an error that carries one of `edit::error` as its `code`.
 */
#include "store.h"
#include "structures.h"
#include "edit.h"
#include "source.h"

/*
 * The image, and what it is to name.
 *
 *  off size field
 *    0    4 magic    0x45534252
 *    4    4 version  1
 *    8  544 source
 *  552 4120 backing
 * 4672   32 reserved zero
 */
#define REBASE_CONFIG_SIZE 4704u

enum rebase_config_field {
	REBASE_CONFIG_FIELD_MAGIC = 1,
	REBASE_CONFIG_FIELD_VERSION = 2,
	REBASE_CONFIG_FIELD_SOURCE = 3,
	REBASE_CONFIG_FIELD_BACKING = 4,
	REBASE_CONFIG_FIELD_RESERVED = 5,
};

struct rebase_config {
	uint32_t magic;		      /* `RBSE`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image, which is disk 0. */
	struct edit_backing backing;  /* The backing image from now on. */
	uint8_t reserved[32];	      /* Room for later versions. */
};

_Static_assert(sizeof(struct rebase_config) == REBASE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, backing) == 552u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct rebase_config, reserved) == 4672u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * rebase_config_parse - check and copy a rebase config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status rebase_config_parse(struct parse_in *in, struct rebase_config *out);

#endif
