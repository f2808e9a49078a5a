/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vmdk.ksy spec=c13498ea gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_VMDK_H
#define GENERATED_VMDK_H
/*
 * VMDK, the virtual disk of VMware products. A VMDK disk is described by a text, the descriptor,
 * and stored in one or more extents, files that each hold a consecutive part of the disk. Numbers
 * are little-endian, sectors are 512 bytes. The kinds in use:
 *
 * - monolithicSparse: one file with a sparse header (`KDMV`), the descriptor embedded after it,
 *   grain directory, grain tables and grains.
 * - streamOptimized: the same with compressed grains that are written once, from front to back,
 *   each after a marker; the directory is at the end, and a footer repeats the header with its
 *   place. Used by OVF packages.
 * - monolithicFlat, twoGbMaxExtentFlat, vmfs: a descriptor file that names raw extents.
 * - twoGbMaxExtentSparse: a descriptor file that names sparse extents of at most 2 GiB.
 * - vmfsSparse: a descriptor file that names copy-on-write extents of ESX (`COWD`).
 * - seSparse: a descriptor file that names space-efficient extents of ESX (sesparse.ksy).
 *
 * In a sparse extent, the disk is cut into grains (64 KiB). A grain table has 512 entries, each the
 * sector of one grain; the grain directory has one entry for each grain table. Both exist twice in
 * most files, as an insurance.
 */
#include "store.h"
#include "structures.h"

/* All offsets and sizes in headers, tables and extent lines count these. */
#define VMDK_SECTOR_SIZE		512u
#define VMDK_VERSION_PLAIN		1u /* Version that writers give an extent without anything newer. */
#define VMDK_VERSION_ZEROED_GRAIN	2u /* The same of an extent that may mark grains as zero. */
#define VMDK_VERSION_COMPRESSED		3u /* The same of an extent with compressed grains. */
#define VMDK_MAX_GRAIN_SECTORS		0x200000u /* Largest grain that qemu opens, 1 GiB. */
/* Most entries in a grain table of a hosted sparse extent, and what everybody writes. */
#define VMDK_MAX_GTES_PER_GT		512u
/* Most entries in a grain directory that qemu opens, a directory of 128 MiB. */
#define VMDK_MAX_GD_ENTRIES		0x2000000u
/*
 * `gd_sector` of a header whose grain directory is found through the footer at the end of the file.
 */
#define VMDK_GD_AT_END			UINT64_C(0xffffffffffffffff)
/*
 * The footer's marker is this far in front of the end of the file, the footer 1024 bytes, the
 * end-of-stream marker 512 bytes in front of it.
 */
#define VMDK_FOOTER_DISTANCE		1536u
#define VMDK_COWD_GTES_PER_GT		4096u /* Entries in each grain table of a COWD extent. */
/* Grain of practically every hosted sparse extent, 64 KiB. */
#define VMDK_DEFAULT_GRAIN_SECTORS	128u
#define VMDK_DEFAULT_DESCRIPTOR_SECTOR	1u /* Where writers put the embedded descriptor. */
/* Room that writers leave for the embedded descriptor, 10 KiB. */
#define VMDK_DEFAULT_DESCRIPTOR_SECTORS 20u
#define VMDK_DEFAULT_GT_SECTORS		4u	    /* Sectors of one grain table of 512 entries. */
#define VMDK_SPLIT_EXTENT_SIZE		0x80000000u /* The same in bytes. */
/* Heads of the geometry in the descriptor of a disk on an IDE controller. */
#define VMDK_IDE_HEADS			16u
/* Heads of the geometry in the descriptor of a disk on any other controller. */
#define VMDK_SCSI_HEADS			255u
#define VMDK_GEOMETRY_SECTORS		63u /* Sectors per track of the geometry in the descriptor. */
/*
 * qemu counts the grains of an extent in 32 bits; with more it wraps around and writes an image
 * that overlaps itself.
 */
#define VMDK_MAX_GRAINS			0xffffffffu
#define VMDK_CID_DIGITS			8u /* Bytes of a CID in a descriptor. */
/*
 * Most bytes that zlib at its default memory level stores in one block when they cannot be
 * compressed.
 */
#define VMDK_ZLIB_STORED_BLOCK		16383u
/*
 * Bits and two lengths in front of a stored block (RFC 1951, section 3.2.4), rounded up to bytes.
 */
#define VMDK_ZLIB_STORED_BLOCK_OVERHEAD 5u

