/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/dmg.ksy spec=0b9c7d10 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_DMG_H
#define GENERATED_DMG_H
/*
 * Apple disk image (UDIF). A compressed disk image of macOS. Its trailer, the `koly` block, ends
 * the file and says where the resources are: in an XML property list, in base64, or in a resource
 * fork. Each of them that begins with `mish` is a table of chunks of the disk. Everything is
 * big-endian. The format is not published; what is here is what readers of it agree on, and qemu's
 * answers to images made for the purpose.
 */
#include "store.h"
#include "structures.h"

#define DMG_SECTOR_SIZE	       512u /* Unit of the disk. */
/*
 * The trailer starts in the last this many bytes of the file, whose length is rounded up to
 * sectors.
 */
#define DMG_LEN_TRAILER_WINDOW 1023u
#define DMG_LEN_TRAILER_SEARCH 515u /* ... */
/* Longest property list or resource fork that is read. qemu reads property lists up to 16 MiB. */
#define DMG_MAX_RESOURCE_BYTES 0x500000u
/* Most sectors of a chunk that is not of zeros, 64 MiB. */
#define DMG_MAX_CHUNK_SECTORS  0x20000u
#define DMG_MAX_CHUNK_BYTES    0x4000000u /* Most bytes that a chunk takes in the file. */
/* Longest disk, whose bytes are counted in 63 bits. */
#define DMG_MAX_DISK_SECTORS   UINT64_C(0x3fffffffffffff)

#define DMG_CHUNK_TYPE_ZEROS   UINT64_C(0x0)	    /* Zeros. */
#define DMG_CHUNK_TYPE_STORED  UINT64_C(0x1)	    /* As they are. */
#define DMG_CHUNK_TYPE_IGNORED UINT64_C(0x2)	    /* Never written: zeros to readers. */
#define DMG_CHUNK_TYPE_COMMENT UINT64_C(0x7ffffffe) /* No chunk. */
#define DMG_CHUNK_TYPE_END     UINT64_C(0xffffffff) /* No chunk: the table ends. */
/* Apple data compression, of the first releases of macOS. qemu does not know it. */
#define DMG_CHUNK_TYPE_ADC     UINT64_C(0x80000004)
#define DMG_CHUNK_TYPE_ZLIB    UINT64_C(0x80000005) /* A zlib stream. */
#define DMG_CHUNK_TYPE_BZIP2   UINT64_C(0x80000006) /* A bzip2 stream. */
#define DMG_CHUNK_TYPE_LZFSE   UINT64_C(0x80000007) /* An lzfse stream. */
#define DMG_CHUNK_TYPE_LZMA    UINT64_C(0x80000008) /* An xz stream. */

/*
 * Last 512 bytes of the file, the `koly` block.
 *
 *  off size field
 *    0    4 magic                 "koly"
 *    4    4 version
 *    8    4 len_header
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
#define DMG_TRAILER_SIZE		     512u
#define DMG_TRAILER_OFS_DATA_FORK_OFFSET     24u
#define DMG_TRAILER_OFS_RESOURCE_FORK_OFFSET 40u
#define DMG_TRAILER_OFS_PROPERTY_LIST_OFFSET 216u
#define DMG_TRAILER_LEN_PROPERTY_LIST_OFFSET 224u
#define DMG_TRAILER_NUM_SECTORS_OFFSET	     492u
#define DMG_TRAILER_MAGIC		     "koly"
#define DMG_TRAILER_MAGIC_SIZE		     4u

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
	/* Where the resource fork is, 0 when the tables are in the property list. */
	uint64_t ofs_resource_fork;
	uint64_t len_resource_fork; /* Bytes of the resource fork. */
	/* Where the XML property list with the tables of chunks is. */
	uint64_t ofs_property_list;
	uint64_t len_property_list; /* Bytes of the property list. */
	uint64_t num_sectors;	    /* Size of the disk in sectors of 512 bytes. */
	uint32_t version;	    /* 4 in all known images. */
	uint32_t len_header;	    /* Bytes in this trailer, 512. */
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
	/* Checksum over the checksums of the tables, in the same form as `data_checksum`. */
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

