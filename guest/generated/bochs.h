/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/bochs.ksy spec=c5d2178c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_BOCHS_H
#define GENERATED_BOCHS_H
/*
 * Bochs growing disk image. The sparse image of the Bochs emulator ("growing" redolog). Declared as
 * far as detection needs it, with the sizes.
 */
#include "store.h"
#include "structures.h"

/*
 * Start of the file. The disk's size follows at an offset that depends on the version: 84 in
 * version 1, 88 in version 2.
 *
 *  off size field
 *    0   23 magic               42 6f 63 68 73 20 56 69 72 74 75 61 6c 20 48 44 20 49 6d 6 ...
 *   23    9 unused
 *   32    8 type                52 65 64 6f 6c 6f 67 00
 *   40    8 unused_type
 *   48    8 subtype             47 72 6f 77 69 6e 67 00
 *   56    8 unused_subtype
 *   64    4 version             0x10000 or 0x20000
 *   68    4 len_header
 *   72    4 num_catalog_entries
 *   76    4 len_bitmap
 *   80    4 len_extent
 */
#define BOCHS_HEADER_SIZE	84u
#define BOCHS_HEADER_MAGIC	"Bochs Virtual HD Image\000"
#define BOCHS_HEADER_MAGIC_SIZE 23u

enum bochs_header_field {
	BOCHS_HEADER_FIELD_MAGIC = 1,
	BOCHS_HEADER_FIELD_UNUSED = 2,
	BOCHS_HEADER_FIELD_TYPE = 3,
	BOCHS_HEADER_FIELD_UNUSED_TYPE = 4,
	BOCHS_HEADER_FIELD_SUBTYPE = 5,
	BOCHS_HEADER_FIELD_UNUSED_SUBTYPE = 6,
	BOCHS_HEADER_FIELD_VERSION = 7,
	BOCHS_HEADER_FIELD_LEN_HEADER = 8,
	BOCHS_HEADER_FIELD_NUM_CATALOG_ENTRIES = 9,
	BOCHS_HEADER_FIELD_LEN_BITMAP = 10,
	BOCHS_HEADER_FIELD_LEN_EXTENT = 11,
};

struct bochs_header {
	uint32_t version;	      /* 0x00010000 for version 1, 0x00020000 for version 2. */
	uint32_t len_header;	      /* Bytes before the catalog, 512. */
	uint32_t num_catalog_entries; /* Entries in the catalog, one for each extent. */
	uint32_t len_bitmap;	      /* Bytes of the bitmap before each extent. */
	uint32_t len_extent;	      /* Bytes in an extent. */
};

/**
 * bochs_header_parse - check and copy a bochs header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status bochs_header_parse(struct parse_in *in, struct bochs_header *out);

/**
 * bochs_header_store - write a bochs header
 * @p: room for BOCHS_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void bochs_header_store(uint8_t *p, const struct bochs_header *h);

#endif
