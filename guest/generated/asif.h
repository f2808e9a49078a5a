/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/asif.ksy spec=71f3d058 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_ASIF_H
#define GENERATED_ASIF_H
/*
 * Apple sparse image (ASIF). The sparse image of macOS 26: a header, two directories of which the
 * newer one counts, tables that the directory names by their chunk, and chunks of data. Entries of
 * a table come in groups, after each of which is one for a bitmap of the group's sectors.
 * Everything is big-endian. Apple publishes nothing of it; what is here is what two independent
 * descriptions agree on, and where they do not, the doc of the field says so.
 */
#include "store.h"
#include "structures.h"

#define ASIF_SECTORS_PER_BYTE 4u /* A byte of a bitmap has the states of so many sectors. */
#define ASIF_BITS_PER_SECTOR  2u /* Of a bitmap. */
/* Longest disk, whose bytes are counted in 63 bits. */
#define ASIF_MAX_DISK_BYTES   UINT64_C(0x7ffffffffffffe00)
#define ASIF_MAX_TABLES	      0x100000u /* Most tables of a disk. */

enum asif_chunk_state {
	ASIF_CHUNK_STATE_UNWRITTEN = 0, /* Nothing. */
	ASIF_CHUNK_STATE_WRITTEN = 1,	/* All of it. */
	ASIF_CHUNK_STATE_UNKNOWN = 2,	/* Never seen. */
	ASIF_CHUNK_STATE_PARTIAL = 3,	/* The sectors that the bitmap says. */
};

enum asif_sector_state {
	ASIF_SECTOR_STATE_UNWRITTEN = 0, /* The sector reads as zeros. */
	ASIF_SECTOR_STATE_WRITTEN = 1,	 /* The sector is in the chunk. */
};

/*
 * Where a chunk of data, or the bitmap of a group, is.
 *
 *  off    size field
 *    0 8:63-62 state
 *    0 8:61-55 reserved
 *    0  8:54-0 chunk
 */
#define ASIF_TABLE_ENTRY_SIZE 8u

enum asif_table_entry_field {
	ASIF_TABLE_ENTRY_FIELD_STATE = 1,
	ASIF_TABLE_ENTRY_FIELD_RESERVED = 2,
	ASIF_TABLE_ENTRY_FIELD_CHUNK = 3,
};

static inline uint64_t asif_table_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define ASIF_TABLE_ENTRY_STATE_SHIFT	62u
#define ASIF_TABLE_ENTRY_STATE_MASK	UINT64_C(0xc000000000000000)
#define ASIF_TABLE_ENTRY_RESERVED_SHIFT 55u
#define ASIF_TABLE_ENTRY_RESERVED_MASK	UINT64_C(0x3f80000000000000)
#define ASIF_TABLE_ENTRY_CHUNK_MASK	UINT64_C(0x7fffffffffffff)

/* What of the chunk was written. */
static inline uint64_t asif_table_entry_state(uint64_t e)
{
	return (e & ASIF_TABLE_ENTRY_STATE_MASK) >> ASIF_TABLE_ENTRY_STATE_SHIFT;
}

/* Zeros. */
static inline uint64_t asif_table_entry_reserved(uint64_t e)
{
	return (e & ASIF_TABLE_ENTRY_RESERVED_MASK) >> ASIF_TABLE_ENTRY_RESERVED_SHIFT;
}

/* Its chunk of the file. */
static inline uint64_t asif_table_entry_chunk(uint64_t e)
{
	return e & ASIF_TABLE_ENTRY_CHUNK_MASK;
}

static inline void asif_table_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t asif_table_entry_make(uint64_t state, uint64_t chunk)
{
	return (((uint64_t)state << ASIF_TABLE_ENTRY_STATE_SHIFT) & ASIF_TABLE_ENTRY_STATE_MASK) |
	       ((uint64_t)chunk & ASIF_TABLE_ENTRY_CHUNK_MASK);
}

/*
 * Start of the file.
 *
 *  off size field
 *    0    4 magic                    "shdw"
 *    4    4 version                  1
 *    8    4 len_header
 *   12    4 flags
 *   16   16 ofs_directories
 *   32   16 uuid
 *   48    8 num_sectors
 *   56    8 max_sectors
 *   64    4 len_chunk                such that len_chunk >= 32768 and len_chunk <= 0x40000 ...
 *   68    2 len_sector               such that len_sector >= 512 and len_sector <= 4096 an ...
 *   70    2 num_segments
 *   72    8 metadata_chunk
 *   80   16 reserved
 *   96    4 read_only_flags
 *  100    4 metadata_flags
 *  104    4 metadata_read_only_flags
 */
#define ASIF_HEADER_SIZE		   108u
#define ASIF_HEADER_OFS_DIRECTORIES_OFFSET 16u
#define ASIF_HEADER_NUM_SECTORS_OFFSET	   48u
#define ASIF_HEADER_MAGIC		   "shdw"
#define ASIF_HEADER_MAGIC_SIZE		   4u

