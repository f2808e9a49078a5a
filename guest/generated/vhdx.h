/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vhdx.ksy spec=794a3f87 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_VHDX_H
#define GENERATED_VHDX_H
/*
 * VHDX, the virtual hard disk of Hyper-V. A VHDX stores one disk of up to 64 TiB, with blocks of 1
 * to 256 MiB and a log that makes changes to the metadata atomic. Numbers are little-endian, GUIDs
 * have their first three parts in little-endian too, and everything large is on a boundary of 1
 * MiB. The first MiB holds the file identifier, two headers of which the one with the larger
 * sequence number counts, and two copies of the region table; the log, the block allocation table
 * (BAT), the metadata region and the payload blocks may come in any order after it.
 *
 * To open a file: choose a header, replay its log if there is one, read the region table, from it
 * find the metadata, from its items the sizes, and with them the BAT.
 */
#include "store.h"
#include "structures.h"

/* The first MiB, which nothing but identifier, headers and region tables may use. */
#define VHDX_HEADER_SECTION_SIZE	  0x100000u
/* Regions, log and payload blocks begin on multiples of 1 MiB and are multiples of 1 MiB long. */
#define VHDX_ALIGNMENT			  0x100000u
#define VHDX_HEADER_1_OFFSET		  0x10000u /* Place of the first header. */
#define VHDX_HEADER_2_OFFSET		  0x20000u /* Place of the second header. */
#define VHDX_REGION_TABLE_1_OFFSET	  0x30000u /* Place of the first region table. */
/*
 * Place of the second region table, a copy of the first. Readers turn to it when the first is
 * damaged; qemu does not.
 */
#define VHDX_REGION_TABLE_2_OFFSET	  0x40000u
#define VHDX_REGION_TABLE_SIZE		  0x10000u /* Bytes that the checksum of a region table covers. */
/* Room of the metadata table at the start of its region. Items are after it. */
#define VHDX_METADATA_TABLE_SIZE	  0x10000u
#define VHDX_MAX_BLOCK_SIZE		  0x10000000u /* Largest payload block, 256 MiB. */
#define VHDX_MAX_DISK_SIZE		  UINT64_C(0x400000000000) /* Largest disk, 64 TiB. */
/*
 * Sectors that one sector bitmap block of 1 MiB describes. The blocks of so many sectors form a
 * chunk, and the BAT has one bitmap entry after the payload entries of each chunk: chunk ratio =
 * this x logical sector size / block size.
 */
#define VHDX_SECTORS_PER_BITMAP		  0x800000u
#define VHDX_SECTOR_BITMAP_BLOCK_SIZE	  0x100000u /* Size of a sector bitmap block. */
/* The log is made of sectors of this size; entries, descriptors and data are multiples of it. */
#define VHDX_LOG_SECTOR_SIZE		  4096u
/* Descriptors in the first sector of a log entry, after its header. */
#define VHDX_LOG_FIRST_DESCRIPTORS	  126u
#define VHDX_DEFAULT_LOGICAL_SECTOR_SIZE  512u /* Logical sector size that qemu creates. */
#define VHDX_DEFAULT_PHYSICAL_SECTOR_SIZE 512u /* Physical sector size that qemu creates. */
/* Block size that qemu chooses for disks up to `small_disk_size`, 8 MiB. */
#define VHDX_DEFAULT_BLOCK_SIZE_SMALL	  0x800000u
/* Largest disk that gets blocks of 8 MiB from qemu, 1 GiB. */
#define VHDX_SMALL_DISK_SIZE		  0x40000000u
/* Block size that qemu chooses for disks up to `medium_disk_size`, 16 MiB. */
#define VHDX_DEFAULT_BLOCK_SIZE_MEDIUM	  0x1000000u
/* Largest disk that gets blocks of 16 MiB from qemu, 100 GiB. */
#define VHDX_MEDIUM_DISK_SIZE		  UINT64_C(0x1900000000)
/*
 * Block size that qemu chooses for larger disks up to `large_disk_size`, and Hyper-V for all, 32
 * MiB.
 */
#define VHDX_DEFAULT_BLOCK_SIZE_LARGE	  0x2000000u
/* Largest disk that gets blocks of 32 MiB from qemu, 32 TiB. */
#define VHDX_LARGE_DISK_SIZE		  UINT64_C(0x200000000000)
/* Block size that qemu chooses for the largest disks, 64 MiB. */
#define VHDX_DEFAULT_BLOCK_SIZE_HUGE	  0x4000000u
#define VHDX_DEFAULT_METADATA_LENGTH	  0x100000u /* Length of the metadata region, 1 MiB. */
#define VHDX_MAX_ITEM_LENGTH		  0x100000u /* Longest metadata item, 1 MiB. */
/*
 * Bytes of log entries whose checksums instar computes before it gives up. Each 4096 bytes of a log
 * may begin an entry that claims to be as long as the log, so that a hostile one of 16 MiB would
 * ask for 64 GiB.
 */
#define VHDX_MAX_LOG_CHECK		  0x4000000u
/* Offset in the metadata region at which the first item is, after the table. */
#define VHDX_DEFAULT_ITEM_OFFSET	  0x10000u
/* From the metadata region to the first payload block, 5 MiB. */
#define VHDX_DATA_DISTANCE		  0x500000u
#define VHDX_MAX_LOG_SIZE		  0xfff00000u /* Largest log that qemu creates, 1 MiB less than 4 GiB. */
#define VHDX_MAX_BAT_SIZE		  0x7fffffffu /* Largest BAT that qemu writes at once. */
#define VHDX_BLOCK_NUMBER_MASK		  0xffffffffu /* qemu numbers blocks in 32 bits. */

