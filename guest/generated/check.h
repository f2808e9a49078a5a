/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/check.ksy spec=0cfe2194 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CHECK_H
#define GENERATED_CHECK_H
/*
 * Configuration and findings of the check operation. What the host sends to the `check` operation.
 * It answers with `ProblemBatch` messages, whose problems are in the order in which they are found,
 * and one `CheckResult` per image (guest.proto), or an `Error`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

/*
 * `CHRS`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto),
 * which need none.
 */
#define CHECK_RESULT_MAGIC	   0x43485253u
/*
 * The guest's memory, 64 MiB: half of it counts the users of clusters, enough for 2 TiB in clusters
 * of 64 KiB at once.
 */
#define CHECK_LEN_MEMORY	   0x4000000u
/*
 * Problems that are reported unless the user allows more: as many as there are clusters of 64 KiB
 * in 1 TiB. All are counted.
 */
#define CHECK_MAX_PROBLEMS_DEFAULT 16777216u
/* Problems that the Python API lists unless it is asked for more. All are counted. */
#define CHECK_MAX_LISTED	   1000u

enum check_flag {
	CHECK_FLAG_BACKING_CHAIN = 1, /* Check every member of the chain. */
	/*
	 * Before 6.2, reserved bits and subclusters of qcow2 entries were not looked at, and
	 * compressed clusters began with a sector.
	 */
	CHECK_FLAG_RESERVED_UNCHECKED = 2,
	/*
	 * Before 8.2, entries of a Parallels image that name one cluster were not looked for, nor
	 * where its data begins.
	 */
	CHECK_FLAG_PARALLELS_UNCHECKED = 4,
	/*
	 * Before 8.1, clusters of a Parallels image past the end of the file counted as allocated,
	 * and only where one begins mattered.
	 */
	CHECK_FLAG_PARALLELS_OUTSIDE_COUNTS = 8,
	/*
	 * Look for what qemu-img's check does not look for, and at formats that it has no check
	 * for.
	 */
	CHECK_FLAG_BEYOND = 0x10,
	/* Free clusters that are counted and have fewer users, or none. */
	CHECK_FLAG_REPAIR_LEAKS = 0x20,
	/*
	 * Correct counts, and flags that say otherwise than counts; write counts anew where there
	 * is no other way.
	 */
	CHECK_FLAG_REPAIR_ERRORS = 0x40,
	/*
	 * Free nothing where a pointer is broken: what seems to have no user may be what it led to.
	 */
	CHECK_FLAG_KEEP_UNREACHABLE = 0x80,
};

enum check_effect {
	CHECK_EFFECT_NONE = 0,	     /* It is only said. */
	CHECK_EFFECT_CORRUPTION = 1, /* Data is damaged, or will be. */
	CHECK_EFFECT_LEAK = 2,	     /* Space is lost, and nothing else. */
	/* Something could not be looked at, so that the rest of the answer may be wrong. */
	CHECK_EFFECT_CHECK_ERROR = 3,
	/* Data was damaged, or would have been, and is not any more. */
	CHECK_EFFECT_CORRUPTION_REPAIRED = 4,
	CHECK_EFFECT_LEAK_REPAIRED = 5, /* Space was lost, and is free again. */
};

/* Whether v is one of them. */
static inline bool check_effect_known(uint64_t v)
{
	return v == CHECK_EFFECT_NONE || v == CHECK_EFFECT_CORRUPTION || v == CHECK_EFFECT_LEAK ||
	       v == CHECK_EFFECT_CHECK_ERROR || v == CHECK_EFFECT_CORRUPTION_REPAIRED ||
	       v == CHECK_EFFECT_LEAK_REPAIRED;
}

enum check_outcome {
	CHECK_OUTCOME_COMPLETE = 0,    /* The counts are the answer. */
	CHECK_OUTCOME_UNSUPPORTED = 1, /* The format has no check, or no repair. */
	/* The check was ended: a table that it needs makes no sense (EINVAL). */
	CHECK_OUTCOME_INVALID = 2,
	/* The check was ended: a table that it needs is too large (EFBIG). */
	CHECK_OUTCOME_TOO_LARGE = 3,
	/* The check was ended: a table that it needs cannot be read (EIO). */
	CHECK_OUTCOME_IO = 4,
	/*
	 * The check was ended: the disk has more than its tables say (EPERM, as qemu-img has it).
	 */
	CHECK_OUTCOME_NOT_PERMITTED = 5,
};

enum check_error {
	CHECK_ERROR_OK = 0, /* There is an answer. */
	/* A bit of `flags` is not known; the error's `value` says which. */
	CHECK_ERROR_INVALID_OPTION = 1,
};

/*
 * What to look for.
 *
 *  off size field
 *    0    4 magic        0x43484b5f
 *    4    4 version      1
 *    8  544 source
 *  552    4 flags
 *  556    4 max_problems
 *  560    8 max_counters
 *  568   64 reserved     zero
 */
