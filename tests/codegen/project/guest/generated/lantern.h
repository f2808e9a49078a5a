/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/lantern.ksy spec=d41c59d6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_LANTERN_H
#define GENERATED_LANTERN_H
/*
 * Lantern image. An invented format that has one of everything which a spec can say.
 *
 * - lists stay lists
 * - in comments, too
 */
#include "store.h"
#include "structures.h"

#define LANTERN_MAX_BLOCKS UINT64_C(0x100000000) /* Does not fit 32 bits. */

#define LANTERN_GUILD	   "L\000\376\"" /* The mark of its makers. */
#define LANTERN_GUILD_SIZE 4u

#define LANTERN_SIGNATURE "LNT\000" /* Also stands near the end. */

#define LANTERN_WORD "li\"ght" /* A text with a quote in it. */

struct lantern_string {
	const char *text;
	uint32_t len;
};

#define LANTERN_NUM_STRINGS 1u
extern const struct lantern_string lantern_strings[LANTERN_NUM_STRINGS];

#define LANTERN_KIND_OIL UINT64_C(0x1)	      /* Of a whale. */
#define LANTERN_KIND_GAS UINT64_C(0xffffffff) /* From a pipe. */

/* Whether v is one of them. */
static inline bool lantern_kind_known(uint64_t v)
{
	return v == LANTERN_KIND_OIL || v == LANTERN_KIND_GAS;
}

/*
 * First bytes of the image.
 *
 *  off size field
 *    0    4 magic      4c 4e 54 fe
 *    4    2 version    1 or 2
 *    6    1 block_bits 9..21
 *    7    1 kind       one of 1 (oil), 4294967295 (gas)
 *    8    8 ofs_table  a multiple of 512
 *   16    8 num_blocks such that num_blocks * block_size <= limit
 *   24    8 num_used   at most 4294967296 (max_blocks)
 *   32    4 checksum
 *   36    4 delta      at most 100
 *   40    4 flags      such that (flags & ~0x3) == 0; if present
 *   44    2 extra      0x1234; if present
 */
#define LANTERN_HEADER_MIN_SIZE	      40u /* what is always there */
#define LANTERN_HEADER_MAX_SIZE	      46u
#define LANTERN_HEADER_VERSION_OFFSET 4u
#define LANTERN_HEADER_MAGIC	      "LNT\376"
#define LANTERN_HEADER_MAGIC_SIZE     4u
#define LANTERN_HEADER_BLOCK_BITS_MIN 9u
#define LANTERN_HEADER_BLOCK_BITS_MAX 21u
#define LANTERN_HEADER_LIMIT	      UINT64_C(0x7fffffffffffffff) /* Largest size. */

enum lantern_header_field {
	LANTERN_HEADER_FIELD_MAGIC = 1,
	LANTERN_HEADER_FIELD_VERSION = 2,
	LANTERN_HEADER_FIELD_BLOCK_BITS = 3,
	LANTERN_HEADER_FIELD_KIND = 4,
	LANTERN_HEADER_FIELD_OFS_TABLE = 5,
	LANTERN_HEADER_FIELD_NUM_BLOCKS = 6,
	LANTERN_HEADER_FIELD_NUM_USED = 7,
	LANTERN_HEADER_FIELD_CHECKSUM = 8,
	LANTERN_HEADER_FIELD_DELTA = 9,
	LANTERN_HEADER_FIELD_FLAGS = 10,
	LANTERN_HEADER_FIELD_EXTRA = 11,
};

struct lantern_header {
	size_t len_total;    /* bytes that the structure takes */
	uint64_t ofs_table;  /* Block table. */
	uint64_t num_blocks; /* How many blocks there are. */
	uint64_t num_used;   /* How many of them are used. */
	uint32_t checksum;   /* Of 36 bytes. */
	int32_t delta;	     /* Little-endian for a change; a negative one darkens. */
	uint32_t flags;	     /* Two bits. */
	uint16_t version;    /* 1 or 2. */
	uint16_t extra;	     /* After the flags. */
	uint8_t block_bits;  /* A block is `1 << block_bits` bytes. */
	uint8_t kind;	     /* What burns. */
};

/**
 * lantern_header_parse - check and copy a lantern header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status lantern_header_parse(struct parse_in *in, struct lantern_header *out);

/**
 * lantern_header_store - write a lantern header
 * @p: room for LANTERN_HEADER_MAX_SIZE bytes
 * @h: values that keep the rules; what the spec fixes is not read from it
 *
 * Returns the bytes written.
 */
