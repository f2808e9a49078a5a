/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/info.ksy spec=a6e0f91c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_INFO_H
#define GENERATED_INFO_H
/*
 * Configuration of the info operation. What the host sends to the `info` operation. It answers with
 * one `InfoResult` per member of the chain (guest.proto), or an `Error`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

enum info_error {
	INFO_ERROR_OK = 0,	       /* There is an answer. */
	INFO_ERROR_INVALID_OPTION = 1, /* A flag is not known. */
	/* What the image lists (snapshots, bitmaps, extents) does not fit into an answer. */
	INFO_ERROR_TOO_LONG = 2,
};

enum info_flag {
	INFO_FLAG_BACKING_CHAIN = 1, /* Answer for every member of the chain. */
	/* Look for findings; open the image as far as it can be opened. */
	INFO_FLAG_SAFETY = 2,
	INFO_FLAG_LIMITS = 4, /* Answer the block limits too. */
};

/*
 * How much to report.
 *
 *  off size field
 *    0    4 magic                 0x494e464f
 *    4    4 version               1
 *    8  616 source
 *  624    4 flags
 *  628    4 max_compression_ratio
 *  632    8 max_virtual_size
 *  640   64 reserved              zero
 */
#define INFO_CONFIG_SIZE    704u
#define INFO_CONFIG_MAGIC   0x494e464fu
#define INFO_CONFIG_VERSION 1u

enum info_config_field {
	INFO_CONFIG_FIELD_MAGIC = 1,
	INFO_CONFIG_FIELD_VERSION = 2,
	INFO_CONFIG_FIELD_SOURCE = 3,
	INFO_CONFIG_FIELD_FLAGS = 4,
	INFO_CONFIG_FIELD_MAX_COMPRESSION_RATIO = 5,
	INFO_CONFIG_FIELD_MAX_VIRTUAL_SIZE = 6,
	INFO_CONFIG_FIELD_RESERVED = 7,
};

struct info_config {
	uint32_t magic;		      /* `INFO`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the source. */
	uint32_t flags;		      /* Set of `flag`. */
	/* Ratio of virtual to stored size above which `--safety` reports a bomb. */
	uint32_t max_compression_ratio;
	/* Virtual size above which `--safety` reports a finding. */
	uint64_t max_virtual_size;
	uint8_t reserved[64]; /* Room for later versions. */
};

_Static_assert(sizeof(struct info_config) == INFO_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, flags) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, max_compression_ratio) == 628u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, max_virtual_size) == 632u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, reserved) == 640u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * info_config_parse - check and copy a info config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status info_config_parse(struct parse_in *in, struct info_config *out);

#endif
