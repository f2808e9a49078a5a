/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/map.ksy spec=b35e6efb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_MAP_H
#define GENERATED_MAP_H
/*
 * Configuration of the map operation. What the host sends to the `map` operation. It answers with
 * `ExtentBatch` messages, the first of them empty as soon as the image is open, followed by a
 * `Progress` that says how long the window is, then one `MapResult` (guest.proto), or an `Error`
 * whose `code` is one of `error`; the message also has what exactly was wrong with the image, and
 * where.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

/*
 * Runs that are printed unless the user allows more. A disk of 1 TiB of which every other cluster
 * of 64 KiB is allocated has as many; an image of a few hundred KiB, whose tables share what they
 * point at, may have any number.
 */
#define MAP_MAX_EXTENTS_DEFAULT	  16777216u
/* The smallest cell of a picture where an image has no clusters. */
#define MAP_CELL_WITHOUT_CLUSTERS 4096u
#define MAP_MAX_FILE_CELLS	  1024u /* Parts of a file in a picture at most. */

enum map_flag {
	/* Send only what the human table shows: data that does not read as zeros. */
	MAP_FLAG_HUMAN = 1,
	/* Runs that differ only in `allocated` merge, as before 6.1. */
	MAP_FLAG_IGNORE_ALLOCATED = 2,
	/* Runs that differ only in `compressed` merge, as before 8.2. */
	MAP_FLAG_IGNORE_COMPRESSED = 4,
	/*
	 * Before 5.1, what a qcow, VMDK or parallels image does not allocate was not known to read
	 * as zeros where nothing is below.
	 */
	MAP_FLAG_UNALLOCATED_UNKNOWN = 8,
};

enum map_error {
	MAP_ERROR_OK = 0,	      /* The answer is complete. */
	MAP_ERROR_INVALID_SOURCE = 1, /* The source cannot be opened. */
	/* A bit of `flags` is not known; the error's `value` says which. */
	MAP_ERROR_INVALID_OPTION = 2,
	MAP_ERROR_HAS_BACKING = 3, /* Reserved: chains are composed here. */
	MAP_ERROR_IO = 4,	   /* A table could not be read. */
	/*
	 * The window has more runs than `max_extents`; the error's `value` says how many these are.
	 */
	MAP_ERROR_TOO_MANY = 5,
};

/*
 * The window to map and how to merge its runs.
 *
 *  off size field
 *    0    4 magic       0x4d41505f
 *    4    4 version     1
 *    8  616 source
 *  624    8 start
 *  632    8 length
 *  640    4 flags
 *  644    4 max_extents 1..1073741824
 *  648    4 max_cells   at most 16384
 *  652   60 reserved    zero
 */
#define MAP_CONFIG_SIZE		   712u
#define MAP_CONFIG_MAGIC	   0x4d41505fu
#define MAP_CONFIG_VERSION	   1u
#define MAP_CONFIG_MAX_EXTENTS_MAX 1073741824u
#define MAP_CONFIG_MAX_CELLS_MAX   16384u

enum map_config_field {
	MAP_CONFIG_FIELD_MAGIC = 1,
	MAP_CONFIG_FIELD_VERSION = 2,
	MAP_CONFIG_FIELD_SOURCE = 3,
	MAP_CONFIG_FIELD_START = 4,
	MAP_CONFIG_FIELD_LENGTH = 5,
	MAP_CONFIG_FIELD_FLAGS = 6,
	MAP_CONFIG_FIELD_MAX_EXTENTS = 7,
	MAP_CONFIG_FIELD_MAX_CELLS = 8,
	MAP_CONFIG_FIELD_RESERVED = 9,
};

struct map_config {
	uint32_t magic;		      /* `MAP_`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the source. */
	uint64_t start;		      /* First byte of the window. */
	uint64_t length;	      /* Length of the window; all ones means up to the end. */
	uint32_t flags;		      /* Set of `flag`. */
	uint32_t max_extents;	      /* Runs to send at most. */
	/*
	 * For a picture: the disk is cut into at most as many cells of equal length, each a cluster
	 * or a power of two of them, and the runs of a cell that are alike are sent as one, in any
	 * order.
	 */
	uint32_t max_cells;
	uint8_t reserved[60]; /* Room for later versions. */
};

_Static_assert(sizeof(struct map_config) == MAP_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, start) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, length) == 632u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, flags) == 640u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, max_extents) == 644u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, max_cells) == 648u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_config, reserved) == 652u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * map_config_parse - check and copy a map config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status map_config_parse(struct parse_in *in, struct map_config *out);

/*
 * A part of the file that holds the data of a disk, for a picture of the file.
 *
 *  off size field
 *    0    8 stored
 *    8    8 place
 */
#define MAP_FILE_CELL_SIZE 16u

enum map_file_cell_field {
	MAP_FILE_CELL_FIELD_STORED = 1,
	MAP_FILE_CELL_FIELD_PLACE = 2,
};

struct map_file_cell {
	/* Bytes of the part in which data of the disk is stored. */
	uint64_t stored;
	/* The cell of the disk, counted from the first, that this data is in on the average. */
	uint64_t place;
};

_Static_assert(sizeof(struct map_file_cell) == MAP_FILE_CELL_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_file_cell, stored) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct map_file_cell, place) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * map_file_cell_parse - check and copy a map file cell
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status map_file_cell_parse(struct parse_in *in, struct map_file_cell *out);

#endif