/*
 * The resources as XML: each `data` element holds one of them in base64. Readers take those for
 * tables that begin with `mish`, wherever they are; macOS writes them below `resource-fork` and
 * `blkx`.
 *
 *  off size field
 *    0    1 text
 */
#define DMG_PROPERTY_LIST_SIZE 1u

enum dmg_property_list_field {
	DMG_PROPERTY_LIST_FIELD_TEXT = 1,
};

#define DMG_PROPERTY_LIST_ELEMENT_DATA "data" /* The element that holds a resource. */

struct dmg_property_list_string {
	const char *text;
	uint32_t len;
};

#define DMG_PROPERTY_LIST_NUM_STRINGS 1u
extern const struct dmg_property_list_string
	dmg_property_list_strings[DMG_PROPERTY_LIST_NUM_STRINGS];

struct dmg_property_list {
	uint8_t text[1]; /* Its first byte. */
};

/**
 * dmg_property_list_parse - check and copy a dmg property list
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status dmg_property_list_parse(struct parse_in *in,
						     struct dmg_property_list *out);

/**
 * dmg_property_list_store - write a dmg property list
 * @p: room for DMG_PROPERTY_LIST_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void dmg_property_list_store(uint8_t *p, const struct dmg_property_list *h);

/*
 * Start of the resource fork.
 *
 *  off size field
 *    0    4 ofs_data
 *    4    4 ofs_map
 *    8    4 len_data
 *   12    4 len_map
 */
#define DMG_FORK_HEADER_SIZE		16u
#define DMG_FORK_HEADER_OFS_DATA_OFFSET 0u
#define DMG_FORK_HEADER_LEN_DATA_OFFSET 8u

enum dmg_fork_header_field {
	DMG_FORK_HEADER_FIELD_OFS_DATA = 1,
	DMG_FORK_HEADER_FIELD_OFS_MAP = 2,
	DMG_FORK_HEADER_FIELD_LEN_DATA = 3,
	DMG_FORK_HEADER_FIELD_LEN_MAP = 4,
};

struct dmg_fork_header {
	uint32_t ofs_data; /* Where the resources are, from the start of the fork. */
	uint32_t ofs_map;  /* Where the names and types of the resources are. */
	uint32_t len_data; /* Bytes of the resources. */
	uint32_t len_map;  /* Bytes of their names and types. */
};

/**
 * dmg_fork_header_parse - check and copy a dmg fork header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status dmg_fork_header_parse(struct parse_in *in,
						   struct dmg_fork_header *out);

/**
 * dmg_fork_header_store - write a dmg fork header
 * @p: room for DMG_FORK_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void dmg_fork_header_store(uint8_t *p, const struct dmg_fork_header *h);

/*
 * Before each resource of a fork.
 *
 *  off size field
 *    0    4 len_body
 */
#define DMG_RESOURCE_SIZE 4u

enum dmg_resource_field {
	DMG_RESOURCE_FIELD_LEN_BODY = 1,
};

static inline uint32_t dmg_resource_load(const uint8_t *p)
{
	return load_u4be(p);
}

/* Bytes of the resource, which follows. */
static inline uint32_t dmg_resource_len_body(uint32_t e)
{
	return e;
}

static inline void dmg_resource_store(uint8_t *p, uint32_t e)
{
	store_u4be(p, e);
}

/*
 * Start of a table of chunks, the `mish` block. A part of the disk has a table, a partition for
 * example.
 *
 *  off size field
 *    0    4 magic              "mish"
 *    4    4 version
 *    8    8 first_sector
 *   16    8 num_sectors
 *   24    8 ofs_data
 *   32    4 num_buffer_sectors
 *   36    4 num_descriptors
 *   40   24 reserved
 *   64  136 checksum
 *  200    4 num_chunks
 */
#define DMG_TABLE_HEADER_SIZE	    204u
#define DMG_TABLE_HEADER_MAGIC	    "mish"
#define DMG_TABLE_HEADER_MAGIC_SIZE 4u