/* One sparse extent, with the descriptor in it. */
#define VMDK_CREATE_TYPE_MONOLITHIC_SPARSE	  "monolithicSparse"
/* A descriptor file and one raw extent. */
#define VMDK_CREATE_TYPE_MONOLITHIC_FLAT	  "monolithicFlat"
/* A descriptor file and sparse extents of at most 2 GiB. */
#define VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE "twoGbMaxExtentSparse"
/* A descriptor file and raw extents of at most 2 GiB. */
#define VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT	  "twoGbMaxExtentFlat"
/* Older spelling of twoGbMaxExtentSparse. qemu does not know it. */
#define VMDK_CREATE_TYPE_2GB_SPARSE		  "2GbMaxExtentSparse"
#define VMDK_CREATE_TYPE_2GB_FLAT		  "2GbMaxExtentFlat" /* Older spelling of twoGbMaxExtentFlat. */
/* One sparse extent with compressed grains, for transport. */
#define VMDK_CREATE_TYPE_STREAM_OPTIMIZED	  "streamOptimized"
#define VMDK_CREATE_TYPE_VMFS			  "vmfs" /* A descriptor file and one raw extent on VMFS. */
/* A descriptor file and COWD extents on VMFS. */
#define VMDK_CREATE_TYPE_VMFS_SPARSE		  "vmfsSparse"
/* A descriptor file and space-efficient sparse extents on VMFS. */
#define VMDK_CREATE_TYPE_SE_SPARSE		  "seSparse"
#define VMDK_CREATE_TYPE_FULL_DEVICE		  "fullDevice" /* A whole physical disk. */
/* Partitions of a physical disk. Not readable from an image. */
#define VMDK_CREATE_TYPE_PARTITIONED_DEVICE	  "partitionedDevice"
#define VMDK_CREATE_TYPE_VMFS_RAW		  "vmfsRaw" /* A raw device on ESX. */
#define VMDK_CREATE_TYPE_VMFS_RDM		  "vmfsRDM" /* A raw device mapping, as ESX writes it. */
/* A raw device mapping that passes SCSI commands, as ESX writes it. */
#define VMDK_CREATE_TYPE_VMFS_RDM_PASSTHROUGH	  "vmfsRDMP"
/* `vmfsRDM`, as VMware's text names it. */
#define VMDK_CREATE_TYPE_VMFS_RAW_DEVICE_MAP	  "vmfsRawDeviceMap"
/* `vmfsRDMP`, as VMware's text names it. */
#define VMDK_CREATE_TYPE_VMFS_PASSTHROUGH_RDM	  "vmfsPassthroughRawDeviceMap"
/* A raw extent on VMFS whose space is allocated when it is written. */
#define VMDK_CREATE_TYPE_VMFS_THIN		  "vmfsThin"
/* A raw extent on VMFS whose space is allocated at once. */
#define VMDK_CREATE_TYPE_VMFS_PREALLOCATED	  "vmfsPreallocated"
/* A raw extent on VMFS that is allocated and zeroed at once. */
#define VMDK_CREATE_TYPE_VMFS_EAGER		  "vmfsEagerZeroedThick"
#define VMDK_CREATE_TYPE_CUSTOM			  "custom" /* Anything else. */
#define VMDK_EXTENT_ACCESS_RW			  "RW"	   /* The extent may be read and written. */
#define VMDK_EXTENT_ACCESS_READ_ONLY		  "RDONLY" /* The extent may be read. */
#define VMDK_EXTENT_ACCESS_NO_ACCESS		  "NOACCESS" /* The extent may not even be read. */
/* Bytes of the disk from the given sector of the file on. */
#define VMDK_EXTENT_TYPE_FLAT			  "FLAT"
#define VMDK_EXTENT_TYPE_SPARSE			  "SPARSE" /* A hosted sparse extent. */
#define VMDK_EXTENT_TYPE_ZERO			  "ZERO"   /* Zeros; the line names no file. */
#define VMDK_EXTENT_TYPE_VMFS			  "VMFS" /* Bytes of the disk in a file on VMFS. */
#define VMDK_EXTENT_TYPE_VMFS_SPARSE		  "VMFSSPARSE" /* A COWD extent. */
#define VMDK_EXTENT_TYPE_VMFS_RDM		  "VMFSRDM"    /* A raw device mapping. */
#define VMDK_EXTENT_TYPE_VMFS_RAW		  "VMFSRAW"    /* A raw device. */
#define VMDK_EXTENT_TYPE_SE_SPARSE		  "SESPARSE" /* A space-efficient sparse extent. */

struct vmdk_string {
	const char *text;
	uint32_t len;
};

#define VMDK_NUM_STRINGS 32u
extern const struct vmdk_string vmdk_strings[VMDK_NUM_STRINGS];

enum vmdk_compress_algorithm {
	VMDK_COMPRESS_ALGORITHM_NONE = 0, /* Grains are as they are. */
	/* Each grain is a zlib stream (RFC 1950). */
	VMDK_COMPRESS_ALGORITHM_DEFLATE = 1,
};

enum vmdk_marker_type {
	VMDK_MARKER_TYPE_END_OF_STREAM = 0,   /* The stream ends here. */
	VMDK_MARKER_TYPE_GRAIN_TABLE = 1,     /* A grain table follows. */
	VMDK_MARKER_TYPE_GRAIN_DIRECTORY = 2, /* The grain directory follows. */
	VMDK_MARKER_TYPE_FOOTER = 3,	      /* The footer follows. */
};

/*
 * First sector of a hosted sparse extent. Its footer, which streamOptimized files have near their
 * end, is the same structure and takes precedence. A header that is cut short reads as if it went
 * on with zeros.
 *
 *  off size field
 *    0    4 magic                  "KDMV"
 *    4    4 version                at most 3
 *    8    4 flags
 *   12    8 capacity
 *   20    8 grain_sectors
 *   28    8 descriptor_sector
 *   36    8 descriptor_sectors
 *   44    4 num_gtes_per_gt        at most 512
 *   48    8 redundant_gd_sector
 *   56    8 gd_sector
 *   64    8 overhead_sectors
 *   72    1 unclean_shutdown
 *   73    1 single_end_line_char
 *   74    1 non_end_line_char
 *   75    1 double_end_line_char_1
 *   76    1 double_end_line_char_2
 *   77    2 compress_algorithm
 *   79  433 padding
 */