/* Region of the BAT, 2DC27766-F623-4200-9D64-115E9BFD4A08. */
#define VHDX_GUID_REGION_BAT	       "fw\302-#\366\000B\235d\021^\233\375J\010"
#define VHDX_GUID_REGION_BAT_SIZE      16u
/* Region of the metadata, 8B7CA206-4790-4B9A-B8FE-575F050F886E. */
#define VHDX_GUID_REGION_METADATA      "\006\242|\213\220G\232K\270\376W_\005\017\210n"
/* Item file parameters, CAA16737-FA36-4D43-B3B6-33F0AA44E76B. */
#define VHDX_GUID_FILE_PARAMETERS      "7g\241\3126\372CM\263\2663\360\252D\347k"
/* Item virtual disk size, 2FA54224-CD1B-4876-B211-5DBED83BF4B8. */
#define VHDX_GUID_VIRTUAL_DISK_SIZE    "$B\245/\033\315vH\262\021]\276\330;\364\270"
/* Item virtual disk id (page 83), BECA12AB-B2E6-4523-93EF-C309E000C746. */
#define VHDX_GUID_VIRTUAL_DISK_ID      "\253\022\312\276\346\262#E\223\357\303\011\340\000\307F"
/* Item logical sector size, 8141BF1D-A96F-4709-BA47-F233A8FAAB5F. */
#define VHDX_GUID_LOGICAL_SECTOR_SIZE  "\035\277A\201o\251\011G\272G\3623\250\372\253_"
/* Item physical sector size, CDA348C7-445D-4471-9CC9-E9885251C556. */
#define VHDX_GUID_PHYSICAL_SECTOR_SIZE "\307H\243\315]DqD\234\311\351\210RQ\305V"
/* Item parent locator, A8D35F2D-B30B-454D-ABF7-D3D84834AB0C. */
#define VHDX_GUID_PARENT_LOCATOR       "-_\323\250\013\263ME\253\367\323\330H4\253\014"
/* The only type of parent locator, B04AEFB7-D19E-4A81-B789-25B8E9445913. */
#define VHDX_GUID_LOCATOR_TYPE_VHDX    "\267\357J\260\236\321\201J\267\211%\270\351DY\023"

#define VHDX_CREATOR				    "instar" /* `creator` of a new image, in UTF-16. */
/* `data_write_guid` of the parent, in braces. */
#define VHDX_PARENT_LOCATOR_KEY_PARENT_LINKAGE	    "parent_linkage"
/* The same, a second value that is also accepted while a merge goes on. */
#define VHDX_PARENT_LOCATOR_KEY_PARENT_LINKAGE2	    "parent_linkage2"
/* Path relative to the child; the first to be tried. */
#define VHDX_PARENT_LOCATOR_KEY_RELATIVE_PATH	    "relative_path"
/* Path that begins with a volume GUID; the second. */
#define VHDX_PARENT_LOCATOR_KEY_VOLUME_PATH	    "volume_path"
/* Path that begins with a drive letter; the third. */
#define VHDX_PARENT_LOCATOR_KEY_ABSOLUTE_WIN32_PATH "absolute_win32_path"

struct vhdx_string {
	const char *text;
	uint32_t len;
};

#define VHDX_NUM_STRINGS 6u
extern const struct vhdx_string vhdx_strings[VHDX_NUM_STRINGS];

enum vhdx_payload_block_state {
	VHDX_PAYLOAD_BLOCK_STATE_NOT_PRESENT = 0, /* Never written. */
	/* Contents are not defined; readers give zeros. */
	VHDX_PAYLOAD_BLOCK_STATE_UNDEFINED = 1,
	VHDX_PAYLOAD_BLOCK_STATE_ZERO = 2, /* The block reads as zeros. */
	/* The block was discarded; readers give zeros or what was there before. */
	VHDX_PAYLOAD_BLOCK_STATE_UNMAPPED = 3,
	/* What `unmapped` was in the draft 0.95 of the format; reserved in 1.0. */
	VHDX_PAYLOAD_BLOCK_STATE_UNMAPPED_DRAFT = 5,
	VHDX_PAYLOAD_BLOCK_STATE_FULLY_PRESENT = 6, /* The block is in the file. */
	/*
	 * Sectors whose bit is set in the sector bitmap are in the file and others in the parent.
	 */
	VHDX_PAYLOAD_BLOCK_STATE_PARTIALLY_PRESENT = 7,
};

enum vhdx_sector_bitmap_state {
	VHDX_SECTOR_BITMAP_STATE_NOT_PRESENT = 0, /* There is no bitmap. */
	VHDX_SECTOR_BITMAP_STATE_PRESENT = 6,	  /* The bitmap is in the file. */
};

/*
 * What makes the file a VHDX, and who created it. It is at offset 0, is never written again, and
 * has 64 KiB for itself.
 *
 *  off size field
 *    0    8 signature "vhdxfile"
 *    8  512 creator
 */
#define VHDX_FILE_IDENTIFIER_SIZE	    520u
#define VHDX_FILE_IDENTIFIER_SIGNATURE	    "vhdxfile"
#define VHDX_FILE_IDENTIFIER_SIGNATURE_SIZE 8u

enum vhdx_file_identifier_field {
	VHDX_FILE_IDENTIFIER_FIELD_SIGNATURE = 1,
	VHDX_FILE_IDENTIFIER_FIELD_CREATOR = 2,
};

struct vhdx_file_identifier {
	/* Name of the creating program in UTF-16, ended by a zero character. */
	uint8_t creator[512];
};

/**
 * vhdx_file_identifier_parse - check and copy a vhdx file identifier
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_file_identifier_parse(struct parse_in *in,
							struct vhdx_file_identifier *out);

/**
 * vhdx_file_identifier_store - write a vhdx file identifier
 * @p: room for VHDX_FILE_IDENTIFIER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_file_identifier_store(uint8_t *p, const struct vhdx_file_identifier *h);

/*
 * Root of the metadata, twice in the file. A writer updates the one that does not count, with a
 * larger sequence number, so that one of the two is always whole. The header that counts is the one
 * with valid signature and checksum and the larger sequence number.
 *
 *  off size field
 *    0    4 signature       "head"
 *    4    4 checksum
 *    8    8 sequence_number
 *   16   16 file_write_guid
 *   32   16 data_write_guid
 *   48   16 log_guid
 *   64    2 log_version
 *   66    2 version         1
 *   68    4 log_length
 *   72    8 log_offset
 *   80 4016 reserved
 */
#define VHDX_HEADER_SIZE	       4096u
#define VHDX_HEADER_CHECKSUM_OFFSET    4u
#define VHDX_HEADER_LOG_GUID_OFFSET    48u
#define VHDX_HEADER_LOG_VERSION_OFFSET 64u
#define VHDX_HEADER_LOG_LENGTH_OFFSET  68u
#define VHDX_HEADER_LOG_OFFSET_OFFSET  72u
#define VHDX_HEADER_SIGNATURE	       "head"
#define VHDX_HEADER_SIGNATURE_SIZE     4u
#define VHDX_HEADER_VERSION	       1u

