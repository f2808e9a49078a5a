/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/sesparse.ksy spec=318523ea gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_SESPARSE_H
#define GENERATED_SESPARSE_H
/*
 * SEsparse, the space-efficient sparse extent of ESXi. The extent of a delta disk that gives back
 * what its guest discards: grains of 4 KiB, tables of 8-byte entries, and a map back from grains of
 * the file to grains of the disk. VMware's documentation names it as the format of snapshots on
 * VMFS 6. A descriptor file of type seSparse names it; it holds neither descriptor nor content ids,
 * and is no image of its own. Numbers are little-endian, sectors are 512 bytes. Each area of the
 * file has its place in the header.
 *
 * VMware has published no layout. Names, places and rules here are those by which qemu reads such
 * extents since 4.1 (`block/vmdk.c`, VMDKSESparseConstHeader and VMDKSESparseVolatileHeader), tried
 * on made images with 5.2, 7.2 and 11.1. What only a writer needs (journal, free bitmap, backmap)
 * has its place, and no more.
 */
#include "store.h"
#include "structures.h"

/*
 * Longest grain directory that qemu opens: 2^25 entries, 256 MiB. qemu counts the entries in 32
 * bits; of a length that wraps around it opens what is left.
 */
#define SESPARSE_MAX_DIRECTORY_SECTORS 0x80000u
/* Entries in a grain table, so that it covers 16 MiB of the disk. */
#define SESPARSE_NUM_GTES_PER_GT       4096u
/* Last sector of the file in which qemu looks for a grain table. */
#define SESPARSE_MAX_TABLE_SECTOR      0xffffffffu

enum sesparse_table_state {
	SESPARSE_TABLE_STATE_NONE = 0, /* No grain table; all 16 MiB are unallocated. */
	SESPARSE_TABLE_STATE_ALLOCATED = 0x10000000, /* There is a grain table. */
};

enum sesparse_grain_state {
	SESPARSE_GRAIN_STATE_UNALLOCATED = 0, /* Reads from the parent. */
	SESPARSE_GRAIN_STATE_UNMAPPED = 1,    /* Discarded by the guest; zeros. */
	SESPARSE_GRAIN_STATE_ZERO = 2,	      /* Zeros. */
	SESPARSE_GRAIN_STATE_ALLOCATED = 3,   /* The grain is in the file. */
};

/*
 * First sector of the extent: what never changes. All sizes and places are in sectors.
 *
 *  off size field
 *    0    8 magic                   0xcafebabe
 *    8    8 version                 0x200000001
 *   16    8 capacity
 *   24    8 grain_sectors           8
 *   32    8 grain_table_sectors     64
 *   40    8 flags                   0
 *   48    8 reserved_1
 *   56    8 reserved_2
 *   64    8 reserved_3
 *   72    8 reserved_4
 *   80    8 volatile_header_sector
 *   88    8 volatile_header_sectors
 *   96    8 journal_header_sector
 *  104    8 journal_header_sectors
 *  112    8 journal_sector
 *  120    8 journal_sectors
 *  128    8 grain_directory_sector
 *  136    8 grain_directory_sectors
 *  144    8 grain_tables_sector
 *  152    8 grain_tables_sectors
 *  160    8 free_bitmap_sector
 *  168    8 free_bitmap_sectors
 *  176    8 backmap_sector
 *  184    8 backmap_sectors
 *  192    8 grains_sector
 *  200    8 grains_sectors
 *  208  304 padding
 */
#define SESPARSE_CONST_HEADER_SIZE			     512u
#define SESPARSE_CONST_HEADER_RESERVED_1_OFFSET		     48u
#define SESPARSE_CONST_HEADER_VOLATILE_HEADER_SECTOR_OFFSET  80u
#define SESPARSE_CONST_HEADER_GRAIN_DIRECTORY_SECTOR_OFFSET  128u
#define SESPARSE_CONST_HEADER_GRAIN_DIRECTORY_SECTORS_OFFSET 136u
#define SESPARSE_CONST_HEADER_PADDING_OFFSET		     208u
#define SESPARSE_CONST_HEADER_MAGIC			     0xcafebabeu
#define SESPARSE_CONST_HEADER_GRAIN_SECTORS		     8u
#define SESPARSE_CONST_HEADER_GRAIN_TABLE_SECTORS	     64u

