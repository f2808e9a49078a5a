/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/qcow2.ksy spec=aa198cbd gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_QCOW2_H
#define GENERATED_QCOW2_H
/*
 * QEMU copy-on-write image, versions 2 and 3. A virtual disk cut into clusters of `1 <<
 * cluster_bits` bytes. Two levels of tables lead from a guest offset to a cluster of the file: the
 * L1 table, contiguous and named by the header, holds offsets of L2 tables; an L2 table is one
 * cluster and holds one entry for each cluster of the disk. A second pair of levels (refcount
 * table, refcount blocks) counts how often each cluster of the file is used. What no entry
 * describes is read from the backing file, or as zeros where there is none.
 *
 *     L1 index = offset / (cluster_size * l2_entries)
 *     L2 index = offset / cluster_size % l2_entries      (l2_entries: cluster_size / 8, or / 16
 * with extended L2 entries)
 *
 * All numbers are big-endian; bits of an entry are counted from the least significant one, as the
 * source does, but are here most significant first.
 *
 * Rules in this file are those that qemu enforces when it opens an image: what breaks one is not
 * opened by qemu either. What the source asks for and qemu tolerates is written down at the field.
 */
#include "store.h"
#include "structures.h"

/* qemu allocates no more at once for data that it encrypts. */
#define QCOW2_MAX_ENCRYPTED_CLUSTERS	   32u
/*
 * Largest L1 table that qemu opens, 32 MiB, for the active one and for those of snapshots. With
 * clusters of 64 KiB it reaches 2 PiB, with 2 MiB 2 EiB.
 */
#define QCOW2_MAX_L1_BYTES		   0x2000000u
/* Largest refcount table that qemu opens, 8 MiB (a whole number of clusters). */
#define QCOW2_MAX_REFCOUNT_TABLE_BYTES	   0x800000u
#define QCOW2_MAX_SNAPSHOTS		   65536u /* Most snapshots that qemu opens. */
/* Largest snapshot table that qemu reads, 64 MiB (1024 bytes for each of 65536 entries). */
#define QCOW2_MAX_SNAPSHOT_TABLE_BYTES	   0x4000000u
/*
 * How far a snapshot table may reach when `check -r all` reads it, which leaves out extra data past
 * `snapshot_header.len_extra_data`'s limit; what is left may take `max_snapshot_table_bytes`.
 */
#define QCOW2_MAX_CUT_SNAPSHOT_TABLE_BYTES 0x7fffffffu
/* What qemu-img keeps of the name of a snapshot that it makes. */
#define QCOW2_MAX_NEW_SNAPSHOT_NAME_BYTES  255u
/* Longest name of a backing file, without a terminator. */
#define QCOW2_MAX_BACKING_NAME_BYTES	   1023u
/*
 * Longest name in a `backing_format` extension that qemu accepts (it keeps 16 bytes with the
 * terminator).
 */
#define QCOW2_MAX_BACKING_FORMAT_BYTES	   15u
#define QCOW2_MAX_BITMAPS		   65535u /* Most persistent bitmaps that qemu opens. */
#define QCOW2_MAX_BITMAP_NAME_BYTES	   1023u  /* Longest bitmap name that qemu accepts. */
/* Most entries of a bitmap table that qemu accepts. */
#define QCOW2_MAX_BITMAP_TABLE_ENTRIES	   0x8000000u
/*
 * Most bytes of bits (512 MiB) that qemu accepts for one bitmap; `num_table_entries <<
 * cluster_bits` may not exceed it.
 */
#define QCOW2_MAX_BITMAP_DATA_BYTES	   0x20000000u
/* Order that version 2 images have implicitly, 16-bit reference counts. */
#define QCOW2_DEFAULT_REFCOUNT_ORDER	   4u
#define QCOW2_DEFAULT_HEADER_LENGTH	   112u /* Length of the version 3 headers that qemu writes. */
/* qemu writes a feature name table where clusters have so many bits or more. */
#define QCOW2_MIN_FEATURE_NAMES_BITS	   13u
/*
 * Most L2 tables that qemu keeps in memory; an image that has more is handled in slices of a table.
 */
#define QCOW2_L2_CACHE_SIZE		   0x2000000u
#define QCOW2_L2_SLICE_SIZE		   4096u /* Length of such a slice. */
/* Number of subclusters of a cluster in images with extended L2 entries. */
#define QCOW2_SUBCLUSTERS_PER_CLUSTER	   32u
/* A subcluster is at least 512 bytes, so clusters with extended L2 entries are at least 16 KiB. */
#define QCOW2_MIN_EXTENDED_L2_CLUSTER_BITS 14u
/*
 * Header extensions, snapshot table entries and bitmap directory entries are padded to a multiple
 * of this.
 */
#define QCOW2_EXTENSION_ALIGN		   8u
#define QCOW2_BITMAP_ENTRY_ALIGN	   8u /* Entries of the bitmap directory are padded to this. */

enum qcow2_crypt_method {
	QCOW2_CRYPT_METHOD_NONE = 0, /* Not encrypted. */
	/*
	 * AES in CBC mode, the guest's sector number (512 bytes, little-endian) as initialisation
	 * vector.
	 */
	QCOW2_CRYPT_METHOD_AES = 1,
	/* As a LUKS1 header says, which the extension `encryption` points at. */
	QCOW2_CRYPT_METHOD_LUKS = 2,
};

/* Whether v is one of them. */
static inline bool qcow2_crypt_method_known(uint64_t v)
{
	return v == QCOW2_CRYPT_METHOD_NONE || v == QCOW2_CRYPT_METHOD_AES ||
	       v == QCOW2_CRYPT_METHOD_LUKS;
}

enum qcow2_compression {
	/* Deflate (RFC 1951) without the zlib header, in spite of qemu's name for it. */
	QCOW2_COMPRESSION_ZLIB = 0,
	QCOW2_COMPRESSION_ZSTD = 1, /* Zstandard (RFC 8878), since qemu 5.1. */
};

/* Whether v is one of them. */
static inline bool qcow2_compression_known(uint64_t v)
{
	return v == QCOW2_COMPRESSION_ZLIB || v == QCOW2_COMPRESSION_ZSTD;
}

enum qcow2_incompatible_feature {
	/* Reference counts may be wrong; they are rebuilt before the image is written to. */
	QCOW2_INCOMPATIBLE_FEATURE_DIRTY = 1,
	/* Some structure was found to be wrong; the image is only opened for reading. */
	QCOW2_INCOMPATIBLE_FEATURE_CORRUPT = 2,
	/* Guest clusters are in another file, at their guest offset, and are not counted. */
	QCOW2_INCOMPATIBLE_FEATURE_EXTERNAL_DATA = 4,
	/* The compression method is not zlib; `compression_type` says which. */
	QCOW2_INCOMPATIBLE_FEATURE_COMPRESSION = 8,
	/* L2 entries have 16 bytes, with bits for 32 subclusters. */
	QCOW2_INCOMPATIBLE_FEATURE_EXTENDED_L2 = 0x10,
};

enum qcow2_compatible_feature {
	/* Writers may mark the image dirty and leave the reference counts for later. */
	QCOW2_COMPATIBLE_FEATURE_LAZY_REFCOUNTS = 1,
};

enum qcow2_autoclear_feature {
	/* The bitmaps extension is consistent with the disk. */
	QCOW2_AUTOCLEAR_FEATURE_BITMAPS = 1,
	/* The data file by itself is the disk. */
	QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA = 2,
};

#define QCOW2_EXTENSION_TYPE_END	    UINT64_C(0x0) /* No further extension follows. */
/*
 * Name of the backing file's format, a string such as `raw`. Without it the backing file would be
 * probed.
 */
#define QCOW2_EXTENSION_TYPE_BACKING_FORMAT UINT64_C(0xe2792aca)
#define QCOW2_EXTENSION_TYPE_FEATURE_NAMES  UINT64_C(0x6803f857) /* Array of `feature_name`. */
#define QCOW2_EXTENSION_TYPE_BITMAPS	    UINT64_C(0x23852875) /* A `bitmaps_extension`. */
#define QCOW2_EXTENSION_TYPE_ENCRYPTION	    UINT64_C(0x537be77)	 /* An `encryption_pointer`. */
/* Name of the external data file, a string. */
#define QCOW2_EXTENSION_TYPE_DATA_FILE	    UINT64_C(0x44415441)

enum qcow2_feature_set {
	QCOW2_FEATURE_SET_INCOMPATIBLE = 0, /* A bit of `incompatible_features`. */
	QCOW2_FEATURE_SET_COMPATIBLE = 1,   /* A bit of `compatible_features`. */
	QCOW2_FEATURE_SET_AUTOCLEAR = 2,    /* A bit of `autoclear_features`. */
};

enum qcow2_bitmap_flag {
	/* A writer had the bitmap in memory and did not store it; its content is stale. */
	QCOW2_BITMAP_FLAG_IN_USE = 1,
	/* The bitmap follows all writes; "enabled" in qemu's words. */
	QCOW2_BITMAP_FLAG_AUTO = 2,
	/* The bitmap may be used even though its extra data is not understood. */
	QCOW2_BITMAP_FLAG_EXTRA_DATA_COMPATIBLE = 4,
};

