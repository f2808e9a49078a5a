/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vdi.ksy spec=bf6bd095 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_VDI_H
#define GENERATED_VDI_H
/*
 * VDI, the disk image of VirtualBox. A VDI is a header, a block map with one 32-bit entry for each
 * block of the disk, and the blocks. Everything is little-endian. A dynamic image appends a block
 * when it is first written; a static image has them all from the start, in order. A differencing
 * image (undo or snapshot) refers by UUID to a parent, in which it reads the blocks that it lacks.
 *
 * Only version 1.1 of the format is in use: VirtualBox 1.1 introduced it in 2007, before the
 * program was published. VirtualBox still reads version 0, see `header_0`.
 */
#include "store.h"
#include "structures.h"

#define VDI_SECTOR_SIZE		     512u /* The only sector size in use. */
/*
 * Block size that VirtualBox writes unless it is configured otherwise, 1 MiB, and the only one that
 * qemu opens.
 */
#define VDI_BLOCK_SIZE		     0x100000u
/*
 * Most blocks that qemu opens, 536870784, a block map of just under 2 GiB: the map with its
 * rounding to sectors has to stay below what a signed 32-bit number can count.
 */
#define VDI_MAX_BLOCKS		     536870784u
/* Largest disk that qemu opens, `max_blocks` blocks of 1 MiB, a little below 512 TiB. */
#define VDI_MAX_DISK_SIZE	     UINT64_C(0x1fffff8000000)
#define VDI_DEFAULT_BLOCK_MAP_OFFSET 512u /* Where qemu puts the block map, after the header. */
#define VDI_MAP_ALIGNMENT	     512u /* The block map is padded to this before the data begins. */
#define VDI_QEMU_HEADER_SIZE	     384u /* What qemu puts in `header_size`. */
#define VDI_SUPPORTED_MAJOR	     1u	  /* The only major version in use. */
#define VDI_SUPPORTED_MINOR	     1u	  /* The only minor version in use. */

/* The header's `text` in an image of qemu. */
#define VDI_QEMU_TEXT "<<< QEMU VM Virtual Disk Image >>>\012"

struct vdi_string {
	const char *text;
	uint32_t len;
};

#define VDI_NUM_STRINGS 1u
extern const struct vdi_string vdi_strings[VDI_NUM_STRINGS];

enum vdi_image_type {
	VDI_IMAGE_TYPE_DYNAMIC = 1, /* Blocks are added as they are written. */
	VDI_IMAGE_TYPE_STATIC = 2,  /* All blocks are in the file from the start. */
	VDI_IMAGE_TYPE_UNDO = 3,    /* Differencing image that can be thrown away. */
	VDI_IMAGE_TYPE_DIFF = 4,    /* Differencing image of a snapshot. */
};

/* Whether v is one of them. */
static inline bool vdi_image_type_known(uint64_t v)
{
	return v == VDI_IMAGE_TYPE_DYNAMIC || v == VDI_IMAGE_TYPE_STATIC ||
	       v == VDI_IMAGE_TYPE_UNDO || v == VDI_IMAGE_TYPE_DIFF;
}

/*
 * Identity, kind and size of the image, and where its map and data are. The first 512 bytes of the
 * file.
 *
 *  off size field
 *    0   64 text
 *   64    4 magic                  0xbeda107f
 *   68    2 version_minor
 *   70    2 version_major
 *   72    4 header_size
 *   76    4 image_type
 *   80    4 image_flags
 *   84  256 description
 *  340    4 ofs_block_map          a multiple of 512
 *  344    4 ofs_data               a multiple of 512
 *  348    4 num_cylinders
 *  352    4 num_heads
 *  356    4 num_sectors_per_track
 *  360    4 sector_size            512
 *  364    4 reserved
 *  368    8 disk_size
 *  376    4 block_size             0x100000
 *  380    4 len_block_extra
 *  384    4 blocks_in_image        at most 536870784
 *  388    4 blocks_allocated
 *  392   16 uuid_image
 *  408   16 uuid_last_snap
 *  424   16 uuid_link              zero
 *  440   16 uuid_parent            zero
 *  456    4 lchs_cylinders
 *  460    4 lchs_heads
 *  464    4 lchs_sectors_per_track
 *  468    4 lchs_sector_size
 *  472   40 unused
 */
