/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vhd.ksy spec=5ab5e4b6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_VHD_H
#define GENERATED_VHD_H
/*
 * VHD, the virtual hard disk of Virtual PC, Virtual Server and early Hyper-V. A VHD stores one disk
 * of up to 2040 GiB. Everything is big-endian; sectors are 512 bytes. Three kinds share one
 * 512-byte structure, the footer, which is in the last sector of the file:
 *
 * - fixed: the disk's bytes from offset 0, then the footer. Nothing at offset 0 says that this is a
 *   VHD.
 * - dynamic: a copy of the footer at offset 0, the dynamic header that its `data_offset` names, the
 *   block allocation table (BAT), the blocks in the order in which they were first written, the
 *   footer. Each block is preceded by a bitmap of its sectors.
 * - differencing: as dynamic, and a sector whose bit is clear is read from the parent image.
 *
 * The footer is duplicated because a crash while the file grows loses the one at the end.
 */
#include "store.h"
#include "structures.h"

/*
 * Every offset in the BAT and every size in sectors counts these, whatever the sector size of the
 * virtual drive.
 */
#define VHD_SECTOR_SIZE			 512u
#define VHD_MAX_SECTORS			 0xff000000u /* Largest disk, 2040 GiB. */
/*
 * Sectors of the largest geometry, 65535 cylinders of 16 heads of 255 sectors: 127.5 GiB. A footer
 * whose geometry is exactly this belongs to a disk that may be larger, so readers take
 * `current_size` instead.
 */
#define VHD_MAX_CHS_SECTORS		 267382800u
#define VHD_MAX_CHS_CYLINDERS		 65535u /* Most cylinders that a footer can name. */
#define VHD_MAX_CHS_HEADS		 16u /* Most heads that the geometry rule hands out (the ATA limit). */
/* Most sectors per track that the geometry rule hands out. */
#define VHD_MAX_CHS_SECTORS_PER_TRACK	 255u
/*
 * From this size on the geometry rule uses 16 heads and 255 sectors per track (appendix "CHS
 * Calculation").
 */
#define VHD_CHS_LARGE_DISK_SECTORS	 66059280u
/* Sectors per track that the geometry rule tries first. */
#define VHD_CHS_SECTORS_PER_TRACK_SMALL	 17u
/* Sectors per track that the geometry rule tries second, with 16 heads. */
#define VHD_CHS_SECTORS_PER_TRACK_MEDIUM 31u
/* Sectors per track that the geometry rule tries third, with 16 heads. */
#define VHD_CHS_SECTORS_PER_TRACK_LARGE	 63u
#define VHD_CHS_MIN_HEADS		 4u /* Fewest heads that the geometry rule hands out. */
/*
 * The geometry rule accepts a number of sectors per track when sectors / sectors-per-track is below
 * this many times the heads (the reach of a BIOS call).
 */
#define VHD_CHS_CYLINDERS_PER_HEAD	 1024u
/* Longest BAT that qemu reads, the largest signed 32-bit number rounded down to sectors. */
#define VHD_MAX_BAT_READ		 0x7ffffe00u
/* Sectors that one sector of a block's bitmap describes, 8 x 512. */
#define VHD_SECTORS_PER_BITMAP_SECTOR	 4096u
/*
 * Block size of practically every dynamic image, 2 MiB. qemu, Virtual PC and Hyper-V write nothing
 * else.
 */
#define VHD_DEFAULT_BLOCK_SIZE		 0x200000u
#define VHD_DEFAULT_FEATURES		 2u /* `features` of a new image: the bit that is always set. */
#define VHD_DEFAULT_VERSION		 0x10000u /* Version 1.0, of the footer and of the dynamic header. */
#define VHD_QEMU_CREATOR_VERSION	 0x50003u /* `creator_version` that qemu writes. */
/* Value of `data_offset` in the dynamic header. */
#define VHD_NO_NEXT_STRUCTURE		 UINT64_C(0xffffffffffffffff)
/* What instar sets aside after the BAT of a differencing image for the path of the parent. */
#define VHD_PARENT_PATH_ROOM		 4096u
/* Value of `data_offset` in the footer of a fixed image. */
#define VHD_FIXED_DATA_OFFSET		 UINT64_C(0xffffffffffffffff)
/* The format's time zero, 2000-01-01 00:00:00 UTC, as a Unix time. */
#define VHD_TIMESTAMP_EPOCH		 946684800u

