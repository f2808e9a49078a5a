/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/snapshot.ksy spec=eff42f94 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_SNAPSHOT_H
#define GENERATED_SNAPSHOT_H
/*
 * Configuration of the snapshot operation. What the host sends to the `snapshot` operation, which
 * makes, applies or deletes an internal snapshot of its first file, in place. The guest answers
 * with `SnapshotResult` (guest.proto), or with an error that carries one of `edit::error` as its
 * `code`.
 */
#include "store.h"
#include "structures.h"
#include "edit.h"
#include "source.h"

/*
 * The image, and what is to become of which snapshot.
 *
 *  off size field
 *    0    4 magic    0x50414e53
 *    4    4 version  1
 *    8  616 source
 *  624 1040 change
 * 1664   32 reserved zero
 */
#define SNAPSHOT_CONFIG_SIZE 1696u

enum snapshot_config_field {
	SNAPSHOT_CONFIG_FIELD_MAGIC = 1,
	SNAPSHOT_CONFIG_FIELD_VERSION = 2,
	SNAPSHOT_CONFIG_FIELD_SOURCE = 3,
	SNAPSHOT_CONFIG_FIELD_CHANGE = 4,
	SNAPSHOT_CONFIG_FIELD_RESERVED = 5,
};

struct snapshot_config {
	uint32_t magic;		      /* `SNAP`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image, which is disk 0. */
	struct edit_snapshot change;  /* What is to become of which snapshot. */
	uint8_t reserved[32];	      /* Room for later versions. */
};

_Static_assert(sizeof(struct snapshot_config) == SNAPSHOT_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct snapshot_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct snapshot_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct snapshot_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct snapshot_config, change) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct snapshot_config, reserved) == 1664u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * snapshot_config_parse - check and copy a snapshot config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status snapshot_config_parse(struct parse_in *in,
						   struct snapshot_config *out);

#endif
