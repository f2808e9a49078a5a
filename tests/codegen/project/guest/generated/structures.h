/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef STRUCTURES_H
#define STRUCTURES_H
/* Ids that errors carry to the host, which has the texts. 0 is none. */

enum structure_id {
	STRUCTURE_LAMP_CONFIG = 0x101,
	STRUCTURE_LAMP_OPTIONS = 0x102,
	STRUCTURE_LAMP_SPARE = 0x103,
	STRUCTURE_LANTERN_HEADER = 0x201,
	STRUCTURE_LANTERN_ENTRY = 0x202,
	STRUCTURE_LANTERN_PAIR = 0x203,
	STRUCTURE_LANTERN_NAME = 0x204,
	STRUCTURE_LANTERN_TABLE = 0x205,
};

/* Rules that need more than one structure. */
enum fault_id {
	FAULT_NONE = 0,
	FAULT_LAMP_OPTIONS_BAD_SIZE = 0x10201, /* size is no size */
	/* ofs_table is {value}, past the end of the file */
	FAULT_LANTERN_HEADER_TABLE_PAST_END = 0x20101,
};

/* What a table's entry says of its range. */
enum meaning {
	MEANS_HOLE = 0, /* nothing of it is here: it is the parent's, or zeros */
	MEANS_ZERO = 1, /* it reads as zeros */
	MEANS_ONES = 2, /* all its bits are set */
	MEANS_DATA = 3, /* its bytes are where the entry says */
	/* a bitmap says which of its sectors are where the entry says */
	MEANS_PARTIAL = 4,
	MEANS_COMPRESSED = 5, /* compressed data is where the entry says */
	MEANS_TABLE = 6,      /* the next table is where the entry says */
	MEANS_RESERVED = 7,   /* no reader knows: a fault */
};

#endif