enum dmg_table_header_field {
	DMG_TABLE_HEADER_FIELD_MAGIC = 1,
	DMG_TABLE_HEADER_FIELD_VERSION = 2,
	DMG_TABLE_HEADER_FIELD_FIRST_SECTOR = 3,
	DMG_TABLE_HEADER_FIELD_NUM_SECTORS = 4,
	DMG_TABLE_HEADER_FIELD_OFS_DATA = 5,
	DMG_TABLE_HEADER_FIELD_NUM_BUFFER_SECTORS = 6,
	DMG_TABLE_HEADER_FIELD_NUM_DESCRIPTORS = 7,
	DMG_TABLE_HEADER_FIELD_RESERVED = 8,
	DMG_TABLE_HEADER_FIELD_CHECKSUM = 9,
	DMG_TABLE_HEADER_FIELD_NUM_CHUNKS = 10,
};

struct dmg_table_header {
	uint64_t first_sector; /* Where the part starts on the disk. */
	uint64_t num_sectors;  /* Sectors of the part. */
	/* What places of the chunks count from, in the data fork. */
	uint64_t ofs_data;
	uint32_t version;	     /* 1 in all known images. */
	uint32_t num_buffer_sectors; /* Room that a reader needs, in sectors. */
	uint32_t num_descriptors;    /* Number of the part. */
	uint32_t num_chunks;	     /* Chunks that follow. */
	/* Of the part, in the same form as `trailer.data_checksum`. */
	uint8_t checksum[136];
};

/**
 * dmg_table_header_parse - check and copy a dmg table header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status dmg_table_header_parse(struct parse_in *in,
						    struct dmg_table_header *out);

/**
 * dmg_table_header_store - write a dmg table header
 * @p: room for DMG_TABLE_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void dmg_table_header_store(uint8_t *p, const struct dmg_table_header *h);

/*
 * One entry of a table.
 *
 *  off size field
 *    0    4 type
 *    4    4 comment
 *    8    8 first_sector
 *   16    8 num_sectors
 *   24    8 ofs_data
 *   32    8 len_data
 */
#define DMG_CHUNK_SIZE 40u

enum dmg_chunk_field {
	DMG_CHUNK_FIELD_TYPE = 1,
	DMG_CHUNK_FIELD_COMMENT = 2,
	DMG_CHUNK_FIELD_FIRST_SECTOR = 3,
	DMG_CHUNK_FIELD_NUM_SECTORS = 4,
	DMG_CHUNK_FIELD_OFS_DATA = 5,
	DMG_CHUNK_FIELD_LEN_DATA = 6,
};

struct dmg_chunk {
	uint64_t first_sector; /* Where the chunk starts in the part. */
	uint64_t num_sectors;  /* Sectors of the chunk. */
	uint64_t ofs_data;     /* Where its bytes are, in the data fork. */
	uint64_t len_data;     /* How many they are. */
	uint32_t type;	       /* How the sectors are kept. */
	uint8_t comment[4];    /* Zeros, or `+beg` and `+end` for comments. */
};

/**
 * dmg_chunk_parse - check and copy a dmg chunk
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status dmg_chunk_parse(struct parse_in *in, struct dmg_chunk *out);

/**
 * dmg_chunk_store - write a dmg chunk
 * @p: room for DMG_CHUNK_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void dmg_chunk_store(uint8_t *p, const struct dmg_chunk *h);

/* What the entry means for its range of the disk. */
static inline enum meaning dmg_chunk_classify(const struct dmg_chunk *h)
{
	if (h->type == DMG_CHUNK_TYPE_ZEROS || h->type == DMG_CHUNK_TYPE_IGNORED)
		return MEANS_ZERO;
	if (h->type == DMG_CHUNK_TYPE_STORED)
		return MEANS_DATA;
	if (h->type == DMG_CHUNK_TYPE_ADC || h->type == DMG_CHUNK_TYPE_ZLIB ||
	    h->type == DMG_CHUNK_TYPE_BZIP2 || h->type == DMG_CHUNK_TYPE_LZFSE ||
	    h->type == DMG_CHUNK_TYPE_LZMA)
		return MEANS_COMPRESSED;
	if (h->type == DMG_CHUNK_TYPE_COMMENT || h->type == DMG_CHUNK_TYPE_END)
		return MEANS_HOLE;
	return MEANS_RESERVED;
}

#endif