enum vhd_disk_type {
	VHD_DISK_TYPE_NONE = 0,		/* Not a disk. */
	VHD_DISK_TYPE_DEPRECATED_1 = 1, /* Reserved; never used. */
	VHD_DISK_TYPE_FIXED = 2,	/* All bytes of the disk in order. */
	VHD_DISK_TYPE_DYNAMIC = 3,	/* Blocks are added as they are written. */
	VHD_DISK_TYPE_DIFFERENCING = 4, /* Changes against a parent image. */
	VHD_DISK_TYPE_DEPRECATED_5 = 5, /* Reserved; never used. */
	VHD_DISK_TYPE_DEPRECATED_6 = 6, /* Reserved; never used. */
};

enum vhd_creator_application {
	VHD_CREATOR_APPLICATION_VPC = 0x76706320, /* `vpc `, Virtual PC. */
	/* `vs `, Virtual Server 2005. */
	VHD_CREATOR_APPLICATION_VIRTUAL_SERVER = 0x76732020,
	/* `qemu`, qemu without `force_size`. */
	VHD_CREATOR_APPLICATION_QEMU = 0x71656d75,
	/* `qem2`, qemu with `force_size`. */
	VHD_CREATOR_APPLICATION_QEMU2 = 0x71656d32,
	/* `wa` and two zero bytes, Azure. */
	VHD_CREATOR_APPLICATION_AZURE = 0x77610000,
	/* `win `, Hyper-V and the disk management of Windows. */
	VHD_CREATOR_APPLICATION_WIN = 0x77696e20,
	VHD_CREATOR_APPLICATION_DISK2VHD = 0x64327620, /* `d2v `, Disk2vhd. */
	/* `tap` and a zero byte, XenServer. */
	VHD_CREATOR_APPLICATION_XENSERVER = 0x74617000,
	VHD_CREATOR_APPLICATION_XENCONVERT = 0x43545853, /* `CTXS`, XenConvert. */
	VHD_CREATOR_APPLICATION_VIRTUALBOX = 0x76626f78, /* `vbox`, VirtualBox. */
};

enum vhd_creator_host_os {
	VHD_CREATOR_HOST_OS_WINDOWS = 0x5769326b,   /* `Wi2k`, Windows. */
	VHD_CREATOR_HOST_OS_MACINTOSH = 0x4d616320, /* `Mac `, Mac OS. */
};

enum vhd_platform_code {
	VHD_PLATFORM_CODE_NONE = 0, /* The locator is unused. */
	/* `Wi2r`, deprecated: a relative Windows path in 8-bit characters. */
	VHD_PLATFORM_CODE_WI2R = 0x57693272,
	/* `Wi2k`, deprecated: an absolute Windows path in 8-bit characters. */
	VHD_PLATFORM_CODE_WI2K = 0x5769326b,
	/* `W2ru`, a relative Windows path in UTF-16, little-endian. */
	VHD_PLATFORM_CODE_W2RU = 0x57327275,
	/* `W2ku`, an absolute Windows path in UTF-16, little-endian. */
	VHD_PLATFORM_CODE_W2KU = 0x57326b75,
	VHD_PLATFORM_CODE_MAC = 0x4d616320, /* `Mac `, a Mac OS alias. */
	/* `MacX`, a file URL in UTF-8, RFC 2396. */
	VHD_PLATFORM_CODE_MACX = 0x4d616358,
};

/*
 * The drive geometry that a guest sees on an ATA bus. For images of Virtual PC, and of old qemu,
 * cylinders x heads x sectors is also the size of the disk.
 *
 *  off size field
 *    0    2 num_cylinders
 *    2    1 num_heads
 *    3    1 num_sectors_per_track
 */