#define VDI_HEADER_SIZE			   512u
#define VDI_HEADER_MAGIC_OFFSET		   64u
#define VDI_HEADER_VERSION_MAJOR_OFFSET	   70u
#define VDI_HEADER_OFS_BLOCK_MAP_OFFSET	   340u
#define VDI_HEADER_OFS_DATA_OFFSET	   344u
#define VDI_HEADER_DISK_SIZE_OFFSET	   368u
#define VDI_HEADER_BLOCKS_IN_IMAGE_OFFSET  384u
#define VDI_HEADER_BLOCKS_ALLOCATED_OFFSET 388u
#define VDI_HEADER_MAGIC		   0xbeda107fu

enum vdi_header_field {
	VDI_HEADER_FIELD_TEXT = 1,
	VDI_HEADER_FIELD_MAGIC = 2,
	VDI_HEADER_FIELD_VERSION_MINOR = 3,
	VDI_HEADER_FIELD_VERSION_MAJOR = 4,
	VDI_HEADER_FIELD_HEADER_SIZE = 5,
	VDI_HEADER_FIELD_IMAGE_TYPE = 6,
	VDI_HEADER_FIELD_IMAGE_FLAGS = 7,
	VDI_HEADER_FIELD_DESCRIPTION = 8,
	VDI_HEADER_FIELD_OFS_BLOCK_MAP = 9,
	VDI_HEADER_FIELD_OFS_DATA = 10,
	VDI_HEADER_FIELD_NUM_CYLINDERS = 11,
	VDI_HEADER_FIELD_NUM_HEADS = 12,
	VDI_HEADER_FIELD_NUM_SECTORS_PER_TRACK = 13,
	VDI_HEADER_FIELD_SECTOR_SIZE = 14,
	VDI_HEADER_FIELD_RESERVED = 15,
	VDI_HEADER_FIELD_DISK_SIZE = 16,
	VDI_HEADER_FIELD_BLOCK_SIZE = 17,
	VDI_HEADER_FIELD_LEN_BLOCK_EXTRA = 18,
	VDI_HEADER_FIELD_BLOCKS_IN_IMAGE = 19,
	VDI_HEADER_FIELD_BLOCKS_ALLOCATED = 20,
	VDI_HEADER_FIELD_UUID_IMAGE = 21,
	VDI_HEADER_FIELD_UUID_LAST_SNAP = 22,
	VDI_HEADER_FIELD_UUID_LINK = 23,
	VDI_HEADER_FIELD_UUID_PARENT = 24,
	VDI_HEADER_FIELD_LCHS_CYLINDERS = 25,
	VDI_HEADER_FIELD_LCHS_HEADS = 26,
	VDI_HEADER_FIELD_LCHS_SECTORS_PER_TRACK = 27,
	VDI_HEADER_FIELD_LCHS_SECTOR_SIZE = 28,
	VDI_HEADER_FIELD_UNUSED = 29,
};