#define VMDK_SPARSE_HEADER_SIZE			      512u
#define VMDK_SPARSE_HEADER_MAGIC_OFFSET		      0u
#define VMDK_SPARSE_HEADER_VERSION_OFFSET	      4u
#define VMDK_SPARSE_HEADER_CAPACITY_OFFSET	      12u
#define VMDK_SPARSE_HEADER_GRAIN_SECTORS_OFFSET	      20u
#define VMDK_SPARSE_HEADER_DESCRIPTOR_SECTOR_OFFSET   28u
#define VMDK_SPARSE_HEADER_DESCRIPTOR_SECTORS_OFFSET  36u
#define VMDK_SPARSE_HEADER_NUM_GTES_PER_GT_OFFSET     44u
#define VMDK_SPARSE_HEADER_REDUNDANT_GD_SECTOR_OFFSET 48u
#define VMDK_SPARSE_HEADER_GD_SECTOR_OFFSET	      56u
#define VMDK_SPARSE_HEADER_OVERHEAD_SECTORS_OFFSET    64u
#define VMDK_SPARSE_HEADER_MAGIC		      "KDMV"
#define VMDK_SPARSE_HEADER_MAGIC_SIZE		      4u
#define VMDK_SPARSE_HEADER_NUM_GTES_PER_GT_MAX	      512u
/* Bit of `flags`, the four end-of-line bytes are filled in. */
#define VMDK_SPARSE_HEADER_FLAG_NEWLINE_TEST	      1u
/* Bit of `flags`, there is a second grain directory. */
#define VMDK_SPARSE_HEADER_FLAG_REDUNDANT_GD	      2u
/* Bit of `flags`, a grain table entry of 1 means a grain of zeros. */
#define VMDK_SPARSE_HEADER_FLAG_ZEROED_GRAIN	      4u
#define VMDK_SPARSE_HEADER_FLAG_COMPRESSED	      0x10000u /* Bit of `flags`, grains are compressed. */
/* Bit of `flags`, grains and metadata are after markers. */
#define VMDK_SPARSE_HEADER_FLAG_MARKERS		      0x20000u

enum vmdk_sparse_header_field {
	VMDK_SPARSE_HEADER_FIELD_MAGIC = 1,
	VMDK_SPARSE_HEADER_FIELD_VERSION = 2,
	VMDK_SPARSE_HEADER_FIELD_FLAGS = 3,
	VMDK_SPARSE_HEADER_FIELD_CAPACITY = 4,
	VMDK_SPARSE_HEADER_FIELD_GRAIN_SECTORS = 5,
	VMDK_SPARSE_HEADER_FIELD_DESCRIPTOR_SECTOR = 6,
	VMDK_SPARSE_HEADER_FIELD_DESCRIPTOR_SECTORS = 7,
	VMDK_SPARSE_HEADER_FIELD_NUM_GTES_PER_GT = 8,
	VMDK_SPARSE_HEADER_FIELD_REDUNDANT_GD_SECTOR = 9,
	VMDK_SPARSE_HEADER_FIELD_GD_SECTOR = 10,
	VMDK_SPARSE_HEADER_FIELD_OVERHEAD_SECTORS = 11,
	VMDK_SPARSE_HEADER_FIELD_UNCLEAN_SHUTDOWN = 12,
	VMDK_SPARSE_HEADER_FIELD_SINGLE_END_LINE_CHAR = 13,
	VMDK_SPARSE_HEADER_FIELD_NON_END_LINE_CHAR = 14,
	VMDK_SPARSE_HEADER_FIELD_DOUBLE_END_LINE_CHAR_1 = 15,
	VMDK_SPARSE_HEADER_FIELD_DOUBLE_END_LINE_CHAR_2 = 16,
	VMDK_SPARSE_HEADER_FIELD_COMPRESS_ALGORITHM = 17,
	VMDK_SPARSE_HEADER_FIELD_PADDING = 18,
};

struct vmdk_sparse_header {
	/* Size of the extent's part of the disk, a multiple of the grain. */
	uint64_t capacity;
	/* Size of a grain, a power of two greater than 8; 128 in practice. */
	uint64_t grain_sectors;
	/* Sector of the embedded descriptor, 1 in practice. */
	uint64_t descriptor_sector;
	/* Room of the embedded descriptor, 20 in practice. */
	uint64_t descriptor_sectors;
	/* Sector of the second grain directory, which has grain tables of its own. */
	uint64_t redundant_gd_sector;
	uint64_t gd_sector; /* Sector of the grain directory, or `gd_at_end`. */
	/* Sectors in front of the first grain, all metadata included, rounded up to the grain. */
	uint64_t overhead_sectors;
	/* 1, or 2 when grain table entries may be 1 (zeroed grain), or 3. */
	uint32_t version;
	uint32_t flags;		     /* Set of bits, see the derived values below. */
	uint32_t num_gtes_per_gt;    /* Entries in one grain table. */
	uint16_t compress_algorithm; /* How grains are compressed. */
	/* 1 while the extent is open for writing, and after a crash. */
	uint8_t unclean_shutdown;
	uint8_t single_end_line_char;	/* Line feed. */
	uint8_t non_end_line_char;	/* Space. */
	uint8_t double_end_line_char_1; /* Carriage return. */
	uint8_t double_end_line_char_2; /* Line feed. */
};

/**
 * vmdk_sparse_header_parse - check and copy a vmdk sparse header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vmdk_sparse_header_parse(struct parse_in *in,
						      struct vmdk_sparse_header *out);

/**
 * vmdk_sparse_header_store - write a vmdk sparse header
 * @p: room for VMDK_SPARSE_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vmdk_sparse_header_store(uint8_t *p, const struct vmdk_sparse_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint64_t vmdk_sparse_header_peek_capacity(const uint8_t *p)
{
	return load_u8le(p + 12);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint64_t vmdk_sparse_header_peek_descriptor_sector(const uint8_t *p)
{
	return load_u8le(p + 28);
}

/* There is a second grain directory. */
static inline bool vmdk_sparse_header_has_redundant_gd(const struct vmdk_sparse_header *h)
{
	return (h->flags & VMDK_SPARSE_HEADER_FLAG_REDUNDANT_GD) != 0;
}

