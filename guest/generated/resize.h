/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/resize.ksy spec=bdc1c641 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_RESIZE_H
#define GENERATED_RESIZE_H
/*
 * Configuration of the resize operation. What the host would send to a `resize` operation. The
 * numbers are fixed so that nothing else takes them; no operation reads this yet. An error would
 * carry one of `error` as its `code` (guest.proto).
 */
#include "store.h"
#include "structures.h"
#include "source.h"
#include "target.h"

/*
 * `RRES`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto),
 * which need none.
 */
#define RESIZE_RESULT_MAGIC 0x52524553u

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
	/* A field of the configuration is not allowed; the error's `value` says which. */
	RESIZE_ERROR_INVALID_OPTION = 1,
	/* The new size cannot be a disk of this format. */
	RESIZE_ERROR_INVALID_NEW_SIZE = 2,
	/* The new size is smaller and the flag `shrink` is missing. */
	RESIZE_ERROR_SHRINK_WITHOUT_FLAG = 3,
	/* What would be cut off holds data that the format cannot drop. */
	RESIZE_ERROR_SHRINK_BELOW_ALLOCATED = 4,
	RESIZE_ERROR_FORMAT = 5, /* The image's format cannot be resized. */
	/* This variant of the format cannot be resized. */
	RESIZE_ERROR_SUBFORMAT = 6,
	RESIZE_ERROR_SHRINK_UNSUPPORTED = 7, /* Images of this format only grow. */
	/* The format has no such preallocation. */
	RESIZE_ERROR_PREALLOCATION_UNSUPPORTED = 8,
	/* The changes do not fit the scratch disk. */
	RESIZE_ERROR_SCRATCH_TOO_SMALL = 9,
	RESIZE_ERROR_READ = 0xa,  /* The image could not be read. */
	RESIZE_ERROR_WRITE = 0xb, /* The image could not be written. */
	/* The image breaks a rule of its format; the error's other fields say which. */
	RESIZE_ERROR_PARSE = 0xc,
	/* The header is not the one that the plan was made for. */
	RESIZE_ERROR_HEADER_MISMATCH = 0xd,
	RESIZE_ERROR_BITMAPS = 0xe, /* The image has bitmaps that cannot follow. */
};

/*
 * The image, its new size, and what may be lost for it.
 *
 *  off size field
 *    0    4 magic         0x52455349
 *    4    4 version       1
 *    8  544 source
 *  552    4 action        one of 0 (grow), 1 (shrink), 2 (noop)
 *  556    4 flags
 *  560    8 new_size
 *  568    4 preallocation one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)
 *  572    4 scratch_disk
 *  576   64 reserved      zero
 */
#define RESIZE_CONFIG_SIZE		   640u
#define RESIZE_CONFIG_MAGIC_OFFSET	   0u
#define RESIZE_CONFIG_VERSION_OFFSET	   4u
#define RESIZE_CONFIG_SOURCE_OFFSET	   8u
#define RESIZE_CONFIG_ACTION_OFFSET	   552u
#define RESIZE_CONFIG_FLAGS_OFFSET	   556u
#define RESIZE_CONFIG_NEW_SIZE_OFFSET	   560u
#define RESIZE_CONFIG_PREALLOCATION_OFFSET 568u
#define RESIZE_CONFIG_SCRATCH_DISK_OFFSET  572u
#define RESIZE_CONFIG_RESERVED_OFFSET	   576u
#define RESIZE_CONFIG_MAGIC		   0x52455349u
#define RESIZE_CONFIG_VERSION		   1u

enum resize_config_field {
	RESIZE_CONFIG_FIELD_MAGIC = 1,
	RESIZE_CONFIG_FIELD_VERSION = 2,
	RESIZE_CONFIG_FIELD_SOURCE = 3,
	RESIZE_CONFIG_FIELD_ACTION = 4,
	RESIZE_CONFIG_FIELD_FLAGS = 5,
	RESIZE_CONFIG_FIELD_NEW_SIZE = 6,
	RESIZE_CONFIG_FIELD_PREALLOCATION = 7,
	RESIZE_CONFIG_FIELD_SCRATCH_DISK = 8,
	RESIZE_CONFIG_FIELD_RESERVED = 9,
};

struct resize_config {
	uint32_t magic;		      /* `RESI`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image, which is disk 0. */
	/*
	 * What the host takes the change for, from the size that it was given; the guest compares.
	 */
	uint32_t action;
	uint32_t flags;		/* Set of `flag`. */
	uint64_t new_size;	/* Size of the disk afterwards. */
	uint32_t preallocation; /* What is reserved of the space that is added. */
	/* Number of the disk that changes are kept in until they are complete. */
	uint32_t scratch_disk;
	uint8_t reserved[64]; /* Room for later versions. */
};

_Static_assert(sizeof(struct resize_config) == RESIZE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, magic) == RESIZE_CONFIG_MAGIC_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, version) == RESIZE_CONFIG_VERSION_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, source) == RESIZE_CONFIG_SOURCE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, action) == RESIZE_CONFIG_ACTION_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, flags) == RESIZE_CONFIG_FLAGS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, new_size) == RESIZE_CONFIG_NEW_SIZE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, preallocation) == RESIZE_CONFIG_PREALLOCATION_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, scratch_disk) == RESIZE_CONFIG_SCRATCH_DISK_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct resize_config, reserved) == RESIZE_CONFIG_RESERVED_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * resize_config_parse - check and copy a resize config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status resize_config_parse(struct parse_in *in, struct resize_config *out);

#endif
