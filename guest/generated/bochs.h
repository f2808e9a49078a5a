/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/bochs.ksy spec=b3f5f642 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_BOCHS_H
#define GENERATED_BOCHS_H
/*
 * Bochs growing disk image. The sparse image of the Bochs emulator ("growing" redolog): a header, a
 * catalog with one 32-bit entry for each extent of the disk, and the extents. An extent is appended
 * when the first sector of it is written; before its data is a bitmap with a bit for each sector,
 * set where the sector was written; the first sector has the lowest bit of the first byte. What no
 * extent holds, and each sector whose bit is clear, reads as zeros. Everything is little-endian.
 */
#include "store.h"
#include "structures.h"

#define BOCHS_VERSION_1	       0x10000u	 /* The version whose header has no time. */
#define BOCHS_SECTOR_SIZE      512u	 /* What bitmaps and extents are counted in. */
#define BOCHS_MIN_EXTENT_BYTES 512u	 /* Shortest extent. */
#define BOCHS_MAX_EXTENT_BYTES 0x800000u /* Longest extent, 8 MiB. */

/*
 * Start of the file, up to what depends on the version.
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
 *   72    4 num_catalog_entries at most 1048576
 *   76    4 len_bitmap
 *   80    4 len_extent
 */
#define BOCHS_HEADER_SIZE			84u
#define BOCHS_HEADER_NUM_CATALOG_ENTRIES_OFFSET 72u
#define BOCHS_HEADER_LEN_EXTENT_OFFSET		80u
#define BOCHS_HEADER_MAGIC			"Bochs Virtual HD Image\000"
#define BOCHS_HEADER_MAGIC_SIZE			23u

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
	uint32_t len_header;	      /* Where the catalog is, 512. */
	uint32_t num_catalog_entries; /* Entries in the catalog, one for each extent. */
	uint32_t len_bitmap;	      /* Bytes of the bitmap before each extent. */
	/* Bytes in an extent, a power of two from 512 bytes to 8 MiB. */
	uint32_t len_extent;
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

/* Sectors of the bitmap before each extent. */
static inline uint64_t bochs_header_bitmap_sectors(const struct bochs_header *h)
{
	return ((uint64_t)h->len_bitmap + 0xffffffffu) % UINT64_C(0x100000000) / 512 + 1;
}

/* Where the first extent's bitmap is. */
static inline uint64_t bochs_header_data_offset(const struct bochs_header *h)
{
	return h->len_header + (uint64_t)h->num_catalog_entries * 4;
}

/*
 * What follows the header in version 1.
 *
 *  off size field
 *    0    8 len_disk
 */
#define BOCHS_END_1_SIZE 8u

enum bochs_end_1_field {
	BOCHS_END_1_FIELD_LEN_DISK = 1,
};

static inline uint64_t bochs_end_1_load(const uint8_t *p)
{
	return load_u8le(p);
}

/* Bytes of the disk. */
static inline uint64_t bochs_end_1_len_disk(uint64_t e)
{
	return e;
}

static inline void bochs_end_1_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/*
 * What follows the header in version 2.
 *
 *  off size field
 *    0    4 timestamp
 *    4    8 len_disk
 */
#define BOCHS_END_2_SIZE 12u

enum bochs_end_2_field {
	BOCHS_END_2_FIELD_TIMESTAMP = 1,
	BOCHS_END_2_FIELD_LEN_DISK = 2,
};

struct bochs_end_2 {
	uint64_t len_disk; /* Bytes of the disk. */
	/* A date and a time in FAT's form, the date in the upper half; 0 in a new image. */
	uint32_t timestamp;
};

/**
 * bochs_end_2_parse - check and copy a bochs end 2
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status bochs_end_2_parse(struct parse_in *in, struct bochs_end_2 *out);

/**
 * bochs_end_2_store - write a bochs end 2
 * @p: room for BOCHS_END_2_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void bochs_end_2_store(uint8_t *p, const struct bochs_end_2 *h);

/*
 * Which of the extents in the file has this part of the disk.
 *
 *  off size field
 *    0    4 extent
 */
#define BOCHS_CATALOG_ENTRY_SIZE   4u
#define BOCHS_CATALOG_ENTRY_UNUSED 0xffffffffu /* Where the disk has no extent. */

enum bochs_catalog_entry_field {
	BOCHS_CATALOG_ENTRY_FIELD_EXTENT = 1,
};

static inline uint32_t bochs_catalog_entry_load(const uint8_t *p)
{
	return load_u4le(p);
}

/* Its number, in the order of the file; 0xffffffff where there is none. */
static inline uint32_t bochs_catalog_entry_extent(uint32_t e)
{
	return e;
}

/* Whether the file has an extent for this part of the disk. */
static inline bool bochs_catalog_entry_is_allocated(uint32_t e)
{
	return bochs_catalog_entry_extent(e) != BOCHS_CATALOG_ENTRY_UNUSED;
}

/* What the entry means for its range of the disk. */
static inline enum meaning bochs_catalog_entry_classify(uint32_t e)
{
	if (bochs_catalog_entry_extent(e) == BOCHS_CATALOG_ENTRY_UNUSED)
		return MEANS_HOLE;
	return MEANS_DATA;
}

static inline void bochs_catalog_entry_store(uint8_t *p, uint32_t e)
{
	store_u4le(p, e);
}

/* Which element of catalog the offset belongs to. */
static inline uint64_t bochs_catalog_index(uint64_t offset, uint64_t len_extent)
{
	return offset / len_extent;
}

#endif