/* A grain table entry of 1 means a grain of zeros. */
static inline bool vmdk_sparse_header_has_zeroed_grain(const struct vmdk_sparse_header *h)
{
	return (h->flags & VMDK_SPARSE_HEADER_FLAG_ZEROED_GRAIN) != 0;
}

/* A compressed grain is preceded by `grain_marker`. */
static inline bool vmdk_sparse_header_has_markers(const struct vmdk_sparse_header *h)
{
	return (h->flags & VMDK_SPARSE_HEADER_FLAG_MARKERS) != 0;
}

/* The footer says where the grain directory is. */
static inline bool vmdk_sparse_header_has_footer(const struct vmdk_sparse_header *h)
{
	return h->gd_sector == UINT64_C(0xffffffffffffffff);
}

/* Grains are deflated. */
static inline bool vmdk_sparse_header_is_compressed(const struct vmdk_sparse_header *h)
{
	return h->compress_algorithm == VMDK_COMPRESS_ALGORITHM_DEFLATE;
}

/*
 * First 2048 bytes of an ESX sparse extent (delta disk of a snapshot on VMFS, a "redo log").
 * Everything not in it is read from the parent disk, or as zeros. The same magic begins the extents
 * of VMware Workstation 3, whose header is shorter.
 *
 *  off size field
 *    0    4 magic                 "COWD"
 *    4    4 version
 *    8    4 flags
 *   12    4 num_sectors
 *   16    4 grain_sectors
 *   20    4 gd_sector
 *   24    4 num_gd_entries        at most 0x2000000
 *   28    4 free_sector
 *   32    4 num_cylinders
 *   36    4 num_heads
 *   40    4 num_sectors_per_track
 *   44 1012 padding_root
 * 1056    4 parent_generation
 * 1060    4 generation
 * 1064   60 name
 * 1124  512 description
 * 1636    4 saved_generation
 * 1640    8 reserved
 * 1648    4 unclean_shutdown
 * 1652  396 padding
 */
#define VMDK_COWD_HEADER_SIZE		       2048u
#define VMDK_COWD_HEADER_MAGIC_OFFSET	       0u
#define VMDK_COWD_HEADER_VERSION_OFFSET	       4u
#define VMDK_COWD_HEADER_NUM_SECTORS_OFFSET    12u
#define VMDK_COWD_HEADER_GRAIN_SECTORS_OFFSET  16u
#define VMDK_COWD_HEADER_GD_SECTOR_OFFSET      20u
#define VMDK_COWD_HEADER_NUM_GD_ENTRIES_OFFSET 24u
#define VMDK_COWD_HEADER_MAGIC		       "COWD"
#define VMDK_COWD_HEADER_MAGIC_SIZE	       4u

enum vmdk_cowd_header_field {
	VMDK_COWD_HEADER_FIELD_MAGIC = 1,
	VMDK_COWD_HEADER_FIELD_VERSION = 2,
	VMDK_COWD_HEADER_FIELD_FLAGS = 3,
	VMDK_COWD_HEADER_FIELD_NUM_SECTORS = 4,
	VMDK_COWD_HEADER_FIELD_GRAIN_SECTORS = 5,
	VMDK_COWD_HEADER_FIELD_GD_SECTOR = 6,
	VMDK_COWD_HEADER_FIELD_NUM_GD_ENTRIES = 7,
	VMDK_COWD_HEADER_FIELD_FREE_SECTOR = 8,
	VMDK_COWD_HEADER_FIELD_NUM_CYLINDERS = 9,
	VMDK_COWD_HEADER_FIELD_NUM_HEADS = 10,
	VMDK_COWD_HEADER_FIELD_NUM_SECTORS_PER_TRACK = 11,
	VMDK_COWD_HEADER_FIELD_PADDING_ROOT = 12,
	VMDK_COWD_HEADER_FIELD_PARENT_GENERATION = 13,
	VMDK_COWD_HEADER_FIELD_GENERATION = 14,
	VMDK_COWD_HEADER_FIELD_NAME = 15,
	VMDK_COWD_HEADER_FIELD_DESCRIPTION = 16,
	VMDK_COWD_HEADER_FIELD_SAVED_GENERATION = 17,
	VMDK_COWD_HEADER_FIELD_RESERVED = 18,
	VMDK_COWD_HEADER_FIELD_UNCLEAN_SHUTDOWN = 19,
	VMDK_COWD_HEADER_FIELD_PADDING = 20,
};

struct vmdk_cowd_header {
	uint32_t version;	/* Version, 1. */
	uint32_t flags;		/* 3, always. */
	uint32_t num_sectors;	/* Size of the extent's part of the disk. */
	uint32_t grain_sectors; /* Size of a grain; 1 on ESX. */
	/* Sector of the grain directory; 4 on ESX, after this header. */
	uint32_t gd_sector;
	uint32_t num_gd_entries;	/* Entries in the grain directory. */
	uint32_t free_sector;		/* Next sector to be allocated. */
	uint32_t num_cylinders;		/* Cylinders of a root disk. */
	uint32_t num_heads;		/* Heads of a root disk. */
	uint32_t num_sectors_per_track; /* Sectors per track of a root disk. */
	/* Generation of the parent when the child was made. */
	uint32_t parent_generation;
	uint32_t generation;	   /* Grows with each time the disk is opened for writing. */
	uint32_t saved_generation; /* Generation at the last clean close. */
	/* 1 while the extent is open for writing, and after a crash. */
	uint32_t unclean_shutdown;
	uint8_t name[60];	  /* Name of the disk. */
	uint8_t description[512]; /* Description of the disk. */
};