enum qcow2_bitmap_type {
	/* A set bit says that its range was written to while the bitmap was enabled. */
	QCOW2_BITMAP_TYPE_DIRTY_TRACKING = 1,
};

/*
 * First bytes of the file. Version 2 ends after 72 bytes; version 3 has `len_header` bytes, at
 * least 104. The header, its extensions and the backing file's name all lie in the first cluster.
 *
 * A parser checks the fields in their order. qemu's order is: magic, version, cluster_bits,
 * len_header (both limits), ofs_backing_file, compression_type and its feature bit, unknown
 * incompatible features, the size of subclusters, refcount_order, the refcount table's size and
 * place, the snapshot table's, the L1 table's, virtual_size, crypt_method, the extensions, the
 * length of the backing file's name, the snapshots, the bitmaps. An image with two faults may
 * therefore get the text of the other one. Bytes past the end of the file read as zeros, here and
 * everywhere: a file of 8 bytes has `cluster_bits` 0.
 *
 *  off size field
 *    0    4 magic                       51 46 49 fb
 *    4    4 version                     2..3
 *    8    8 ofs_backing_file
 *   16    4 len_backing_file
 *   20    4 cluster_bits                9..21
 *   24    8 virtual_size
 *   32    4 crypt_method                one of 0 (none), 1 (aes), 2 (luks)
 *   36    4 num_l1_entries
 *   40    8 ofs_l1_table
 *   48    8 ofs_refcount_table
 *   56    4 num_refcount_table_clusters
 *   60    4 num_snapshots
 *   64    8 ofs_snapshots
 *   72    8 incompatible_features       if present
 *   80    8 compatible_features         if present
 *   88    8 autoclear_features          if present
 *   96    4 refcount_order              at most 6; if present
 *  100    4 len_header                  at least 104; if present
 *  104    1 compression_type            one of 0 (zlib), 1 (zstd); if present
 *  105    7 reserved                    if present
 */
#define QCOW2_HEADER_MIN_SIZE				72u /* what is always there */
#define QCOW2_HEADER_MAX_SIZE				112u
#define QCOW2_HEADER_MAGIC_OFFSET			0u
#define QCOW2_HEADER_VERSION_OFFSET			4u
#define QCOW2_HEADER_OFS_BACKING_FILE_OFFSET		8u
#define QCOW2_HEADER_LEN_BACKING_FILE_OFFSET		16u
#define QCOW2_HEADER_CLUSTER_BITS_OFFSET		20u
#define QCOW2_HEADER_VIRTUAL_SIZE_OFFSET		24u
#define QCOW2_HEADER_CRYPT_METHOD_OFFSET		32u
#define QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET		36u
#define QCOW2_HEADER_OFS_L1_TABLE_OFFSET		40u
#define QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET		48u
#define QCOW2_HEADER_NUM_REFCOUNT_TABLE_CLUSTERS_OFFSET 56u
#define QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET		60u
#define QCOW2_HEADER_OFS_SNAPSHOTS_OFFSET		64u
#define QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET	72u
#define QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET		88u
#define QCOW2_HEADER_REFCOUNT_ORDER_OFFSET		96u
#define QCOW2_HEADER_LEN_HEADER_OFFSET			100u
#define QCOW2_HEADER_COMPRESSION_TYPE_OFFSET		104u
#define QCOW2_HEADER_MAGIC				"QFI\373"
#define QCOW2_HEADER_MAGIC_SIZE				4u
#define QCOW2_HEADER_VERSION_MIN			2u
#define QCOW2_HEADER_VERSION_MAX			3u
#define QCOW2_HEADER_LEN_HEADER_MIN			104u
#define QCOW2_HEADER_V2_LENGTH				72u /* Bytes in a version 2 header. */

enum qcow2_header_field {
	QCOW2_HEADER_FIELD_MAGIC = 1,
	QCOW2_HEADER_FIELD_VERSION = 2,
	QCOW2_HEADER_FIELD_OFS_BACKING_FILE = 3,
	QCOW2_HEADER_FIELD_LEN_BACKING_FILE = 4,
	QCOW2_HEADER_FIELD_CLUSTER_BITS = 5,
	QCOW2_HEADER_FIELD_VIRTUAL_SIZE = 6,
	QCOW2_HEADER_FIELD_CRYPT_METHOD = 7,
	QCOW2_HEADER_FIELD_NUM_L1_ENTRIES = 8,
	QCOW2_HEADER_FIELD_OFS_L1_TABLE = 9,
	QCOW2_HEADER_FIELD_OFS_REFCOUNT_TABLE = 10,
	QCOW2_HEADER_FIELD_NUM_REFCOUNT_TABLE_CLUSTERS = 11,
	QCOW2_HEADER_FIELD_NUM_SNAPSHOTS = 12,
	QCOW2_HEADER_FIELD_OFS_SNAPSHOTS = 13,
	QCOW2_HEADER_FIELD_INCOMPATIBLE_FEATURES = 14,
	QCOW2_HEADER_FIELD_COMPATIBLE_FEATURES = 15,
	QCOW2_HEADER_FIELD_AUTOCLEAR_FEATURES = 16,
	QCOW2_HEADER_FIELD_REFCOUNT_ORDER = 17,
	QCOW2_HEADER_FIELD_LEN_HEADER = 18,
	QCOW2_HEADER_FIELD_COMPRESSION_TYPE = 19,
	QCOW2_HEADER_FIELD_RESERVED = 20,
};

struct qcow2_header {
	size_t len_total; /* bytes that the structure takes */
	/* Where the name of the backing file is in this file; 0 if there is none. */
	uint64_t ofs_backing_file;
	uint64_t virtual_size; /* Size of the disk that the guest sees. */
	/* Where the active L1 table starts, a multiple of the cluster size. */
	uint64_t ofs_l1_table;
	/* Where the refcount table starts, a multiple of the cluster size. */
	uint64_t ofs_refcount_table;
	/* Where the snapshot table starts, a multiple of the cluster size. */
	uint64_t ofs_snapshots;
	uint64_t incompatible_features; /* Set of `incompatible_feature`. */
	uint64_t compatible_features;	/* Set of `compatible_feature`. */
	uint64_t autoclear_features;	/* Set of `autoclear_feature`. */
	/*
	 * 2 from the beginning (qemu 0.8.3, released as 0.9.0), 3 since 1.1: feature bits, refcount
	 * widths, clusters that read as zero.
	 */
	uint32_t version;
	/* Length of that name, without a terminator, at most 1023. */
	uint32_t len_backing_file;
	uint32_t cluster_bits; /* A cluster is `1 << cluster_bits` bytes. */
	/* How the guest's data is encrypted; metadata never is. */
	uint32_t crypt_method;
	uint32_t num_l1_entries; /* Entries of the active L1 table. */
	/* Length of the refcount table, at most 8 MiB and at least one cluster. */
	uint32_t num_refcount_table_clusters;
	uint32_t num_snapshots; /* Entries of the snapshot table, at most 65536. */
	/* A reference count has `1 << refcount_order` bits: 1, 2, 4, 8, 16, 32 or 64. */
	uint32_t refcount_order;
	/* Bytes in the header, a multiple of 8: where the extensions start. */
	uint32_t len_header;
	/* Method of all compressed clusters of the image. */
	uint8_t compression_type;
};

/**
 * qcow2_header_parse - check and copy a qcow2 header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_header_parse(struct parse_in *in, struct qcow2_header *out);

/**
 * qcow2_header_store - write a qcow2 header
 * @p: room for QCOW2_HEADER_MAX_SIZE bytes
 * @h: values that keep the rules; what the spec fixes is not read from it
 *
 * Returns the bytes written.
 */
