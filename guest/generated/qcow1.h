/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/qcow1.ksy spec=e6f25dc2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_QCOW1_H
#define GENERATED_QCOW1_H
/*
 * QEMU copy-on-write image, version 1 ("qcow"). The ancestor of qcow2, which came with qemu 0.8.3
 * (released as 0.9.0); still readable and, on request, written. Two levels of tables lead from a
 * guest offset to a cluster of the file. There are no reference counts and no snapshots. The number
 * of L1 entries is not stored: it follows from the size. The name of the backing file may be
 * anywhere in the file, mostly right after the header.
 *
 *     L1 index = offset >> (cluster_bits + l2_bits)
 *     L2 index = (offset >> cluster_bits) & ((1 << l2_bits) - 1)
 *
 * There is no published specification but qemu's behaviour; the page below describes the layout.
 */
#include "store.h"
#include "structures.h"

/* Longest name of a backing file that qemu opens, without a terminator. */
#define QCOW1_MAX_BACKING_NAME_BYTES	  1023u
/* Most entries of the L1 table that qemu opens (less than 2 GiB of them). */
#define QCOW1_MAX_L1_ENTRIES		  0xfffffffu
#define QCOW1_SECTOR_SIZE		  512u /* qemu rounds the virtual size down to a multiple of this. */
#define QCOW1_DEFAULT_CLUSTER_SIZE	  4096u /* Cluster of a qcow without a backing file. */
#define QCOW1_DEFAULT_CLUSTER_SIZE_BACKED 512u	/* Cluster of a qcow with a backing file. */
/* Bytes of the disk under each L2 table, with and without a backing file. */
#define QCOW1_TABLE_SPAN		  0x200000u
/* The L1 table begins after the header and the backing file's name, at a multiple of this. */
#define QCOW1_HEADER_ALIGN		  8u

enum qcow1_crypt_method {
	QCOW1_CRYPT_METHOD_NONE = 0, /* Not encrypted. */
	/* AES-128 in CBC mode, as in qcow2; the key is the first 16 bytes of the passphrase. */
	QCOW1_CRYPT_METHOD_AES = 1,
};

/* Whether v is one of them. */
static inline bool qcow1_crypt_method_known(uint64_t v)
{
	return v == QCOW1_CRYPT_METHOD_NONE || v == QCOW1_CRYPT_METHOD_AES;
}

/*
 * First 48 bytes of the file. qemu checks the fields in their order, then the number of L1 entries,
 * reads the L1 table, and looks at the backing file last. Bytes past the end of the file read as
 * zeros.
 *
 *  off size field
 *    0    4 magic            51 46 49 fb
 *    4    4 version          1
 *    8    8 ofs_backing_file
 *   16    4 len_backing_file
 *   20    4 mtime
 *   24    8 virtual_size     at least 2
 *   32    1 cluster_bits     9..16
 *   33    1 l2_bits          6..13
 *   34    2 reserved
 *   36    4 crypt_method     one of 0 (none), 1 (aes)
 *   40    8 ofs_l1_table
 */
#define QCOW1_HEADER_SIZE		     48u
#define QCOW1_HEADER_VERSION_OFFSET	     4u
#define QCOW1_HEADER_OFS_BACKING_FILE_OFFSET 8u
#define QCOW1_HEADER_LEN_BACKING_FILE_OFFSET 16u
#define QCOW1_HEADER_VIRTUAL_SIZE_OFFSET     24u
#define QCOW1_HEADER_CRYPT_METHOD_OFFSET     36u
#define QCOW1_HEADER_OFS_L1_TABLE_OFFSET     40u
#define QCOW1_HEADER_MAGIC		     "QFI\373"
#define QCOW1_HEADER_MAGIC_SIZE		     4u
#define QCOW1_HEADER_VERSION		     1u

enum qcow1_header_field {
	QCOW1_HEADER_FIELD_MAGIC = 1,
	QCOW1_HEADER_FIELD_VERSION = 2,
	QCOW1_HEADER_FIELD_OFS_BACKING_FILE = 3,
	QCOW1_HEADER_FIELD_LEN_BACKING_FILE = 4,
	QCOW1_HEADER_FIELD_MTIME = 5,
	QCOW1_HEADER_FIELD_VIRTUAL_SIZE = 6,
	QCOW1_HEADER_FIELD_CLUSTER_BITS = 7,
	QCOW1_HEADER_FIELD_L2_BITS = 8,
	QCOW1_HEADER_FIELD_RESERVED = 9,
	QCOW1_HEADER_FIELD_CRYPT_METHOD = 10,
	QCOW1_HEADER_FIELD_OFS_L1_TABLE = 11,
};

