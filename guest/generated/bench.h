/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/bench.ksy spec=e6e7948f gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_BENCH_H
#define GENERATED_BENCH_H
/*
 * Configuration of the bench operation. What the host sends to the `bench` operation, which reads
 * parts of a disk, or writes over them, many times. File 0 is the image. The guest answers with
 * `Opened` (guest.proto) before the first request, and ends without another answer, or with an
 * error that carries one of `error`, or of `source.failure`, as its `code`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"
#include "target.h"

enum bench_flag {
	BENCH_FLAG_WRITE = 1, /* Write over the disk, in place. */
};

enum bench_error {
	BENCH_ERROR_PAST_END = 8, /* A request ends after the disk does. */
};

/*
 * Which requests are made. Each starts one step after the one before, and from the start again
 * where the disk ends.
 *
 *  off size field
 *    0    4 magic          0x48434e42
 *    4    4 version        1
 *    8  616 source
 *  624 8416 image
 * 9040    4 flags
 * 9044    4 num_requests   at most 0x7fffffff
 * 9048    4 depth          1..0x7fffffff
 * 9052    4 len_request    at most 0x7fffffff
 * 9056    4 step           at most 0x7fffffff
 * 9060    4 flush_interval at most 0x7fffffff
 * 9064    8 start
 * 9072    1 pattern
 * 9073   31 reserved       zero
 */
#define BENCH_CONFIG_SIZE 9104u

enum bench_config_field {
	BENCH_CONFIG_FIELD_MAGIC = 1,
	BENCH_CONFIG_FIELD_VERSION = 2,
	BENCH_CONFIG_FIELD_SOURCE = 3,
	BENCH_CONFIG_FIELD_IMAGE = 4,
	BENCH_CONFIG_FIELD_FLAGS = 5,
	BENCH_CONFIG_FIELD_NUM_REQUESTS = 6,
	BENCH_CONFIG_FIELD_DEPTH = 7,
	BENCH_CONFIG_FIELD_LEN_REQUEST = 8,
	BENCH_CONFIG_FIELD_STEP = 9,
	BENCH_CONFIG_FIELD_FLUSH_INTERVAL = 10,
	BENCH_CONFIG_FIELD_START = 11,
	BENCH_CONFIG_FIELD_PATTERN = 12,
	BENCH_CONFIG_FIELD_RESERVED = 13,
};

struct bench_config {
	uint32_t magic;		      /* `BNCH`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the image. */
	/* With the flag `write`: what the host found the image to be. */
	struct target_image image;
	uint32_t flags;	       /* Set of `flag`. */
	uint32_t num_requests; /* How many requests there are in all. */
	/* How many are under way at once, where the guest's memory holds as many. */
	uint32_t depth;
	uint32_t len_request; /* How long each is. */
	uint32_t step;	      /* How far after one the next one starts. */
	/* Other than 0: after so many requests what is written is made to last. */
	uint32_t flush_interval;
	uint64_t start;	      /* Where the first one starts. */
	uint8_t pattern;      /* The byte that is written. */
	uint8_t reserved[31]; /* Room for later versions. */
};

_Static_assert(sizeof(struct bench_config) == BENCH_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, image) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, flags) == 9040u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, num_requests) == 9044u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, depth) == 9048u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, len_request) == 9052u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, step) == 9056u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, flush_interval) == 9060u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, start) == 9064u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, pattern) == 9072u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct bench_config, reserved) == 9073u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * bench_config_parse - check and copy a bench config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status bench_config_parse(struct parse_in *in, struct bench_config *out);

#endif