enum asif_header_field {
	ASIF_HEADER_FIELD_MAGIC = 1,
	ASIF_HEADER_FIELD_VERSION = 2,
	ASIF_HEADER_FIELD_LEN_HEADER = 3,
	ASIF_HEADER_FIELD_FLAGS = 4,
	ASIF_HEADER_FIELD_OFS_DIRECTORIES = 5,
	ASIF_HEADER_FIELD_UUID = 6,
	ASIF_HEADER_FIELD_NUM_SECTORS = 7,
	ASIF_HEADER_FIELD_MAX_SECTORS = 8,
	ASIF_HEADER_FIELD_LEN_CHUNK = 9,
	ASIF_HEADER_FIELD_LEN_SECTOR = 10,
	ASIF_HEADER_FIELD_NUM_SEGMENTS = 11,
	ASIF_HEADER_FIELD_METADATA_CHUNK = 12,
	ASIF_HEADER_FIELD_RESERVED = 13,
	ASIF_HEADER_FIELD_READ_ONLY_FLAGS = 14,
	ASIF_HEADER_FIELD_METADATA_FLAGS = 15,
	ASIF_HEADER_FIELD_METADATA_READ_ONLY_FLAGS = 16,
};

struct asif_header {
	uint64_t ofs_directories[2]; /* Where the two directories are. */
	uint64_t num_sectors;	     /* Size of the disk. */
	uint64_t max_sectors;	     /* What the disk may grow to. */
	/*
	 * Where a property list is that says more of the image, in chunks, on the disk and past its
	 * end.
	 */
	uint64_t metadata_chunk;
	uint32_t version;    /* The only version that is known. */
	uint32_t len_header; /* Bytes of the header, 512. */
	uint32_t flags;	     /* 0 in all known images. */
	uint32_t len_chunk;  /* Bytes of a chunk, of data as of a table. */
	/* Flags of what a program that does not know them may still read. */
	uint32_t read_only_flags;
	uint32_t metadata_flags;	   /* Flags of the property list. */
	uint32_t metadata_read_only_flags; /* Likewise. */
	uint16_t len_sector;		   /* Bytes of a sector. */
	uint16_t num_segments;		   /* Files of the image, by one of the descriptions. */
	uint8_t uuid[16];		   /* Identifies the image. */
};

/**
 * asif_header_parse - check and copy a asif header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status asif_header_parse(struct parse_in *in, struct asif_header *out);

/**
 * asif_header_store - write a asif header
 * @p: room for ASIF_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void asif_header_store(uint8_t *p, const struct asif_header *h);

/* Chunks of data in a group. */
static inline uint64_t asif_header_group_entries(const struct asif_header *h)
{
	return 4 * h->len_sector;
}

/* Of a table. */
static inline uint64_t asif_header_num_groups(const struct asif_header *h)
{
	return h->len_chunk / (8 * (asif_header_group_entries(h) + 1));
}

/* Part of the disk that a group describes. */
static inline uint64_t asif_header_len_group_span(const struct asif_header *h)
{
	return asif_header_group_entries(h) * h->len_chunk;
}

/* Part of the disk that a table describes. */
static inline uint64_t asif_header_len_table_span(const struct asif_header *h)
{
	return asif_header_num_groups(h) * asif_header_len_group_span(h);
}

/*
 * Start of a directory. An entry for each table follows.
 *
 *  off size field
 *    0    8 sequence
 */
#define ASIF_DIRECTORY_SIZE 8u

enum asif_directory_field {
	ASIF_DIRECTORY_FIELD_SEQUENCE = 1,
};

static inline uint64_t asif_directory_load(const uint8_t *p)
{
	return load_u8be(p);
}

/* Grows with each change. */
static inline uint64_t asif_directory_sequence(uint64_t e)
{
	return e;
}

static inline void asif_directory_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/*
 * Where a table is.
 *
 *  off size field
 *    0    8 chunk
 */
#define ASIF_DIRECTORY_ENTRY_SIZE 8u

enum asif_directory_entry_field {
	ASIF_DIRECTORY_ENTRY_FIELD_CHUNK = 1,
};

static inline uint64_t asif_directory_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

/* Its chunk of the file. */
static inline uint64_t asif_directory_entry_chunk(uint64_t e)
{
	return e;
}

static inline void asif_directory_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* Which element of directory the offset belongs to. */
static inline uint64_t asif_directory_index(uint64_t offset, uint64_t len_table_span)
{
	return offset / len_table_span;
}

/* Which element of table the offset belongs to. */
static inline uint64_t asif_table_index(uint64_t offset, uint64_t len_table_span,
					uint64_t len_chunk, uint64_t len_group_span)
{
	return offset % len_table_span / len_chunk + offset % len_table_span / len_group_span;
}

/* Which element of bitmap entry the offset belongs to. */
static inline uint64_t asif_bitmap_entry_index(uint64_t offset, uint64_t len_table_span,
					       uint64_t len_group_span, uint64_t group_entries)
{
	return (offset % len_table_span / len_group_span + 1) * (group_entries + 1) - 1;
}

#endif
