/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/bitmap.ksy spec=1e81d95d gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_BITMAP_H
#define GENERATED_BITMAP_H
/*
 * Configuration of the bitmap operation. What the host sends to the `bitmap` operation, which
 * changes a persistent bitmap of its first file, in place, or reads one. The guest answers with
 * `BitmapResult` (guest.proto): what was done before an action that cannot be done stays done.
 */
#include "store.h"
#include "structures.h"
#include "edit.h"
#include "source.h"

/*
 * The image and the bitmap. The actions follow, as many as `change` says.
 *
 *  off size field
 *    0    4 magic    0x504d5442
 *    4    4 version  1
 *    8  616 source
 *  624 1032 change
 * 1656   16 reserved zero
 */
#define BITMAP_CONFIG_SIZE 1672u

enum bitmap_config_field {
	BITMAP_CONFIG_FIELD_MAGIC = 1,
	BITMAP_CONFIG_FIELD_VERSION = 2,
	BITMAP_CONFIG_FIELD_SOURCE = 3,
	BITMAP_CONFIG_FIELD_CHANGE = 4,
	BITMAP_CONFIG_FIELD_RESERVED = 5,
};

struct bitmap_config {
	uint32_t magic;		      /* `BTMP`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image, which is disk 0. */
	struct edit_bitmap change;    /* Which bitmap. */
	uint8_t reserved[16];	      /* Room for later versions. */
};

_Static_assert(sizeof(struct bitmap_config) == BITMAP_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bitmap_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bitmap_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bitmap_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bitmap_config, change) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bitmap_config, reserved) == 1656u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * bitmap_config_parse - check and copy a bitmap config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status bitmap_config_parse(struct parse_in *in, struct bitmap_config *out);

#endif