/**
 * vmdk_cowd_header_parse - check and copy a vmdk cowd header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vmdk_cowd_header_parse(struct parse_in *in,
						    struct vmdk_cowd_header *out);

/**
 * vmdk_cowd_header_store - write a vmdk cowd header
 * @p: room for VMDK_COWD_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vmdk_cowd_header_store(uint8_t *p, const struct vmdk_cowd_header *h);

/*
 * Announces metadata in a streamOptimized file. A marker is one sector; what it announces follows
 * in the next ones. A size other than 0 makes it a `grain_marker`, whose data begins right after 12
 * bytes.
 *
 *  off size field
 *    0    8 num_sectors
 *    8    4 len_data
 *   12    4 marker_type
 *   16  496 padding
 */
#define VMDK_MARKER_SIZE 512u

enum vmdk_marker_field {
	VMDK_MARKER_FIELD_NUM_SECTORS = 1,
	VMDK_MARKER_FIELD_LEN_DATA = 2,
	VMDK_MARKER_FIELD_MARKER_TYPE = 3,
	VMDK_MARKER_FIELD_PADDING = 4,
};

struct vmdk_marker {
	/* Sectors of metadata that follow, 0 for the end of the stream. */
	uint64_t num_sectors;
	uint32_t len_data;    /* 0 for metadata. */
	uint32_t marker_type; /* What follows. */
};

/**
 * vmdk_marker_parse - check and copy a vmdk marker
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vmdk_marker_parse(struct parse_in *in, struct vmdk_marker *out);

/**
 * vmdk_marker_store - write a vmdk marker
 * @p: room for VMDK_MARKER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vmdk_marker_store(uint8_t *p, const struct vmdk_marker *h);

/*
 * Precedes each compressed grain. The grain's data follows at once, and is padded with zeros to the
 * end of its last sector. A grain table entry points to the marker.
 *
 *  off size field
 *    0    8 lba
 *    8    4 len_data
 */
#define VMDK_GRAIN_MARKER_SIZE 12u

enum vmdk_grain_marker_field {
	VMDK_GRAIN_MARKER_FIELD_LBA = 1,
	VMDK_GRAIN_MARKER_FIELD_LEN_DATA = 2,
};

struct vmdk_grain_marker {
	uint64_t lba;	   /* Sector of the disk at which the grain begins. */
	uint32_t len_data; /* Length of the compressed data, never 0. */
};

/**
 * vmdk_grain_marker_parse - check and copy a vmdk grain marker
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vmdk_grain_marker_parse(struct parse_in *in,
						     struct vmdk_grain_marker *out);

/**
 * vmdk_grain_marker_store - write a vmdk grain marker
 * @p: room for VMDK_GRAIN_MARKER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vmdk_grain_marker_store(uint8_t *p, const struct vmdk_grain_marker *h);

/*
 * The last three sectors of a streamOptimized file that was written in one go. The header in the
 * middle differs from that at the start of the file in `gd_sector`.
 *
 *  off size field
 *    0  512 footer_marker
 *  512  512 header
 * 1024  512 end_of_stream
 */
#define VMDK_FOOTER_SIZE 1536u

enum vmdk_footer_field {
	VMDK_FOOTER_FIELD_FOOTER_MARKER = 1,
	VMDK_FOOTER_FIELD_HEADER = 2,
	VMDK_FOOTER_FIELD_END_OF_STREAM = 3,
};

struct vmdk_footer {
	/* Marker of the footer, of size 0 and type footer. */
	struct vmdk_marker footer_marker;
	struct vmdk_sparse_header header; /* The header that counts. */
	struct vmdk_marker end_of_stream; /* Marker of 512 zero bytes. */
};

/**
 * vmdk_footer_parse - check and copy a vmdk footer
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vmdk_footer_parse(struct parse_in *in, struct vmdk_footer *out);

/**
 * vmdk_footer_store - write a vmdk footer
 * @p: room for VMDK_FOOTER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vmdk_footer_store(uint8_t *p, const struct vmdk_footer *h);

/* What readers demand of the two markers. */
static inline bool vmdk_footer_is_valid(const struct vmdk_footer *h)
{
	return h->footer_marker.len_data == 0 &&
	       h->footer_marker.marker_type == VMDK_MARKER_TYPE_FOOTER &&
	       h->end_of_stream.num_sectors == 0 && h->end_of_stream.len_data == 0 &&
	       h->end_of_stream.marker_type == VMDK_MARKER_TYPE_END_OF_STREAM;
}

/*
 * Place of one grain table. Entry n covers the disk from sector n x `num_gtes_per_gt` x
 * `grain_sectors` on.
 *
 *  off size field
 *    0    4 sector
 */
#define VMDK_GRAIN_DIRECTORY_ENTRY_SIZE	       4u
/* Value of an entry without a grain table; none of its grains was ever written. */
#define VMDK_GRAIN_DIRECTORY_ENTRY_UNALLOCATED 0u

enum vmdk_grain_directory_entry_field {
	VMDK_GRAIN_DIRECTORY_ENTRY_FIELD_SECTOR = 1,
};

static inline uint32_t vmdk_grain_directory_entry_load(const uint8_t *p)
{
	return load_u4le(p);
}

/* Sector of the grain table. */
static inline uint32_t vmdk_grain_directory_entry_sector(uint32_t e)
{
	return e;
}

/* Whether there is a grain table. */
static inline bool vmdk_grain_directory_entry_is_allocated(uint32_t e)
{
	return vmdk_grain_directory_entry_sector(e) != VMDK_GRAIN_DIRECTORY_ENTRY_UNALLOCATED;
}

/* Offset of the grain table in the file. */
static inline uint64_t vmdk_grain_directory_entry_table_offset(uint32_t e)
{
	return (uint64_t)vmdk_grain_directory_entry_sector(e) * 512;
}