enum vhdx_header_field {
	VHDX_HEADER_FIELD_SIGNATURE = 1,
	VHDX_HEADER_FIELD_CHECKSUM = 2,
	VHDX_HEADER_FIELD_SEQUENCE_NUMBER = 3,
	VHDX_HEADER_FIELD_FILE_WRITE_GUID = 4,
	VHDX_HEADER_FIELD_DATA_WRITE_GUID = 5,
	VHDX_HEADER_FIELD_LOG_GUID = 6,
	VHDX_HEADER_FIELD_LOG_VERSION = 7,
	VHDX_HEADER_FIELD_VERSION = 8,
	VHDX_HEADER_FIELD_LOG_LENGTH = 9,
	VHDX_HEADER_FIELD_LOG_OFFSET = 10,
	VHDX_HEADER_FIELD_RESERVED = 11,
};

struct vhdx_header {
	uint64_t sequence_number; /* Grows with each update of a header. */
	uint64_t log_offset;	  /* Place of the log, after the header section. */
	/* CRC-32C of the 4096 bytes of this structure, with this field as zero. */
	uint32_t checksum;
	uint32_t log_length;  /* Length of the log. */
	uint16_t log_version; /* Version of the log's format; 0 is the only one. */
	uint16_t version;     /* Version of the format; 1 is the only one. */
	/* Changed each time before the file is first written to after opening. */
	uint8_t file_write_guid[16];
	/* Changed each time before data that a guest can see is first changed. */
	uint8_t data_write_guid[16];
	uint8_t log_guid[16]; /* Identity that valid entries of the log bear. */
};

/**
 * vhdx_header_parse - check and copy a vhdx header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_header_parse(struct parse_in *in, struct vhdx_header *out);

/**
 * vhdx_header_store - write a vhdx header
 * @p: room for VHDX_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_header_store(uint8_t *p, const struct vhdx_header *h);

/* What the checksum of these bytes would be; the span is cut at len. */
uint32_t vhdx_header_checksum_compute(const uint8_t *buf, size_t len);

/*
 * Begins each of the two region tables. The table has 64 KiB, which its checksum covers; the
 * entries follow this header, the rest is zero.
 *
 *  off size field
 *    0    4 signature   "regi"
 *    4    4 checksum
 *    8    4 num_entries at most 2047
 *   12    4 reserved
 */
#define VHDX_REGION_TABLE_HEADER_SIZE		    16u
#define VHDX_REGION_TABLE_HEADER_CHECKSUM_OFFSET    4u
#define VHDX_REGION_TABLE_HEADER_NUM_ENTRIES_OFFSET 8u
#define VHDX_REGION_TABLE_HEADER_SIGNATURE	    "regi"
#define VHDX_REGION_TABLE_HEADER_SIGNATURE_SIZE	    4u

enum vhdx_region_table_header_field {
	VHDX_REGION_TABLE_HEADER_FIELD_SIGNATURE = 1,
	VHDX_REGION_TABLE_HEADER_FIELD_CHECKSUM = 2,
	VHDX_REGION_TABLE_HEADER_FIELD_NUM_ENTRIES = 3,
	VHDX_REGION_TABLE_HEADER_FIELD_RESERVED = 4,
};

struct vhdx_region_table_header {
	/* CRC-32C of the 64 KiB of the table, with this field as zero. */
	uint32_t checksum;
	uint32_t num_entries; /* Entries in the table. */
};

/**
 * vhdx_region_table_header_parse - check and copy a vhdx region table header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_region_table_header_parse(struct parse_in *in,
							    struct vhdx_region_table_header *out);

/**
 * vhdx_region_table_header_store - write a vhdx region table header
 * @p: room for VHDX_REGION_TABLE_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_region_table_header_store(uint8_t *p, const struct vhdx_region_table_header *h);

/*
 * Place of one region.
 *
 *  off size field
 *    0   16 guid
 *   16    8 file_offset
 *   24    4 length
 *   28    4 flags
 */
#define VHDX_REGION_TABLE_ENTRY_SIZE		   32u
#define VHDX_REGION_TABLE_ENTRY_FILE_OFFSET_OFFSET 16u
#define VHDX_REGION_TABLE_ENTRY_LENGTH_OFFSET	   24u
/* Bit of `flags`, the file must not be opened without knowing the region. */
#define VHDX_REGION_TABLE_ENTRY_FLAG_REQUIRED	   1u

enum vhdx_region_table_entry_field {
	VHDX_REGION_TABLE_ENTRY_FIELD_GUID = 1,
	VHDX_REGION_TABLE_ENTRY_FIELD_FILE_OFFSET = 2,
	VHDX_REGION_TABLE_ENTRY_FIELD_LENGTH = 3,
	VHDX_REGION_TABLE_ENTRY_FIELD_FLAGS = 4,
};

struct vhdx_region_table_entry {
	uint64_t file_offset; /* Place of the region. */
	uint32_t length;      /* Length of the region. */
	/* Bit 0, required, forbids to open the file when the region is not known. */
	uint32_t flags;
	/* Which region, see `guid_region_bat` and `guid_region_metadata`. */
	uint8_t guid[16];
};

/**
 * vhdx_region_table_entry_parse - check and copy a vhdx region table entry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_region_table_entry_parse(struct parse_in *in,
							   struct vhdx_region_table_entry *out);

/**
 * vhdx_region_table_entry_store - write a vhdx region table entry
 * @p: room for VHDX_REGION_TABLE_ENTRY_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_region_table_entry_store(uint8_t *p, const struct vhdx_region_table_entry *h);

/* The file must not be opened without knowing this region. */
static inline bool vhdx_region_table_entry_is_required(const struct vhdx_region_table_entry *h)
{
	return (h->flags & VHDX_REGION_TABLE_ENTRY_FLAG_REQUIRED) != 0;
}

/*
 * Begins the metadata region. The entries follow; the items are after the first 64 KiB of the
 * region.
 *
 *  off size field
 *    0    8 signature   "metadata"
 *    8    2 reserved
 *   10    2 num_entries at most 2047
 *   12   20 reserved_2
 */
#define VHDX_METADATA_TABLE_HEADER_SIZE		      32u
#define VHDX_METADATA_TABLE_HEADER_NUM_ENTRIES_OFFSET 10u

