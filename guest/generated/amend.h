/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/amend.ksy spec=98f5ecb2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_AMEND_H
#define GENERATED_AMEND_H
/*
 * Configuration of the amend operation. What the host sends to the `amend` operation, which changes
 * options of its first file, in place. The guest answers with `AmendResult` (guest.proto), or with
 * an error that carries one of `edit::error` as its `code`.
 */
#include "store.h"
#include "structures.h"
#include "edit.h"
#include "source.h"

/*
 * The image, and its options from now on.
 *
 *  off size field
 *    0    4 magic    0x444e4d41
 *    4    4 version  1
 *    8  616 source
 *  624 8320 change
 * 8944   16 reserved zero
 */
#define AMEND_CONFIG_SIZE 8960u

enum amend_config_field {
	AMEND_CONFIG_FIELD_MAGIC = 1,
	AMEND_CONFIG_FIELD_VERSION = 2,
	AMEND_CONFIG_FIELD_SOURCE = 3,
	AMEND_CONFIG_FIELD_CHANGE = 4,
	AMEND_CONFIG_FIELD_RESERVED = 5,
};

struct amend_config {
	uint32_t magic;		      /* `AMND`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image, which is disk 0. */
	struct edit_amendment change; /* The options. */
	uint8_t reserved[16];	      /* Room for later versions. */
};

_Static_assert(sizeof(struct amend_config) == AMEND_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct amend_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct amend_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct amend_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct amend_config, change) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct amend_config, reserved) == 8944u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * amend_config_parse - check and copy a amend config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status amend_config_parse(struct parse_in *in, struct amend_config *out);

#endif
