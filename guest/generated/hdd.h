/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/hdd.ksy spec=6b95a47a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_HDD_H
#define GENERATED_HDD_H
/*
 * Parallels disk bundle (DiskDescriptor.xml). Parallels Desktop and Virtuozzo keep a disk in a
 * directory, `NAME.hdd`. Its DiskDescriptor.xml says how large the disk is, which files hold which
 * part of it, and on which snapshot each of them builds; [parallels](parallels.md) describes the
 * files. A disk is one storage, or several one after the other (a split disk). Each storage has an
 * image for each snapshot: what the image of the top does not hold is in that of its parent, and so
 * on down to the root.
 */
#include "store.h"
#include "structures.h"

#define HDD_SECTOR_SIZE	     512u      /* Unit of the disk. */
#define HDD_MAX_BYTES	     0x100000u /* Longest descriptor that is read. */
/* Longest disk, whose bytes are counted in 63 bits. */
#define HDD_MAX_DISK_SECTORS UINT64_C(0x3fffffffffffff)
#define HDD_MAX_STORAGES     64u /* Most storages. */
/* Most images of all storages, half of the files that a run may have. */
#define HDD_MAX_IMAGES	     512u
#define HDD_MAX_SHOTS	     512u /* Most snapshots. */
#define HDD_MAX_LEVELS	     64u  /* Most images below each other. */

/*
 * The text of DiskDescriptor.xml. Elements other than those listed are passed over.
 *
 *  off size field
 *    0    1 text
 */
#define HDD_DESCRIPTOR_SIZE 1u

enum hdd_descriptor_field {
	HDD_DESCRIPTOR_FIELD_TEXT = 1,
};

#define HDD_DESCRIPTOR_ROOT	       "Parallels_disk_image" /* The only element of the document. */
#define HDD_DESCRIPTOR_PARAMETERS      "Disk_Parameters"      /* In the root: size and geometry. */
/* In the parameters: length of the disk in sectors. */
#define HDD_DESCRIPTOR_DISK_SIZE       "Disk_size"
#define HDD_DESCRIPTOR_PADDING	       "Padding" /* In the parameters: 0 in disks that are described. */
/* In the parameters: how the disk is encrypted. */
#define HDD_DESCRIPTOR_ENCRYPTION      "Encryption"
/* In the encryption: by which engine, `guid_none` where it is not. */
#define HDD_DESCRIPTOR_ENGINE	       "Engine"
#define HDD_DESCRIPTOR_STORAGE_DATA    "StorageData" /* In the root: the storages. */
#define HDD_DESCRIPTOR_STORAGE	       "Storage" /* A part of the disk, in the order of the disk. */
#define HDD_DESCRIPTOR_START	       "Start"	 /* In a storage: its first sector. */
#define HDD_DESCRIPTOR_END	       "End"	 /* In a storage: the sector after its last one. */
#define HDD_DESCRIPTOR_IMAGE	       "Image"	 /* In a storage: what a snapshot has of it. */
#define HDD_DESCRIPTOR_GUID	       "GUID" /* In an image and in a snapshot: which snapshot it is. */
#define HDD_DESCRIPTOR_TYPE	       "Type" /* In an image: `Plain` or `Compressed`. */
/* In an image: the name of its file, absolute or relative to the descriptor. */
#define HDD_DESCRIPTOR_FILE	       "File"
#define HDD_DESCRIPTOR_TYPE_PLAIN      "Plain" /* A file that holds its part of the disk as it is. */
#define HDD_DESCRIPTOR_TYPE_COMPRESSED "Compressed" /* An expanding Parallels image. */
/* In the root: which snapshot is on top of which. */
#define HDD_DESCRIPTOR_SNAPSHOTS       "Snapshots"
/* In the snapshots: the one that the disk is, `guid_top` where it is missing. */
#define HDD_DESCRIPTOR_TOP_GUID	       "TopGUID"
#define HDD_DESCRIPTOR_SHOT	       "Shot" /* In the snapshots: one of them. */
/* In a snapshot: the one that it is on top of, `guid_none` of the root. */
#define HDD_DESCRIPTOR_PARENT_GUID     "ParentGUID"
#define HDD_DESCRIPTOR_GUID_NONE       "{00000000-0000-0000-0000-000000000000}" /* No snapshot. */
/* The snapshot that the disk is. */
#define HDD_DESCRIPTOR_GUID_TOP	       "{5fbaabe3-6958-40ff-92a7-860e329aab41}"

struct hdd_descriptor_string {
	const char *text;
	uint32_t len;
};

#define HDD_DESCRIPTOR_NUM_STRINGS 22u
extern const struct hdd_descriptor_string hdd_descriptor_strings[HDD_DESCRIPTOR_NUM_STRINGS];

struct hdd_descriptor {
	uint8_t text[1]; /* Its first byte. */
};

/**
 * hdd_descriptor_parse - check and copy a hdd descriptor
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status hdd_descriptor_parse(struct parse_in *in, struct hdd_descriptor *out);

/**
 * hdd_descriptor_store - write a hdd descriptor
 * @p: room for HDD_DESCRIPTOR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void hdd_descriptor_store(uint8_t *p, const struct hdd_descriptor *h);

#endif