/* What the entry means for its range of the disk. */
static inline enum meaning vmdk_grain_directory_entry_classify(uint32_t e)
{
	if (vmdk_grain_directory_entry_sector(e) == VMDK_GRAIN_DIRECTORY_ENTRY_UNALLOCATED)
		return MEANS_HOLE;
	return MEANS_TABLE;
}

static inline void vmdk_grain_directory_entry_store(uint8_t *p, uint32_t e)
{
	store_u4le(p, e);
}

/*
 * Place of one grain. An entry that is not allocated reads from the parent disk or, without one, as
 * zeros.
 *
 *  off size field
 *    0    4 sector
 */
#define VMDK_GRAIN_TABLE_ENTRY_SIZE	   4u
#define VMDK_GRAIN_TABLE_ENTRY_UNALLOCATED 0u /* The grain was never written. */
#define VMDK_GRAIN_TABLE_ENTRY_ZEROED	   1u /* The grain reads as zeros, whatever the parent has. */

enum vmdk_grain_table_entry_field {
	VMDK_GRAIN_TABLE_ENTRY_FIELD_SECTOR = 1,
};

static inline uint32_t vmdk_grain_table_entry_load(const uint8_t *p)
{
	return load_u4le(p);
}

/* Sector of the grain, or of its marker in a compressed extent. */
static inline uint32_t vmdk_grain_table_entry_sector(uint32_t e)
{
	return e;
}

/* Whether this extent, rather than the parent, says what the grain is. */
static inline bool vmdk_grain_table_entry_is_allocated(uint32_t e)
{
	return vmdk_grain_table_entry_sector(e) != VMDK_GRAIN_TABLE_ENTRY_UNALLOCATED;
}

/* Offset of the grain in the file. */
static inline uint64_t vmdk_grain_table_entry_grain_offset(uint32_t e)
{
	return (uint64_t)vmdk_grain_table_entry_sector(e) * 512;
}

/* What the entry means for its range of the disk. */
static inline enum meaning vmdk_grain_table_entry_classify(uint32_t e)
{
	if (vmdk_grain_table_entry_sector(e) == VMDK_GRAIN_TABLE_ENTRY_UNALLOCATED)
		return MEANS_HOLE;
	if (vmdk_grain_table_entry_sector(e) == VMDK_GRAIN_TABLE_ENTRY_ZEROED)
		return MEANS_ZERO;
	return MEANS_DATA;
}

static inline void vmdk_grain_table_entry_store(uint8_t *p, uint32_t e)
{
	store_u4le(p, e);
}

/*
 * Text that ties a disk together: a file of its own, or embedded in a sparse extent. Lines end in a
 * line feed (or carriage return and line feed); `#` begins a comment; `key=value` pairs have values
 * with or without double quotes. By VMware's text the case of letters does not matter (VirtualBox
 * writes `# The disk Data Base`); qemu compares keys and create types with regard to case. Three
 * parts follow each other, each after a comment: the header (version, CID, parentCID, createType),
 * the extents, and the disk data base (keys with the prefix `ddb.`).
 *
 * An extent line is `ACCESS SECTORS TYPE "NAME" [OFFSET]`:
 *
 *     line     = [ WS ] access WS sectors WS type [ WS DQUOTE name DQUOTE [ [ WS ] offset [ ignored
 * ] ] ] LF access   = "RW" / "RDONLY" / "NOACCESS" sectors  = 1*DIGIT                        ; size
 * of the extent type     = "FLAT" / "SPARSE" / "ZERO" / "VMFS" / "VMFSSPARSE" / "VMFSRDM" /
 * "VMFSRAW" / "SESPARSE" name     = 1*511( any character but DQUOTE, CR and LF ) offset   = 1*DIGIT
 * ; sector in the file at which a FLAT extent begins WS       = 1*( SP / HTAB )
 *
 * The words, and the values of createType, are the texts `extent_access_*`, `extent_type_*` and
 * `create_type_*` of this file.
 *
 * Extents follow each other on the disk in the order of their lines, and the size of the disk is
 * their sum. Names are relative to the directory of the descriptor.
 *
 *  off size field
 *    0    ? text
 */
#define VMDK_DESCRIPTOR_MIN_SIZE	0u /* what is always there */
/* qemu reads no more than this of a descriptor file, 1 MiB less one byte. */
#define VMDK_DESCRIPTOR_MAX_FILE_BYTES	0xfffffu
/* qemu looks for content ids and the parent in this much of a descriptor, embedded or not. */
#define VMDK_DESCRIPTOR_MAX_IDS_BYTES	10240u
#define VMDK_DESCRIPTOR_MAX_TYPE_BYTES	127u /* Longest createType. */
#define VMDK_DESCRIPTOR_MAX_NAME_BYTES	511u /* Longest extent file name. */
#define VMDK_DESCRIPTOR_MAX_WORD_BYTES	10u  /* Longest type word, VMFSSPARSE. */
#define VMDK_DESCRIPTOR_MIN_PROBE_BYTES 4u   /* Bytes of a magic number. */
/* Value of parentCID, written ffffffff, of a disk without parent. */
#define VMDK_DESCRIPTOR_NO_PARENT_CID	0xffffffffu

enum vmdk_descriptor_field {
	VMDK_DESCRIPTOR_FIELD_TEXT = 1,
};