enum vhdx_metadata_table_header_field {
	VHDX_METADATA_TABLE_HEADER_FIELD_SIGNATURE = 1,
	VHDX_METADATA_TABLE_HEADER_FIELD_RESERVED = 2,
	VHDX_METADATA_TABLE_HEADER_FIELD_NUM_ENTRIES = 3,
	VHDX_METADATA_TABLE_HEADER_FIELD_RESERVED_2 = 4,
};

struct vhdx_metadata_table_header {
	uint16_t num_entries; /* Entries in the table. */
};

/**
 * vhdx_metadata_table_header_parse - check and copy a vhdx metadata table header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status
vhdx_metadata_table_header_parse(struct parse_in *in, struct vhdx_metadata_table_header *out);

/**
 * vhdx_metadata_table_header_store - write a vhdx metadata table header
 * @p: room for VHDX_METADATA_TABLE_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_metadata_table_header_store(uint8_t *p, const struct vhdx_metadata_table_header *h);

/*
 * Place of one metadata item.
 *
 *  off size field
 *    0   16 item_id
 *   16    4 offset
 *   20    4 length
 *   24    4 flags
 *   28    4 reserved
 */
#define VHDX_METADATA_TABLE_ENTRY_SIZE		    32u
#define VHDX_METADATA_TABLE_ENTRY_FLAG_USER	    1u /* Bit of `flags`, a user's item. */
/* Bit of `flags`, an item of the virtual disk. */
#define VHDX_METADATA_TABLE_ENTRY_FLAG_VIRTUAL_DISK 2u
/* Bit of `flags`, the file must not be opened without knowing the item. */
#define VHDX_METADATA_TABLE_ENTRY_FLAG_REQUIRED	    4u

enum vhdx_metadata_table_entry_field {
	VHDX_METADATA_TABLE_ENTRY_FIELD_ITEM_ID = 1,
	VHDX_METADATA_TABLE_ENTRY_FIELD_OFFSET = 2,
	VHDX_METADATA_TABLE_ENTRY_FIELD_LENGTH = 3,
	VHDX_METADATA_TABLE_ENTRY_FIELD_FLAGS = 4,
	VHDX_METADATA_TABLE_ENTRY_FIELD_RESERVED = 5,
};

struct vhdx_metadata_table_entry {
	/* Place of the item in the metadata region, at least 64 KiB; 0 for an item of length 0. */
	uint32_t offset;
	uint32_t length; /* Length of the item, at most 1 MiB. */
	/*
	 * Bit 0, user data; bit 1, belongs to the virtual disk rather than to the file; bit 2,
	 * required.
	 */
	uint32_t flags;
	/* Which item, see `guid_file_parameters` and those after it. */
	uint8_t item_id[16];
};

/**
 * vhdx_metadata_table_entry_parse - check and copy a vhdx metadata table entry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_metadata_table_entry_parse(struct parse_in *in,
							     struct vhdx_metadata_table_entry *out);

/**
 * vhdx_metadata_table_entry_store - write a vhdx metadata table entry
 * @p: room for VHDX_METADATA_TABLE_ENTRY_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_metadata_table_entry_store(uint8_t *p, const struct vhdx_metadata_table_entry *h);

/* The item is a user's, not the system's. */
static inline bool vhdx_metadata_table_entry_is_user(const struct vhdx_metadata_table_entry *h)
{
	return (h->flags & VHDX_METADATA_TABLE_ENTRY_FLAG_USER) != 0;
}

/* The item describes the virtual disk and goes with it from parent to child. */
static inline bool
vhdx_metadata_table_entry_is_virtual_disk(const struct vhdx_metadata_table_entry *h)
{
	return (h->flags & VHDX_METADATA_TABLE_ENTRY_FLAG_VIRTUAL_DISK) != 0;
}

/* The file must not be opened without knowing this item. */
static inline bool vhdx_metadata_table_entry_is_required(const struct vhdx_metadata_table_entry *h)
{
	return (h->flags & VHDX_METADATA_TABLE_ENTRY_FLAG_REQUIRED) != 0;
}

/*
 * Item, size of the payload blocks and kind of the file.
 *
 *  off size field
 *    0    4 block_size such that block_size >= 0x100000 and block_size <= 0x10000000 and ( ...
 *    4    4 flags
 */
#define VHDX_FILE_PARAMETERS_SIZE			 8u
#define VHDX_FILE_PARAMETERS_FLAGS_OFFSET		 4u
/* Bit of `flags`, a fixed file unless `flag_has_parent` is set too. */
#define VHDX_FILE_PARAMETERS_FLAG_LEAVE_BLOCKS_ALLOCATED 1u
#define VHDX_FILE_PARAMETERS_FLAG_HAS_PARENT		 2u /* Bit of `flags`, a differencing image. */

enum vhdx_file_parameters_field {
	VHDX_FILE_PARAMETERS_FIELD_BLOCK_SIZE = 1,
	VHDX_FILE_PARAMETERS_FIELD_FLAGS = 2,
};

struct vhdx_file_parameters {
	/* Bytes of the disk in one payload block, a power of two between 1 MiB and 256 MiB. */
	uint32_t block_size;
	uint32_t flags; /* See the derived values. */
};

/**
 * vhdx_file_parameters_parse - check and copy a vhdx file parameters
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_file_parameters_parse(struct parse_in *in,
							struct vhdx_file_parameters *out);

/**
 * vhdx_file_parameters_store - write a vhdx file parameters
 * @p: room for VHDX_FILE_PARAMETERS_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_file_parameters_store(uint8_t *p, const struct vhdx_file_parameters *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t vhdx_file_parameters_peek_flags(const uint8_t *p)
{
	return load_u4le(p + 4);
}

/* The file is fixed, all of its blocks are allocated and stay so. */
static inline bool vhdx_file_parameters_leave_blocks_allocated(const struct vhdx_file_parameters *h)
{
	return (h->flags & VHDX_FILE_PARAMETERS_FLAG_LEAVE_BLOCKS_ALLOCATED) != 0;
}

/* The file is a differencing image; sector bitmaps and a parent locator exist. */
static inline bool vhdx_file_parameters_has_parent(const struct vhdx_file_parameters *h)
{
	return (h->flags & VHDX_FILE_PARAMETERS_FLAG_HAS_PARENT) != 0;
}

/*
 * Item, size of the disk.
 *
 *  off size field
 *    0    8 size at most 0x400000000000
 */
#define VHDX_VIRTUAL_DISK_SIZE_SIZE 8u

