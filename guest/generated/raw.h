/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/raw.ksy spec=4f1f39de gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_RAW_H
#define GENERATED_RAW_H
/*
 * Plain disk, and the partition tables by which one is recognised. A raw image has no format: byte
 * n of the file is byte n of the disk, and every file is one. Some can be recognised by their
 * partition table: a master boot record (MBR) in the first sector, and after it, when one of its
 * entries says so, a GUID partition table (GPT) with a copy at the end of the disk. Nothing depends
 * on these structures but what is reported about a disk; a broken one is still a raw image.
 */
#include "store.h"
#include "structures.h"

/*
 * Largest file that qemu deals with, 2^63 - 2^30. Reading below it but past the end of the file
 * gives zeros in image formats; reading beyond it is an error (since some version between 5.2 and
 * 7.2; 2^63 before).
 */
#define RAW_MAX_FILE_BYTES	   UINT64_C(0x7fffffffc0000000)
#define RAW_SECTOR_SIZE		   512u	 /* Sector that MBR and GPT count in here. */
#define RAW_LARGE_SECTOR_SIZE	   4096u /* The other sector size that is found. */
#define RAW_GPT_HEADER_SECTOR	   1u	 /* Where the first GPT header is. */
#define RAW_MAX_GPT_ENTRIES	   1024u /* Most partition entries that are read. */
/*
 * Most records of logical partitions that are read, one partition each. Few systems take more than
 * 60.
 */
#define RAW_MAX_LOGICAL_PARTITIONS 128u
/* `start_chs` of a protective entry, its three bytes as one number: the second sector. */
#define RAW_PROTECTIVE_START_CHS   0x200u
/*
 * Where the boot sector of a FAT file system, which has the signature of an MBR and no partitions,
 * says how many tables it has.
 */
#define RAW_OFS_FAT_COUNT	   16u
#define RAW_FAT_COUNT		   2u	 /* Number of tables of any FAT file system. */
#define RAW_OFS_FAT_MEDIA	   21u	 /* Where the same sector says what it is on. */
#define RAW_FAT_MEDIA_FIXED	   0xf8u /* A disk that stays where it is. */

enum raw_partition_type {
	RAW_PARTITION_TYPE_UNUSED = 0, /* The entry describes no partition. */
	/* A chain of further tables, addressed by cylinder and head. */
	RAW_PARTITION_TYPE_EXTENDED = 5,
	RAW_PARTITION_TYPE_NTFS = 7,	/* NTFS, exFAT or HPFS. */
	RAW_PARTITION_TYPE_FAT32 = 0xc, /* FAT32, addressed by sector. */
	/* A chain of further tables, addressed by sector. */
	RAW_PARTITION_TYPE_EXTENDED_LBA = 0xf,
	RAW_PARTITION_TYPE_LINUX_SWAP = 0x82, /* Linux swap space. */
	RAW_PARTITION_TYPE_LINUX = 0x83,      /* A file system of Linux. */
	/* A physical volume of Linux' logical volume manager. */
	RAW_PARTITION_TYPE_LINUX_LVM = 0x8e,
	RAW_PARTITION_TYPE_GPT_PROTECTIVE = 0xee, /* The disk has a GPT. */
	/* EFI system partition on a disk with an MBR. */
	RAW_PARTITION_TYPE_EFI_SYSTEM = 0xef,
};

enum raw_gpt_attribute {
	RAW_GPT_ATTRIBUTE_REQUIRED = 1, /* Needed by the platform; not to be deleted. */
	/* Firmware does not offer the partition. */
	RAW_GPT_ATTRIBUTE_NO_BLOCK_IO = 2,
	RAW_GPT_ATTRIBUTE_LEGACY_BIOS_BOOTABLE = 4, /* A BIOS may start from it. */
};

/*
 * One of the four entries of a master boot record.
 *
 *  off size field
 *    0    1 boot_indicator 0x0 or 0x80
 *    1    3 start_chs
 *    4    1 type
 *    5    3 end_chs
 *    8    4 start_sector
 *   12    4 num_sectors
 */
#define RAW_MBR_PARTITION_SIZE	      16u
#define RAW_MBR_PARTITION_TYPE_OFFSET 4u

