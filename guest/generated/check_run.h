/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/check_run.ksy spec=57f61817 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CHECK_RUN_H
#define GENERATED_CHECK_RUN_H
/*
 * Configuration of the check operation. What the host sends to the `check` operation. It answers
 * with `ProblemBatch` messages, whose problems are in the order in which they are found, and one
 * `CheckResult` per image (guest.proto), or an `Error`.
 */
#include "store.h"
#include "structures.h"
#include "check.h"
#include "source.h"

/*
 * `CHRS`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto),
 * which need none.
 */
#define CHECK_RUN_RESULT_MAGIC	       0x43485253u
/*
 * The guest's memory, 64 MiB: half of it counts the users of clusters, enough for 2 TiB in clusters
 * of 64 KiB at once.
 */
#define CHECK_RUN_LEN_MEMORY	       0x4000000u
/*
 * Problems that are reported unless the user allows more: as many as there are clusters of 64 KiB
 * in 1 TiB. All are counted.
 */
#define CHECK_RUN_MAX_PROBLEMS_DEFAULT 16777216u
/* Problems that the Python API lists unless it is asked for more. All are counted. */
#define CHECK_RUN_MAX_LISTED	       1000u

enum check_run_error {
	CHECK_RUN_ERROR_OK = 0, /* There is an answer. */
	/* A bit of `flags` is not known; the error's `value` says which. */
	CHECK_RUN_ERROR_INVALID_OPTION = 1,
};

/*
 * Which image to check, and what to look for.
 *
 *  off size field
 *    0    4 magic    0x43484b5f
 *    4    4 version  2
 *    8  544 source
 *  552   16 options
 *  568   64 reserved zero
 */
#define CHECK_RUN_CONFIG_SIZE		 632u
#define CHECK_RUN_CONFIG_MAGIC_OFFSET	 0u
#define CHECK_RUN_CONFIG_VERSION_OFFSET	 4u
#define CHECK_RUN_CONFIG_SOURCE_OFFSET	 8u
#define CHECK_RUN_CONFIG_OPTIONS_OFFSET	 552u
#define CHECK_RUN_CONFIG_RESERVED_OFFSET 568u
#define CHECK_RUN_CONFIG_MAGIC		 0x43484b5fu
#define CHECK_RUN_CONFIG_VERSION	 2u

enum check_run_config_field {
	CHECK_RUN_CONFIG_FIELD_MAGIC = 1,
	CHECK_RUN_CONFIG_FIELD_VERSION = 2,
	CHECK_RUN_CONFIG_FIELD_SOURCE = 3,
	CHECK_RUN_CONFIG_FIELD_OPTIONS = 4,
	CHECK_RUN_CONFIG_FIELD_RESERVED = 5,
};

struct check_run_config {
	uint32_t magic;		      /* `CHK_`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the source. */
	struct check_options options; /* What to look for. */
	uint8_t reserved[64];	      /* Room for later versions. */
};

_Static_assert(sizeof(struct check_run_config) == CHECK_RUN_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, magic) == CHECK_RUN_CONFIG_MAGIC_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, version) == CHECK_RUN_CONFIG_VERSION_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, source) == CHECK_RUN_CONFIG_SOURCE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, options) == CHECK_RUN_CONFIG_OPTIONS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, reserved) == CHECK_RUN_CONFIG_RESERVED_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * check_run_config_parse - check and copy a check run config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status check_run_config_parse(struct parse_in *in,
						    struct check_run_config *out);

#endif
