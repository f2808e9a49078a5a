/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/parallels.ksy spec=ca4f037f gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_PARALLELS_H
#define GENERATED_PARALLELS_H
/*
 * Parallels expandable disk image (HDD). A Parallels image is a 64-byte header, directly followed
 * by the block allocation table (BAT) with one 32-bit entry for each cluster of the disk, and the
 * clusters. Everything is little-endian; sectors are 512 bytes. There are two generations that
 * differ in their magic: in the older one a BAT entry counts sectors and the disk ends at 2 TiB, in
 * the newer one an entry counts clusters.
 *
 * Images of Parallels Desktop and Virtuozzo come in a directory with a DiskDescriptor.xml that
 * lists images and snapshots ([hdd](hdd.md)); this file describes one image.
 */
#include "store.h"
#include "structures.h"

#define PARALLELS_SECTOR_SIZE		       512u /* All offsets and sizes in sectors count these. */
#define PARALLELS_BAT_OFFSET		       64u /* The BAT follows the header without a gap. */
/*
 * Largest cluster that qemu opens, a little below 2 GiB (the largest signed 32-bit number divided
 * by 513).
 */
#define PARALLELS_MAX_CLUSTER_SECTORS	       4186127u
/* Most BAT entries that qemu opens; the table has to stay below 2 GiB. */
#define PARALLELS_MAX_BAT_ENTRIES	       0x1fffffffu
#define PARALLELS_DEFAULT_HEADS		       16u /* Heads that qemu writes. */
/* Sectors by which qemu divides the size to get the cylinders that it writes. */
#define PARALLELS_DEFAULT_SECTORS_PER_CYLINDER 512u
#define PARALLELS_MAX_DIRTY_BITMAPS	       1024u /* Most dirty bitmaps that instar reads. */
/* Largest unit of a dirty bitmap, 2 GiB; its bytes must fit into 32 bits. */
#define PARALLELS_MAX_GRANULARITY_SECTORS      0x400000u
/* Furthest place of the format extension that qemu accepts. */
#define PARALLELS_MAX_OFFSET_SECTORS	       UINT64_C(0x3ffffffffffffe)
/*
 * Largest format extension whose checksum instar computes. It is as long as a cluster, which may be
 * 2 GiB, most of it past the end of the file.
 */
#define PARALLELS_MAX_EXTENSION_CHECK	       0x4000000u

#define PARALLELS_SIGNATURE_0	   "WithoutFreeSpace" /* `WithoutFreeSpace`, the older generation. */
#define PARALLELS_SIGNATURE_0_SIZE 16u
#define PARALLELS_SIGNATURE_1	   "WithouFreSpacExt" /* `WithouFreSpacExt`, the newer generation. */
#define PARALLELS_SIGNATURE_1_SIZE 16u

enum parallels_in_use {
	/* Open for writing, or left so by a crash. */
	PARALLELS_IN_USE_OPEN = 0x746f6e59,
	/* Closed properly, by a writer that knows this field. */
	PARALLELS_IN_USE_CLOSED = 0x312e3276,
	/* Written by a program that does not know this field. */
	PARALLELS_IN_USE_UNKNOWN = 0,
};

#define PARALLELS_FEATURE_END	       UINT64_C(0x0) /* End of the list of features. */
#define PARALLELS_FEATURE_DIRTY_BITMAP UINT64_C(0x20385fae252cb34a) /* A dirty bitmap. */

/*
 * Generation, geometry, size and state of the image. The BAT follows.
 *
 *  off size field
 *    0   16 magic            "WithoutFreeSpace" or "WithouFreSpacExt"
 *   16    4 version          2
 *   20    4 num_heads
 *   24    4 num_cylinders
 *   28    4 cluster_sectors  at most 4186127
 *   32    4 num_bat_entries  at most 0x1fffffff
 *   36    8 num_sectors
 *   44    4 in_use
 *   48    4 data_sector
 *   52    4 flags
 *   56    8 extension_sector
 */
#define PARALLELS_HEADER_SIZE			 64u
#define PARALLELS_HEADER_NUM_CYLINDERS_OFFSET	 24u
#define PARALLELS_HEADER_CLUSTER_SECTORS_OFFSET	 28u
#define PARALLELS_HEADER_NUM_BAT_ENTRIES_OFFSET	 32u
#define PARALLELS_HEADER_NUM_SECTORS_OFFSET	 36u
#define PARALLELS_HEADER_IN_USE_OFFSET		 44u
#define PARALLELS_HEADER_DATA_SECTOR_OFFSET	 48u
#define PARALLELS_HEADER_EXTENSION_SECTOR_OFFSET 56u
#define PARALLELS_HEADER_VERSION		 2u