enum vhdx_virtual_disk_size_field {
	VHDX_VIRTUAL_DISK_SIZE_FIELD_SIZE = 1,
};

static inline uint64_t vhdx_virtual_disk_size_load(const uint8_t *p)
{
	return load_u8le(p);
}

/* Size of the disk, a multiple of the logical sector size, at most 64 TiB. */
static inline uint64_t vhdx_virtual_disk_size_size(uint64_t e)
{
	return e;
}

MUST_CHECK static inline enum parse_status vhdx_virtual_disk_size_check(struct parse_in *in,
									uint64_t e)
{
	if (vhdx_virtual_disk_size_size(e) > UINT64_C(0x400000000000))
		return parse_fail(in, STRUCTURE_VHDX_VIRTUAL_DISK_SIZE,
				  VHDX_VIRTUAL_DISK_SIZE_FIELD_SIZE, 0, PARSE_RANGE,
				  vhdx_virtual_disk_size_size(e));
	return PARSE_OK;
}

static inline void vhdx_virtual_disk_size_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/*
 * Item, identity of the disk as its drive reports it in SCSI page 83.
 *
 *  off size field
 *    0   16 guid
 */
#define VHDX_VIRTUAL_DISK_ID_SIZE 16u

enum vhdx_virtual_disk_id_field {
	VHDX_VIRTUAL_DISK_ID_FIELD_GUID = 1,
};

struct vhdx_virtual_disk_id {
	uint8_t guid[16]; /* The identity, the same in all files of a chain. */
};

/**
 * vhdx_virtual_disk_id_parse - check and copy a vhdx virtual disk id
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_virtual_disk_id_parse(struct parse_in *in,
							struct vhdx_virtual_disk_id *out);

/**
 * vhdx_virtual_disk_id_store - write a vhdx virtual disk id
 * @p: room for VHDX_VIRTUAL_DISK_ID_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_virtual_disk_id_store(uint8_t *p, const struct vhdx_virtual_disk_id *h);

/*
 * Item, sector size that the drive has for its guest.
 *
 *  off size field
 *    0    4 size 512 or 4096
 */
#define VHDX_LOGICAL_SECTOR_SIZE_SIZE 4u

enum vhdx_logical_sector_size_field {
	VHDX_LOGICAL_SECTOR_SIZE_FIELD_SIZE = 1,
};

static inline uint32_t vhdx_logical_sector_size_load(const uint8_t *p)
{
	return load_u4le(p);
}

/* 512 or 4096. */
static inline uint32_t vhdx_logical_sector_size_size(uint32_t e)
{
	return e;
}

MUST_CHECK static inline enum parse_status vhdx_logical_sector_size_check(struct parse_in *in,
									  uint32_t e)
{
	if (vhdx_logical_sector_size_size(e) != 512 && vhdx_logical_sector_size_size(e) != 4096)
		return parse_fail(in, STRUCTURE_VHDX_LOGICAL_SECTOR_SIZE,
				  VHDX_LOGICAL_SECTOR_SIZE_FIELD_SIZE, 0, PARSE_RANGE,
				  vhdx_logical_sector_size_size(e));
	return PARSE_OK;
}

static inline void vhdx_logical_sector_size_store(uint8_t *p, uint32_t e)
{
	store_u4le(p, e);
}

/*
 * Item, sector size that the drive says that its medium has.
 *
 *  off size field
 *    0    4 size
 */
#define VHDX_PHYSICAL_SECTOR_SIZE_SIZE 4u

enum vhdx_physical_sector_size_field {
	VHDX_PHYSICAL_SECTOR_SIZE_FIELD_SIZE = 1,
};

static inline uint32_t vhdx_physical_sector_size_load(const uint8_t *p)
{
	return load_u4le(p);
}

/* Bytes per sector. */
static inline uint32_t vhdx_physical_sector_size_size(uint32_t e)
{
	return e;
}

static inline void vhdx_physical_sector_size_store(uint8_t *p, uint32_t e)
{
	store_u4le(p, e);
}

/*
 * Item of differencing images, says where the parent is. The entries follow, then keys and values.
 *
 *  off size field
 *    0   16 locator_type
 *   16    2 reserved
 *   18    2 num_entries
 */
#define VHDX_PARENT_LOCATOR_HEADER_SIZE		      20u
#define VHDX_PARENT_LOCATOR_HEADER_NUM_ENTRIES_OFFSET 18u

enum vhdx_parent_locator_header_field {
	VHDX_PARENT_LOCATOR_HEADER_FIELD_LOCATOR_TYPE = 1,
	VHDX_PARENT_LOCATOR_HEADER_FIELD_RESERVED = 2,
	VHDX_PARENT_LOCATOR_HEADER_FIELD_NUM_ENTRIES = 3,
};

struct vhdx_parent_locator_header {
	uint16_t num_entries; /* Entries that follow. */
	/* Type of the locator, see `guid_locator_type_vhdx`. */
	uint8_t locator_type[16];
};

/**
 * vhdx_parent_locator_header_parse - check and copy a vhdx parent locator header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status
vhdx_parent_locator_header_parse(struct parse_in *in, struct vhdx_parent_locator_header *out);

/**
 * vhdx_parent_locator_header_store - write a vhdx parent locator header
 * @p: room for VHDX_PARENT_LOCATOR_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_parent_locator_header_store(uint8_t *p, const struct vhdx_parent_locator_header *h);

/*
 * One pair of key and value, both in UTF-16, little-endian, without a final zero character. The
 * keys of the VHDX type are the texts `parent_locator_key_*` of this file; the order of the paths
 * there is the order in which they are tried.
 *
 *  off size field
 *    0    4 key_offset
 *    4    4 value_offset
 *    8    2 key_length
 *   10    2 value_length
 */
#define VHDX_PARENT_LOCATOR_ENTRY_SIZE 12u

enum vhdx_parent_locator_entry_field {
	VHDX_PARENT_LOCATOR_ENTRY_FIELD_KEY_OFFSET = 1,
	VHDX_PARENT_LOCATOR_ENTRY_FIELD_VALUE_OFFSET = 2,
	VHDX_PARENT_LOCATOR_ENTRY_FIELD_KEY_LENGTH = 3,
	VHDX_PARENT_LOCATOR_ENTRY_FIELD_VALUE_LENGTH = 4,
};