enum sesparse_const_header_field {
	SESPARSE_CONST_HEADER_FIELD_MAGIC = 1,
	SESPARSE_CONST_HEADER_FIELD_VERSION = 2,
	SESPARSE_CONST_HEADER_FIELD_CAPACITY = 3,
	SESPARSE_CONST_HEADER_FIELD_GRAIN_SECTORS = 4,
	SESPARSE_CONST_HEADER_FIELD_GRAIN_TABLE_SECTORS = 5,
	SESPARSE_CONST_HEADER_FIELD_FLAGS = 6,
	SESPARSE_CONST_HEADER_FIELD_RESERVED_1 = 7,
	SESPARSE_CONST_HEADER_FIELD_RESERVED_2 = 8,
	SESPARSE_CONST_HEADER_FIELD_RESERVED_3 = 9,
	SESPARSE_CONST_HEADER_FIELD_RESERVED_4 = 10,
	SESPARSE_CONST_HEADER_FIELD_VOLATILE_HEADER_SECTOR = 11,
	SESPARSE_CONST_HEADER_FIELD_VOLATILE_HEADER_SECTORS = 12,
	SESPARSE_CONST_HEADER_FIELD_JOURNAL_HEADER_SECTOR = 13,
	SESPARSE_CONST_HEADER_FIELD_JOURNAL_HEADER_SECTORS = 14,
	SESPARSE_CONST_HEADER_FIELD_JOURNAL_SECTOR = 15,
	SESPARSE_CONST_HEADER_FIELD_JOURNAL_SECTORS = 16,
	SESPARSE_CONST_HEADER_FIELD_GRAIN_DIRECTORY_SECTOR = 17,
	SESPARSE_CONST_HEADER_FIELD_GRAIN_DIRECTORY_SECTORS = 18,
	SESPARSE_CONST_HEADER_FIELD_GRAIN_TABLES_SECTOR = 19,
	SESPARSE_CONST_HEADER_FIELD_GRAIN_TABLES_SECTORS = 20,
	SESPARSE_CONST_HEADER_FIELD_FREE_BITMAP_SECTOR = 21,
	SESPARSE_CONST_HEADER_FIELD_FREE_BITMAP_SECTORS = 22,
	SESPARSE_CONST_HEADER_FIELD_BACKMAP_SECTOR = 23,
	SESPARSE_CONST_HEADER_FIELD_BACKMAP_SECTORS = 24,
	SESPARSE_CONST_HEADER_FIELD_GRAINS_SECTOR = 25,
	SESPARSE_CONST_HEADER_FIELD_GRAINS_SECTORS = 26,
	SESPARSE_CONST_HEADER_FIELD_PADDING = 27,
};

struct sesparse_const_header {
	/* By this number the extent is recognised, once a descriptor has named it. */
	uint64_t magic;
	uint64_t version;	/* Version 2.1, the only one. */
	uint64_t capacity;	/* Size of the extent's part of the disk. */
	uint64_t grain_sectors; /* Size of a grain, 4 KiB. */
	/* Size of a grain table, `num_gtes_per_gt` entries of 8 bytes. */
	uint64_t grain_table_sectors;
	uint64_t flags;			  /* None is known. */
	uint64_t volatile_header_sector;  /* Where the volatile header is. */
	uint64_t volatile_header_sectors; /* Length of that area. */
	uint64_t journal_header_sector;	  /* Where the journal header is. */
	uint64_t journal_header_sectors;  /* Length of that area. */
	uint64_t journal_sector;	  /* Where the journal is. */
	uint64_t journal_sectors;	  /* Length of that area. */
	uint64_t grain_directory_sector;  /* Where the grain directory is. */
	uint64_t grain_directory_sectors; /* Length of that area. */
	uint64_t grain_tables_sector;	  /* Where the grain tables are. */
	uint64_t grain_tables_sectors;	  /* Length of that area. */
	uint64_t free_bitmap_sector;	  /* Where the free bitmap is. */
	uint64_t free_bitmap_sectors;	  /* Length of that area. */
	uint64_t backmap_sector;	  /* Where the backmap is. */
	uint64_t backmap_sectors;	  /* Length of that area. */
	uint64_t grains_sector;		  /* Where the grains are. */
	uint64_t grains_sectors;	  /* Length of that area. */
};

/**
 * sesparse_const_header_parse - check and copy a sesparse const header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status sesparse_const_header_parse(struct parse_in *in,
							 struct sesparse_const_header *out);

/**
 * sesparse_const_header_store - write a sesparse const header
 * @p: room for SESPARSE_CONST_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void sesparse_const_header_store(uint8_t *p, const struct sesparse_const_header *h);

/*
 * The part of the header that changes while the extent is written.
 *
 *  off size field
 *    0    8 magic               0xcafecafe
 *    8    8 free_gt_number
 *   16    8 next_txn_seq_number
 *   24    8 replay_journal
 *   32  480 padding
 */
#define SESPARSE_VOLATILE_HEADER_SIZE		       512u
#define SESPARSE_VOLATILE_HEADER_REPLAY_JOURNAL_OFFSET 24u
#define SESPARSE_VOLATILE_HEADER_PADDING_OFFSET	       32u