enum parallels_header_field {
	PARALLELS_HEADER_FIELD_MAGIC = 1,
	PARALLELS_HEADER_FIELD_VERSION = 2,
	PARALLELS_HEADER_FIELD_NUM_HEADS = 3,
	PARALLELS_HEADER_FIELD_NUM_CYLINDERS = 4,
	PARALLELS_HEADER_FIELD_CLUSTER_SECTORS = 5,
	PARALLELS_HEADER_FIELD_NUM_BAT_ENTRIES = 6,
	PARALLELS_HEADER_FIELD_NUM_SECTORS = 7,
	PARALLELS_HEADER_FIELD_IN_USE = 8,
	PARALLELS_HEADER_FIELD_DATA_SECTOR = 9,
	PARALLELS_HEADER_FIELD_FLAGS = 10,
	PARALLELS_HEADER_FIELD_EXTENSION_SECTOR = 11,
};

struct parallels_header {
	uint64_t num_sectors; /* Size of the disk. */
	/* Sector of the format extension cluster, which holds dirty bitmaps. */
	uint64_t extension_sector;
	uint32_t version;	  /* Version of the format; 2 is the only one. */
	uint32_t num_heads;	  /* Heads of the drive's geometry. */
	uint32_t num_cylinders;	  /* Cylinders of the drive's geometry. */
	uint32_t cluster_sectors; /* Sectors in one cluster. */
	uint32_t num_bat_entries; /* Entries in the BAT. */
	/* Whether the image is open for writing, or was when its writer crashed. */
	uint32_t in_use;
	uint32_t data_sector; /* First sector of the clusters. */
	uint32_t flags;	      /* Bit 0 says that the image is empty and need not be read. */
	uint8_t magic[16];    /* Which generation the image is of, see `is_extended`. */
};

/**
 * parallels_header_parse - check and copy a parallels header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status parallels_header_parse(struct parse_in *in,
						    struct parallels_header *out);

/**
 * parallels_header_store - write a parallels header
 * @p: room for PARALLELS_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void parallels_header_store(uint8_t *p, const struct parallels_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t parallels_header_peek_version(const uint8_t *p)
{
	return load_u4le(p + 16);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t parallels_header_peek_cluster_sectors(const uint8_t *p)
{
	return load_u4le(p + 28);
}

/* The newer generation, in which a BAT entry counts clusters. */
static inline bool parallels_header_is_extended(const struct parallels_header *h)
{
	return bytes_eq(h->magic, "WithouFreSpacExt", 16);
}

/* Size of the disk. */
static inline uint64_t parallels_header_disk_sectors(const struct parallels_header *h)
{
	return bytes_eq(h->magic, "WithouFreSpacExt", 16) ? h->num_sectors
							  : h->num_sectors & 0xffffffffu;
}

/*
 * Place of one cluster. Entry n describes the disk from sector n x `cluster_sectors` on. The newer
 * generation counts clusters from the start of the file, the older one sectors. A place that is not
 * 0 is not before `data_sector`, is in the file, is no other entry's, and is a multiple of the
 * cluster from `data_sector` on. The format extension and the clusters of dirty bitmaps lie by the
 * same rules.
 *
 *  off size field
 *    0    4 place
 */
#define PARALLELS_BAT_ENTRY_SIZE	4u
#define PARALLELS_BAT_ENTRY_UNALLOCATED 0u /* Value of an entry without a cluster. */

enum parallels_bat_entry_field {
	PARALLELS_BAT_ENTRY_FIELD_PLACE = 1,
};

static inline uint32_t parallels_bat_entry_load(const uint8_t *p)
{
	return load_u4le(p);
}

/* Where the cluster is, or 0 for a cluster that was never written and reads as zeros. */
static inline uint32_t parallels_bat_entry_place(uint32_t e)
{
	return e;
}

/* Whether the cluster is in the file. */
static inline bool parallels_bat_entry_is_allocated(uint32_t e)
{
	return parallels_bat_entry_place(e) != PARALLELS_BAT_ENTRY_UNALLOCATED;
}

/* What the entry means for its range of the disk. */
static inline enum meaning parallels_bat_entry_classify(uint32_t e)
{
	if (parallels_bat_entry_place(e) == PARALLELS_BAT_ENTRY_UNALLOCATED)
		return MEANS_HOLE;
	return MEANS_DATA;
}

static inline void parallels_bat_entry_store(uint8_t *p, uint32_t e)
{
	store_u4le(p, e);
}

/*
 * Begins the format extension cluster, whose length is one cluster. Feature headers with their data
 * follow, each padded to 8 bytes, up to a feature of magic 0.
 *
 *  off size field
 *    0    8 magic    0xab234cef23dcea87
 *    8   16 checksum
 */
#define PARALLELS_EXTENSION_HEADER_SIZE		   24u
#define PARALLELS_EXTENSION_HEADER_CHECKSUM_OFFSET 8u

enum parallels_extension_header_field {
	PARALLELS_EXTENSION_HEADER_FIELD_MAGIC = 1,
	PARALLELS_EXTENSION_HEADER_FIELD_CHECKSUM = 2,
};

struct parallels_extension_header {
	uint64_t magic;	      /* By this number the extension is recognised. */
	uint8_t checksum[16]; /* MD5 of the cluster after this field. */
};

