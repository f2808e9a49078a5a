/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/dmg.ksy spec=b1f9fa81 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_DMG_H
#define GENERATED_DMG_H
/*
 * Apple disk image (UDIF). A compressed disk image of macOS. It is recognised by its trailer in the
 * last 512 bytes, the `koly` block, which points at everything else. Declared as far as detection
 * needs it, with the sizes.
 */
#include "store.h"
#include "structures.h"

/*
 * Last 512 bytes of the file, the `koly` block.
 *
 *  off size field
 *    0    4 magic                 "koly"
 *    4    4 version               4
 *    8    4 len_header            512
 *   12    4 flags
 *   16    8 ofs_running_data_fork
 *   24    8 ofs_data_fork
 *   32    8 len_data_fork
 *   40    8 ofs_resource_fork
 *   48    8 len_resource_fork
 *   56    4 segment_number
 *   60    4 num_segments
 *   64   16 segment_id
 *   80  136 data_checksum
 *  216    8 ofs_property_list
 *  224    8 len_property_list
 *  232  120 reserved
 *  352  136 master_checksum
 *  488    4 image_variant
 *  492    8 num_sectors
 *  500   12 reserved_end
 */
#define DMG_TRAILER_SIZE       512u
#define DMG_TRAILER_MAGIC      "koly"
#define DMG_TRAILER_MAGIC_SIZE 4u

enum dmg_trailer_field {
	DMG_TRAILER_FIELD_MAGIC = 1,
	DMG_TRAILER_FIELD_VERSION = 2,
	DMG_TRAILER_FIELD_LEN_HEADER = 3,
	DMG_TRAILER_FIELD_FLAGS = 4,
	DMG_TRAILER_FIELD_OFS_RUNNING_DATA_FORK = 5,
	DMG_TRAILER_FIELD_OFS_DATA_FORK = 6,
	DMG_TRAILER_FIELD_LEN_DATA_FORK = 7,
	DMG_TRAILER_FIELD_OFS_RESOURCE_FORK = 8,
	DMG_TRAILER_FIELD_LEN_RESOURCE_FORK = 9,
	DMG_TRAILER_FIELD_SEGMENT_NUMBER = 10,
	DMG_TRAILER_FIELD_NUM_SEGMENTS = 11,
	DMG_TRAILER_FIELD_SEGMENT_ID = 12,
	DMG_TRAILER_FIELD_DATA_CHECKSUM = 13,
	DMG_TRAILER_FIELD_OFS_PROPERTY_LIST = 14,
	DMG_TRAILER_FIELD_LEN_PROPERTY_LIST = 15,
	DMG_TRAILER_FIELD_RESERVED = 16,
	DMG_TRAILER_FIELD_MASTER_CHECKSUM = 17,
	DMG_TRAILER_FIELD_IMAGE_VARIANT = 18,
	DMG_TRAILER_FIELD_NUM_SECTORS = 19,
	DMG_TRAILER_FIELD_RESERVED_END = 20,
};

struct dmg_trailer {
	/* Running offset of the data fork, 0 in practice. */
	uint64_t ofs_running_data_fork;
	uint64_t ofs_data_fork; /* Where the data is. */
	uint64_t len_data_fork; /* Bytes of data. */
	/* Where the resource fork is, 0 when the table of blocks is in the property list. */
	uint64_t ofs_resource_fork;
	uint64_t len_resource_fork; /* Bytes of the resource fork. */
	/* Where the XML property list with the tables of blocks is. */
	uint64_t ofs_property_list;
	uint64_t len_property_list; /* Bytes of the property list. */
	uint64_t num_sectors;	    /* Size of the disk in sectors of 512 bytes. */
	uint32_t version;	    /* 4 in all known images. */
	uint32_t len_header;	    /* Bytes in this trailer. */
	uint32_t flags;		    /* 1 for a flattened image. */
	/* Which part this file is of an image in parts. */
	uint32_t segment_number;
	uint32_t num_segments;	/* Parts of the image. */
	uint32_t image_variant; /* 1 for a whole device, 2 for a partition. */
	uint8_t segment_id[16]; /* Identifies the image that the parts belong to. */
	/*
	 * Type (4 bytes), bits (4 bytes) and value (up to 128 bytes) of a checksum over the data
	 * fork.
	 */
	uint8_t data_checksum[136];
	/* Checksum over the checksums of the blocks, in the same form as `data_checksum`. */
	uint8_t master_checksum[136];
};

/**
 * dmg_trailer_parse - check and copy a dmg trailer
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status dmg_trailer_parse(struct parse_in *in, struct dmg_trailer *out);

/**
 * dmg_trailer_store - write a dmg trailer
 * @p: room for DMG_TRAILER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void dmg_trailer_store(uint8_t *p, const struct dmg_trailer *h);

#endif