/* First line of every descriptor that a program wrote. */
#define VMDK_DESCRIPTOR_MAGIC			     "# Disk DescriptorFile"
#define VMDK_DESCRIPTOR_VERSION_1		     "version=1" /* Line by which readers recognise a descriptor. */
#define VMDK_DESCRIPTOR_VERSION_2		     "version=2" /* The same, of a disk with zeroed grains. */
/* The same, of a disk with changed-block tracking. */
#define VMDK_DESCRIPTOR_VERSION_3		     "version=3"
/* Comment in front of the extent lines. */
#define VMDK_DESCRIPTOR_HEADING_EXTENTS		     "# Extent description"
/* Comment in front of the disk data base. */
#define VMDK_DESCRIPTOR_HEADING_DDB		     "# The Disk Data Base"
#define VMDK_DESCRIPTOR_HEADING_DDB_2		     "#DDB"    /* Comment after it. */
#define VMDK_DESCRIPTOR_KEY_VERSION		     "version" /* Version of the descriptor, 1. */
/* Character set of the text: UTF-8, windows-1252 and so on. Absent in qemu's. */
#define VMDK_DESCRIPTOR_KEY_ENCODING		     "encoding"
/* Content id, up to eight hexadecimal digits, changed at the first write after opening. */
#define VMDK_DESCRIPTOR_KEY_CID			     "CID"
/* Content id of the parent when the child was made, or ffffffff. */
#define VMDK_DESCRIPTOR_KEY_PARENT_CID		     "parentCID"
/* Whether the storage itself makes the snapshots, yes or no. */
#define VMDK_DESCRIPTOR_KEY_IS_NATIVE_SNAPSHOT	     "isNativeSnapshot"
#define VMDK_DESCRIPTOR_KEY_CREATE_TYPE		     "createType" /* Kind of the disk, see `create_type`. */
/* Path of the parent, absolute or relative to the child. */
#define VMDK_DESCRIPTOR_KEY_PARENT_FILE_NAME_HINT    "parentFileNameHint"
/* File with the changed-block map. */
#define VMDK_DESCRIPTOR_KEY_CHANGE_TRACK_PATH	     "changeTrackPath"
/* Comment in front of that line. */
#define VMDK_DESCRIPTOR_HEADING_CHANGE_TRACK	     "# Change Tracking File"
#define VMDK_DESCRIPTOR_KEY_DDB			     "ddb" /* How the keys of the disk data base begin. */
/* Controller: ide, buslogic, lsilogic or legacyESX. */
#define VMDK_DESCRIPTOR_KEY_ADAPTER_TYPE	     "ddb.adapterType"
#define VMDK_DESCRIPTOR_KEY_CYLINDERS		     "ddb.geometry.cylinders" /* Cylinders of the geometry. */
/* Heads of the geometry: 16 for ide, else 255. */
#define VMDK_DESCRIPTOR_KEY_HEADS		     "ddb.geometry.heads"
/* Sectors per track of the geometry; 63. */
#define VMDK_DESCRIPTOR_KEY_SECTORS		     "ddb.geometry.sectors"
/* Version of the virtual machine that the disk is for. */
#define VMDK_DESCRIPTOR_KEY_HW_VERSION		     "ddb.virtualHWVersion"
/* Version of the tools in the guest. */
#define VMDK_DESCRIPTOR_KEY_TOOLS_VERSION	     "ddb.toolsVersion"
/* How the tools came into the guest. */
#define VMDK_DESCRIPTOR_KEY_TOOLS_INSTALL_TYPE	     "ddb.toolsInstallType"
/* Cylinders of the geometry that the BIOS reports. */
#define VMDK_DESCRIPTOR_KEY_BIOS_CYLINDERS	     "ddb.geometry.biosCylinders"
#define VMDK_DESCRIPTOR_KEY_BIOS_HEADS		     "ddb.geometry.biosHeads" /* Heads of that geometry. */
/* Sectors per track of that geometry. */
#define VMDK_DESCRIPTOR_KEY_BIOS_SECTORS	     "ddb.geometry.biosSectors"
/* Bytes per sector for the guest, 512 or 4096; 512 where it is missing. */
#define VMDK_DESCRIPTOR_KEY_LOGICAL_SECTOR_SIZE	     "ddb.logicalSectorSize"
/* Bytes per sector that the drive says that its medium has. */
#define VMDK_DESCRIPTOR_KEY_PHYSICAL_SECTOR_SIZE     "ddb.physicalSectorSize"
#define VMDK_DESCRIPTOR_KEY_UUID		     "ddb.uuid" /* Identity of the disk. */
/* Identity of the image for VirtualBox. */
#define VMDK_DESCRIPTOR_KEY_UUID_IMAGE		     "ddb.uuid.image"
/* Identity of the parent for VirtualBox, or zeros. */
#define VMDK_DESCRIPTOR_KEY_UUID_PARENT		     "ddb.uuid.parent"
/* Identity of the last change for VirtualBox. */
#define VMDK_DESCRIPTOR_KEY_UUID_MODIFICATION	     "ddb.uuid.modification"
/* That of the parent when the child was made, or zeros. */
#define VMDK_DESCRIPTOR_KEY_UUID_PARENT_MODIFICATION "ddb.uuid.parentmodification"
/* A content id of 128 bits, whose last eight digits are the CID. */
#define VMDK_DESCRIPTOR_KEY_LONG_CONTENT_ID	     "ddb.longContentID"
/* Whether a flat disk on VMFS is thin. */
#define VMDK_DESCRIPTOR_KEY_THIN_PROVISIONED	     "ddb.thinProvisioned"
#define VMDK_DESCRIPTOR_KEY_DELETABLE		     "ddb.deletable" /* Whether the disk may be deleted. */

struct vmdk_descriptor_string {
	const char *text;
	uint32_t len;
};

#define VMDK_DESCRIPTOR_NUM_STRINGS 37u
extern const struct vmdk_descriptor_string vmdk_descriptor_strings[VMDK_DESCRIPTOR_NUM_STRINGS];