enum raw_mbr_partition_field {
	RAW_MBR_PARTITION_FIELD_BOOT_INDICATOR = 1,
	RAW_MBR_PARTITION_FIELD_START_CHS = 2,
	RAW_MBR_PARTITION_FIELD_TYPE = 3,
	RAW_MBR_PARTITION_FIELD_END_CHS = 4,
	RAW_MBR_PARTITION_FIELD_START_SECTOR = 5,
	RAW_MBR_PARTITION_FIELD_NUM_SECTORS = 6,
};

struct raw_mbr_partition {
	uint32_t start_sector;	/* First sector of the partition. */
	uint32_t num_sectors;	/* Sectors in the partition. */
	uint8_t boot_indicator; /* 0x80 marks the partition that a BIOS starts from. */
	/*
	 * Head (8 bits), sector (6 bits, the two high ones belong to the cylinder), cylinder (8 low
	 * bits).
	 */
	uint8_t start_chs[3];
	uint8_t type;	    /* What is in the partition; 0 for an unused entry. */
	uint8_t end_chs[3]; /* Address of the last sector, in the same form. */
};

/**
 * raw_mbr_partition_parse - check and copy a raw mbr partition
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status raw_mbr_partition_parse(struct parse_in *in,
						     struct raw_mbr_partition *out);

/**
 * raw_mbr_partition_store - write a raw mbr partition
 * @p: room for RAW_MBR_PARTITION_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void raw_mbr_partition_store(uint8_t *p, const struct raw_mbr_partition *h);

/* Whether the entry describes a partition. */
static inline bool raw_mbr_partition_is_used(const struct raw_mbr_partition *h)
{
	return h->type != RAW_PARTITION_TYPE_UNUSED;
}

/* Whether the entry represents a disk that a GPT describes. */
static inline bool raw_mbr_partition_is_protective(const struct raw_mbr_partition *h)
{
	return h->type == RAW_PARTITION_TYPE_GPT_PROTECTIVE;
}

/*
 * Master boot record: the first sector of a disk. Boot code, four partition entries and a
 * signature. Boot sectors of file systems have the same signature; the entries' `boot_indicator`
 * distinguishes most of them.
 *
 *  off size field
 *    0  440 boot_code
 *  440    4 disk_signature
 *  444    2 reserved
 *  446   64 partitions
 *  510    2 signature      55 aa
 */
#define RAW_MBR_SIZE		  512u
#define RAW_MBR_PARTITIONS_OFFSET 446u
#define RAW_MBR_SIGNATURE_OFFSET  510u
#define RAW_MBR_SIGNATURE	  "U\252"
#define RAW_MBR_SIGNATURE_SIZE	  2u

enum raw_mbr_field {
	RAW_MBR_FIELD_BOOT_CODE = 1,
	RAW_MBR_FIELD_DISK_SIGNATURE = 2,
	RAW_MBR_FIELD_RESERVED = 3,
	RAW_MBR_FIELD_PARTITIONS = 4,
	RAW_MBR_FIELD_SIGNATURE = 5,
};

struct raw_mbr {
	struct raw_mbr_partition partitions[4]; /* The partitions, used or not. */
	/* Number by which some systems recognise the disk. */
	uint32_t disk_signature;
	uint8_t boot_code[440]; /* Started by a BIOS; unused by UEFI. */
};

/**
 * raw_mbr_parse - check and copy a raw mbr
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status raw_mbr_parse(struct parse_in *in, struct raw_mbr *out);

/**
 * raw_mbr_store - write a raw mbr
 * @p: room for RAW_MBR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void raw_mbr_store(uint8_t *p, const struct raw_mbr *h);

/*
 * The MBR of a disk with a GPT: its first entry has type 0xee and covers the whole disk, so that
 * programs which do not know GPT leave it alone. The other entries are unused.
 *
 *  off size field
 *    0  440 boot_code
 *  440    4 disk_signature
 *  444    2 reserved
 *  446    1 boot_indicator   0x0 or 0x80
 *  447    3 start_chs
 *  450    1 type             238 (partition_type::gpt_protective)
 *  451    3 end_chs
 *  454    4 start_sector     1
 *  458    4 num_sectors
 *  462   48 other_partitions
 *  510    2 signature        55 aa
 */
#define RAW_PROTECTIVE_MBR_SIZE 512u