struct vhdx_parent_locator_entry {
	uint32_t key_offset;   /* Place of the key in the item, not 0. */
	uint32_t value_offset; /* Place of the value in the item, not 0. */
	uint16_t key_length;   /* Length of the key, not 0. */
	uint16_t value_length; /* Length of the value, not 0. */
};

/**
 * vhdx_parent_locator_entry_parse - check and copy a vhdx parent locator entry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_parent_locator_entry_parse(struct parse_in *in,
							     struct vhdx_parent_locator_entry *out);

/**
 * vhdx_parent_locator_entry_store - write a vhdx parent locator entry
 * @p: room for VHDX_PARENT_LOCATOR_ENTRY_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_parent_locator_entry_store(uint8_t *p, const struct vhdx_parent_locator_entry *h);

/*
 * State and place of one payload block. The entries of the blocks are in order, except that a
 * `sector_bitmap_bat_entry` follows those of each chunk (in a differencing image, also those of the
 * last, partial chunk). So with r blocks in a chunk, `sectors_per_bitmap` x logical sector size /
 * block size, the entry of block n has the index n + n / r, rounded down.
 *
 *  off    size field
 *    0   8:2-0 state
 *    0  8:19-3 reserved
 *    0 8:63-20 file_offset_mb
 */
#define VHDX_PAYLOAD_BAT_ENTRY_SIZE 8u

enum vhdx_payload_bat_entry_field {
	VHDX_PAYLOAD_BAT_ENTRY_FIELD_STATE = 1,
	VHDX_PAYLOAD_BAT_ENTRY_FIELD_RESERVED = 2,
	VHDX_PAYLOAD_BAT_ENTRY_FIELD_FILE_OFFSET_MB = 3,
};

static inline uint64_t vhdx_payload_bat_entry_load(const uint8_t *p)
{
	return load_u8le(p);
}

#define VHDX_PAYLOAD_BAT_ENTRY_STATE_MASK	    UINT64_C(0x7)
#define VHDX_PAYLOAD_BAT_ENTRY_RESERVED_SHIFT	    3u
#define VHDX_PAYLOAD_BAT_ENTRY_RESERVED_MASK	    UINT64_C(0xffff8)
#define VHDX_PAYLOAD_BAT_ENTRY_FILE_OFFSET_MB_SHIFT 20u
#define VHDX_PAYLOAD_BAT_ENTRY_FILE_OFFSET_MB_MASK  UINT64_C(0xfffffffffff00000)

/* What the block reads as. */
static inline uint64_t vhdx_payload_bat_entry_state(uint64_t e)
{
	return e & VHDX_PAYLOAD_BAT_ENTRY_STATE_MASK;
}

/* Zero. */
static inline uint64_t vhdx_payload_bat_entry_reserved(uint64_t e)
{
	return (e & VHDX_PAYLOAD_BAT_ENTRY_RESERVED_MASK) >> VHDX_PAYLOAD_BAT_ENTRY_RESERVED_SHIFT;
}

/* Place of the block in units of 1 MiB. */
static inline uint64_t vhdx_payload_bat_entry_file_offset_mb(uint64_t e)
{
	return (e & VHDX_PAYLOAD_BAT_ENTRY_FILE_OFFSET_MB_MASK) >>
	       VHDX_PAYLOAD_BAT_ENTRY_FILE_OFFSET_MB_SHIFT;
}

/* Place of the block in the file. */
static inline uint64_t vhdx_payload_bat_entry_file_offset(uint64_t e)
{
	return vhdx_payload_bat_entry_file_offset_mb(e) << 20;
}

/* The block, or part of it, is in the file. */
static inline bool vhdx_payload_bat_entry_is_present(uint64_t e)
{
	return vhdx_payload_bat_entry_state(e) >= 6;
}

/* What the entry means for its range of the disk. */
static inline enum meaning vhdx_payload_bat_entry_classify(uint64_t e)
{
	if (vhdx_payload_bat_entry_state(e) == VHDX_PAYLOAD_BLOCK_STATE_NOT_PRESENT)
		return MEANS_HOLE;
	if (vhdx_payload_bat_entry_state(e) == VHDX_PAYLOAD_BLOCK_STATE_UNDEFINED ||
	    vhdx_payload_bat_entry_state(e) == VHDX_PAYLOAD_BLOCK_STATE_ZERO ||
	    vhdx_payload_bat_entry_state(e) == VHDX_PAYLOAD_BLOCK_STATE_UNMAPPED ||
	    vhdx_payload_bat_entry_state(e) == VHDX_PAYLOAD_BLOCK_STATE_UNMAPPED_DRAFT)
		return MEANS_ZERO;
	if (vhdx_payload_bat_entry_state(e) == VHDX_PAYLOAD_BLOCK_STATE_FULLY_PRESENT)
		return MEANS_DATA;
	if (vhdx_payload_bat_entry_state(e) == VHDX_PAYLOAD_BLOCK_STATE_PARTIALLY_PRESENT)
		return MEANS_PARTIAL;
	return MEANS_RESERVED;
}

static inline void vhdx_payload_bat_entry_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t vhdx_payload_bat_entry_make(uint64_t state, uint64_t file_offset_mb)
{
	return ((uint64_t)state & VHDX_PAYLOAD_BAT_ENTRY_STATE_MASK) |
	       (((uint64_t)file_offset_mb << VHDX_PAYLOAD_BAT_ENTRY_FILE_OFFSET_MB_SHIFT) &
		VHDX_PAYLOAD_BAT_ENTRY_FILE_OFFSET_MB_MASK);
}

/*
 * State and place of the sector bitmap block of one chunk. Only differencing images have these
 * blocks; others keep the entries in their places, not present.
 *
 *  off    size field
 *    0   8:2-0 state
 *    0  8:19-3 reserved
 *    0 8:63-20 file_offset_mb
 */
#define VHDX_SECTOR_BITMAP_BAT_ENTRY_SIZE 8u

enum vhdx_sector_bitmap_bat_entry_field {
	VHDX_SECTOR_BITMAP_BAT_ENTRY_FIELD_STATE = 1,
	VHDX_SECTOR_BITMAP_BAT_ENTRY_FIELD_RESERVED = 2,
	VHDX_SECTOR_BITMAP_BAT_ENTRY_FIELD_FILE_OFFSET_MB = 3,
};

static inline uint64_t vhdx_sector_bitmap_bat_entry_load(const uint8_t *p)
{
	return load_u8le(p);
}

