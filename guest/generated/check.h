/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/check.ksy spec=6de10d81 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CHECK_H
#define GENERATED_CHECK_H
/*
 * What checks look for and report. What the check of a format is asked for, and the problems that
 * it finds. The `check` operation's configuration is in check_run.ksy.
 */
#include "store.h"
#include "structures.h"

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
	 * Correct counts, and flags that contradict them; write counts anew where there is no other
	 * way.
	 */
	CHECK_FLAG_REPAIR_ERRORS = 0x40,
	/*
	 * Free nothing where a pointer is broken: what seems to have no user may be what it led to.
	 */
	CHECK_FLAG_KEEP_UNREACHABLE = 0x80,
	/* Say of each write of a repair why it is done, where no problem says so. */
	CHECK_FLAG_PLAN = 0x200,
	/* Name for each cluster whose count is wrong whose it is, and what a repair makes of it. */
	CHECK_FLAG_DEEP = 0x100,
};

enum check_user {
	CHECK_USER_HEADER = 0,	  /* The header, or what it says of encryption. */
	CHECK_USER_L1 = 1,	  /* An L1 table. */
	CHECK_USER_L2 = 2,	  /* An L2 table. */
	CHECK_USER_DATA = 3,	  /* Data of the disk, compressed or not. */
	CHECK_USER_SNAPSHOTS = 4, /* The snapshot table. */
	CHECK_USER_COUNTS = 5,	  /* The refcount table or a block. */
	CHECK_USER_BITMAP = 6,	  /* The bitmap directory, a bitmap's table or its data. */
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
	/* Nothing is wrong: a planned repair writes there, and this is why. */
	CHECK_EFFECT_WRITE = 6,
};

/* Whether v is one of them. */
static inline bool check_effect_known(uint64_t v)
{
	return v == CHECK_EFFECT_NONE || v == CHECK_EFFECT_CORRUPTION || v == CHECK_EFFECT_LEAK ||
	       v == CHECK_EFFECT_CHECK_ERROR || v == CHECK_EFFECT_CORRUPTION_REPAIRED ||
	       v == CHECK_EFFECT_LEAK_REPAIRED || v == CHECK_EFFECT_WRITE;
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

/*
 * What to look for, and how much of it to report.
 *
 *  off size field
 *    0    4 flags
 *    4    4 max_problems
 *    8    8 max_counters
 */
#define CHECK_OPTIONS_SIZE 16u

enum check_options_field {
	CHECK_OPTIONS_FIELD_FLAGS = 1,
	CHECK_OPTIONS_FIELD_MAX_PROBLEMS = 2,
	CHECK_OPTIONS_FIELD_MAX_COUNTERS = 3,
};

struct check_options {
	uint32_t flags;	       /* Set of `flag`. */
	uint32_t max_problems; /* Problems to send at most. */
	/*
	 * Clusters whose users are counted in one pass through the tables at most; 0 for as many as
	 * memory holds.
	 */
	uint64_t max_counters;
};

_Static_assert(sizeof(struct check_options) == CHECK_OPTIONS_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_options, flags) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_options, max_problems) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_options, max_counters) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * check_options_parse - check and copy a check options
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status check_options_parse(struct parse_in *in, struct check_options *out);

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
#define CHECK_PROBLEM_SIZE 48u

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
_Static_assert(offsetof(struct check_problem, fault) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, effect) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, depth) == 5u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, disk) == 6u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, offset) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, value) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, extra0) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, extra1) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct check_problem, extra2) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * check_problem_parse - check and copy a check problem
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status check_problem_parse(struct parse_in *in, struct check_problem *out);

#endif