/**
 * parallels_extension_header_parse - check and copy a parallels extension header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status
parallels_extension_header_parse(struct parse_in *in, struct parallels_extension_header *out);

/**
 * parallels_extension_header_store - write a parallels extension header
 * @p: room for PARALLELS_EXTENSION_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void parallels_extension_header_store(uint8_t *p, const struct parallels_extension_header *h);

/*
 * Header of one feature of the format extension.
 *
 *  off size field
 *    0    8 magic
 *    8    8 flags
 *   16    4 len_data
 *   20    4 reserved
 */
#define PARALLELS_EXTENSION_FEATURE_SIZE	    24u
#define PARALLELS_EXTENSION_FEATURE_FLAGS_OFFSET    8u
#define PARALLELS_EXTENSION_FEATURE_LEN_DATA_OFFSET 16u
/* Bit of `flags`, the image must not be changed without knowing the feature. */
#define PARALLELS_EXTENSION_FEATURE_FLAG_NECESSARY  1u

enum parallels_extension_feature_field {
	PARALLELS_EXTENSION_FEATURE_FIELD_MAGIC = 1,
	PARALLELS_EXTENSION_FEATURE_FIELD_FLAGS = 2,
	PARALLELS_EXTENSION_FEATURE_FIELD_LEN_DATA = 3,
	PARALLELS_EXTENSION_FEATURE_FIELD_RESERVED = 4,
};

struct parallels_extension_feature {
	uint64_t magic; /* Which feature; 0 ends the list. */
	uint64_t flags; /* What a program does that does not know the feature. */
	/* Length of the data after this header, without padding. */
	uint32_t len_data;
};

/**
 * parallels_extension_feature_parse - check and copy a parallels extension feature
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status
parallels_extension_feature_parse(struct parse_in *in, struct parallels_extension_feature *out);

/**
 * parallels_extension_feature_store - write a parallels extension feature
 * @p: room for PARALLELS_EXTENSION_FEATURE_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void parallels_extension_feature_store(uint8_t *p, const struct parallels_extension_feature *h);

/* The image must not be changed without knowing the feature. */
static inline bool
parallels_extension_feature_is_necessary(const struct parallels_extension_feature *h)
{
	return (h->flags & PARALLELS_EXTENSION_FEATURE_FLAG_NECESSARY) != 0;
}

/*
 * Data of the dirty bitmap feature. The L1 table follows, with one 64-bit entry for each cluster of
 * the bitmap.
 *
 *  off size field
 *    0    8 num_sectors
 *    8   16 uuid
 *   24    4 granularity
 *   28    4 num_l1_entries
 */
#define PARALLELS_DIRTY_BITMAP_SIZE		     32u
#define PARALLELS_DIRTY_BITMAP_UUID_OFFSET	     8u
#define PARALLELS_DIRTY_BITMAP_GRANULARITY_OFFSET    24u
#define PARALLELS_DIRTY_BITMAP_NUM_L1_ENTRIES_OFFSET 28u

enum parallels_dirty_bitmap_field {
	PARALLELS_DIRTY_BITMAP_FIELD_NUM_SECTORS = 1,
	PARALLELS_DIRTY_BITMAP_FIELD_UUID = 2,
	PARALLELS_DIRTY_BITMAP_FIELD_GRANULARITY = 3,
	PARALLELS_DIRTY_BITMAP_FIELD_NUM_L1_ENTRIES = 4,
};

struct parallels_dirty_bitmap {
	uint64_t num_sectors;	 /* Size of the disk that the bitmap describes. */
	uint32_t granularity;	 /* Sectors for each bit, a power of two. */
	uint32_t num_l1_entries; /* Entries in the L1 table. */
	uint8_t uuid[16];	 /* Name of the bitmap. */
};

/**
 * parallels_dirty_bitmap_parse - check and copy a parallels dirty bitmap
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status parallels_dirty_bitmap_parse(struct parse_in *in,
							  struct parallels_dirty_bitmap *out);

/**
 * parallels_dirty_bitmap_store - write a parallels dirty bitmap
 * @p: room for PARALLELS_DIRTY_BITMAP_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void parallels_dirty_bitmap_store(uint8_t *p, const struct parallels_dirty_bitmap *h);

/*
 * Place of one cluster of a dirty bitmap.
 *
 *  off size field
 *    0    8 sector
 */
#define PARALLELS_DIRTY_BITMAP_L1_ENTRY_SIZE 8u

enum parallels_dirty_bitmap_l1_entry_field {
	PARALLELS_DIRTY_BITMAP_L1_ENTRY_FIELD_SECTOR = 1,
};

static inline uint64_t parallels_dirty_bitmap_l1_entry_load(const uint8_t *p)
{
	return load_u8le(p);
}

/* Sector of the cluster of bits, or one of the two constants. */
static inline uint64_t parallels_dirty_bitmap_l1_entry_sector(uint64_t e)
{
	return e;
}

static inline void parallels_dirty_bitmap_l1_entry_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/* Which element of bat the offset belongs to. */
static inline uint64_t parallels_bat_index(uint64_t offset, uint64_t cluster_sectors)
{
	return offset / (cluster_sectors * PARALLELS_SECTOR_SIZE);
}

#endif