#define VHD_GEOMETRY_SIZE 4u

enum vhd_geometry_field {
	VHD_GEOMETRY_FIELD_NUM_CYLINDERS = 1,
	VHD_GEOMETRY_FIELD_NUM_HEADS = 2,
	VHD_GEOMETRY_FIELD_NUM_SECTORS_PER_TRACK = 3,
};

struct vhd_geometry {
	uint16_t num_cylinders; /* Cylinders. */
	/* Heads per cylinder, 4..16 by the geometry rule; readers take any value. */
	uint8_t num_heads;
	/* Sectors per track, by the geometry rule 17, 31, 63 or 255. */
	uint8_t num_sectors_per_track;
};

/**
 * vhd_geometry_parse - check and copy a vhd geometry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhd_geometry_parse(struct parse_in *in, struct vhd_geometry *out);

/**
 * vhd_geometry_store - write a vhd geometry
 * @p: room for VHD_GEOMETRY_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhd_geometry_store(uint8_t *p, const struct vhd_geometry *h);

/* Size of the disk by its geometry. */
static inline uint64_t vhd_geometry_num_sectors(const struct vhd_geometry *h)
{
	return (uint32_t)(h->num_cylinders * h->num_heads) * h->num_sectors_per_track;
}

/*
 * Identity, size and kind of the image. The last 512 bytes of every VHD; dynamic and differencing
 * images repeat it at offset 0. Images of Virtual PC before 2004 have a footer of 511 bytes; qemu
 * reads it as if a zero byte followed.
 *
 *  off size field
 *    0    8 cookie              "conectix"
 *    8    4 features
 *   12    4 format_version
 *   16    8 data_offset
 *   24    4 time_stamp
 *   28    4 creator_application
 *   32    4 creator_version
 *   36    4 creator_host_os
 *   40    8 original_size
 *   48    8 current_size
 *   56    4 disk_geometry
 *   60    4 disk_type
 *   64    4 checksum
 *   68   16 unique_id
 *   84    1 saved_state
 *   85    1 hidden
 *   86  426 reserved
 */
#define VHD_FOOTER_SIZE			512u
#define VHD_FOOTER_DATA_OFFSET_OFFSET	16u
#define VHD_FOOTER_CURRENT_SIZE_OFFSET	48u
#define VHD_FOOTER_DISK_GEOMETRY_OFFSET 56u
#define VHD_FOOTER_DISK_TYPE_OFFSET	60u
#define VHD_FOOTER_CHECKSUM_OFFSET	64u
#define VHD_FOOTER_COOKIE		"conectix"
#define VHD_FOOTER_COOKIE_SIZE		8u

enum vhd_footer_field {
	VHD_FOOTER_FIELD_COOKIE = 1,
	VHD_FOOTER_FIELD_FEATURES = 2,
	VHD_FOOTER_FIELD_FORMAT_VERSION = 3,
	VHD_FOOTER_FIELD_DATA_OFFSET = 4,
	VHD_FOOTER_FIELD_TIME_STAMP = 5,
	VHD_FOOTER_FIELD_CREATOR_APPLICATION = 6,
	VHD_FOOTER_FIELD_CREATOR_VERSION = 7,
	VHD_FOOTER_FIELD_CREATOR_HOST_OS = 8,
	VHD_FOOTER_FIELD_ORIGINAL_SIZE = 9,
	VHD_FOOTER_FIELD_CURRENT_SIZE = 10,
	VHD_FOOTER_FIELD_DISK_GEOMETRY = 11,
	VHD_FOOTER_FIELD_DISK_TYPE = 12,
	VHD_FOOTER_FIELD_CHECKSUM = 13,
	VHD_FOOTER_FIELD_UNIQUE_ID = 14,
	VHD_FOOTER_FIELD_SAVED_STATE = 15,
	VHD_FOOTER_FIELD_HIDDEN = 16,
	VHD_FOOTER_FIELD_RESERVED = 17,
};

