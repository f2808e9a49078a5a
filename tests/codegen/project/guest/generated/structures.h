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

#endif