MUST_CHECK size_t lantern_header_store(uint8_t *p, const struct lantern_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint8_t lantern_header_peek_block_bits(const uint8_t *p)
{
	return load_u1(p + 6);
}

/* What the checksum of these bytes would be; the span is cut at len. */
uint32_t lantern_header_checksum_compute(const uint8_t *buf, size_t len);

/* Bytes in a block. */
static inline uint64_t lantern_header_block_size(const struct lantern_header *h)
{
	return 1 << h->block_bits;
}

/* Whether it shines. */
static inline bool lantern_header_bright(const struct lantern_header *h)
{
	return h->version >= 2 && (h->flags & 1) != 0;
}

/*
 * Entry of the block table.
 *
 *  off    size field
 *    0    4:31 used
 *    0 4:30-24 reserved 0
 *    0  4:23-0 block    such that used or block == 0
 */
#define LANTERN_ENTRY_SIZE 4u

enum lantern_entry_field {
	LANTERN_ENTRY_FIELD_USED = 1,
	LANTERN_ENTRY_FIELD_RESERVED = 2,
	LANTERN_ENTRY_FIELD_BLOCK = 3,
};

static inline uint32_t lantern_entry_load(const uint8_t *p)
{
	return load_u4be(p);
}

#define LANTERN_ENTRY_USED_SHIFT     31u
#define LANTERN_ENTRY_USED_MASK	     0x80000000u
#define LANTERN_ENTRY_RESERVED_SHIFT 24u
#define LANTERN_ENTRY_RESERVED_MASK  0x7f000000u
#define LANTERN_ENTRY_BLOCK_MASK     0xffffffu

/* Whether there is a block. */
static inline bool lantern_entry_used(uint32_t e)
{
	return (e & LANTERN_ENTRY_USED_MASK) != 0;
}

static inline uint32_t lantern_entry_reserved(uint32_t e)
{
	return (e & LANTERN_ENTRY_RESERVED_MASK) >> LANTERN_ENTRY_RESERVED_SHIFT;
}

/* Where it is. */
static inline uint32_t lantern_entry_block(uint32_t e)
{
	return e & LANTERN_ENTRY_BLOCK_MASK;
}

/* In bytes. */
static inline uint64_t lantern_entry_offset(uint32_t e, uint8_t block_bits)
{
	return (uint64_t)lantern_entry_block(e) << block_bits;
}

/* What the entry means for its range of the disk. */
static inline enum meaning lantern_entry_classify(uint32_t e, uint8_t block_bits)
{
	if (!lantern_entry_used(e))
		return MEANS_HOLE;
	if (lantern_entry_offset(e, block_bits) == 0)
		return MEANS_ZERO;
	return MEANS_DATA;
}

MUST_CHECK static inline enum parse_status lantern_entry_check(struct parse_in *in, uint32_t e,
							       uint8_t block_bits)
{
	(void)block_bits;
	if (lantern_entry_reserved(e) != 0)
		return parse_fail(in, STRUCTURE_LANTERN_ENTRY, LANTERN_ENTRY_FIELD_RESERVED, 0,
				  PARSE_RESERVED, lantern_entry_reserved(e));
	if (!lantern_entry_used(e) && lantern_entry_block(e) != 0)
		return parse_fail(in, STRUCTURE_LANTERN_ENTRY, LANTERN_ENTRY_FIELD_BLOCK, 0,
				  PARSE_RULE, lantern_entry_block(e));
	return PARSE_OK;
}

static inline void lantern_entry_store(uint8_t *p, uint32_t e)
{
	store_u4be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint32_t lantern_entry_make(bool used, uint32_t block)
{
	return (((uint32_t)used << LANTERN_ENTRY_USED_SHIFT) & LANTERN_ENTRY_USED_MASK) |
	       ((uint32_t)block & LANTERN_ENTRY_BLOCK_MASK);
}

/*
 * Two entries and a bit field in the middle.
 *
 *  off    size field
 *    0       4 left
 *    4  2:11-0 high
 *    4 2:15-12 low   at most 9
 *    6       4 right
 */
#define LANTERN_PAIR_SIZE 10u

enum lantern_pair_field {
	LANTERN_PAIR_FIELD_LEFT = 1,
	LANTERN_PAIR_FIELD_HIGH = 2,
	LANTERN_PAIR_FIELD_LOW = 3,
	LANTERN_PAIR_FIELD_RIGHT = 4,
};

struct lantern_pair {
	uint32_t left;	/* The one. */
	uint32_t right; /* The other. */
	uint16_t high;	/* Twelve bits. */
	uint8_t low;	/* The other four. */
};

/**
 * lantern_pair_parse - check and copy a lantern pair
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status lantern_pair_parse(struct parse_in *in, struct lantern_pair *out);

/**
 * lantern_pair_store - write a lantern pair
 * @p: room for LANTERN_PAIR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void lantern_pair_store(uint8_t *p, const struct lantern_pair *h);

/*
 * Variable parts.
 *
 *  off size field
 *    0    2 len_name
 *    2    1 num_pairs at most 3
 *    3    ? name
 *    ?    ? padding
 *    ?    ? pairs
 *    ?    ? rest
 *    ?    ? title
 */
#define LANTERN_NAME_MIN_SIZE	 3u /* what is always there */
#define LANTERN_NAME_NAME_BOUND	 64u
#define LANTERN_NAME_REST_BOUND	 62u
#define LANTERN_NAME_TITLE_BOUND 8u

enum lantern_name_field {
	LANTERN_NAME_FIELD_LEN_NAME = 1,
	LANTERN_NAME_FIELD_NUM_PAIRS = 2,
	LANTERN_NAME_FIELD_NAME = 3,
	LANTERN_NAME_FIELD_PADDING = 4,
	LANTERN_NAME_FIELD_PAIRS = 5,
	LANTERN_NAME_FIELD_REST = 6,
	LANTERN_NAME_FIELD_TITLE = 7,
};

struct lantern_name {
	size_t len_total; /* bytes that the structure takes */
	size_t name_off;  /* Place and length in the buffer: The name. */
	size_t name_len;
	/* Place and length in the buffer: As many as `num_pairs` says. */
	size_t pairs_off;
	size_t pairs_len;
	size_t pairs_num;
	size_t rest_off; /* Place and length in the buffer: May not be negative. */
	size_t rest_len;
	size_t title_off; /* Place and length in the buffer: Ends with a zero. */
	size_t title_len;
	uint16_t len_name; /* Length of the name. */
	uint8_t num_pairs; /* Pairs behind the name. */
};

/**
 * lantern_name_parse - check and copy a lantern name
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status lantern_name_parse(struct parse_in *in, struct lantern_name *out);

/**
 * lantern_name_store - write a lantern name
 * @p: where to write
 * @cap: bytes of room there
 * @h: values that keep the rules; what the spec fixes is not read from it
 * @name: its bytes, as many as the fields of @h say
 * @pairs: its bytes, as many as the fields of @h say
 * @rest: its bytes, as many as the fields of @h say
 * @title: its bytes, as many as the fields of @h say
 *
 * Returns the bytes written, 0 when they do not fit or a part is too long.
 */
MUST_CHECK size_t lantern_name_store(uint8_t *p, size_t cap, const struct lantern_name *h,
				     const uint8_t *name, const uint8_t *pairs, const uint8_t *rest,
				     const uint8_t *title);

/*
 * Fixed arrays and texts.
 *
 *  off size field
 *    0    4 word    "glow" or "dim"
 *    4    6 numbers at least 1
 *   10    8 entries
 *   18    4 blob
 *   22    1 sum     such that sum == (numbers[0] + numbers[2]) / 2
 */
#define LANTERN_TABLE_SIZE 23u

enum lantern_table_field {
	LANTERN_TABLE_FIELD_WORD = 1,
	LANTERN_TABLE_FIELD_NUMBERS = 2,
	LANTERN_TABLE_FIELD_ENTRIES = 3,
	LANTERN_TABLE_FIELD_BLOB = 4,
	LANTERN_TABLE_FIELD_SUM = 5,
};

struct lantern_table {
	uint32_t entries[2]; /* Two entries. */
	uint16_t numbers[3]; /* Three numbers. */
	uint8_t word[4];     /* A word. */
	uint8_t blob[2][2];  /* Bytes. */
	uint8_t sum;	     /* Of the first and the last. */
};

/**
 * lantern_table_parse - check and copy a lantern table
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status lantern_table_parse(struct parse_in *in, struct lantern_table *out);

/**
 * lantern_table_store - write a lantern table
 * @p: room for LANTERN_TABLE_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void lantern_table_store(uint8_t *p, const struct lantern_table *h);

/* Whether it is weak. */
static inline bool lantern_table_is_dim(const struct lantern_table *h)
{
	return bytes_eq(h->word, "dim\000", 4);
}

/* Which element of table the offset belongs to. */
static inline uint64_t lantern_table_index(uint64_t offset, uint64_t block_size)
{
	return offset / block_size;
}

#endif