enum sesparse_volatile_header_field {
	SESPARSE_VOLATILE_HEADER_FIELD_MAGIC = 1,
	SESPARSE_VOLATILE_HEADER_FIELD_FREE_GT_NUMBER = 2,
	SESPARSE_VOLATILE_HEADER_FIELD_NEXT_TXN_SEQ_NUMBER = 3,
	SESPARSE_VOLATILE_HEADER_FIELD_REPLAY_JOURNAL = 4,
	SESPARSE_VOLATILE_HEADER_FIELD_PADDING = 5,
};

struct sesparse_volatile_header {
	uint64_t magic;		      /* What begins a volatile header. */
	uint64_t free_gt_number;      /* The next grain table that is free. */
	uint64_t next_txn_seq_number; /* Number of the journal's next transaction. */
	/* Not 0 while the journal holds changes that are not yet in the tables. */
	uint64_t replay_journal;
};

/**
 * sesparse_volatile_header_parse - check and copy a sesparse volatile header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status sesparse_volatile_header_parse(struct parse_in *in,
							    struct sesparse_volatile_header *out);

/**
 * sesparse_volatile_header_store - write a sesparse volatile header
 * @p: room for SESPARSE_VOLATILE_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void sesparse_volatile_header_store(uint8_t *p, const struct sesparse_volatile_header *h);

/*
 * Which grain table describes 16 MiB of the disk. All zeros where there is none. Upper half
 * 0x10000000 means that the lower half is the number of a table in the area of grain tables.
 * Nothing else is known.
 *
 *  off    size field
 *    0  8:31-0 table
 *    0 8:63-32 state
 */
#define SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE 8u

enum sesparse_grain_directory_entry_field {
	SESPARSE_GRAIN_DIRECTORY_ENTRY_FIELD_TABLE = 1,
	SESPARSE_GRAIN_DIRECTORY_ENTRY_FIELD_STATE = 2,
};

static inline uint64_t sesparse_grain_directory_entry_load(const uint8_t *p)
{
	return load_u8le(p);
}

#define SESPARSE_GRAIN_DIRECTORY_ENTRY_TABLE_MASK  UINT64_C(0xffffffff)
#define SESPARSE_GRAIN_DIRECTORY_ENTRY_STATE_SHIFT 32u
#define SESPARSE_GRAIN_DIRECTORY_ENTRY_STATE_MASK  UINT64_C(0xffffffff00000000)

/* Number of the table, from the first sector of the grain tables on. */
static inline uint64_t sesparse_grain_directory_entry_table(uint64_t e)
{
	return e & SESPARSE_GRAIN_DIRECTORY_ENTRY_TABLE_MASK;
}

/* Whether there is a table. */
static inline uint64_t sesparse_grain_directory_entry_state(uint64_t e)
{
	return (e & SESPARSE_GRAIN_DIRECTORY_ENTRY_STATE_MASK) >>
	       SESPARSE_GRAIN_DIRECTORY_ENTRY_STATE_SHIFT;
}

/* Whether there is a table. */
static inline bool sesparse_grain_directory_entry_is_allocated(uint64_t e)
{
	return sesparse_grain_directory_entry_state(e) == SESPARSE_TABLE_STATE_ALLOCATED;
}

/* What the entry means for its range of the disk. */
static inline enum meaning sesparse_grain_directory_entry_classify(uint64_t e)
{
	if (sesparse_grain_directory_entry_state(e) == SESPARSE_TABLE_STATE_NONE &&
	    sesparse_grain_directory_entry_table(e) == 0)
		return MEANS_HOLE;
	if (sesparse_grain_directory_entry_state(e) == SESPARSE_TABLE_STATE_ALLOCATED)
		return MEANS_TABLE;
	return MEANS_RESERVED;
}

static inline void sesparse_grain_directory_entry_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t sesparse_grain_directory_entry_make(uint64_t table, uint64_t state)
{
	return ((uint64_t)table & SESPARSE_GRAIN_DIRECTORY_ENTRY_TABLE_MASK) |
	       (((uint64_t)state << SESPARSE_GRAIN_DIRECTORY_ENTRY_STATE_SHIFT) &
		SESPARSE_GRAIN_DIRECTORY_ENTRY_STATE_MASK);
}

/*
 * Where 4 KiB of the disk are. Upper four bits are the state; the other 60 are a grain's number,
 * its lowest twelve bits first. A grain that is not allocated reads from the parent disk or,
 * without one, as zeros.
 *
 *  off    size field
 *    0  8:47-0 index_high
 *    0 8:59-48 index_low
 *    0 8:63-60 state
 */