MUST_CHECK size_t qcow2_header_store(uint8_t *p, const struct qcow2_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t qcow2_header_peek_version(const uint8_t *p)
{
	return load_u4be(p + 4);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint64_t qcow2_header_peek_ofs_backing_file(const uint8_t *p)
{
	return load_u8be(p + 8);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t qcow2_header_peek_cluster_bits(const uint8_t *p)
{
	return load_u4be(p + 20);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint64_t qcow2_header_peek_incompatible_features(const uint8_t *p)
{
	return load_u8be(p + 72);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t qcow2_header_peek_len_header(const uint8_t *p)
{
	return load_u4be(p + 100);
}

/* Where the header extensions start, in either version. */
static inline uint64_t qcow2_header_length(const struct qcow2_header *h)
{
	return h->version >= 3 ? h->len_header : QCOW2_HEADER_V2_LENGTH;
}

/* Bytes of the header that are declared here. */
static inline uint64_t qcow2_header_len_known(const struct qcow2_header *h)
{
	return h->version < 3 ? QCOW2_HEADER_V2_LENGTH
			      : (h->len_header >= 112 ? 112 : (h->len_header > 104 ? 105 : 104));
}

/* Bytes in a cluster. */
static inline uint64_t qcow2_header_cluster_size(const struct qcow2_header *h)
{
	return (uint64_t)1 << h->cluster_bits;
}

/* Whether L2 entries have 16 bytes and clusters have subclusters. */
static inline bool qcow2_header_has_extended_l2(const struct qcow2_header *h)
{
	return h->version >= 3
		       ? (h->incompatible_features & QCOW2_INCOMPATIBLE_FEATURE_EXTENDED_L2) != 0
		       : false;
}

/* Whether guest clusters are in another file. */
static inline bool qcow2_header_has_external_data(const struct qcow2_header *h)
{
	return h->version >= 3
		       ? (h->incompatible_features & QCOW2_INCOMPATIBLE_FEATURE_EXTERNAL_DATA) != 0
		       : false;
}

/* Whether reference counts may be wrong. */
static inline bool qcow2_header_is_dirty(const struct qcow2_header *h)
{
	return h->version >= 3 ? (h->incompatible_features & QCOW2_INCOMPATIBLE_FEATURE_DIRTY) != 0
			       : false;
}

/* Whether some structure was found to be wrong. */
static inline bool qcow2_header_is_corrupt(const struct qcow2_header *h)
{
	return h->version >= 3
		       ? (h->incompatible_features & QCOW2_INCOMPATIBLE_FEATURE_CORRUPT) != 0
		       : false;
}

/* Whether writers may defer updates of reference counts. */
static inline bool qcow2_header_has_lazy_refcounts(const struct qcow2_header *h)
{
	return h->version >= 3
		       ? (h->compatible_features & QCOW2_COMPATIBLE_FEATURE_LAZY_REFCOUNTS) != 0
		       : false;
}

/* Whether the data file alone is the whole disk. */
static inline bool qcow2_header_is_data_file_raw(const struct qcow2_header *h)
{
	return h->version >= 3
		       ? (h->autoclear_features & QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA) != 0
		       : false;
}

/* Whether the bitmaps extension may be believed. */
static inline bool qcow2_header_has_consistent_bitmaps(const struct qcow2_header *h)
{
	return h->version >= 3 ? (h->autoclear_features & QCOW2_AUTOCLEAR_FEATURE_BITMAPS) != 0
			       : false;
}

/* Bits that no reader written from this file can support; 0 in an image that may be opened. */
static inline uint64_t qcow2_header_unknown_incompatible_features(const struct qcow2_header *h)
{
	return h->version >= 3 ? h->incompatible_features & UINT64_C(0xffffffffffffffe0) : 0;
}

/* Width of a reference count. */
static inline uint64_t qcow2_header_refcount_bits(const struct qcow2_header *h)
{
	return h->version >= 3 ? 1 << h->refcount_order : 16;
}

/* Bytes in an L2 entry. */
static inline uint64_t qcow2_header_l2_entry_size(const struct qcow2_header *h)
{
	return qcow2_header_has_extended_l2(h) ? 16 : 8;
}

/* Entries in an L2 table, which is one cluster. */
static inline uint64_t qcow2_header_num_l2_entries(const struct qcow2_header *h)
{
	return ((uint64_t)1 << h->cluster_bits) / qcow2_header_l2_entry_size(h);
}

/* Reference counts in a refcount block, which is one cluster. */
static inline uint64_t qcow2_header_num_refcounts_per_block(const struct qcow2_header *h)
{
	return ((uint64_t)1 << (h->cluster_bits + 3)) / qcow2_header_refcount_bits(h);
}

/*
 * Start of a header extension. Extensions follow each other from the end of the header on, each
 * padded with up to seven bytes so that the next starts at a multiple of 8 from the first, and end
 * with one of type `end`, at the backing file's name or with the first cluster, whichever comes
 * first. Each type is there at most once.
 *
 *  off size field
 *    0    4 type
 *    4    4 len_data
 */
#define QCOW2_EXTENSION_HEADER_SIZE	       8u
#define QCOW2_EXTENSION_HEADER_TYPE_OFFSET     0u
#define QCOW2_EXTENSION_HEADER_LEN_DATA_OFFSET 4u

enum qcow2_extension_header_field {
	QCOW2_EXTENSION_HEADER_FIELD_TYPE = 1,
	QCOW2_EXTENSION_HEADER_FIELD_LEN_DATA = 2,
};

struct qcow2_extension_header {
	uint32_t type;	   /* What the data is. */
	uint32_t len_data; /* Bytes of data that follow, without the padding. */
};

/**
 * qcow2_extension_header_parse - check and copy a qcow2 extension header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_extension_header_parse(struct parse_in *in,
							  struct qcow2_extension_header *out);

/**
 * qcow2_extension_header_store - write a qcow2 extension header
 * @p: room for QCOW2_EXTENSION_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qcow2_extension_header_store(uint8_t *p, const struct qcow2_extension_header *h);

/* Bytes from the end of this structure to the next extension. */
static inline uint64_t qcow2_extension_header_len_padded(const struct qcow2_extension_header *h)
{
	return ((uint64_t)h->len_data + 7) / 8 * 8;
}

/*
 * One header extension with its data, as a viewer shows it.
 *
 *  off size field
 *    0    8 header
 *    8    ? data
 *    ?    ? padding
 */
#define QCOW2_EXTENSION_MIN_SIZE   8u /* what is always there */
#define QCOW2_EXTENSION_DATA_BOUND 2097152u

enum qcow2_extension_field {
	QCOW2_EXTENSION_FIELD_HEADER = 1,
	QCOW2_EXTENSION_FIELD_DATA = 2,
	QCOW2_EXTENSION_FIELD_PADDING = 3,
};

struct qcow2_extension {
	size_t len_total;		      /* bytes that the structure takes */
	struct qcow2_extension_header header; /* Type and length. */
	/*
	 * Place and length in the buffer: A string without terminator (`backing_format`,
	 * `data_file`), an array of `feature_name`, a `bitmaps_extension` or an
	 * `encryption_pointer`.
	 */
	size_t data_off;
	size_t data_len;
};

/**
 * qcow2_extension_parse - check and copy a qcow2 extension
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_extension_parse(struct parse_in *in,
						   struct qcow2_extension *out);

/**
 * qcow2_extension_store - write a qcow2 extension
 * @p: where to write
 * @cap: bytes of room there
 * @h: values that keep the rules; what the spec fixes is not read from it
 * @data: its bytes, as many as the fields of @h say
 *
 * Returns the bytes written, 0 when they do not fit or a part is too long.
 */
MUST_CHECK size_t qcow2_extension_store(uint8_t *p, size_t cap, const struct qcow2_extension *h,
					const uint8_t *data);

/*
 * Entry of the feature name table: lets a reader that does not know a feature say what it is
 * called.
 *
 *  off size field
 *    0    1 feature_set
 *    1    1 bit
 *    2   46 name
 */
#define QCOW2_FEATURE_NAME_SIZE 48u

enum qcow2_feature_name_field {
	QCOW2_FEATURE_NAME_FIELD_FEATURE_SET = 1,
	QCOW2_FEATURE_NAME_FIELD_BIT = 2,
	QCOW2_FEATURE_NAME_FIELD_NAME = 3,
};

#define QCOW2_FEATURE_NAME_FEATURE_NAME_DIRTY	       "dirty bit" /* `incompatible_feature::dirty`. */
/* `incompatible_feature::corrupt`. */
#define QCOW2_FEATURE_NAME_FEATURE_NAME_CORRUPT	       "corrupt bit"
/* `incompatible_feature::external_data`. */
#define QCOW2_FEATURE_NAME_FEATURE_NAME_DATA_FILE      "external data file"
/* `incompatible_feature::compression`. */
#define QCOW2_FEATURE_NAME_FEATURE_NAME_COMPRESSION    "compression type"
/* `incompatible_feature::extended_l2`. */
#define QCOW2_FEATURE_NAME_FEATURE_NAME_EXTENDED_L2    "extended L2 entries"
/* `compatible_feature::lazy_refcounts`. */
#define QCOW2_FEATURE_NAME_FEATURE_NAME_LAZY_REFCOUNTS "lazy refcounts"
#define QCOW2_FEATURE_NAME_FEATURE_NAME_BITMAPS	       "bitmaps" /* `autoclear_feature::bitmaps`. */
/* `autoclear_feature::raw_external_data`. */
#define QCOW2_FEATURE_NAME_FEATURE_NAME_RAW_DATA_FILE  "raw external data"

struct qcow2_feature_name_string {
	const char *text;
	uint32_t len;
};

#define QCOW2_FEATURE_NAME_NUM_STRINGS 8u
extern const struct qcow2_feature_name_string
	qcow2_feature_name_strings[QCOW2_FEATURE_NAME_NUM_STRINGS];

struct qcow2_feature_name {
	uint8_t feature_set; /* Which of the three bit fields of the header. */
	uint8_t bit;	     /* Number of the bit, 0 to 63, from the least significant. */
	/* What the feature is called, such as `feature_name_dirty`. */
	uint8_t name[46];
};

/**
 * qcow2_feature_name_parse - check and copy a qcow2 feature name
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_feature_name_parse(struct parse_in *in,
						      struct qcow2_feature_name *out);

/**
 * qcow2_feature_name_store - write a qcow2 feature name
 * @p: room for QCOW2_FEATURE_NAME_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qcow2_feature_name_store(uint8_t *p, const struct qcow2_feature_name *h);

/*
 * Says where the directory of persistent bitmaps is. To be believed only when
 * `autoclear_feature::bitmaps` is set; otherwise a program without bitmap support has written to
 * the disk, and the bitmaps miss those writes.
 *
 *  off size field
 *    0    4 num_bitmaps   at least 1
 *    4    4 reserved      zero
 *    8    8 len_directory at most 0x3fffc00
 *   16    8 ofs_directory
 */
#define QCOW2_BITMAPS_EXTENSION_SIZE		     24u
#define QCOW2_BITMAPS_EXTENSION_NUM_BITMAPS_OFFSET   0u
#define QCOW2_BITMAPS_EXTENSION_LEN_DIRECTORY_OFFSET 8u
#define QCOW2_BITMAPS_EXTENSION_OFS_DIRECTORY_OFFSET 16u
#define QCOW2_BITMAPS_EXTENSION_LEN_DIRECTORY_MAX    0x3fffc00u

enum qcow2_bitmaps_extension_field {
	QCOW2_BITMAPS_EXTENSION_FIELD_NUM_BITMAPS = 1,
	QCOW2_BITMAPS_EXTENSION_FIELD_RESERVED = 2,
	QCOW2_BITMAPS_EXTENSION_FIELD_LEN_DIRECTORY = 3,
	QCOW2_BITMAPS_EXTENSION_FIELD_OFS_DIRECTORY = 4,
};

/*
 * qemu's warning for a version 3 image with this extension, but without
 * `autoclear_feature::bitmaps`.
 */
#define QCOW2_BITMAPS_EXTENSION_WARNING_NOT_KEPT \
	"a program lacking bitmap support modified this file, so all bitmaps are now considered inconsistent\012Some clusters may be leaked, run 'qemu-img check -r' on the image file to fix."
/* The same for a version 2 image, which has no feature bits. */
#define QCOW2_BITMAPS_EXTENSION_WARNING_VERSION_2 \
	"This qcow2 v2 image contains bitmaps, but they may have been modified by a program without persistent bitmap support; so now they must all be considered inconsistent\012Some clusters may be leaked, run 'qemu-img check -r' on the image file to fix."

struct qcow2_bitmaps_extension_string {
	const char *text;
	uint32_t len;
};

#define QCOW2_BITMAPS_EXTENSION_NUM_STRINGS 2u
extern const struct qcow2_bitmaps_extension_string
	qcow2_bitmaps_extension_strings[QCOW2_BITMAPS_EXTENSION_NUM_STRINGS];

struct qcow2_bitmaps_extension {
	uint64_t len_directory; /* Bytes of all entries of the directory together. */
	/* Where the directory starts, a multiple of the cluster size. */
	uint64_t ofs_directory;
	uint32_t num_bitmaps; /* Entries of the directory. */
};

/**
 * qcow2_bitmaps_extension_parse - check and copy a qcow2 bitmaps extension
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_bitmaps_extension_parse(struct parse_in *in,
							   struct qcow2_bitmaps_extension *out);

/**
 * qcow2_bitmaps_extension_store - write a qcow2 bitmaps extension
 * @p: room for QCOW2_BITMAPS_EXTENSION_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qcow2_bitmaps_extension_store(uint8_t *p, const struct qcow2_bitmaps_extension *h);

/*
 * Full disk encryption header pointer: where the encryption method keeps its own header. Present
 * exactly when `crypt_method` is LUKS. What it points at is a LUKS1 header (luks.ksy) whose key
 * material offsets count from the start of that header and whose payload offset is not used.
 *
 *  off size field
 *    0    8 ofs_header
 *    8    8 len_header
 */
#define QCOW2_ENCRYPTION_POINTER_SIZE 16u

enum qcow2_encryption_pointer_field {
	QCOW2_ENCRYPTION_POINTER_FIELD_OFS_HEADER = 1,
	QCOW2_ENCRYPTION_POINTER_FIELD_LEN_HEADER = 2,
};

struct qcow2_encryption_pointer {
	/* Where the encryption header starts, a multiple of the cluster size. */
	uint64_t ofs_header;
	uint64_t len_header; /* Bytes of header and key material. */
};

/**
 * qcow2_encryption_pointer_parse - check and copy a qcow2 encryption pointer
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_encryption_pointer_parse(struct parse_in *in,
							    struct qcow2_encryption_pointer *out);

/**
 * qcow2_encryption_pointer_store - write a qcow2 encryption pointer
 * @p: room for QCOW2_ENCRYPTION_POINTER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qcow2_encryption_pointer_store(uint8_t *p, const struct qcow2_encryption_pointer *h);

/*
 * Entry of an L1 table: where one L2 table is. 0 in all of the offset means that the L2 table does
 * not exist, and that the whole range it would describe is unallocated.
 *
 *  off    size field
 *    0    8:63 copied
 *    0 8:62-56 reserved_high
 *    0  8:55-9 l2_sector
 *    0   8:8-0 reserved_low
 */
#define QCOW2_L1_ENTRY_SIZE 8u

enum qcow2_l1_entry_field {
	QCOW2_L1_ENTRY_FIELD_COPIED = 1,
	QCOW2_L1_ENTRY_FIELD_RESERVED_HIGH = 2,
	QCOW2_L1_ENTRY_FIELD_L2_SECTOR = 3,
	QCOW2_L1_ENTRY_FIELD_RESERVED_LOW = 4,
};

static inline uint64_t qcow2_l1_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW2_L1_ENTRY_COPIED_SHIFT	   63u
#define QCOW2_L1_ENTRY_COPIED_MASK	   UINT64_C(0x8000000000000000)
#define QCOW2_L1_ENTRY_RESERVED_HIGH_SHIFT 56u
#define QCOW2_L1_ENTRY_RESERVED_HIGH_MASK  UINT64_C(0x7f00000000000000)
#define QCOW2_L1_ENTRY_L2_SECTOR_SHIFT	   9u
#define QCOW2_L1_ENTRY_L2_SECTOR_MASK	   UINT64_C(0xfffffffffffe00)
#define QCOW2_L1_ENTRY_RESERVED_LOW_MASK   UINT64_C(0x1ff)

/* Bit 63. */
static inline bool qcow2_l1_entry_copied(uint64_t e)
{
	return (e & QCOW2_L1_ENTRY_COPIED_MASK) != 0;
}

static inline uint64_t qcow2_l1_entry_reserved_high(uint64_t e)
{
	return (e & QCOW2_L1_ENTRY_RESERVED_HIGH_MASK) >> QCOW2_L1_ENTRY_RESERVED_HIGH_SHIFT;
}

/* Bits 55 to 9. */
static inline uint64_t qcow2_l1_entry_l2_sector(uint64_t e)
{
	return (e & QCOW2_L1_ENTRY_L2_SECTOR_MASK) >> QCOW2_L1_ENTRY_L2_SECTOR_SHIFT;
}

static inline uint64_t qcow2_l1_entry_reserved_low(uint64_t e)
{
	return e & QCOW2_L1_ENTRY_RESERVED_LOW_MASK;
}

/* Where the L2 table is in the file; 0 when there is none. */
static inline uint64_t qcow2_l1_entry_ofs_l2_table(uint64_t e)
{
	return qcow2_l1_entry_l2_sector(e) << 9;
}

/* What the entry means for its range of the disk. */
static inline enum meaning qcow2_l1_entry_classify(uint64_t e)
{
	if (qcow2_l1_entry_l2_sector(e) == 0)
		return MEANS_HOLE;
	return MEANS_TABLE;
}

static inline void qcow2_l1_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow2_l1_entry_make(bool copied, uint64_t l2_sector)
{
	return (((uint64_t)copied << QCOW2_L1_ENTRY_COPIED_SHIFT) & QCOW2_L1_ENTRY_COPIED_MASK) |
	       (((uint64_t)l2_sector << QCOW2_L1_ENTRY_L2_SECTOR_SHIFT) &
		QCOW2_L1_ENTRY_L2_SECTOR_MASK);
}

/*
 * Entry of an L2 table, standard form: what one cluster of the disk is. When `compressed` is set,
 * the other bits have another meaning, see `compressed_entry`. Otherwise, in this order: `zero`
 * (without extended L2 entries, and from version 3 on) makes the cluster read as zeros, whether or
 * not an offset is kept as a preallocation; offset 0 means unallocated; any other offset is where
 * the cluster's bytes are. With an external data file, the offset counts in that file, equals the
 * guest offset, and may be 0 together with `copied`.
 *
 *  off    size field
 *    0    8:63 copied
 *    0    8:62 compressed
 *    0 8:61-56 reserved_high
 *    0  8:55-9 host_sector
 *    0   8:8-1 reserved_low
 *    0     8:0 zero
 */
#define QCOW2_L2_ENTRY_SIZE 8u

enum qcow2_l2_entry_field {
	QCOW2_L2_ENTRY_FIELD_COPIED = 1,
	QCOW2_L2_ENTRY_FIELD_COMPRESSED = 2,
	QCOW2_L2_ENTRY_FIELD_RESERVED_HIGH = 3,
	QCOW2_L2_ENTRY_FIELD_HOST_SECTOR = 4,
	QCOW2_L2_ENTRY_FIELD_RESERVED_LOW = 5,
	QCOW2_L2_ENTRY_FIELD_ZERO = 6,
};

static inline uint64_t qcow2_l2_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW2_L2_ENTRY_COPIED_SHIFT	   63u
#define QCOW2_L2_ENTRY_COPIED_MASK	   UINT64_C(0x8000000000000000)
#define QCOW2_L2_ENTRY_COMPRESSED_SHIFT	   62u
#define QCOW2_L2_ENTRY_COMPRESSED_MASK	   UINT64_C(0x4000000000000000)
#define QCOW2_L2_ENTRY_RESERVED_HIGH_SHIFT 56u
#define QCOW2_L2_ENTRY_RESERVED_HIGH_MASK  UINT64_C(0x3f00000000000000)
#define QCOW2_L2_ENTRY_HOST_SECTOR_SHIFT   9u
#define QCOW2_L2_ENTRY_HOST_SECTOR_MASK	   UINT64_C(0xfffffffffffe00)
#define QCOW2_L2_ENTRY_RESERVED_LOW_SHIFT  1u
#define QCOW2_L2_ENTRY_RESERVED_LOW_MASK   UINT64_C(0x1fe)
#define QCOW2_L2_ENTRY_ZERO_MASK	   UINT64_C(0x1)

/* Bit 63. */
static inline bool qcow2_l2_entry_copied(uint64_t e)
{
	return (e & QCOW2_L2_ENTRY_COPIED_MASK) != 0;
}

/* Bit 62. */
static inline bool qcow2_l2_entry_compressed(uint64_t e)
{
	return (e & QCOW2_L2_ENTRY_COMPRESSED_MASK) != 0;
}

static inline uint64_t qcow2_l2_entry_reserved_high(uint64_t e)
{
	return (e & QCOW2_L2_ENTRY_RESERVED_HIGH_MASK) >> QCOW2_L2_ENTRY_RESERVED_HIGH_SHIFT;
}

/* Bits 55 to 9. */
static inline uint64_t qcow2_l2_entry_host_sector(uint64_t e)
{
	return (e & QCOW2_L2_ENTRY_HOST_SECTOR_MASK) >> QCOW2_L2_ENTRY_HOST_SECTOR_SHIFT;
}

static inline uint64_t qcow2_l2_entry_reserved_low(uint64_t e)
{
	return (e & QCOW2_L2_ENTRY_RESERVED_LOW_MASK) >> QCOW2_L2_ENTRY_RESERVED_LOW_SHIFT;
}

/* Bit 0. */
static inline bool qcow2_l2_entry_zero(uint64_t e)
{
	return (e & QCOW2_L2_ENTRY_ZERO_MASK) != 0;
}

/* Where the cluster is. */
static inline uint64_t qcow2_l2_entry_host_offset(uint64_t e)
{
	return qcow2_l2_entry_host_sector(e) << 9;
}

/* What the entry means for its range of the disk. */
static inline enum meaning qcow2_l2_entry_classify(uint64_t e)
{
	if (qcow2_l2_entry_compressed(e))
		return MEANS_COMPRESSED;
	if (qcow2_l2_entry_zero(e))
		return MEANS_ZERO;
	if (qcow2_l2_entry_host_sector(e) == 0)
		return MEANS_HOLE;
	return MEANS_DATA;
}

static inline void qcow2_l2_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow2_l2_entry_make(bool copied, bool compressed, uint64_t host_sector,
					   bool zero)
{
	return (((uint64_t)copied << QCOW2_L2_ENTRY_COPIED_SHIFT) & QCOW2_L2_ENTRY_COPIED_MASK) |
	       (((uint64_t)compressed << QCOW2_L2_ENTRY_COMPRESSED_SHIFT) &
		QCOW2_L2_ENTRY_COMPRESSED_MASK) |
	       (((uint64_t)host_sector << QCOW2_L2_ENTRY_HOST_SECTOR_SHIFT) &
		QCOW2_L2_ENTRY_HOST_SECTOR_MASK) |
	       ((uint64_t)zero & QCOW2_L2_ENTRY_ZERO_MASK);
}

/*
 * Entry of an L2 table whose `compressed` bit is set. Offset and length share 62 bits; where the
 * boundary is depends on the cluster size: of `cluster_bits` bits, `cluster_bits - 8` count
 * sectors. So the offset has 61 bits at 512-byte clusters and 49 at 2 MiB, which keeps compressed
 * clusters of such images below 512 TiB.
 *
 * The data starts at any byte and ends somewhere in the last of the sectors: the decoder stops when
 * it has produced a cluster, and the next compressed cluster may start in the same sector. It may
 * cross into the next cluster of the file.
 *
 *  off   size field
 *    0   8:63 copied
 *    0   8:62 compressed
 *    0 8:61-0 descriptor
 */
#define QCOW2_COMPRESSED_ENTRY_SIZE 8u

enum qcow2_compressed_entry_field {
	QCOW2_COMPRESSED_ENTRY_FIELD_COPIED = 1,
	QCOW2_COMPRESSED_ENTRY_FIELD_COMPRESSED = 2,
	QCOW2_COMPRESSED_ENTRY_FIELD_DESCRIPTOR = 3,
};

static inline uint64_t qcow2_compressed_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW2_COMPRESSED_ENTRY_COPIED_SHIFT	63u
#define QCOW2_COMPRESSED_ENTRY_COPIED_MASK	UINT64_C(0x8000000000000000)
#define QCOW2_COMPRESSED_ENTRY_COMPRESSED_SHIFT 62u
#define QCOW2_COMPRESSED_ENTRY_COMPRESSED_MASK	UINT64_C(0x4000000000000000)
#define QCOW2_COMPRESSED_ENTRY_DESCRIPTOR_MASK	UINT64_C(0x3fffffffffffffff)

/* Bit 63. */
static inline bool qcow2_compressed_entry_copied(uint64_t e)
{
	return (e & QCOW2_COMPRESSED_ENTRY_COPIED_MASK) != 0;
}

/* Bit 62, set. */
static inline bool qcow2_compressed_entry_compressed(uint64_t e)
{
	return (e & QCOW2_COMPRESSED_ENTRY_COMPRESSED_MASK) != 0;
}

/* Offset and number of additional sectors, see the derived values. */
static inline uint64_t qcow2_compressed_entry_descriptor(uint64_t e)
{
	return e & QCOW2_COMPRESSED_ENTRY_DESCRIPTOR_MASK;
}

/* Bits of the descriptor that are the offset. */
static inline uint64_t qcow2_compressed_entry_offset_bits(uint64_t e, uint32_t cluster_bits)
{
	(void)e;
	return 70 - cluster_bits;
}

/* First byte of the compressed data. */
static inline uint64_t qcow2_compressed_entry_host_offset(uint64_t e, uint32_t cluster_bits)
{
	return qcow2_compressed_entry_descriptor(e) &
	       (((uint64_t)1 << qcow2_compressed_entry_offset_bits(e, cluster_bits)) - 1);
}

/* Sectors that the data reaches into beyond the one that it starts in. */
static inline uint64_t qcow2_compressed_entry_num_additional_sectors(uint64_t e,
								     uint32_t cluster_bits)
{
	return qcow2_compressed_entry_descriptor(e) >>
	       qcow2_compressed_entry_offset_bits(e, cluster_bits);
}

/*
 * Most bytes that the compressed data can have, from its first byte to the end of the last sector.
 */
static inline uint64_t qcow2_compressed_entry_len_data(uint64_t e, uint32_t cluster_bits)
{
	return (qcow2_compressed_entry_num_additional_sectors(e, cluster_bits) + 1) * 512 -
	       (qcow2_compressed_entry_descriptor(e) & 511);
}

static inline void qcow2_compressed_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow2_compressed_entry_make(bool copied, bool compressed,
						   uint64_t descriptor)
{
	return (((uint64_t)copied << QCOW2_COMPRESSED_ENTRY_COPIED_SHIFT) &
		QCOW2_COMPRESSED_ENTRY_COPIED_MASK) |
	       (((uint64_t)compressed << QCOW2_COMPRESSED_ENTRY_COMPRESSED_SHIFT) &
		QCOW2_COMPRESSED_ENTRY_COMPRESSED_MASK) |
	       ((uint64_t)descriptor & QCOW2_COMPRESSED_ENTRY_DESCRIPTOR_MASK);
}

/*
 * Second half of an extended L2 entry: two bits for each of the 32 subclusters, the least
 * significant bit of each half for the first subcluster. A compressed cluster has no subclusters,
 * its bitmap is 0.
 *
 *  off    size field
 *    0 8:63-32 reads_as_zero
 *    0  8:31-0 allocated
 */
#define QCOW2_SUBCLUSTER_BITMAP_SIZE 8u

enum qcow2_subcluster_bitmap_field {
	QCOW2_SUBCLUSTER_BITMAP_FIELD_READS_AS_ZERO = 1,
	QCOW2_SUBCLUSTER_BITMAP_FIELD_ALLOCATED = 2,
};

static inline uint64_t qcow2_subcluster_bitmap_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW2_SUBCLUSTER_BITMAP_READS_AS_ZERO_SHIFT 32u
#define QCOW2_SUBCLUSTER_BITMAP_READS_AS_ZERO_MASK  UINT64_C(0xffffffff00000000)
#define QCOW2_SUBCLUSTER_BITMAP_ALLOCATED_MASK	    UINT64_C(0xffffffff)

/* Bits 63 to 32. */
static inline uint64_t qcow2_subcluster_bitmap_reads_as_zero(uint64_t e)
{
	return (e & QCOW2_SUBCLUSTER_BITMAP_READS_AS_ZERO_MASK) >>
	       QCOW2_SUBCLUSTER_BITMAP_READS_AS_ZERO_SHIFT;
}

/* Bits 31 to 0. */
static inline uint64_t qcow2_subcluster_bitmap_allocated(uint64_t e)
{
	return e & QCOW2_SUBCLUSTER_BITMAP_ALLOCATED_MASK;
}

/* Subclusters that are both allocated and zero; 0 in a sound entry. */
static inline uint64_t qcow2_subcluster_bitmap_conflicts(uint64_t e)
{
	return qcow2_subcluster_bitmap_reads_as_zero(e) & qcow2_subcluster_bitmap_allocated(e);
}

static inline void qcow2_subcluster_bitmap_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow2_subcluster_bitmap_make(uint64_t reads_as_zero, uint64_t allocated)
{
	return (((uint64_t)reads_as_zero << QCOW2_SUBCLUSTER_BITMAP_READS_AS_ZERO_SHIFT) &
		QCOW2_SUBCLUSTER_BITMAP_READS_AS_ZERO_MASK) |
	       ((uint64_t)allocated & QCOW2_SUBCLUSTER_BITMAP_ALLOCATED_MASK);
}

/*
 * Entry of an L2 table in an image with `incompatible_feature::extended_l2`: 16 bytes. The first
 * half is an `l2_entry` whose `zero` bit has no meaning.
 *
 *  off size field
 *    0    8 entry
 *    8    8 subclusters
 */
#define QCOW2_EXTENDED_L2_ENTRY_SIZE		   16u
#define QCOW2_EXTENDED_L2_ENTRY_SUBCLUSTERS_OFFSET 8u

enum qcow2_extended_l2_entry_field {
	QCOW2_EXTENDED_L2_ENTRY_FIELD_ENTRY = 1,
	QCOW2_EXTENDED_L2_ENTRY_FIELD_SUBCLUSTERS = 2,
};

struct qcow2_extended_l2_entry {
	uint64_t entry;	      /* Where the cluster is, or a `compressed_entry`. */
	uint64_t subclusters; /* Which parts of it are allocated. */
};

/**
 * qcow2_extended_l2_entry_parse - check and copy a qcow2 extended l2 entry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_extended_l2_entry_parse(struct parse_in *in,
							   struct qcow2_extended_l2_entry *out);

/**
 * qcow2_extended_l2_entry_store - write a qcow2 extended l2 entry
 * @p: room for QCOW2_EXTENDED_L2_ENTRY_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qcow2_extended_l2_entry_store(uint8_t *p, const struct qcow2_extended_l2_entry *h);

/*
 * Entry of the refcount table: where one refcount block is, a cluster that holds
 * `num_refcounts_per_block` counts. 0 means that the block does not exist and that all its counts
 * are 0.
 *
 *     block = cluster / num_refcounts_per_block,  index in the block = cluster %
 * num_refcounts_per_block
 *
 *  off   size field
 *    0 8:63-9 block_sector
 *    0  8:8-0 reserved
 */
#define QCOW2_REFCOUNT_TABLE_ENTRY_SIZE 8u

enum qcow2_refcount_table_entry_field {
	QCOW2_REFCOUNT_TABLE_ENTRY_FIELD_BLOCK_SECTOR = 1,
	QCOW2_REFCOUNT_TABLE_ENTRY_FIELD_RESERVED = 2,
};

static inline uint64_t qcow2_refcount_table_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_SECTOR_SHIFT 9u
#define QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_SECTOR_MASK  UINT64_C(0xfffffffffffffe00)
#define QCOW2_REFCOUNT_TABLE_ENTRY_RESERVED_MASK      UINT64_C(0x1ff)

/* Bits 63 to 9. */
static inline uint64_t qcow2_refcount_table_entry_block_sector(uint64_t e)
{
	return (e & QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_SECTOR_MASK) >>
	       QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_SECTOR_SHIFT;
}

static inline uint64_t qcow2_refcount_table_entry_reserved(uint64_t e)
{
	return e & QCOW2_REFCOUNT_TABLE_ENTRY_RESERVED_MASK;
}

/* Where the refcount block is in the file; 0 when there is none. */
static inline uint64_t qcow2_refcount_table_entry_ofs_block(uint64_t e)
{
	return qcow2_refcount_table_entry_block_sector(e) << 9;
}

/* What the entry means for its range of the disk. */
static inline enum meaning qcow2_refcount_table_entry_classify(uint64_t e)
{
	if (qcow2_refcount_table_entry_block_sector(e) == 0)
		return MEANS_HOLE;
	return MEANS_TABLE;
}

static inline void qcow2_refcount_table_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow2_refcount_table_entry_make(uint64_t block_sector)
{
	return (((uint64_t)block_sector << QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_SECTOR_SHIFT) &
		QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_SECTOR_MASK);
}

/*
 * One byte of a refcount block whose counts are narrower than a byte: 8 counts of 1 bit, 4 of 2
 * bits or 2 of 4 bits. The first count is in the least significant bits.
 *
 *  off size field
 *    0    1 counts
 */
#define QCOW2_REFCOUNTS_IN_BYTE_SIZE 1u

enum qcow2_refcounts_in_byte_field {
	QCOW2_REFCOUNTS_IN_BYTE_FIELD_COUNTS = 1,
};

static inline uint8_t qcow2_refcounts_in_byte_load(const uint8_t *p)
{
	return load_u1(p);
}

/* All counts of the byte. */
static inline uint8_t qcow2_refcounts_in_byte_counts(uint8_t e)
{
	return e;
}

/* The count number `index`. */
static inline uint64_t qcow2_refcounts_in_byte_refcount(uint8_t e, uint32_t order, uint32_t index)
{
	return (qcow2_refcounts_in_byte_counts(e) >> (index << order)) & ((1 << (1 << order)) - 1);
}

static inline void qcow2_refcounts_in_byte_store(uint8_t *p, uint8_t e)
{
	store_u1(p, e);
}

/*
 * Entry of a refcount block with `refcount_order` 3.
 *
 *  off size field
 *    0    1 refcount
 */
#define QCOW2_REFCOUNT_8_SIZE 1u

enum qcow2_refcount_8_field {
	QCOW2_REFCOUNT_8_FIELD_REFCOUNT = 1,
};

static inline uint8_t qcow2_refcount_8_load(const uint8_t *p)
{
	return load_u1(p);
}

/* How often the cluster is used. */
static inline uint8_t qcow2_refcount_8_refcount(uint8_t e)
{
	return e;
}

static inline void qcow2_refcount_8_store(uint8_t *p, uint8_t e)
{
	store_u1(p, e);
}

/*
 * Entry of a refcount block with `refcount_order` 4, the only one in version 2.
 *
 *  off size field
 *    0    2 refcount
 */
#define QCOW2_REFCOUNT_16_SIZE 2u

enum qcow2_refcount_16_field {
	QCOW2_REFCOUNT_16_FIELD_REFCOUNT = 1,
};

static inline uint16_t qcow2_refcount_16_load(const uint8_t *p)
{
	return load_u2be(p);
}

/* How often the cluster is used. */
static inline uint16_t qcow2_refcount_16_refcount(uint16_t e)
{
	return e;
}

static inline void qcow2_refcount_16_store(uint8_t *p, uint16_t e)
{
	store_u2be(p, e);
}

/*
 * Entry of a refcount block with `refcount_order` 5.
 *
 *  off size field
 *    0    4 refcount
 */
#define QCOW2_REFCOUNT_32_SIZE 4u

enum qcow2_refcount_32_field {
	QCOW2_REFCOUNT_32_FIELD_REFCOUNT = 1,
};

static inline uint32_t qcow2_refcount_32_load(const uint8_t *p)
{
	return load_u4be(p);
}

/* How often the cluster is used. */
static inline uint32_t qcow2_refcount_32_refcount(uint32_t e)
{
	return e;
}

static inline void qcow2_refcount_32_store(uint8_t *p, uint32_t e)
{
	store_u4be(p, e);
}

/*
 * Entry of a refcount block with `refcount_order` 6.
 *
 *  off size field
 *    0    8 refcount
 */
#define QCOW2_REFCOUNT_64_SIZE 8u

enum qcow2_refcount_64_field {
	QCOW2_REFCOUNT_64_FIELD_REFCOUNT = 1,
};

static inline uint64_t qcow2_refcount_64_load(const uint8_t *p)
{
	return load_u8be(p);
}

/* How often the cluster is used. */
static inline uint64_t qcow2_refcount_64_refcount(uint64_t e)
{
	return e;
}

static inline void qcow2_refcount_64_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/*
 * Fixed part of a snapshot table entry. A snapshot has an L1 table of its own; its clusters are
 * shared with the active disk by reference counts.
 *
 *  off size field
 *    0    8 ofs_l1_table
 *    8    4 num_l1_entries
 *   12    2 len_id
 *   14    2 len_name
 *   16    4 date_sec
 *   20    4 date_nsec
 *   24    8 vm_clock_nsec
 *   32    4 vm_state_size_low
 *   36    4 len_extra_data    at most 1024
 */
#define QCOW2_SNAPSHOT_HEADER_SIZE		    40u
#define QCOW2_SNAPSHOT_HEADER_OFS_L1_TABLE_OFFSET   0u
#define QCOW2_SNAPSHOT_HEADER_NUM_L1_ENTRIES_OFFSET 8u
#define QCOW2_SNAPSHOT_HEADER_LEN_NAME_OFFSET	    14u
#define QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_OFFSET 36u
#define QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_MAX    1024u
/* Least `len_extra_data` that version 3 asks for. */
#define QCOW2_SNAPSHOT_HEADER_MIN_EXTRA_DATA	    16u

enum qcow2_snapshot_header_field {
	QCOW2_SNAPSHOT_HEADER_FIELD_OFS_L1_TABLE = 1,
	QCOW2_SNAPSHOT_HEADER_FIELD_NUM_L1_ENTRIES = 2,
	QCOW2_SNAPSHOT_HEADER_FIELD_LEN_ID = 3,
	QCOW2_SNAPSHOT_HEADER_FIELD_LEN_NAME = 4,
	QCOW2_SNAPSHOT_HEADER_FIELD_DATE_SEC = 5,
	QCOW2_SNAPSHOT_HEADER_FIELD_DATE_NSEC = 6,
	QCOW2_SNAPSHOT_HEADER_FIELD_VM_CLOCK_NSEC = 7,
	QCOW2_SNAPSHOT_HEADER_FIELD_VM_STATE_SIZE_LOW = 8,
	QCOW2_SNAPSHOT_HEADER_FIELD_LEN_EXTRA_DATA = 9,
};

struct qcow2_snapshot_header {
	/* Where the snapshot's L1 table starts, a multiple of the cluster size. */
	uint64_t ofs_l1_table;
	uint64_t vm_clock_nsec;	 /* How long the guest had been running. */
	uint32_t num_l1_entries; /* Entries of that table. */
	uint32_t date_sec;	 /* When the snapshot was taken, since 1970-01-01 UTC. */
	uint32_t date_nsec;	 /* The rest of that time. */
	/* Bytes of saved machine state, 0 for a snapshot of the disk alone. */
	uint32_t vm_state_size_low;
	uint32_t len_extra_data; /* Bytes of extra data after this header. */
	/* Length of the unique id, a decimal number in practice. */
	uint16_t len_id;
	uint16_t len_name; /* Length of the name. */
};

/**
 * qcow2_snapshot_header_parse - check and copy a qcow2 snapshot header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_snapshot_header_parse(struct parse_in *in,
							 struct qcow2_snapshot_header *out);

/**
 * qcow2_snapshot_header_store - write a qcow2 snapshot header
 * @p: room for QCOW2_SNAPSHOT_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qcow2_snapshot_header_store(uint8_t *p, const struct qcow2_snapshot_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t qcow2_snapshot_header_peek_len_extra_data(const uint8_t *p)
{
	return load_u4be(p + 36);
}

/*
 * A whole snapshot table entry: fixed part, extra data, id, name. Later revisions append to the
 * extra data; a reader takes as much as it knows. The next entry starts at the next multiple of 8
 * (`len_entry`).
 *
 *  off size field
 *    0   40 header
 *   40    8 vm_state_size      if present
 *   48    8 disk_size          if present
 *   56    8 icount             if present
 *    ?    ? unknown_extra_data
 *    ?    ? unique_id
 *    ?    ? name
 */
#define QCOW2_SNAPSHOT_MIN_SIZE		    40u /* what is always there */
#define QCOW2_SNAPSHOT_MAX_SIZE		    132134u
#define QCOW2_SNAPSHOT_VM_STATE_SIZE_OFFSET 40u
#define QCOW2_SNAPSHOT_DISK_SIZE_OFFSET	    48u
#define QCOW2_SNAPSHOT_ICOUNT_OFFSET	    56u

enum qcow2_snapshot_field {
	QCOW2_SNAPSHOT_FIELD_HEADER = 1,
	QCOW2_SNAPSHOT_FIELD_VM_STATE_SIZE = 2,
	QCOW2_SNAPSHOT_FIELD_DISK_SIZE = 3,
	QCOW2_SNAPSHOT_FIELD_ICOUNT = 4,
	QCOW2_SNAPSHOT_FIELD_UNKNOWN_EXTRA_DATA = 5,
	QCOW2_SNAPSHOT_FIELD_UNIQUE_ID = 6,
	QCOW2_SNAPSHOT_FIELD_NAME = 7,
};

struct qcow2_snapshot {
	size_t len_total;		     /* bytes that the structure takes */
	struct qcow2_snapshot_header header; /* Lengths and times. */
	/* Bytes of saved machine state; replaces the header's narrower field. */
	uint64_t vm_state_size;
	uint64_t disk_size; /* Virtual size when the snapshot was taken. */
	/*
	 * Instructions executed, for record and replay; all bits set when they were not counted, as
	 * where absent.
	 */
	uint64_t icount;
	/*
	 * Place and length in the buffer: What this file does not know, or the start of a field
	 * that is cut short.
	 */
	size_t unknown_extra_data_off;
	size_t unknown_extra_data_len;
	/* Place and length in the buffer: Unique id, not terminated. */
	size_t unique_id_off;
	size_t unique_id_len;
	/* Place and length in the buffer: Name, not terminated. */
	size_t name_off;
	size_t name_len;
};

/**
 * qcow2_snapshot_parse - check and copy a qcow2 snapshot
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_snapshot_parse(struct parse_in *in, struct qcow2_snapshot *out);

/**
 * qcow2_snapshot_store - write a qcow2 snapshot
 * @p: where to write
 * @cap: bytes of room there
 * @h: values that keep the rules; what the spec fixes is not read from it
 * @unknown_extra_data: its bytes, as many as the fields of @h say
 * @unique_id: its bytes, as many as the fields of @h say
 * @name: its bytes, as many as the fields of @h say
 *
 * Returns the bytes written, 0 when they do not fit or a part is too long.
 */
MUST_CHECK size_t qcow2_snapshot_store(uint8_t *p, size_t cap, const struct qcow2_snapshot *h,
				       const uint8_t *unknown_extra_data, const uint8_t *unique_id,
				       const uint8_t *name);

/*
 * Bytes from the start of this entry to the start of the next, with up to seven bytes of padding.
 */
static inline uint64_t qcow2_snapshot_len_entry(const struct qcow2_snapshot *h)
{
	return (40 + h->header.len_extra_data + h->header.len_id + h->header.len_name + 7) / 8 * 8;
}

/*
 * Entry of the bitmap directory: one persistent bitmap of the disk, a bit for each `1 <<
 * granularity_bits` bytes. All of the directory is loaded when an image is opened, and one bad
 * entry makes the image unusable.
 *
 *  off size field
 *    0    8 ofs_table
 *    8    4 num_table_entries
 *   12    4 flags
 *   16    1 type
 *   17    1 granularity_bits
 *   18    2 len_name
 *   20    4 len_extra_data
 *   24    ? extra_data
 *    ?    ? name
 */
#define QCOW2_BITMAP_ENTRY_MIN_SIZE		    24u /* what is always there */
#define QCOW2_BITMAP_ENTRY_OFS_TABLE_OFFSET	    0u
#define QCOW2_BITMAP_ENTRY_NUM_TABLE_ENTRIES_OFFSET 8u
#define QCOW2_BITMAP_ENTRY_FLAGS_OFFSET		    12u
#define QCOW2_BITMAP_ENTRY_LEN_NAME_OFFSET	    18u
#define QCOW2_BITMAP_ENTRY_LEN_EXTRA_DATA_OFFSET    20u
#define QCOW2_BITMAP_ENTRY_EXTRA_DATA_BOUND	    67108864u
#define QCOW2_BITMAP_ENTRY_NAME_BOUND		    65535u
/* Finest granularity that qemu accepts, 512 bytes. */
#define QCOW2_BITMAP_ENTRY_MIN_GRANULARITY_BITS	    9u
/* Coarsest granularity that qemu accepts, 2 GiB. */
#define QCOW2_BITMAP_ENTRY_MAX_GRANULARITY_BITS	    31u
#define QCOW2_BITMAP_ENTRY_KNOWN_FLAGS		    3u /* Flags that qemu knows, `in_use` and `auto`. */

enum qcow2_bitmap_entry_field {
	QCOW2_BITMAP_ENTRY_FIELD_OFS_TABLE = 1,
	QCOW2_BITMAP_ENTRY_FIELD_NUM_TABLE_ENTRIES = 2,
	QCOW2_BITMAP_ENTRY_FIELD_FLAGS = 3,
	QCOW2_BITMAP_ENTRY_FIELD_TYPE = 4,
	QCOW2_BITMAP_ENTRY_FIELD_GRANULARITY_BITS = 5,
	QCOW2_BITMAP_ENTRY_FIELD_LEN_NAME = 6,
	QCOW2_BITMAP_ENTRY_FIELD_LEN_EXTRA_DATA = 7,
	QCOW2_BITMAP_ENTRY_FIELD_EXTRA_DATA = 8,
	QCOW2_BITMAP_ENTRY_FIELD_NAME = 9,
};

struct qcow2_bitmap_entry {
	size_t len_total; /* bytes that the structure takes */
	/* Where the bitmap's table starts, a multiple of the cluster size and not 0. */
	uint64_t ofs_table;
	/* Place and length in the buffer: Never refers to clusters. */
	size_t extra_data_off;
	size_t extra_data_len;
	/* Place and length in the buffer: Name, not terminated, unique in the image. */
	size_t name_off;
	size_t name_len;
	/* Entries of that table, one for each cluster of bits. */
	uint32_t num_table_entries;
	uint32_t flags;		 /* Set of `bitmap_flag`. */
	uint32_t len_extra_data; /* Bytes of extra data, reserved and 0. */
	uint16_t len_name;	 /* Length of the name, 1 to 1023. */
	uint8_t type;		 /* Always `dirty_tracking`. */
	/* A bit represents `1 << granularity_bits` bytes of the disk. */
	uint8_t granularity_bits;
};

/**
 * qcow2_bitmap_entry_parse - check and copy a qcow2 bitmap entry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qcow2_bitmap_entry_parse(struct parse_in *in,
						      struct qcow2_bitmap_entry *out);

/**
 * qcow2_bitmap_entry_store - write a qcow2 bitmap entry
 * @p: where to write
 * @cap: bytes of room there
 * @h: values that keep the rules; what the spec fixes is not read from it
 * @extra_data: its bytes, as many as the fields of @h say
 * @name: its bytes, as many as the fields of @h say
 *
 * Returns the bytes written, 0 when they do not fit or a part is too long.
 */
MUST_CHECK size_t qcow2_bitmap_entry_store(uint8_t *p, size_t cap,
					   const struct qcow2_bitmap_entry *h,
					   const uint8_t *extra_data, const uint8_t *name);

/* As it is in the bytes of the structure, unchecked. */
static inline uint16_t qcow2_bitmap_entry_peek_len_name(const uint8_t *p)
{
	return load_u2be(p + 18);
}

/* As it is in the bytes of the structure, unchecked. */
static inline uint32_t qcow2_bitmap_entry_peek_len_extra_data(const uint8_t *p)
{
	return load_u4be(p + 20);
}

/* Bytes from the start of this entry to the start of the next. */
static inline uint64_t qcow2_bitmap_entry_len_entry(const struct qcow2_bitmap_entry *h)
{
	return ((uint64_t)24 + h->len_extra_data + h->len_name + 7) / 8 * 8;
}

/*
 * Entry of a bitmap table, where one cluster of bits is. Bit n of byte b of the bitmap, n counted
 * from the least significant and b over all of its clusters, is for the bytes of the disk from `(8
 * * b + n) << granularity_bits` on. What is left of the last cluster is zero.
 *
 *  off    size field
 *    0 8:63-56 reserved_high 0
 *    0  8:55-9 host_sector
 *    0   8:8-1 reserved_low  0
 *    0     8:0 all_ones      such that not all_ones or host_sector == 0
 */
#define QCOW2_BITMAP_TABLE_ENTRY_SIZE 8u

enum qcow2_bitmap_table_entry_field {
	QCOW2_BITMAP_TABLE_ENTRY_FIELD_RESERVED_HIGH = 1,
	QCOW2_BITMAP_TABLE_ENTRY_FIELD_HOST_SECTOR = 2,
	QCOW2_BITMAP_TABLE_ENTRY_FIELD_RESERVED_LOW = 3,
	QCOW2_BITMAP_TABLE_ENTRY_FIELD_ALL_ONES = 4,
};

static inline uint64_t qcow2_bitmap_table_entry_load(const uint8_t *p)
{
	return load_u8be(p);
}

#define QCOW2_BITMAP_TABLE_ENTRY_RESERVED_HIGH_SHIFT 56u
#define QCOW2_BITMAP_TABLE_ENTRY_RESERVED_HIGH_MASK  UINT64_C(0xff00000000000000)
#define QCOW2_BITMAP_TABLE_ENTRY_HOST_SECTOR_SHIFT   9u
#define QCOW2_BITMAP_TABLE_ENTRY_HOST_SECTOR_MASK    UINT64_C(0xfffffffffffe00)
#define QCOW2_BITMAP_TABLE_ENTRY_RESERVED_LOW_SHIFT  1u
#define QCOW2_BITMAP_TABLE_ENTRY_RESERVED_LOW_MASK   UINT64_C(0x1fe)
#define QCOW2_BITMAP_TABLE_ENTRY_ALL_ONES_MASK	     UINT64_C(0x1)

/* Bits 63 to 56. */
static inline uint64_t qcow2_bitmap_table_entry_reserved_high(uint64_t e)
{
	return (e & QCOW2_BITMAP_TABLE_ENTRY_RESERVED_HIGH_MASK) >>
	       QCOW2_BITMAP_TABLE_ENTRY_RESERVED_HIGH_SHIFT;
}

/* Bits 55 to 9. */
static inline uint64_t qcow2_bitmap_table_entry_host_sector(uint64_t e)
{
	return (e & QCOW2_BITMAP_TABLE_ENTRY_HOST_SECTOR_MASK) >>
	       QCOW2_BITMAP_TABLE_ENTRY_HOST_SECTOR_SHIFT;
}

/* Bits 8 to 1. */
static inline uint64_t qcow2_bitmap_table_entry_reserved_low(uint64_t e)
{
	return (e & QCOW2_BITMAP_TABLE_ENTRY_RESERVED_LOW_MASK) >>
	       QCOW2_BITMAP_TABLE_ENTRY_RESERVED_LOW_SHIFT;
}

/* Bit 0. */
static inline bool qcow2_bitmap_table_entry_all_ones(uint64_t e)
{
	return (e & QCOW2_BITMAP_TABLE_ENTRY_ALL_ONES_MASK) != 0;
}

/* Where the cluster of bits is; 0 when it is not stored. */
static inline uint64_t qcow2_bitmap_table_entry_host_offset(uint64_t e)
{
	return qcow2_bitmap_table_entry_host_sector(e) << 9;
}

/* What the entry means for its range of the disk. */
static inline enum meaning qcow2_bitmap_table_entry_classify(uint64_t e)
{
	if (qcow2_bitmap_table_entry_host_sector(e) != 0)
		return MEANS_DATA;
	if (qcow2_bitmap_table_entry_all_ones(e))
		return MEANS_ONES;
	return MEANS_ZERO;
}

MUST_CHECK static inline enum parse_status qcow2_bitmap_table_entry_check(struct parse_in *in,
									  uint64_t e)
{
	if (qcow2_bitmap_table_entry_reserved_high(e) != 0)
		return parse_fail(in, STRUCTURE_QCOW2_BITMAP_TABLE_ENTRY,
				  QCOW2_BITMAP_TABLE_ENTRY_FIELD_RESERVED_HIGH, 0, PARSE_RESERVED,
				  qcow2_bitmap_table_entry_reserved_high(e));
	if (qcow2_bitmap_table_entry_reserved_low(e) != 0)
		return parse_fail(in, STRUCTURE_QCOW2_BITMAP_TABLE_ENTRY,
				  QCOW2_BITMAP_TABLE_ENTRY_FIELD_RESERVED_LOW, 0, PARSE_RESERVED,
				  qcow2_bitmap_table_entry_reserved_low(e));
	if (qcow2_bitmap_table_entry_all_ones(e) && qcow2_bitmap_table_entry_host_sector(e) != 0)
		return parse_fail(in, STRUCTURE_QCOW2_BITMAP_TABLE_ENTRY,
				  QCOW2_BITMAP_TABLE_ENTRY_FIELD_ALL_ONES, 0, PARSE_RULE,
				  qcow2_bitmap_table_entry_all_ones(e));
	return PARSE_OK;
}

static inline void qcow2_bitmap_table_entry_store(uint8_t *p, uint64_t e)
{
	store_u8be(p, e);
}

/* An entry with these fields, each cut to its width; reserved bits are zero. */
static inline uint64_t qcow2_bitmap_table_entry_make(uint64_t host_sector, bool all_ones)
{
	return (((uint64_t)host_sector << QCOW2_BITMAP_TABLE_ENTRY_HOST_SECTOR_SHIFT) &
		QCOW2_BITMAP_TABLE_ENTRY_HOST_SECTOR_MASK) |
	       ((uint64_t)all_ones & QCOW2_BITMAP_TABLE_ENTRY_ALL_ONES_MASK);
}

/* Which element of l1 table the offset belongs to. */
static inline uint64_t qcow2_l1_table_index(uint64_t offset, uint64_t cluster_size,
					    uint64_t num_l2_entries)
{
	return offset / cluster_size / num_l2_entries;
}

/* Which element of l2 table the offset belongs to. */
static inline uint64_t qcow2_l2_table_index(uint64_t offset, uint64_t cluster_size,
					    uint64_t num_l2_entries)
{
	return offset / cluster_size % num_l2_entries;
}

/* Which element of refcount table the offset belongs to. */
static inline uint64_t qcow2_refcount_table_index(uint64_t file_offset, uint64_t cluster_size,
						  uint64_t num_refcounts_per_block)
{
	return file_offset / cluster_size / num_refcounts_per_block;
}

/* Which element of refcount block the offset belongs to. */
static inline uint64_t qcow2_refcount_block_index(uint64_t file_offset, uint64_t cluster_size,
						  uint64_t num_refcounts_per_block)
{
	return file_offset / cluster_size % num_refcounts_per_block;
}

#endif
