/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/iso9660.ksy spec=ed6664fa gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_ISO9660_H
#define GENERATED_ISO9660_H
/*
 * Optical disc file systems (ECMA-119, and how UDF is recognised). The file system of CD-ROMs. To
 * every tool that deals in disk images such a file is a raw image; it is recognised so that one can
 * be recognised as one. The first sixteen sectors of 2048 bytes belong to the system (a hybrid
 * image has an MBR there); volume descriptors follow, one in each sector.
 *
 * A volume with UDF alone has the descriptors of ECMA-167 there: `BEA01` begins an area, `NSR02` or
 * `NSR03` says that the volume is one of ECMA-167 (second or third edition), `TEA01` ends the area;
 * `BOOT2` may be between. A bridge disc has those of ECMA-119 first.
 */
#include "store.h"
#include "structures.h"

#define ISO9660_SECTOR_SIZE	2048u /* Bytes in a sector. */
/* Sectors from the first descriptor on in which instar looks for the identifier of UDF. */
#define ISO9660_MAX_DESCRIPTORS 32u

#define ISO9660_SIGNATURE	 "CD001" /* The text `CD001` in the first volume descriptor. */
#define ISO9660_SIGNATURE_SIZE	 5u
#define ISO9660_SIGNATURE_OFFSET 32769u

/* Identifier of the first descriptor of ECMA-167 (2/9.2). */
#define ISO9660_EXTENDED_AREA_BEGIN "BEA01"
/* Identifier of the descriptor after which no other is looked for (ECMA-167, 2/9.3). */
#define ISO9660_EXTENDED_AREA_END   "TEA01"
/* Identifier of a descriptor of ECMA-167, second edition (3/9.1): UDF up to 1.50. */
#define ISO9660_UDF_2		    "NSR02"
#define ISO9660_UDF_3		    "NSR03" /* The same of the third edition: UDF from 2.00 on. */

struct iso9660_string {
	const char *text;
	uint32_t len;
};

#define ISO9660_NUM_STRINGS 4u
extern const struct iso9660_string iso9660_strings[ISO9660_NUM_STRINGS];

enum iso9660_descriptor_type {
	/* How to start a system from the disc (El Torito). */
	ISO9660_DESCRIPTOR_TYPE_BOOT_RECORD = 0,
	ISO9660_DESCRIPTOR_TYPE_PRIMARY = 1, /* The file system. */
	/* The file system again with other names, such as Joliet's. */
	ISO9660_DESCRIPTOR_TYPE_SUPPLEMENTARY = 2,
	ISO9660_DESCRIPTOR_TYPE_PARTITION = 3, /* A part of the volume. */
	/* No further descriptor follows. */
	ISO9660_DESCRIPTOR_TYPE_TERMINATOR = 0xff,
};

/*
 * Start of a volume descriptor, one sector long.
 *
 *  off size field
 *    0    1 type
 *    1    5 identifier "CD001"
 *    6    1 version    1..2
 */
#define ISO9660_VOLUME_DESCRIPTOR_SIZE 7u

enum iso9660_volume_descriptor_field {
	ISO9660_VOLUME_DESCRIPTOR_FIELD_TYPE = 1,
	ISO9660_VOLUME_DESCRIPTOR_FIELD_IDENTIFIER = 2,
	ISO9660_VOLUME_DESCRIPTOR_FIELD_VERSION = 3,
};

struct iso9660_volume_descriptor {
	uint8_t type;	 /* What the descriptor describes. */
	uint8_t version; /* 1; 2 in an enhanced volume descriptor. */
};

/**
 * iso9660_volume_descriptor_parse - check and copy a iso9660 volume descriptor
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status iso9660_volume_descriptor_parse(struct parse_in *in,
							     struct iso9660_volume_descriptor *out);

/**
 * iso9660_volume_descriptor_store - write a iso9660 volume descriptor
 * @p: room for ISO9660_VOLUME_DESCRIPTOR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void iso9660_volume_descriptor_store(uint8_t *p, const struct iso9660_volume_descriptor *h);

#endif