struct vhd_footer {
	uint64_t data_offset;		   /* Offset of the dynamic header, 512 in practice. */
	uint64_t original_size;		   /* Size of the disk when it was created. */
	uint64_t current_size;		   /* Size of the disk now. */
	struct vhd_geometry disk_geometry; /* Geometry of the drive. */
	/*
	 * Bit 0 marks a temporary disk that may be deleted on shutdown, bit 1 is reserved and
	 * always set.
	 */
	uint32_t features;
	/* Major version in the upper 16 bits, minor in the lower. */
	uint32_t format_version;
	/* Creation time in seconds since 2000-01-01 00:00:00 UTC (`timestamp_epoch`). */
	uint32_t time_stamp;
	/* Four characters that name the writing program. */
	uint32_t creator_application;
	/* Version of the writing program, major in the upper 16 bits. */
	uint32_t creator_version;
	uint32_t creator_host_os; /* System on which the image was made. */
	uint32_t disk_type;	  /* Kind of the image. */
	/*
	 * All 512 bytes added up as unsigned bytes, with this field as zero, and the sum inverted
	 * bit by bit.
	 */
	uint32_t checksum;
	uint8_t unique_id[16]; /* UUID of the image. */
	uint8_t saved_state;   /* 1 when the virtual machine is suspended to disk. */
	/* 1 where XenServer does not show the disk to people, such as a parent of snapshots. */
	uint8_t hidden;
};

/**
 * vhd_footer_parse - check and copy a vhd footer
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhd_footer_parse(struct parse_in *in, struct vhd_footer *out);

/**
 * vhd_footer_store - write a vhd footer
 * @p: room for VHD_FOOTER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhd_footer_store(uint8_t *p, const struct vhd_footer *h);

/* What the checksum of these bytes would be; the span is cut at len. */
uint32_t vhd_footer_checksum_compute(const uint8_t *buf, size_t len);

/*
 * Says where in the file the path of the parent is stored for one platform.
 *
 *  off size field
 *    0    4 platform_code
 *    4    4 platform_data_space
 *    8    4 platform_data_length
 *   12    4 reserved
 *   16    8 platform_data_offset
 */
#define VHD_PARENT_LOCATOR_SIZE 24u

enum vhd_parent_locator_field {
	VHD_PARENT_LOCATOR_FIELD_PLATFORM_CODE = 1,
	VHD_PARENT_LOCATOR_FIELD_PLATFORM_DATA_SPACE = 2,
	VHD_PARENT_LOCATOR_FIELD_PLATFORM_DATA_LENGTH = 3,
	VHD_PARENT_LOCATOR_FIELD_RESERVED = 4,
	VHD_PARENT_LOCATOR_FIELD_PLATFORM_DATA_OFFSET = 5,
};

struct vhd_parent_locator {
	uint64_t platform_data_offset; /* Offset of the path in this file. */
	/* Which platform's notation the path is in; 0 for an unused locator. */
	uint32_t platform_code;
	uint32_t platform_data_space;  /* Room set aside for the path. */
	uint32_t platform_data_length; /* Length of the path. */
};

/**
 * vhd_parent_locator_parse - check and copy a vhd parent locator
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhd_parent_locator_parse(struct parse_in *in,
						      struct vhd_parent_locator *out);

/**
 * vhd_parent_locator_store - write a vhd parent locator
 * @p: room for VHD_PARENT_LOCATOR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhd_parent_locator_store(uint8_t *p, const struct vhd_parent_locator *h);

/*
 * Where the BAT is and how large the blocks are; for a differencing image also who the parent is.
 * Present in dynamic and differencing images.
 *
 *  off size field
 *    0    8 cookie              "cxsparse"
 *    8    8 data_offset
 *   16    8 table_offset
 *   24    4 header_version
 *   28    4 max_table_entries   at most 0x1fffffff
 *   32    4 block_size          such that block_size >= 512 and (block_size & (block_size ...
 *   36    4 checksum
 *   40   16 parent_unique_id
 *   56    4 parent_time_stamp
 *   60    4 reserved
 *   64  512 parent_unicode_name
 *  576  192 parent_locators
 *  768  256 reserved_2
 */
