/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/lamp.ksy spec=eb8885b6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_LAMP_H
#define GENERATED_LAMP_H
/* What the host tells a lantern. A small host-guest structure, and a memory map. */
#include "store.h"
#include "structures.h"

#define LAMP_OFS_OIL  0x1000u /* Where the oil is. */
#define LAMP_LEN_OIL  2048u   /* How much of it. */
#define LAMP_OFS_WICK 6144u   /* After the oil. */
#define LAMP_LEN_WICK 16u     /* Short. */

enum lamp_colour {
	LAMP_COLOUR_RED = 0,	/* Long waves. */
	LAMP_COLOUR_VIOLET = 7, /* Short waves. */
};

/* Whether v is one of them. */
static inline bool lamp_colour_known(uint64_t v)
{
	return v == LAMP_COLOUR_RED || v == LAMP_COLOUR_VIOLET;
}

/*
 * Room.
 *
 *  off size field
 *    0    2 level    -5..5
 *    2    6 reserved zero
 */
#define LAMP_SPARE_SIZE 8u

enum lamp_spare_field {
	LAMP_SPARE_FIELD_LEVEL = 1,
	LAMP_SPARE_FIELD_RESERVED = 2,
};

struct lamp_spare {
	int16_t level; /* Degrees, negative when it leans back. */
	uint8_t reserved[6];
};

_Static_assert(sizeof(struct lamp_spare) == LAMP_SPARE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct lamp_spare, level) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct lamp_spare, reserved) == 2u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * lamp_spare_parse - check and copy a lamp spare
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status lamp_spare_parse(struct parse_in *in, struct lamp_spare *out);

/*
 * How to shine.
 *
 *  off size field
 *    0    4 magic  0x4c414d50
 *    4    4 colour one of 0 (red), 7 (violet)
 *    8    8 spare
 */
#define LAMP_CONFIG_SIZE 16u

enum lamp_config_field {
	LAMP_CONFIG_FIELD_MAGIC = 1,
	LAMP_CONFIG_FIELD_COLOUR = 2,
	LAMP_CONFIG_FIELD_SPARE = 3,
};

struct lamp_config {
	uint32_t magic;		 /* The letters LAMP. */
	uint32_t colour;	 /* One of the colours. */
	struct lamp_spare spare; /* What is left over. */
};

_Static_assert(sizeof(struct lamp_config) == LAMP_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct lamp_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct lamp_config, colour) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct lamp_config, spare) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * lamp_config_parse - check and copy a lamp config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status lamp_config_parse(struct parse_in *in, struct lamp_config *out);

/*
 * A new lamp.
 *
 *  off size field
 *    0    4 size
 *    4    4 colour
 */
#define LAMP_OPTIONS_SIZE 8u

enum lamp_options_field {
	LAMP_OPTIONS_FIELD_SIZE = 1,
	LAMP_OPTIONS_FIELD_COLOUR = 2,
};

struct lamp_options {
	uint32_t size;	 /* Drops of oil. */
	uint32_t colour; /* Its colours. */
};

_Static_assert(sizeof(struct lamp_options) == LAMP_OPTIONS_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct lamp_options, size) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct lamp_options, colour) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * lamp_options_parse - check and copy a lamp options
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status lamp_options_parse(struct parse_in *in, struct lamp_options *out);

/* `size` of oil: what was asked for, or the default. */
static inline uint64_t lamp_oil_size(const struct lamp_options *options)
{
	return options->size ? options->size : 512u;
}

/* Whether oil takes this `size`. */
static inline bool lamp_oil_size_allowed(uint64_t value)
{
	return value >= 512 && value <= 2097152u && !(value & (value - 1));
}

/* By which fault a layout refuses an option, and what is allowed. */
struct lamp_option_fault {
	uint32_t format;
	uint32_t field;
	uint32_t fault;
	uint64_t min;
	uint64_t max;
};

#define LAMP_NUM_OPTION_FAULTS 1u
extern const struct lamp_option_fault lamp_option_faults[LAMP_NUM_OPTION_FAULTS];

#endif