enum raw_protective_mbr_field {
	RAW_PROTECTIVE_MBR_FIELD_BOOT_CODE = 1,
	RAW_PROTECTIVE_MBR_FIELD_DISK_SIGNATURE = 2,
	RAW_PROTECTIVE_MBR_FIELD_RESERVED = 3,
	RAW_PROTECTIVE_MBR_FIELD_BOOT_INDICATOR = 4,
	RAW_PROTECTIVE_MBR_FIELD_START_CHS = 5,
	RAW_PROTECTIVE_MBR_FIELD_TYPE = 6,
	RAW_PROTECTIVE_MBR_FIELD_END_CHS = 7,
	RAW_PROTECTIVE_MBR_FIELD_START_SECTOR = 8,
	RAW_PROTECTIVE_MBR_FIELD_NUM_SECTORS = 9,
	RAW_PROTECTIVE_MBR_FIELD_OTHER_PARTITIONS = 10,
	RAW_PROTECTIVE_MBR_FIELD_SIGNATURE = 11,
};

struct raw_protective_mbr {
	uint32_t disk_signature; /* Unused. */
	uint32_t start_sector;	 /* The sector of the GPT header. */
	/* Sectors after this one, or 0xffffffff when that does not fit. */
	uint32_t num_sectors;
	uint8_t boot_code[440]; /* Unused by UEFI. */
	uint8_t boot_indicator; /* 0 in the source. */
	uint8_t start_chs[3];	/* Address of the second sector. */
	uint8_t type;		/* Says that a GPT describes the disk. */
	/* Address of the last sector, all ones when it has none. */
	uint8_t end_chs[3];
	uint8_t other_partitions[48]; /* The other three entries. */
};

/**
 * raw_protective_mbr_parse - check and copy a raw protective mbr
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status raw_protective_mbr_parse(struct parse_in *in,
						      struct raw_protective_mbr *out);

/**
 * raw_protective_mbr_store - write a raw protective mbr
 * @p: room for RAW_PROTECTIVE_MBR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void raw_protective_mbr_store(uint8_t *p, const struct raw_protective_mbr *h);

/*
 * Header of a GUID partition table: in the second sector, and again in the last one of the disk. It
 * names the array of partition entries, each copy its own.
 *
 *  off size field
 *    0    8 signature           "EFI PART"
 *    8    4 revision            0x10000..0x1ffff
 *   12    4 len_header          92..4096
 *   16    4 header_crc32
 *   20    4 reserved            zero
 *   24    8 my_sector
 *   32    8 alternate_sector
 *   40    8 first_usable_sector
 *   48    8 last_usable_sector  such that last_usable_sector >= first_usable_sector
 *   56   16 disk_guid
 *   72    8 entries_sector      at least 2
 *   80    4 num_entries
 *   84    4 len_entry           128, 256, 512, 1024, 2048 or 4096
 *   88    4 entries_crc32
 */
#define RAW_GPT_HEADER_SIZE			  92u
#define RAW_GPT_HEADER_LEN_HEADER_OFFSET	  12u
#define RAW_GPT_HEADER_HEADER_CRC32_OFFSET	  16u
#define RAW_GPT_HEADER_MY_SECTOR_OFFSET		  24u
#define RAW_GPT_HEADER_ALTERNATE_SECTOR_OFFSET	  32u
#define RAW_GPT_HEADER_FIRST_USABLE_SECTOR_OFFSET 40u
#define RAW_GPT_HEADER_LAST_USABLE_SECTOR_OFFSET  48u
#define RAW_GPT_HEADER_DISK_GUID_OFFSET		  56u
#define RAW_GPT_HEADER_ENTRIES_SECTOR_OFFSET	  72u
#define RAW_GPT_HEADER_NUM_ENTRIES_OFFSET	  80u
#define RAW_GPT_HEADER_LEN_ENTRY_OFFSET		  84u
#define RAW_GPT_HEADER_ENTRIES_CRC32_OFFSET	  88u
#define RAW_GPT_HEADER_SIGNATURE		  "EFI PART"
#define RAW_GPT_HEADER_SIGNATURE_SIZE		  8u
#define RAW_GPT_HEADER_LEN_HEADER_MAX		  4096u