#define VHD_DYNAMIC_HEADER_SIZE			      1024u
#define VHD_DYNAMIC_HEADER_TABLE_OFFSET_OFFSET	      16u
#define VHD_DYNAMIC_HEADER_MAX_TABLE_ENTRIES_OFFSET   28u
#define VHD_DYNAMIC_HEADER_CHECKSUM_OFFSET	      36u
#define VHD_DYNAMIC_HEADER_PARENT_UNICODE_NAME_OFFSET 64u

enum vhd_dynamic_header_field {
	VHD_DYNAMIC_HEADER_FIELD_COOKIE = 1,
	VHD_DYNAMIC_HEADER_FIELD_DATA_OFFSET = 2,
	VHD_DYNAMIC_HEADER_FIELD_TABLE_OFFSET = 3,
	VHD_DYNAMIC_HEADER_FIELD_HEADER_VERSION = 4,
	VHD_DYNAMIC_HEADER_FIELD_MAX_TABLE_ENTRIES = 5,
	VHD_DYNAMIC_HEADER_FIELD_BLOCK_SIZE = 6,
	VHD_DYNAMIC_HEADER_FIELD_CHECKSUM = 7,
	VHD_DYNAMIC_HEADER_FIELD_PARENT_UNIQUE_ID = 8,
	VHD_DYNAMIC_HEADER_FIELD_PARENT_TIME_STAMP = 9,
	VHD_DYNAMIC_HEADER_FIELD_RESERVED = 10,
	VHD_DYNAMIC_HEADER_FIELD_PARENT_UNICODE_NAME = 11,
	VHD_DYNAMIC_HEADER_FIELD_PARENT_LOCATORS = 12,
	VHD_DYNAMIC_HEADER_FIELD_RESERVED_2 = 13,
};

struct vhd_dynamic_header {
	uint64_t data_offset; /* All bits set. */
	/* Offset of the BAT, a multiple of 512; 1536 in practice. */
	uint64_t table_offset;
	/* Up to eight ways to find the parent, one per platform. */
	struct vhd_parent_locator parent_locators[8];
	uint32_t header_version; /* As in the footer, of this structure. */
	/*
	 * Entries in the BAT, equal to the number of blocks of the disk, the last of which may
	 * reach past its end.
	 */
	uint32_t max_table_entries;
	/* Bytes of disk in one block, a power of two, not counting the bitmap in front. */
	uint32_t block_size;
	/* As in the footer, over the 1024 bytes of this structure. */
	uint32_t checksum;
	/* Modification time of the parent when the child was made. */
	uint32_t parent_time_stamp;
	/* UUID of the parent of a differencing image, else zero. */
	uint8_t parent_unique_id[16];
	/*
	 * File name of the parent in UTF-16, big-endian, ended by a zero character or the end of
	 * the field.
	 */
	uint8_t parent_unicode_name[512];
};

/**
 * vhd_dynamic_header_parse - check and copy a vhd dynamic header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhd_dynamic_header_parse(struct parse_in *in,
						      struct vhd_dynamic_header *out);

/**
 * vhd_dynamic_header_store - write a vhd dynamic header
 * @p: room for VHD_DYNAMIC_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhd_dynamic_header_store(uint8_t *p, const struct vhd_dynamic_header *h);

/* What the checksum of these bytes would be; the span is cut at len. */
uint32_t vhd_dynamic_header_checksum_compute(const uint8_t *buf, size_t len);

/*
 * Place of one block. The block's sector bitmap is at that sector, rounded up to whole sectors; its
 * data follows. Blocks may come in any order. Entry n describes the disk from byte n x `block_size`
 * on.
 *
 *  off size field
 *    0    4 sector
 */
#define VHD_BAT_ENTRY_SIZE	  4u
#define VHD_BAT_ENTRY_UNALLOCATED 0xffffffffu /* Value of an entry without a block. */

enum vhd_bat_entry_field {
	VHD_BAT_ENTRY_FIELD_SECTOR = 1,
};

static inline uint32_t vhd_bat_entry_load(const uint8_t *p)
{
	return load_u4be(p);
}