struct vdi_header {
	uint64_t disk_size;   /* Size of the disk. */
	uint32_t magic;	      /* Signature, the bytes 7f 10 da be. */
	uint32_t header_size; /* Length of the header from this field on. */
	/* Whether blocks are allocated as needed and whether there is a parent. */
	uint32_t image_type;
	/*
	 * Hints of VirtualBox for itself; bit 0, which it calls 0x100 in memory, asks to fill a
	 * block with zeros when it is allocated.
	 */
	uint32_t image_flags;
	/* Offset of the block map, after what a header of version 1.0 has. */
	uint32_t ofs_block_map;
	uint32_t ofs_data;		/* Offset of block 0 of the data. */
	uint32_t num_cylinders;		/* Cylinders of the old geometry. */
	uint32_t num_heads;		/* Heads of the old geometry. */
	uint32_t num_sectors_per_track; /* Sectors per track of the old geometry. */
	uint32_t sector_size;		/* Bytes per sector of the drive; always 512. */
	uint32_t block_size;		/* Bytes of disk in one block. */
	/* Bytes in front of each block that do not belong to the disk. */
	uint32_t len_block_extra;
	/*
	 * Blocks of the disk and entries of the block map, `disk_size` divided by `block_size`,
	 * rounded up.
	 */
	uint32_t blocks_in_image;
	uint32_t blocks_allocated; /* Blocks in the file. */
	/* Cylinders of the geometry that the BIOS reports. */
	uint32_t lchs_cylinders;
	uint32_t lchs_heads;		 /* Heads of that geometry. */
	uint32_t lchs_sectors_per_track; /* Sectors per track of that geometry. */
	uint32_t lchs_sector_size;	 /* Sector size of that geometry, 512. */
	uint16_t version_minor;		 /* Minor version, 1. */
	uint16_t version_major;		 /* Major version, 1. */
	/*
	 * `<<< Oracle VM VirtualBox Disk Image >>>` or an older company's name, `<<< QEMU VM
	 * Virtual Disk Image >>>` from qemu.
	 */
	uint8_t text[64];
	uint8_t description[256]; /* A comment, ended by zero bytes. */
	uint8_t uuid_image[16];	  /* UUID of the image, made anew when it is created. */
	/*
	 * UUID that changes with each modification; a child names it so that it can notice that its
	 * parent was written to.
	 */
	uint8_t uuid_last_snap[16];
};

/**
 * vdi_header_parse - check and copy a vdi header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vdi_header_parse(struct parse_in *in, struct vdi_header *out);

/**
 * vdi_header_store - write a vdi header
 * @p: room for VDI_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vdi_header_store(uint8_t *p, const struct vdi_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t vdi_header_peek_magic(const uint8_t *p)
{
	return load_u4le(p + 64);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint16_t vdi_header_peek_version_minor(const uint8_t *p)
{
	return load_u2le(p + 68);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint16_t vdi_header_peek_version_major(const uint8_t *p)
{
	return load_u2le(p + 70);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint64_t vdi_header_peek_disk_size(const uint8_t *p)
{
	return load_u8le(p + 368);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t vdi_header_peek_blocks_in_image(const uint8_t *p)
{
	return load_u4le(p + 384);
}

/*
 * Place of one block. Entry n describes the disk from byte n x `block_size` on; block b of the data
 * is at `ofs_data` + b x `block_size` of the file.
 *
 *  off size field
 *    0    4 block
 */
#define VDI_BLOCK_MAP_ENTRY_SIZE 4u
#define VDI_BLOCK_MAP_ENTRY_FREE 0xffffffffu /* The block was never written. */
#define VDI_BLOCK_MAP_ENTRY_ZERO 0xfffffffeu /* The block was discarded. */

enum vdi_block_map_entry_field {
	VDI_BLOCK_MAP_ENTRY_FIELD_BLOCK = 1,
};

static inline uint32_t vdi_block_map_entry_load(const uint8_t *p)
{
	return load_u4le(p);
}

/* Number of the block in the data area, or `free` or `zero`. */
static inline uint32_t vdi_block_map_entry_block(uint32_t e)
{
	return e;
}

/* Whether the block is in the file. */
static inline bool vdi_block_map_entry_is_allocated(uint32_t e)
{
	return vdi_block_map_entry_block(e) < VDI_BLOCK_MAP_ENTRY_ZERO;
}

/* What the entry means for its range of the disk. */
static inline enum meaning vdi_block_map_entry_classify(uint32_t e)
{
	if (vdi_block_map_entry_block(e) == VDI_BLOCK_MAP_ENTRY_FREE)
		return MEANS_HOLE;
	if (vdi_block_map_entry_block(e) == VDI_BLOCK_MAP_ENTRY_ZERO)
		return MEANS_ZERO;
	return MEANS_DATA;
}

static inline void vdi_block_map_entry_store(uint8_t *p, uint32_t e)
{
	store_u4le(p, e);
}

