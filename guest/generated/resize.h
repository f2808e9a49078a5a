/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/resize.ksy spec=f816a3ef gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_RESIZE_H
#define GENERATED_RESIZE_H
/*
 * Configuration of the resize operation. What the host sends to the `resize` operation, which
 * changes the size of the disk in its first file, in place. Raw images are resized by the host,
 * without it. The guest answers with `ResizeResult` (guest.proto), or with an error that carries
 * one of `error` as its `code`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"
#include "target.h"

enum resize_action {
	RESIZE_ACTION_GROW = 0, /* The disk becomes larger. */
	/* The disk becomes smaller; needs the flag `shrink`. */
	RESIZE_ACTION_SHRINK = 1,
	RESIZE_ACTION_NOOP = 2, /* The disk keeps its size. */
};

/* Whether v is one of them. */
static inline bool resize_action_known(uint64_t v)
{
	return v == RESIZE_ACTION_GROW || v == RESIZE_ACTION_SHRINK || v == RESIZE_ACTION_NOOP;
}

enum resize_flag {
	RESIZE_FLAG_SHRINK = 1, /* The end of the disk may be cut off. */
};

enum resize_error {
	RESIZE_ERROR_OK = 0, /* The image has its new size. */
	/* A field of the configuration is not allowed; the error's `value` says which bits. */
	RESIZE_ERROR_INVALID_OPTION = 1,
	/* The image has another size than the host says; `value` is the size. */
	RESIZE_ERROR_SIZE_MISMATCH = 2,
	RESIZE_ERROR_ACTION_MISMATCH = 3, /* The action does not fit the sizes. */
	RESIZE_ERROR_FORMAT = 4,	  /* The format cannot be resized. */
};

/*
 * The image, its new size, and what may be lost for it.
 *
 *  off size field
 *    0    4 magic                0x52455349
 *    4    4 version              1
 *    8  616 source
 *  624    4 action               one of 0 (grow), 1 (shrink), 2 (noop)
 *  628    4 flags
 *  632    8 current_virtual_size
 *  640    8 new_size
 *  648    4 preallocation        one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)
 *  652    4 reserved_word        zero
 *  656   64 entropy
 */
#define RESIZE_CONFIG_SIZE    720u
#define RESIZE_CONFIG_MAGIC   0x52455349u
#define RESIZE_CONFIG_VERSION 1u

enum resize_config_field {
	RESIZE_CONFIG_FIELD_MAGIC = 1,
	RESIZE_CONFIG_FIELD_VERSION = 2,
	RESIZE_CONFIG_FIELD_SOURCE = 3,
	RESIZE_CONFIG_FIELD_ACTION = 4,
	RESIZE_CONFIG_FIELD_FLAGS = 5,
	RESIZE_CONFIG_FIELD_CURRENT_VIRTUAL_SIZE = 6,
	RESIZE_CONFIG_FIELD_NEW_SIZE = 7,
	RESIZE_CONFIG_FIELD_PREALLOCATION = 8,
	RESIZE_CONFIG_FIELD_RESERVED_WORD = 9,
	RESIZE_CONFIG_FIELD_ENTROPY = 10,
};

struct resize_config {
	uint32_t magic;		      /* `RESI`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image, which is disk 0. */
	/*
	 * What the host takes the change for, from the size that it was given; the guest compares.
	 */
	uint32_t action;
	uint32_t flags; /* Set of `flag`. */
	/* Size of the disk now, as another guest has read it. */
	uint64_t current_virtual_size;
	uint64_t new_size;	  /* Size of the disk afterwards. */
	uint32_t preallocation;	  /* What is reserved of the space that is added. */
	uint8_t reserved_word[4]; /* Fills the structure up. */
	/* What identities are drawn from, where an image notes with them that it was written. */
	uint8_t entropy[64];
};

_Static_assert(sizeof(struct resize_config) == RESIZE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, action) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, flags) == 628u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, current_virtual_size) == 632u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, new_size) == 640u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, preallocation) == 648u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, reserved_word) == 652u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, entropy) == 656u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * resize_config_parse - check and copy a resize config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status resize_config_parse(struct parse_in *in, struct resize_config *out);

#endif