/* Sector at which the block's bitmap begins; all bits set for a block that was never written. */
static inline uint32_t vhd_bat_entry_sector(uint32_t e)
{
	return e;
}

/* Whether the block is in the file. */
static inline bool vhd_bat_entry_is_allocated(uint32_t e)
{
	return vhd_bat_entry_sector(e) != VHD_BAT_ENTRY_UNALLOCATED;
}

/* Offset of the block's sector bitmap in the file. */
static inline uint64_t vhd_bat_entry_bitmap_offset(uint32_t e)
{
	return (uint64_t)vhd_bat_entry_sector(e) * 512;
}

/* What the entry means for its range of the disk. */
static inline enum meaning vhd_bat_entry_classify(uint32_t e)
{
	if (vhd_bat_entry_sector(e) == VHD_BAT_ENTRY_UNALLOCATED)
		return MEANS_HOLE;
	return MEANS_PARTIAL;
}

static inline void vhd_bat_entry_store(uint8_t *p, uint32_t e)
{
	store_u4be(p, e);
}

/*
 * One byte of a sector bitmap: eight consecutive sectors, the first in the highest bit. A dynamic
 * image sets the bit of a sector that was written, a differencing image that of a sector which is
 * in this file rather than in the parent. The bitmap has one bit for each sector of the block and
 * is padded with zeros to a multiple of 512 bytes: 512 bytes for the usual block of 2 MiB.
 *
 *  off size field
 *    0  1:7 sector_0
 *    0  1:6 sector_1
 *    0  1:5 sector_2
 *    0  1:4 sector_3
 *    0  1:3 sector_4
 *    0  1:2 sector_5
 *    0  1:1 sector_6
 *    0  1:0 sector_7
 */
#define VHD_SECTOR_BITMAP_BYTE_SIZE 1u

enum vhd_sector_bitmap_byte_field {
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_0 = 1,
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_1 = 2,
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_2 = 3,
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_3 = 4,
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_4 = 5,
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_5 = 6,
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_6 = 7,
	VHD_SECTOR_BITMAP_BYTE_FIELD_SECTOR_7 = 8,
};

static inline uint8_t vhd_sector_bitmap_byte_load(const uint8_t *p)
{
	return load_u1(p);
}

#define VHD_SECTOR_BITMAP_BYTE_SECTOR_0_SHIFT 7u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_0_MASK  0x80u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_1_SHIFT 6u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_1_MASK  0x40u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_2_SHIFT 5u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_2_MASK  0x20u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_3_SHIFT 4u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_3_MASK  0x10u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_4_SHIFT 3u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_4_MASK  0x8u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_5_SHIFT 2u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_5_MASK  0x4u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_6_SHIFT 1u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_6_MASK  0x2u
#define VHD_SECTOR_BITMAP_BYTE_SECTOR_7_MASK  0x1u

/* The first of the eight sectors is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_0(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_0_MASK) != 0;
}

/* The second sector is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_1(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_1_MASK) != 0;
}

/* The third sector is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_2(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_2_MASK) != 0;
}

/* The fourth sector is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_3(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_3_MASK) != 0;
}

/* The fifth sector is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_4(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_4_MASK) != 0;
}

/* The sixth sector is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_5(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_5_MASK) != 0;
}

/* The seventh sector is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_6(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_6_MASK) != 0;
}

/* The eighth sector is in this file. */
static inline bool vhd_sector_bitmap_byte_sector_7(uint8_t e)
{
	return (e & VHD_SECTOR_BITMAP_BYTE_SECTOR_7_MASK) != 0;
}