#define SESPARSE_GRAIN_TABLE_ENTRY_SIZE 8u

enum sesparse_grain_table_entry_field {
	SESPARSE_GRAIN_TABLE_ENTRY_FIELD_INDEX_HIGH = 1,
	SESPARSE_GRAIN_TABLE_ENTRY_FIELD_INDEX_LOW = 2,
	SESPARSE_GRAIN_TABLE_ENTRY_FIELD_STATE = 3,
};

static inline uint64_t sesparse_grain_table_entry_load(const uint8_t *p)
{
	return load_u8le(p);
}

#define SESPARSE_GRAIN_TABLE_ENTRY_INDEX_HIGH_MASK UINT64_C(0xffffffffffff)
#define SESPARSE_GRAIN_TABLE_ENTRY_INDEX_LOW_SHIFT 48u
#define SESPARSE_GRAIN_TABLE_ENTRY_INDEX_LOW_MASK  UINT64_C(0xfff000000000000)
#define SESPARSE_GRAIN_TABLE_ENTRY_STATE_SHIFT	   60u
#define SESPARSE_GRAIN_TABLE_ENTRY_STATE_MASK	   UINT64_C(0xf000000000000000)

/* All but the twelve lowest bits of the grain's number. */
static inline uint64_t sesparse_grain_table_entry_index_high(uint64_t e)
{
	return e & SESPARSE_GRAIN_TABLE_ENTRY_INDEX_HIGH_MASK;
}

/* The twelve lowest bits of the grain's number. */
static inline uint64_t sesparse_grain_table_entry_index_low(uint64_t e)
{
	return (e & SESPARSE_GRAIN_TABLE_ENTRY_INDEX_LOW_MASK) >>
	       SESPARSE_GRAIN_TABLE_ENTRY_INDEX_LOW_SHIFT;
}

/* What the grain reads as. */
static inline uint64_t sesparse_grain_table_entry_state(uint64_t e)
{
	return (e & SESPARSE_GRAIN_TABLE_ENTRY_STATE_MASK) >>
	       SESPARSE_GRAIN_TABLE_ENTRY_STATE_SHIFT;
}

/* Number of the grain, from the first sector of the grains on. */
static inline uint64_t sesparse_grain_table_entry_grain(uint64_t e)
{
	return (sesparse_grain_table_entry_index_high(e) << 12) |
	       sesparse_grain_table_entry_index_low(e);
}

/* Whether the grain is in the file. */
static inline bool sesparse_grain_table_entry_is_allocated(uint64_t e)
{
	return sesparse_grain_table_entry_state(e) == SESPARSE_GRAIN_STATE_ALLOCATED;
}

/* What the entry means for its range of the disk. */
static inline enum meaning sesparse_grain_table_entry_classify(uint64_t e)
{
	if (sesparse_grain_table_entry_state(e) == SESPARSE_GRAIN_STATE_UNALLOCATED &&
	    sesparse_grain_table_entry_grain(e) == 0)
		return MEANS_HOLE;
	if (sesparse_grain_table_entry_state(e) == SESPARSE_GRAIN_STATE_UNMAPPED ||
	    sesparse_grain_table_entry_state(e) == SESPARSE_GRAIN_STATE_ZERO)
		return MEANS_ZERO;
	if (sesparse_grain_table_entry_state(e) == SESPARSE_GRAIN_STATE_ALLOCATED)
		return MEANS_DATA;
	return MEANS_RESERVED;
}

static inline void sesparse_grain_table_entry_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t sesparse_grain_table_entry_make(uint64_t index_high, uint64_t index_low,
						       uint64_t state)
{
	return ((uint64_t)index_high & SESPARSE_GRAIN_TABLE_ENTRY_INDEX_HIGH_MASK) |
	       (((uint64_t)index_low << SESPARSE_GRAIN_TABLE_ENTRY_INDEX_LOW_SHIFT) &
		SESPARSE_GRAIN_TABLE_ENTRY_INDEX_LOW_MASK) |
	       (((uint64_t)state << SESPARSE_GRAIN_TABLE_ENTRY_STATE_SHIFT) &
		SESPARSE_GRAIN_TABLE_ENTRY_STATE_MASK);
}

/* Which element of grain directory the offset belongs to. */
static inline uint64_t sesparse_grain_directory_index(uint64_t offset, uint64_t grain_sectors)
{
	return offset / (grain_sectors * 512 * SESPARSE_NUM_GTES_PER_GT);
}

/* Which element of grain table the offset belongs to. */
static inline uint64_t sesparse_grain_table_index(uint64_t offset, uint64_t grain_sectors)
{
	return offset / (grain_sectors * 512) % SESPARSE_NUM_GTES_PER_GT;
}

#endif