#define VHDX_SECTOR_BITMAP_BAT_ENTRY_STATE_MASK		  UINT64_C(0x7)
#define VHDX_SECTOR_BITMAP_BAT_ENTRY_RESERVED_SHIFT	  3u
#define VHDX_SECTOR_BITMAP_BAT_ENTRY_RESERVED_MASK	  UINT64_C(0xffff8)
#define VHDX_SECTOR_BITMAP_BAT_ENTRY_FILE_OFFSET_MB_SHIFT 20u
#define VHDX_SECTOR_BITMAP_BAT_ENTRY_FILE_OFFSET_MB_MASK  UINT64_C(0xfffffffffff00000)

/* Whether there is a bitmap. */
static inline uint64_t vhdx_sector_bitmap_bat_entry_state(uint64_t e)
{
	return e & VHDX_SECTOR_BITMAP_BAT_ENTRY_STATE_MASK;
}

/* Zero. */
static inline uint64_t vhdx_sector_bitmap_bat_entry_reserved(uint64_t e)
{
	return (e & VHDX_SECTOR_BITMAP_BAT_ENTRY_RESERVED_MASK) >>
	       VHDX_SECTOR_BITMAP_BAT_ENTRY_RESERVED_SHIFT;
}

/* Place of the bitmap in units of 1 MiB. */
static inline uint64_t vhdx_sector_bitmap_bat_entry_file_offset_mb(uint64_t e)
{
	return (e & VHDX_SECTOR_BITMAP_BAT_ENTRY_FILE_OFFSET_MB_MASK) >>
	       VHDX_SECTOR_BITMAP_BAT_ENTRY_FILE_OFFSET_MB_SHIFT;
}

/* Place of the bitmap in the file. */
static inline uint64_t vhdx_sector_bitmap_bat_entry_file_offset(uint64_t e)
{
	return vhdx_sector_bitmap_bat_entry_file_offset_mb(e) << 20;
}

static inline void vhdx_sector_bitmap_bat_entry_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t vhdx_sector_bitmap_bat_entry_make(uint64_t state, uint64_t file_offset_mb)
{
	return ((uint64_t)state & VHDX_SECTOR_BITMAP_BAT_ENTRY_STATE_MASK) |
	       (((uint64_t)file_offset_mb << VHDX_SECTOR_BITMAP_BAT_ENTRY_FILE_OFFSET_MB_SHIFT) &
		VHDX_SECTOR_BITMAP_BAT_ENTRY_FILE_OFFSET_MB_MASK);
}

/*
 * One byte of a sector bitmap block: eight consecutive sectors, the first in the lowest bit. A set
 * bit says that the sector is in this file, a clear one that it is in the parent. Only blocks in
 * the state partially present have meaningful bits.
 *
 *  off size field
 *    0    1 sectors
 */
#define VHDX_SECTOR_BITMAP_BYTE_SIZE 1u

enum vhdx_sector_bitmap_byte_field {
	VHDX_SECTOR_BITMAP_BYTE_FIELD_SECTORS = 1,
};

static inline uint8_t vhdx_sector_bitmap_byte_load(const uint8_t *p)
{
	return load_u1(p);
}

/* Bit n is sector n of the eight. */
static inline uint8_t vhdx_sector_bitmap_byte_sectors(uint8_t e)
{
	return e;
}

static inline void vhdx_sector_bitmap_byte_store(uint8_t *p, uint8_t e)
{
	store_u1(p, e);
}

/*
 * First 64 bytes of a log entry. Up to 126 descriptors follow in the same sector, more in further
 * ones, then a data sector for each data descriptor. Applied in one go, an entry brings the file
 * from one consistent state to the next.
 *
 *  off size field
 *    0    4 signature           "loge"
 *    4    4 checksum
 *    8    4 entry_length        a multiple of 4096
 *   12    4 tail
 *   16    8 sequence_number     at least 1
 *   24    4 num_descriptors
 *   28    4 reserved
 *   32   16 log_guid
 *   48    8 flushed_file_offset
 *   56    8 last_file_offset
 */
#define VHDX_LOG_ENTRY_HEADER_SIZE			 64u
#define VHDX_LOG_ENTRY_HEADER_CHECKSUM_OFFSET		 4u
#define VHDX_LOG_ENTRY_HEADER_ENTRY_LENGTH_OFFSET	 8u
#define VHDX_LOG_ENTRY_HEADER_TAIL_OFFSET		 12u
#define VHDX_LOG_ENTRY_HEADER_NUM_DESCRIPTORS_OFFSET	 24u
#define VHDX_LOG_ENTRY_HEADER_FLUSHED_FILE_OFFSET_OFFSET 48u
#define VHDX_LOG_ENTRY_HEADER_LAST_FILE_OFFSET_OFFSET	 56u
#define VHDX_LOG_ENTRY_HEADER_SIGNATURE			 "loge"
#define VHDX_LOG_ENTRY_HEADER_SIGNATURE_SIZE		 4u

enum vhdx_log_entry_header_field {
	VHDX_LOG_ENTRY_HEADER_FIELD_SIGNATURE = 1,
	VHDX_LOG_ENTRY_HEADER_FIELD_CHECKSUM = 2,
	VHDX_LOG_ENTRY_HEADER_FIELD_ENTRY_LENGTH = 3,
	VHDX_LOG_ENTRY_HEADER_FIELD_TAIL = 4,
	VHDX_LOG_ENTRY_HEADER_FIELD_SEQUENCE_NUMBER = 5,
	VHDX_LOG_ENTRY_HEADER_FIELD_NUM_DESCRIPTORS = 6,
	VHDX_LOG_ENTRY_HEADER_FIELD_RESERVED = 7,
	VHDX_LOG_ENTRY_HEADER_FIELD_LOG_GUID = 8,
	VHDX_LOG_ENTRY_HEADER_FIELD_FLUSHED_FILE_OFFSET = 9,
	VHDX_LOG_ENTRY_HEADER_FIELD_LAST_FILE_OFFSET = 10,
};

