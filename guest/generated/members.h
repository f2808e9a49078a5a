/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/members.ksy spec=8169baa9 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_MEMBERS_H
#define GENERATED_MEMBERS_H
/*
 * Configuration of the members operation. What the host sends to the `members` operation, which
 * lists the files in an archive. The guest answers with `MemberBatch` messages (guest.proto) in the
 * archive's order, the last of which is marked, or with an `Error`.
 */
#include "store.h"
#include "structures.h"
#include "archive.h"

/*
 * Which kind of archive file 0 is.
 *
 *  off size field
 *    0    4 magic    0x5342454d
 *    4    4 version  1
 *    8    4 kind     one of 1 (tar), 2 (zip)
 *   12   28 reserved zero
 */
#define MEMBERS_CONFIG_SIZE 40u

enum members_config_field {
	MEMBERS_CONFIG_FIELD_MAGIC = 1,
	MEMBERS_CONFIG_FIELD_VERSION = 2,
	MEMBERS_CONFIG_FIELD_KIND = 3,
	MEMBERS_CONFIG_FIELD_RESERVED = 4,
};

struct members_config {
	uint32_t magic;	      /* `MEBS`. */
	uint32_t version;     /* Version of this structure. */
	uint32_t kind;	      /* What to read the file as. */
	uint8_t reserved[28]; /* Room for later versions. */
};

_Static_assert(sizeof(struct members_config) == MEMBERS_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct members_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct members_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct members_config, kind) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct members_config, reserved) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * members_config_parse - check and copy a members config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status members_config_parse(struct parse_in *in, struct members_config *out);

#endif