struct qcow1_header {
	/* Where the name of the backing file is; 0 if there is none. */
	uint64_t ofs_backing_file;
	uint64_t virtual_size;	   /* Size of the disk that the guest sees. */
	uint64_t ofs_l1_table;	   /* Where the L1 table is. */
	uint32_t version;	   /* 1. */
	uint32_t len_backing_file; /* Length of that name, without a terminator. */
	uint32_t mtime;		   /* When the backing file was last changed, once. */
	uint32_t crypt_method;	   /* How the guest's data is encrypted. */
	uint8_t cluster_bits;	   /* A cluster is `1 << cluster_bits` bytes. */
	uint8_t l2_bits;	   /* An L2 table has `1 << l2_bits` entries. */
};

/**
 * qcow1_header_parse - check and copy a qcow1 header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow1_header_parse(struct parse_in *in, struct qcow1_header *out);

/**
 * qcow1_header_store - write a qcow1 header
 * @p: room for QCOW1_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qcow1_header_store(uint8_t *p, const struct qcow1_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t qcow1_header_peek_version(const uint8_t *p)
{
	return load_u4be(p + 4);
}

/* Bytes in a cluster. */
static inline uint64_t qcow1_header_cluster_size(const struct qcow1_header *h)
{
	return 1 << h->cluster_bits;
}

/* Entries in an L2 table. */
static inline uint64_t qcow1_header_num_l2_entries(const struct qcow1_header *h)
{
	return 1 << h->l2_bits;
}

/* Entries that the L1 table has for this size. */
static inline uint64_t qcow1_header_num_l1_entries(const struct qcow1_header *h)
{
	return (uint64_t)(((__int128)h->virtual_size + (1 << (h->cluster_bits + h->l2_bits)) - 1) >>
			  (h->cluster_bits + h->l2_bits));
}

/*
 * Entry of the L1 table, where one L2 table is. 0 when it does not exist and its whole range is
 * unallocated.
 *
 *  off size field
 *    0    8 ofs_l2_table
 */
#define QCOW1_L1_ENTRY_SIZE 8u

enum qcow1_l1_entry_field {
	QCOW1_L1_ENTRY_FIELD_OFS_L2_TABLE = 1,
};

static inline uint64_t qcow1_l1_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

/* Where the L2 table is. */
static inline uint64_t qcow1_l1_entry_ofs_l2_table(uint64_t e)
{
	return e;
}

/* What the entry means for its range of the disk. */
static inline enum meaning qcow1_l1_entry_classify(uint64_t e)
{
	if (qcow1_l1_entry_ofs_l2_table(e) == 0)
		return MEANS_HOLE;
	return MEANS_TABLE;
}

static inline void qcow1_l1_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/*
 * Entry of an L2 table. 0 means unallocated. When `compressed` is set, the rest is a
 * `compressed_entry`.
 *
 *  off   size field
 *    0   8:63 compressed
 *    0 8:62-0 host_offset
 */
#define QCOW1_L2_ENTRY_SIZE 8u

enum qcow1_l2_entry_field {
	QCOW1_L2_ENTRY_FIELD_COMPRESSED = 1,
	QCOW1_L2_ENTRY_FIELD_HOST_OFFSET = 2,
};

static inline uint64_t qcow1_l2_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW1_L2_ENTRY_COMPRESSED_SHIFT 63u
#define QCOW1_L2_ENTRY_COMPRESSED_MASK	UINT64_C(0x8000000000000000)
#define QCOW1_L2_ENTRY_HOST_OFFSET_MASK UINT64_C(0x7fffffffffffffff)

/* Bit 63. */
static inline bool qcow1_l2_entry_compressed(uint64_t e)
{
	return (e & QCOW1_L2_ENTRY_COMPRESSED_MASK) != 0;
}