struct vhdx_log_entry_header {
	uint64_t sequence_number; /* One more than that of the entry before. */
	/* Length of the file up to which everything was on disk when this was written. */
	uint64_t flushed_file_offset;
	/* Length that the file must have to hold everything that is allocated. */
	uint64_t last_file_offset;
	/* CRC-32C of the `entry_length` bytes of the entry, with this field as zero. */
	uint32_t checksum;
	/*
	 * Length of the entry with its descriptors and data sectors, a multiple of 4096 and not 0.
	 */
	uint32_t entry_length;
	/* Place in the log of the oldest entry of the sequence when this one was written. */
	uint32_t tail;
	uint32_t num_descriptors; /* Descriptors in the entry; may be 0. */
	uint8_t log_guid[16];	  /* `log_guid` of the header when this was written. */
};

/**
 * vhdx_log_entry_header_parse - check and copy a vhdx log entry header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_log_entry_header_parse(struct parse_in *in,
							 struct vhdx_log_entry_header *out);

/**
 * vhdx_log_entry_header_store - write a vhdx log entry header
 * @p: room for VHDX_LOG_ENTRY_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_log_entry_header_store(uint8_t *p, const struct vhdx_log_entry_header *h);

/*
 * Says that a range of the file becomes zero.
 *
 *  off size field
 *    0    4 signature       "zero"
 *    4    4 reserved
 *    8    8 zero_length     a multiple of 4096
 *   16    8 file_offset     a multiple of 4096
 *   24    8 sequence_number
 */
#define VHDX_LOG_ZERO_DESCRIPTOR_SIZE 32u

enum vhdx_log_zero_descriptor_field {
	VHDX_LOG_ZERO_DESCRIPTOR_FIELD_SIGNATURE = 1,
	VHDX_LOG_ZERO_DESCRIPTOR_FIELD_RESERVED = 2,
	VHDX_LOG_ZERO_DESCRIPTOR_FIELD_ZERO_LENGTH = 3,
	VHDX_LOG_ZERO_DESCRIPTOR_FIELD_FILE_OFFSET = 4,
	VHDX_LOG_ZERO_DESCRIPTOR_FIELD_SEQUENCE_NUMBER = 5,
};

struct vhdx_log_zero_descriptor {
	uint64_t zero_length;	  /* Length of the range, a multiple of 4096. */
	uint64_t file_offset;	  /* Place of the range, a multiple of 4096. */
	uint64_t sequence_number; /* Must equal that of the entry. */
};

/**
 * vhdx_log_zero_descriptor_parse - check and copy a vhdx log zero descriptor
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_log_zero_descriptor_parse(struct parse_in *in,
							    struct vhdx_log_zero_descriptor *out);

/**
 * vhdx_log_zero_descriptor_store - write a vhdx log zero descriptor
 * @p: room for VHDX_LOG_ZERO_DESCRIPTOR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_log_zero_descriptor_store(uint8_t *p, const struct vhdx_log_zero_descriptor *h);

/*
 * Says that 4096 bytes of the file are replaced. Because a data sector loses 12 of its bytes to
 * signature and sequence number, the first 8 and the last 4 bytes of the new contents are here.
 *
 *  off size field
 *    0    4 signature       "desc"
 *    4    4 trailing_bytes
 *    8    8 leading_bytes
 *   16    8 file_offset     a multiple of 4096
 *   24    8 sequence_number
 */
#define VHDX_LOG_DATA_DESCRIPTOR_SIZE 32u

enum vhdx_log_data_descriptor_field {
	VHDX_LOG_DATA_DESCRIPTOR_FIELD_SIGNATURE = 1,
	VHDX_LOG_DATA_DESCRIPTOR_FIELD_TRAILING_BYTES = 2,
	VHDX_LOG_DATA_DESCRIPTOR_FIELD_LEADING_BYTES = 3,
	VHDX_LOG_DATA_DESCRIPTOR_FIELD_FILE_OFFSET = 4,
	VHDX_LOG_DATA_DESCRIPTOR_FIELD_SEQUENCE_NUMBER = 5,
};

struct vhdx_log_data_descriptor {
	uint64_t file_offset;	   /* Place of the 4096 bytes, a multiple of 4096. */
	uint64_t sequence_number;  /* Must equal that of the entry. */
	uint8_t trailing_bytes[4]; /* The last 4 bytes of the new contents. */
	uint8_t leading_bytes[8];  /* The first 8 bytes of the new contents. */
};

/**
 * vhdx_log_data_descriptor_parse - check and copy a vhdx log data descriptor
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_log_data_descriptor_parse(struct parse_in *in,
							    struct vhdx_log_data_descriptor *out);

/**
 * vhdx_log_data_descriptor_store - write a vhdx log data descriptor
 * @p: room for VHDX_LOG_DATA_DESCRIPTOR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_log_data_descriptor_store(uint8_t *p, const struct vhdx_log_data_descriptor *h);

/*
 * 4096 bytes of new contents, but for the 12 bytes that its descriptor holds. The n-th data sector
 * belongs to the n-th data descriptor.
 *
 *  off size field
 *    0    4 signature     "data"
 *    4    4 sequence_high
 *    8 4084 data
 * 4092    4 sequence_low
 */
#define VHDX_LOG_DATA_SECTOR_SIZE 4096u

enum vhdx_log_data_sector_field {
	VHDX_LOG_DATA_SECTOR_FIELD_SIGNATURE = 1,
	VHDX_LOG_DATA_SECTOR_FIELD_SEQUENCE_HIGH = 2,
	VHDX_LOG_DATA_SECTOR_FIELD_DATA = 3,
	VHDX_LOG_DATA_SECTOR_FIELD_SEQUENCE_LOW = 4,
};

struct vhdx_log_data_sector {
	uint32_t sequence_high; /* Upper half of the entry's sequence number. */
	uint32_t sequence_low;	/* Lower half of the entry's sequence number. */
	/* The new contents without the first 8 and the last 4 bytes. */
	uint8_t data[4084];
};

/**
 * vhdx_log_data_sector_parse - check and copy a vhdx log data sector
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status vhdx_log_data_sector_parse(struct parse_in *in,
							struct vhdx_log_data_sector *out);

/**
 * vhdx_log_data_sector_store - write a vhdx log data sector
 * @p: room for VHDX_LOG_DATA_SECTOR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void vhdx_log_data_sector_store(uint8_t *p, const struct vhdx_log_data_sector *h);

/* Which element of bat the offset belongs to. */
static inline uint64_t vhdx_bat_index(uint64_t offset, uint64_t block_size, uint64_t size)
{
	return offset / block_size + offset / (VHDX_SECTORS_PER_BITMAP * size);
}

#endif