struct vmdk_descriptor {
	size_t len_total; /* bytes that the structure takes */
	/*
	 * Place and length in the buffer: The text, up to the first zero byte or the end of its
	 * room.
	 */
	size_t text_off;
	size_t text_len;
};

/**
 * vmdk_descriptor_parse - check and copy a vmdk descriptor
 * @in:  bytes from the structure's start on
 * @len_text: Length of the file, or of the room in the sparse extent. The caller promises
 * 0..1048575.
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vmdk_descriptor_parse(struct parse_in *in, uint32_t len_text,
						   struct vmdk_descriptor *out);

/**
 * vmdk_descriptor_store - write a vmdk descriptor
 * @p: where to write
 * @cap: bytes of room there
 * @h: values that keep the rules; what the spec fixes is not read from it
 * @len_text: Length of the file, or of the room in the sparse extent.
 * @text: its bytes, as many as the fields of @h say
 *
 * Returns the bytes written, 0 when they do not fit or a part is too long.
 */
MUST_CHECK size_t vmdk_descriptor_store(uint8_t *p, size_t cap, const struct vmdk_descriptor *h,
					uint32_t len_text, const uint8_t *text);

/*
 * The descriptor that qemu writes, in pieces; each % is the place of a number or a text. Extents
 * are named after the image.
 */
/* An extent's number has leading zeros up to so many digits. */
#define VMDK_NEW_DESCRIPTOR_MIN_NUMBER_DIGITS 3u

/* CID, that of the parent, kind. */
#define VMDK_NEW_DESCRIPTOR_HEAD \
	"# Disk DescriptorFile\012version=1\012CID=%\012parentCID=%\012createType=\"%\"\012"
/* Follows where there is a backing file, with its name. */
#define VMDK_NEW_DESCRIPTOR_PARENT  "parentFileNameHint=\"%\""
#define VMDK_NEW_DESCRIPTOR_EXTENTS "\012# Extent description\012" /* In front of the extents. */
#define VMDK_NEW_DESCRIPTOR_FLAT    "RW % FLAT \"%\" 0\012" /* A flat extent's sectors and name. */
/* A sparse extent's sectors and name. */
#define VMDK_NEW_DESCRIPTOR_SPARSE  "RW % SPARSE \"%\"\012"
/* Hardware version. */
#define VMDK_NEW_DESCRIPTOR_DDB \
	"\012# The Disk Data Base\012#DDB\012\012ddb.virtualHWVersion = \"%\"\012"
/* Cylinders and heads. */
#define VMDK_NEW_DESCRIPTOR_GEOMETRY \
	"ddb.geometry.cylinders = \"%\"\012ddb.geometry.heads = \"%\"\012ddb.geometry.sectors = \"63\"\012"
#define VMDK_NEW_DESCRIPTOR_ADAPTER		  "ddb.adapterType = \"%\"\012" /* Adapter type. */
/* Version of the guest tools. */
#define VMDK_NEW_DESCRIPTOR_TOOLS		  "ddb.toolsVersion = \"%\"\012"
/* Between the name of the image and its extension in the name of the only extent. */
#define VMDK_NEW_DESCRIPTOR_NAME_FLAT		  "-flat"
/* The same of one of several flat extents; its number follows. */
#define VMDK_NEW_DESCRIPTOR_NAME_SPLIT_FLAT	  "-f"
/* The same of one of several sparse extents. */
#define VMDK_NEW_DESCRIPTOR_NAME_SPLIT_SPARSE	  "-s"
/* What an image is taken to be called where only its size is asked for. */
#define VMDK_NEW_DESCRIPTOR_DEFAULT_NAME	  "output.vmdk"
/* Hardware version unless `hwversion` says otherwise. */
#define VMDK_NEW_DESCRIPTOR_DEFAULT_HW_VERSION	  "4"
#define VMDK_NEW_DESCRIPTOR_COMPAT6_HW_VERSION	  "6" /* Hardware version with `compat6`. */
/* Adapter type unless `adapter_type` says otherwise. */
#define VMDK_NEW_DESCRIPTOR_DEFAULT_ADAPTER	  "ide"
/* Version of the tools unless `toolsversion` says otherwise. */
#define VMDK_NEW_DESCRIPTOR_DEFAULT_TOOLS_VERSION "2147483647"

struct vmdk_new_descriptor_string {
	const char *text;
	uint32_t len;
};

#define VMDK_NEW_DESCRIPTOR_NUM_STRINGS 17u
extern const struct vmdk_new_descriptor_string
	vmdk_new_descriptor_strings[VMDK_NEW_DESCRIPTOR_NUM_STRINGS];

/* Which element of grain directory the offset belongs to. */
static inline uint64_t vmdk_grain_directory_index(uint64_t offset, uint64_t grain_sectors,
						  uint64_t num_gtes_per_gt)
{
	return (uint64_t)(offset / ((__int128)grain_sectors * 512 * num_gtes_per_gt));
}

/* Which element of grain table the offset belongs to. */
static inline uint64_t vmdk_grain_table_index(uint64_t offset, uint64_t grain_sectors,
					      uint64_t num_gtes_per_gt)
{
	return (uint64_t)(offset / ((__int128)grain_sectors * 512)) % num_gtes_per_gt;
}

/* Which element of cowd directory the offset belongs to. */
static inline uint64_t vmdk_cowd_directory_index(uint64_t offset, uint64_t grain_sectors)
{
	return offset / (grain_sectors * 512 * VMDK_COWD_GTES_PER_GT);
}

/* Which element of cowd table the offset belongs to. */
static inline uint64_t vmdk_cowd_table_index(uint64_t offset, uint64_t grain_sectors)
{
	return offset / (grain_sectors * 512) % VMDK_COWD_GTES_PER_GT;
}

#endif