/* Bits 62 to 0. */
static inline uint64_t qcow1_l2_entry_host_offset(uint64_t e)
{
	return e & QCOW1_L2_ENTRY_HOST_OFFSET_MASK;
}

/* What the entry means for its range of the disk. */
static inline enum meaning qcow1_l2_entry_classify(uint64_t e)
{
	if (qcow1_l2_entry_compressed(e))
		return MEANS_COMPRESSED;
	if (qcow1_l2_entry_host_offset(e) == 0)
		return MEANS_HOLE;
	return MEANS_DATA;
}

static inline void qcow1_l2_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow1_l2_entry_make(bool compressed, uint64_t host_offset)
{
	return (((uint64_t)compressed << QCOW1_L2_ENTRY_COMPRESSED_SHIFT) &
		QCOW1_L2_ENTRY_COMPRESSED_MASK) |
	       ((uint64_t)host_offset & QCOW1_L2_ENTRY_HOST_OFFSET_MASK);
}

/*
 * Entry of an L2 table whose top bit is set: of the other 63, the upper `cluster_bits` are the
 * length and the rest the offset. The data is deflate (RFC 1951) without the zlib header.
 *
 *  off   size field
 *    0   8:63 compressed
 *    0 8:62-0 descriptor
 */
#define QCOW1_COMPRESSED_ENTRY_SIZE 8u

enum qcow1_compressed_entry_field {
	QCOW1_COMPRESSED_ENTRY_FIELD_COMPRESSED = 1,
	QCOW1_COMPRESSED_ENTRY_FIELD_DESCRIPTOR = 2,
};

static inline uint64_t qcow1_compressed_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW1_COMPRESSED_ENTRY_COMPRESSED_SHIFT 63u
#define QCOW1_COMPRESSED_ENTRY_COMPRESSED_MASK	UINT64_C(0x8000000000000000)
#define QCOW1_COMPRESSED_ENTRY_DESCRIPTOR_MASK	UINT64_C(0x7fffffffffffffff)

/* Bit 63, set. */
static inline bool qcow1_compressed_entry_compressed(uint64_t e)
{
	return (e & QCOW1_COMPRESSED_ENTRY_COMPRESSED_MASK) != 0;
}

/* Length and offset, see the derived values. */
static inline uint64_t qcow1_compressed_entry_descriptor(uint64_t e)
{
	return e & QCOW1_COMPRESSED_ENTRY_DESCRIPTOR_MASK;
}

/* Bits of the descriptor that are the offset. */
static inline uint64_t qcow1_compressed_entry_offset_bits(uint64_t e, uint8_t cluster_bits)
{
	(void)e;
	return 63 - cluster_bits;
}

/* First byte of the compressed data. */
static inline uint64_t qcow1_compressed_entry_host_offset(uint64_t e, uint8_t cluster_bits)
{
	return qcow1_compressed_entry_descriptor(e) &
	       (((uint64_t)1 << qcow1_compressed_entry_offset_bits(e, cluster_bits)) - 1);
}

/* Bytes of compressed data, less than a cluster. */
static inline uint64_t qcow1_compressed_entry_len_data(uint64_t e, uint8_t cluster_bits)
{
	return qcow1_compressed_entry_descriptor(e) >>
	       qcow1_compressed_entry_offset_bits(e, cluster_bits);
}

static inline void qcow1_compressed_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow1_compressed_entry_make(bool compressed, uint64_t descriptor)
{
	return (((uint64_t)compressed << QCOW1_COMPRESSED_ENTRY_COMPRESSED_SHIFT) &
		QCOW1_COMPRESSED_ENTRY_COMPRESSED_MASK) |
	       ((uint64_t)descriptor & QCOW1_COMPRESSED_ENTRY_DESCRIPTOR_MASK);
}

/* Which element of l1 table the offset belongs to. */
static inline uint64_t qcow1_l1_table_index(uint64_t offset, uint64_t cluster_size,
					    uint64_t num_l2_entries)
{
	return offset / (cluster_size * num_l2_entries);
}

/* Which element of l2 table the offset belongs to. */
static inline uint64_t qcow1_l2_table_index(uint64_t offset, uint64_t cluster_size,
					    uint64_t num_l2_entries)
{
	return offset / cluster_size % num_l2_entries;
}

#endif
