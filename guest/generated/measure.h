/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/measure.ksy spec=836b5b8d gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_MEASURE_H
#define GENERATED_MEASURE_H
/*
 * Configuration of the measure operation. What the host sends to the `measure` operation. The
 * answer is a `MeasureResult` message (guest.proto), or an `Error` whose `code` is one of
 * `target::error`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"
#include "target.h"

/*
 * Target format and options, and the source or the size.
 *
 *  off size field
 *    0    4 magic        0x4d454153
 *    4    4 version      2
 *    8  616 source
 *  624    8 virtual_size
 *  632   56 target
 *  688    4 has_source   at most 1
 *  692    4 padding      zero
 *  696   56 reserved     zero
 */
#define MEASURE_CONFIG_SIZE	      752u
#define MEASURE_CONFIG_MAGIC	      0x4d454153u
#define MEASURE_CONFIG_VERSION	      2u
#define MEASURE_CONFIG_HAS_SOURCE_MAX 1u

enum measure_config_field {
	MEASURE_CONFIG_FIELD_MAGIC = 1,
	MEASURE_CONFIG_FIELD_VERSION = 2,
	MEASURE_CONFIG_FIELD_SOURCE = 3,
	MEASURE_CONFIG_FIELD_VIRTUAL_SIZE = 4,
	MEASURE_CONFIG_FIELD_TARGET = 5,
	MEASURE_CONFIG_FIELD_HAS_SOURCE = 6,
	MEASURE_CONFIG_FIELD_PADDING = 7,
	MEASURE_CONFIG_FIELD_RESERVED = 8,
};

struct measure_config {
	uint32_t magic;	  /* `MEAS`. */
	uint32_t version; /* Version of this structure. */
	/* How to open the source; unused when `has_source` is 0. */
	struct source_options source;
	uint64_t virtual_size;	      /* Size of the disk when there is no source. */
	struct target_options target; /* What to measure for. */
	/* 1 when disk 0 is the source image, 0 when `virtual_size` is given instead. */
	uint32_t has_source;
	uint8_t padding[4];   /* Fills `has_source` up to 8 bytes. */
	uint8_t reserved[56]; /* Room for later versions. */
};

_Static_assert(sizeof(struct measure_config) == MEASURE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, virtual_size) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, target) == 632u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, has_source) == 688u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, padding) == 692u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, reserved) == 696u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * measure_config_parse - check and copy a measure config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status measure_config_parse(struct parse_in *in, struct measure_config *out);

#endif
