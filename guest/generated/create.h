/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/create.ksy spec=27f685c5 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CREATE_H
#define GENERATED_CREATE_H
/*
 * Configuration of the create operation. What the host sends to the `create` operation, which
 * writes a new image into the first of its files. It sends nothing when it succeeds, and an `Error`
 * when it does not.
 */
#include "store.h"
#include "structures.h"
#include "target.h"

/*
 * The image that is wanted.
 *
 *  off size field
 *    0    4 magic   0x43524541
 *    4    4 version 1
 *    8 8416 image
 */
#define CREATE_CONFIG_SIZE 8424u

enum create_config_field {
	CREATE_CONFIG_FIELD_MAGIC = 1,
	CREATE_CONFIG_FIELD_VERSION = 2,
	CREATE_CONFIG_FIELD_IMAGE = 3,
};

struct create_config {
	uint32_t magic;		   /* `CREA`. */
	uint32_t version;	   /* Version of this structure. */
	struct target_image image; /* Everything. */
};

_Static_assert(sizeof(struct create_config) == CREATE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct create_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct create_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct create_config, image) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * create_config_parse - check and copy a create config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status create_config_parse(struct parse_in *in, struct create_config *out);

#endif