/*
 * Header of version 0, before 1.1. The block map follows at once, and the data at once after the
 * map; nothing is aligned. Entries of the map are those of version 1.1. qemu does not open it.
 *
 *  off size field
 *    0   64 text
 *   64    4 magic                 0xbeda107f
 *   68    4 version               such that version < 0x10000
 *   72    4 image_type            one of 1 (dynamic), 2 (static), 3 (undo), 4 (diff)
 *   76    4 image_flags
 *   80  256 description
 *  336    4 num_cylinders
 *  340    4 num_heads
 *  344    4 num_sectors_per_track
 *  348    4 sector_size           512
 *  352    8 disk_size             at least 1
 *  360    4 block_size            such that block_size > 1 and block_size & (block_size - ...
 *  364    4 num_blocks            at least 1
 *  368    4 num_blocks_allocated  such that num_blocks_allocated <= num_blocks
 *  372   16 uuid_image
 *  388   16 uuid_last_snap
 *  404   16 uuid_link
 */
#define VDI_HEADER_0_SIZE 420u

enum vdi_header_0_field {
	VDI_HEADER_0_FIELD_TEXT = 1,
	VDI_HEADER_0_FIELD_MAGIC = 2,
	VDI_HEADER_0_FIELD_VERSION = 3,
	VDI_HEADER_0_FIELD_IMAGE_TYPE = 4,
	VDI_HEADER_0_FIELD_IMAGE_FLAGS = 5,
	VDI_HEADER_0_FIELD_DESCRIPTION = 6,
	VDI_HEADER_0_FIELD_NUM_CYLINDERS = 7,
	VDI_HEADER_0_FIELD_NUM_HEADS = 8,
	VDI_HEADER_0_FIELD_NUM_SECTORS_PER_TRACK = 9,
	VDI_HEADER_0_FIELD_SECTOR_SIZE = 10,
	VDI_HEADER_0_FIELD_DISK_SIZE = 11,
	VDI_HEADER_0_FIELD_BLOCK_SIZE = 12,
	VDI_HEADER_0_FIELD_NUM_BLOCKS = 13,
	VDI_HEADER_0_FIELD_NUM_BLOCKS_ALLOCATED = 14,
	VDI_HEADER_0_FIELD_UUID_IMAGE = 15,
	VDI_HEADER_0_FIELD_UUID_LAST_SNAP = 16,
	VDI_HEADER_0_FIELD_UUID_LINK = 17,
};

struct vdi_header_0 {
	uint64_t disk_size;		/* Size of the disk. */
	uint32_t magic;			/* The signature, as in version 1.1. */
	uint32_t version;		/* 2, or any version whose major one is 0. */
	uint32_t image_type;		/* Kind of the image. */
	uint32_t image_flags;		/* As in version 1.1. */
	uint32_t num_cylinders;		/* Cylinders of the drive. */
	uint32_t num_heads;		/* Heads of the drive. */
	uint32_t num_sectors_per_track; /* Sectors per track of the drive. */
	uint32_t sector_size;		/* Bytes per sector of the drive. */
	uint32_t block_size;		/* Bytes of disk in one block. */
	uint32_t num_blocks;		/* Blocks of the disk and entries of the map. */
	uint32_t num_blocks_allocated;	/* Blocks in the file. */
	uint8_t text[64];		/* As in version 1.1. */
	uint8_t description[256];	/* A comment, ended by zero bytes. */
	uint8_t uuid_image[16];		/* UUID of the image. */
	uint8_t uuid_last_snap[16];	/* UUID of the last modification. */
	uint8_t uuid_link[16];		/* UUID of the parent, or zero. */
};

/**
 * vdi_header_0_parse - check and copy a vdi header 0
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vdi_header_0_parse(struct parse_in *in, struct vdi_header_0 *out);

/**
 * vdi_header_0_store - write a vdi header 0
 * @p: room for VDI_HEADER_0_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vdi_header_0_store(uint8_t *p, const struct vdi_header_0 *h);

/* Where the data begins. */
static inline uint64_t vdi_header_0_ofs_data(const struct vdi_header_0 *h)
{
	return 420 + (uint64_t)h->num_blocks * 4;
}

/* Which element of block map the offset belongs to. */
static inline uint64_t vdi_block_map_index(uint64_t offset, uint64_t block_size)
{
	return offset / block_size;
}

#endif
