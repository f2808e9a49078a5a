/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_VIEWS_H
#define GENERATED_VIEWS_H
#include <stdint.h>

enum view_op {
	VIEW_OP_END = 0,
	VIEW_OP_INT = 1,
	VIEW_OP_BYTES = 2,
	VIEW_OP_PARAM = 3,
	VIEW_OP_SELF = 4,
	VIEW_OP_ROOT = 5,
	VIEW_OP_ATTR = 6,
	VIEW_OP_ELEMENT = 7,
	VIEW_OP_INDEX = 8,
	VIEW_OP_IT = 9,
	VIEW_OP_IO_SIZE = 10,
	VIEW_OP_IO_POS = 11,
	VIEW_OP_IO_EOF = 12,
	VIEW_OP_LENGTH = 13,
	VIEW_OP_ADD = 20,
	VIEW_OP_SUB = 21,
	VIEW_OP_MUL = 22,
	VIEW_OP_DIV = 23,
	VIEW_OP_MOD = 24,
	VIEW_OP_AND = 25,
	VIEW_OP_OR = 26,
	VIEW_OP_XOR = 27,
	VIEW_OP_SHL = 28,
	VIEW_OP_SHR = 29,
	VIEW_OP_EQ = 30,
	VIEW_OP_NE = 31,
	VIEW_OP_LT = 32,
	VIEW_OP_LE = 33,
	VIEW_OP_GT = 34,
	VIEW_OP_GE = 35,
	VIEW_OP_NEG = 40,
	VIEW_OP_NOT = 41,
	VIEW_OP_INVERT = 42,
	VIEW_OP_SKIP_IF_NOT = 50,
	VIEW_OP_SKIP = 51,
};

enum view_kind {
	VIEW_KIND_NUMBER = 0,
	VIEW_KIND_BITS = 1,
	VIEW_KIND_BYTES = 2,
	VIEW_KIND_TEXT = 3,
	VIEW_KIND_OBJECT = 4,
	VIEW_KIND_CASES = 5,
	VIEW_KIND_VALUE = 6,
};

enum view_repeat {
	VIEW_REPEAT_ONCE = 0,
	VIEW_REPEAT_COUNT = 1,
	VIEW_REPEAT_UNTIL = 2,
	VIEW_REPEAT_TO_END = 3,
};

#define VIEW_FLAG_SIGNED     0x1u
#define VIEW_FLAG_LITTLE     0x2u
#define VIEW_FLAG_TO_END     0x4u
#define VIEW_FLAG_IN_ROOT    0x8u
#define VIEW_FLAG_LEADS	     0x10u
#define VIEW_FLAG_TREES	     0x20u
#define VIEW_FLAG_BELOW	     0x40u
#define VIEW_FLAG_BASE64     0x80u
#define VIEW_FLAG_TERMINATED 0x100u
#define VIEW_NOWHERE	     0xffffffffu		  /* Not always the same. */
#define VIEWS_HASH	     UINT64_C(0xa494010354f9b28e) /* Of these tables. */
#define VIEW_MAX_PARAMS	     2u

enum view_id {
	VIEW_ASIF_IMAGE = 0,
	VIEW_BOCHS_IMAGE = 1,
	VIEW_CLOOP_IMAGE = 2,
	VIEW_DMG_IMAGE = 3,
	VIEW_HDD_TEXT = 4,
	VIEW_ISO9660_IMAGE = 5,
	VIEW_LUKS_IMAGE = 6,
	VIEW_PARALLELS_IMAGE = 7,
	VIEW_QCOW1_IMAGE = 8,
	VIEW_QCOW2_IMAGE = 9,
	VIEW_QED_IMAGE = 10,
	VIEW_RAW_IMAGE = 11,
	VIEW_SESPARSE_IMAGE = 12,
	VIEW_VDI_IMAGE = 13,
	VIEW_VHD_IMAGE = 14,
	VIEW_VHDX_IMAGE = 15,
	VIEW_VMDK_COWD = 16,
	VIEW_VMDK_IMAGE = 17,
	VIEW_VMDK_TEXT = 18,
};

/* Numbers of view_code[] are where a program begins; 0: there is none. */
struct view_attr {
	uint8_t kind, repeat, terminator;
	uint16_t flags;
	uint16_t width;	 /* bytes of a number, bits of bits, how many cases */
	uint16_t type;	 /* of an object; the first case */
	uint32_t offset; /* bits from the object's start, or VIEW_NOWHERE */
	uint16_t pos, size, cond, count, value, args, guest, span, index, counts;
	uint16_t owner;
};

struct view_type {
	uint16_t first, num_attrs, num_seq, num_params;
	uint32_t size;	 /* bits, or VIEW_NOWHERE */
	uint8_t uniform; /* whether all in one file have one size */
	uint8_t lists;	 /* whether a list is in it, however deep */
	uint16_t means;	 /* the program that says what an entry means */
};

struct view_case {
	int64_t value;
	uint16_t type;
};

extern const struct view_attr view_attrs[];
extern const struct view_type view_types[];
extern const struct view_case view_cases[];
extern const uint8_t view_code[];
extern const uint16_t view_roots[]; /* types */

#endif