#define CHECK_CONFIG_SIZE		 632u
#define CHECK_CONFIG_MAGIC_OFFSET	 0u
#define CHECK_CONFIG_VERSION_OFFSET	 4u
#define CHECK_CONFIG_SOURCE_OFFSET	 8u
#define CHECK_CONFIG_FLAGS_OFFSET	 552u
#define CHECK_CONFIG_MAX_PROBLEMS_OFFSET 556u
#define CHECK_CONFIG_MAX_COUNTERS_OFFSET 560u
#define CHECK_CONFIG_RESERVED_OFFSET	 568u
#define CHECK_CONFIG_MAGIC		 0x43484b5fu
#define CHECK_CONFIG_VERSION		 1u

enum check_config_field {
	CHECK_CONFIG_FIELD_MAGIC = 1,
	CHECK_CONFIG_FIELD_VERSION = 2,
	CHECK_CONFIG_FIELD_SOURCE = 3,
	CHECK_CONFIG_FIELD_FLAGS = 4,
	CHECK_CONFIG_FIELD_MAX_PROBLEMS = 5,
	CHECK_CONFIG_FIELD_MAX_COUNTERS = 6,
	CHECK_CONFIG_FIELD_RESERVED = 7,
};

struct check_config {
	uint32_t magic;		      /* `CHK_`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the source. */
	uint32_t flags;		      /* Set of `flag`. */
	uint32_t max_problems;	      /* Problems to send at most. */
	/*
	 * Clusters whose users are counted in one pass through the tables at most; 0 for as many as
	 * memory holds.
	 */
	uint64_t max_counters;
	uint8_t reserved[64]; /* Room for later versions. */
};

_Static_assert(sizeof(struct check_config) == CHECK_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_config, magic) == CHECK_CONFIG_MAGIC_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_config, version) == CHECK_CONFIG_VERSION_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_config, source) == CHECK_CONFIG_SOURCE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_config, flags) == CHECK_CONFIG_FLAGS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_config, max_problems) == CHECK_CONFIG_MAX_PROBLEMS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_config, max_counters) == CHECK_CONFIG_MAX_COUNTERS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_config, reserved) == CHECK_CONFIG_RESERVED_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * check_config_parse - check and copy a check config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status check_config_parse(struct parse_in *in, struct check_config *out);

/*
 * One thing that is wrong with an image. The fault's text says what, with the numbers.
 *
 *  off size field
 *    0    4 fault
 *    4    1 effect one of 0 (none), 1 (corruption), 2 (leak), 3 (check_error), 4 (corrupti ...
 *    5    1 depth
 *    6    2 disk
 *    8    8 offset
 *   16    8 value
 *   24    8 extra0
 *   32    8 extra1
 *   40    8 extra2
 */
#define CHECK_PROBLEM_SIZE	    48u
#define CHECK_PROBLEM_FAULT_OFFSET  0u
#define CHECK_PROBLEM_EFFECT_OFFSET 4u
#define CHECK_PROBLEM_DEPTH_OFFSET  5u
#define CHECK_PROBLEM_DISK_OFFSET   6u
#define CHECK_PROBLEM_OFFSET_OFFSET 8u
#define CHECK_PROBLEM_VALUE_OFFSET  16u
#define CHECK_PROBLEM_EXTRA0_OFFSET 24u
#define CHECK_PROBLEM_EXTRA1_OFFSET 32u
#define CHECK_PROBLEM_EXTRA2_OFFSET 40u

enum check_problem_field {
	CHECK_PROBLEM_FIELD_FAULT = 1,
	CHECK_PROBLEM_FIELD_EFFECT = 2,
	CHECK_PROBLEM_FIELD_DEPTH = 3,
	CHECK_PROBLEM_FIELD_DISK = 4,
	CHECK_PROBLEM_FIELD_OFFSET = 5,
	CHECK_PROBLEM_FIELD_VALUE = 6,
	CHECK_PROBLEM_FIELD_EXTRA0 = 7,
	CHECK_PROBLEM_FIELD_EXTRA1 = 8,
	CHECK_PROBLEM_FIELD_EXTRA2 = 9,
};

struct check_problem {
	uint32_t fault; /* Which rule is broken, a `FAULT_*` number. */
	uint8_t effect; /* What it counts as. */
	/*
	 * Which image of the chain has it: 0 for the image itself, 1 for its backing image, and so
	 * on.
	 */
	uint8_t depth;
	uint16_t disk;	 /* Number of the attached file that `offset` counts in. */
	uint64_t offset; /* Where the field is that breaks the rule. */
	uint64_t value;	 /* What the text calls `value`. */
	uint64_t extra0; /* What the text calls `extra0`. */
	uint64_t extra1; /* What the text calls `extra1`. */
	uint64_t extra2; /* What the text calls `extra2`. */
};

_Static_assert(sizeof(struct check_problem) == CHECK_PROBLEM_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, fault) == CHECK_PROBLEM_FAULT_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, effect) == CHECK_PROBLEM_EFFECT_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, depth) == CHECK_PROBLEM_DEPTH_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, disk) == CHECK_PROBLEM_DISK_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, offset) == CHECK_PROBLEM_OFFSET_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, value) == CHECK_PROBLEM_VALUE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, extra0) == CHECK_PROBLEM_EXTRA0_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, extra1) == CHECK_PROBLEM_EXTRA1_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, extra2) == CHECK_PROBLEM_EXTRA2_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * check_problem_parse - check and copy a check problem
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status check_problem_parse(struct parse_in *in, struct check_problem *out);

#endif
