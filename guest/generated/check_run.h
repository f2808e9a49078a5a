/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/check_run.ksy spec=a7c56466 gen=1 */
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
 *    8  616 source
 *  624   16 options
 *  640   64 reserved zero
 */
#define CHECK_RUN_CONFIG_SIZE 704u

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
_Static_assert(offsetof(struct check_run_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, options) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_run_config, reserved) == 640u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * check_run_config_parse - check and copy a check run config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status check_run_config_parse(struct parse_in *in,
						    struct check_run_config *out);

#endif