static inline void vhd_sector_bitmap_byte_store(uint8_t *p, uint8_t e)
{
	store_u1(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint8_t vhd_sector_bitmap_byte_make(bool sector_0, bool sector_1, bool sector_2,
						  bool sector_3, bool sector_4, bool sector_5,
						  bool sector_6, bool sector_7)
{
	return (uint8_t)((((uint8_t)sector_0 << VHD_SECTOR_BITMAP_BYTE_SECTOR_0_SHIFT) &
			  VHD_SECTOR_BITMAP_BYTE_SECTOR_0_MASK) |
			 (((uint8_t)sector_1 << VHD_SECTOR_BITMAP_BYTE_SECTOR_1_SHIFT) &
			  VHD_SECTOR_BITMAP_BYTE_SECTOR_1_MASK) |
			 (((uint8_t)sector_2 << VHD_SECTOR_BITMAP_BYTE_SECTOR_2_SHIFT) &
			  VHD_SECTOR_BITMAP_BYTE_SECTOR_2_MASK) |
			 (((uint8_t)sector_3 << VHD_SECTOR_BITMAP_BYTE_SECTOR_3_SHIFT) &
			  VHD_SECTOR_BITMAP_BYTE_SECTOR_3_MASK) |
			 (((uint8_t)sector_4 << VHD_SECTOR_BITMAP_BYTE_SECTOR_4_SHIFT) &
			  VHD_SECTOR_BITMAP_BYTE_SECTOR_4_MASK) |
			 (((uint8_t)sector_5 << VHD_SECTOR_BITMAP_BYTE_SECTOR_5_SHIFT) &
			  VHD_SECTOR_BITMAP_BYTE_SECTOR_5_MASK) |
			 (((uint8_t)sector_6 << VHD_SECTOR_BITMAP_BYTE_SECTOR_6_SHIFT) &
			  VHD_SECTOR_BITMAP_BYTE_SECTOR_6_MASK) |
			 ((uint8_t)sector_7 & VHD_SECTOR_BITMAP_BYTE_SECTOR_7_MASK));
}

/*
 * XenServer's extension: which blocks are full, so that their sector bitmaps need not be read. It
 * follows the BAT, on the next sector, in dynamic and differencing images of its writers (creator
 * `tap`). One bit for each entry of the BAT, the first in the highest bit of a byte, is set where
 * all sectors of the block are in the file.
 *
 *  off size field
 *    0    8 cookie         "tdbatmap"
 *    8    8 ofs_batmap
 *   16    4 batmap_sectors
 *   20    4 version        at most 0x10002
 *   24    4 checksum
 *   28    1 marker
 *   29  483 padding
 */
#define VHD_BATMAP_HEADER_SIZE 512u

enum vhd_batmap_header_field {
	VHD_BATMAP_HEADER_FIELD_COOKIE = 1,
	VHD_BATMAP_HEADER_FIELD_OFS_BATMAP = 2,
	VHD_BATMAP_HEADER_FIELD_BATMAP_SECTORS = 3,
	VHD_BATMAP_HEADER_FIELD_VERSION = 4,
	VHD_BATMAP_HEADER_FIELD_CHECKSUM = 5,
	VHD_BATMAP_HEADER_FIELD_MARKER = 6,
	VHD_BATMAP_HEADER_FIELD_PADDING = 7,
};

struct vhd_batmap_header {
	uint64_t ofs_batmap;	 /* Where the bits are; the next sector. */
	uint32_t batmap_sectors; /* How many sectors they take. */
	/* Major version in the upper 16 bits, minor in the lower. */
	uint32_t version;
	/* All bytes of the bits added up, and the sum inverted bit by bit. */
	uint32_t checksum;
	uint8_t marker; /* Set by tools for their own use. */
};

/**
 * vhd_batmap_header_parse - check and copy a vhd batmap header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhd_batmap_header_parse(struct parse_in *in,
						     struct vhd_batmap_header *out);

/**
 * vhd_batmap_header_store - write a vhd batmap header
 * @p: room for VHD_BATMAP_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhd_batmap_header_store(uint8_t *p, const struct vhd_batmap_header *h);

/* Which element of bat the offset belongs to. */
static inline uint64_t vhd_bat_index(uint64_t offset, uint64_t block_size)
{
	return offset / block_size;
}

/* Which element of bitmap the offset belongs to. */
static inline uint64_t vhd_bitmap_index(uint64_t offset, uint64_t block_size)
{
	return offset % block_size / 512 / 8;
}

#endif