enum raw_gpt_header_field {
	RAW_GPT_HEADER_FIELD_SIGNATURE = 1,
	RAW_GPT_HEADER_FIELD_REVISION = 2,
	RAW_GPT_HEADER_FIELD_LEN_HEADER = 3,
	RAW_GPT_HEADER_FIELD_HEADER_CRC32 = 4,
	RAW_GPT_HEADER_FIELD_RESERVED = 5,
	RAW_GPT_HEADER_FIELD_MY_SECTOR = 6,
	RAW_GPT_HEADER_FIELD_ALTERNATE_SECTOR = 7,
	RAW_GPT_HEADER_FIELD_FIRST_USABLE_SECTOR = 8,
	RAW_GPT_HEADER_FIELD_LAST_USABLE_SECTOR = 9,
	RAW_GPT_HEADER_FIELD_DISK_GUID = 10,
	RAW_GPT_HEADER_FIELD_ENTRIES_SECTOR = 11,
	RAW_GPT_HEADER_FIELD_NUM_ENTRIES = 12,
	RAW_GPT_HEADER_FIELD_LEN_ENTRY = 13,
	RAW_GPT_HEADER_FIELD_ENTRIES_CRC32 = 14,
};

struct raw_gpt_header {
	uint64_t my_sector;	      /* The sector that this header is in. */
	uint64_t alternate_sector;    /* The sector that the other header is in. */
	uint64_t first_usable_sector; /* First sector that partitions may use. */
	uint64_t last_usable_sector;  /* Last sector that partitions may use. */
	/* Where the array of partition entries starts; 2 in the first header. */
	uint64_t entries_sector;
	uint32_t revision; /* 0x00010000 for revision 1.0, the only one. */
	/*
	 * Bytes that the checksum covers, at least 92 and at most a sector, which has 4096 bytes on
	 * a 4Kn disk.
	 */
	uint32_t len_header;
	/* CRC-32 of the first `len_header` bytes, with this field zero. */
	uint32_t header_crc32;
	uint32_t num_entries; /* Entries in that array, used or not; 128 in practice. */
	/* Bytes in an entry, 128 times a power of two; always 128 in practice. */
	uint32_t len_entry;
	uint32_t entries_crc32; /* CRC-32 of the array of partition entries. */
	uint8_t disk_guid[16];	/* Identifies the disk. */
};

/**
 * raw_gpt_header_parse - check and copy a raw gpt header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status raw_gpt_header_parse(struct parse_in *in, struct raw_gpt_header *out);

/**
 * raw_gpt_header_store - write a raw gpt header
 * @p: room for RAW_GPT_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void raw_gpt_header_store(uint8_t *p, const struct raw_gpt_header *h);

/*
 * One partition of a GUID partition table.
 *
 *  off size field
 *    0   16 type_guid
 *   16   16 partition_guid
 *   32    8 first_sector
 *   40    8 last_sector
 *   48    8 attributes
 *   56   72 name
 */
#define RAW_GPT_ENTRY_SIZE		  128u
#define RAW_GPT_ENTRY_FIRST_SECTOR_OFFSET 32u
#define RAW_GPT_ENTRY_LAST_SECTOR_OFFSET  40u

enum raw_gpt_entry_field {
	RAW_GPT_ENTRY_FIELD_TYPE_GUID = 1,
	RAW_GPT_ENTRY_FIELD_PARTITION_GUID = 2,
	RAW_GPT_ENTRY_FIELD_FIRST_SECTOR = 3,
	RAW_GPT_ENTRY_FIELD_LAST_SECTOR = 4,
	RAW_GPT_ENTRY_FIELD_ATTRIBUTES = 5,
	RAW_GPT_ENTRY_FIELD_NAME = 6,
};

struct raw_gpt_entry {
	uint64_t first_sector; /* First sector of the partition. */
	uint64_t last_sector;  /* Last sector of the partition. */
	/* Set of `gpt_attribute`, and bits of the partition's type. */
	uint64_t attributes;
	/* What is in the partition; all zeros in an unused entry. */
	uint8_t type_guid[16];
	uint8_t partition_guid[16]; /* Identifies the partition. */
	uint8_t name[72];	    /* Name in UTF-16, little-endian, padded with zeros. */
};

/**
 * raw_gpt_entry_parse - check and copy a raw gpt entry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status raw_gpt_entry_parse(struct parse_in *in, struct raw_gpt_entry *out);

/**
 * raw_gpt_entry_store - write a raw gpt entry
 * @p: room for RAW_GPT_ENTRY_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void raw_gpt_entry_store(uint8_t *p, const struct raw_gpt_entry *h);

#endif
