/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/qed.ksy spec=d4cf34e4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_QED_H
#define GENERATED_QED_H
/*
 * QEMU enhanced disk. A simple copy-on-write format of 2010, superseded by qcow2 version 3. Two
 * levels of tables of the same size lead from a guest offset to a cluster of the file. There are no
 * reference counts, no snapshots, no compression.
 *
 *     entries per table = table_size * cluster_size / 8
 *     L2 index = offset / cluster_size % entries
 *     L1 index = offset / cluster_size / entries
 */
#include "store.h"
#include "structures.h"

/* Longest name of a backing file that qemu opens, without a terminator; more than qcow2's 1023. */
#define QED_MAX_BACKING_NAME_BYTES 4095u
/*
 * An L2 entry of this value is no offset: the cluster reads as zeros, and the backing file is not
 * looked at.
 */
#define QED_ZERO_CLUSTER	   1u
#define QED_SECTOR_SIZE		   512u /* The size of the disk is a multiple of this. */
/*
 * qemu computes the largest disk that the tables reach in so many bits; what needs more becomes 0,
 * and no disk fits.
 */
#define QED_SIZE_BITS		   64u

/* Format of a backing file that is recorded, by `backing_format_no_probe`; no other is. */
#define QED_BACKING_RAW "raw"

struct qed_string {
	const char *text;
	uint32_t len;
};

#define QED_NUM_STRINGS 1u
extern const struct qed_string qed_strings[QED_NUM_STRINGS];

enum qed_feature {
	QED_FEATURE_BACKING_FILE = 1, /* There is a backing file. */
	/* The tables may be inconsistent; they are checked before the image is written to. */
	QED_FEATURE_NEED_CHECK = 2,
	/* The backing file is raw and must not be probed. */
	QED_FEATURE_BACKING_FORMAT_NO_PROBE = 4,
};

/*
 * First 64 bytes of the file. All numbers are little-endian. qemu looks at `features` before
 * `cluster_size`, so an image with both wrong gets the text about the features from it; for the
 * rest the order is that of the fields, with the L1 table's offset and the backing file's name
 * after `image_size`. Bytes past the end of the file read as zeros.
 *
 *  off size field
 *    0    4 magic               51 45 44 00
 *    4    4 cluster_size        0x1000, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, ...
 *    8    4 table_size          1, 2, 4, 8 or 16
 *   12    4 num_header_clusters
 *   16    8 features            at most 7
 *   24    8 compat_features
 *   32    8 autoclear_features
 *   40    8 ofs_l1_table
 *   48    8 image_size          a multiple of 512
 *   56    4 ofs_backing_file
 *   60    4 len_backing_file
 */
#define QED_HEADER_SIZE			     64u
#define QED_HEADER_FEATURES_OFFSET	     16u
#define QED_HEADER_AUTOCLEAR_FEATURES_OFFSET 32u
#define QED_HEADER_OFS_L1_TABLE_OFFSET	     40u
#define QED_HEADER_IMAGE_SIZE_OFFSET	     48u
#define QED_HEADER_OFS_BACKING_FILE_OFFSET   56u
#define QED_HEADER_LEN_BACKING_FILE_OFFSET   60u
#define QED_HEADER_MAGIC		     "QED\000"
#define QED_HEADER_MAGIC_SIZE		     4u
#define QED_HEADER_FEATURES_MAX		     7u

enum qed_header_field {
	QED_HEADER_FIELD_MAGIC = 1,
	QED_HEADER_FIELD_CLUSTER_SIZE = 2,
	QED_HEADER_FIELD_TABLE_SIZE = 3,
	QED_HEADER_FIELD_NUM_HEADER_CLUSTERS = 4,
	QED_HEADER_FIELD_FEATURES = 5,
	QED_HEADER_FIELD_COMPAT_FEATURES = 6,
	QED_HEADER_FIELD_AUTOCLEAR_FEATURES = 7,
	QED_HEADER_FIELD_OFS_L1_TABLE = 8,
	QED_HEADER_FIELD_IMAGE_SIZE = 9,
	QED_HEADER_FIELD_OFS_BACKING_FILE = 10,
	QED_HEADER_FIELD_LEN_BACKING_FILE = 11,
};

struct qed_header {
	uint64_t features;	  /* Set of `feature`. */
	uint64_t compat_features; /* Bits that readers may ignore. */
	/* Bits that a writer clears when it does not know them. */
	uint64_t autoclear_features;
	/* Where the L1 table is, a multiple of the cluster size. */
	uint64_t ofs_l1_table;
	/* Size of the disk that the guest sees, a multiple of 512. */
	uint64_t image_size;
	/* Bytes in a cluster, a power of two from 4 KiB to 64 MiB. */
	uint32_t cluster_size;
	/* Clusters in a table of either level, a power of two up to 16. */
	uint32_t table_size;
	/* Clusters before the first one that is a table or data. */
	uint32_t num_header_clusters;
	/* Where the name of the backing file is, inside the header's clusters. */
	uint32_t ofs_backing_file;
	uint32_t len_backing_file; /* Length of that name, without a terminator. */
};

/**
 * qed_header_parse - check and copy a qed header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status qed_header_parse(struct parse_in *in, struct qed_header *out);

/**
 * qed_header_store - write a qed header
 * @p: room for QED_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void qed_header_store(uint8_t *p, const struct qed_header *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint64_t qed_header_peek_features(const uint8_t *p)
{
	return load_u8le(p + 16);
}

/* Entries in a table of either level. */
static inline uint64_t qed_header_num_table_entries(const struct qed_header *h)
{
	return h->table_size * h->cluster_size / 8;
}

/* Bytes in a table of either level. */
static inline uint64_t qed_header_len_table(const struct qed_header *h)
{
	return h->table_size * h->cluster_size;
}

/* Whether there is a backing file. */
static inline bool qed_header_has_backing_file(const struct qed_header *h)
{
	return (h->features & QED_FEATURE_BACKING_FILE) != 0;
}

/* Whether the backing file is raw, whatever it looks like. */
static inline bool qed_header_is_backing_file_raw(const struct qed_header *h)
{
	return (h->features & QED_FEATURE_BACKING_FORMAT_NO_PROBE) != 0;
}

/* Whether the tables may be inconsistent. */
static inline bool qed_header_needs_check(const struct qed_header *h)
{
	return (h->features & QED_FEATURE_NEED_CHECK) != 0;
}

/*
 * Entry of an L1 or L2 table: where an L2 table or a cluster of data is. 0 means that it does not
 * exist, so that its range is read from the backing file. 1 (`zero_cluster`), in an L2 table, means
 * that the cluster reads as zeros.
 *
 *  off size field
 *    0    8 offset
 */
#define QED_TABLE_ENTRY_SIZE 8u

enum qed_table_entry_field {
	QED_TABLE_ENTRY_FIELD_OFFSET = 1,
};

static inline uint64_t qed_table_entry_load(const uint8_t *p)
{
	return load_u8le(p);
}

/* Offset in the file. */
static inline uint64_t qed_table_entry_offset(uint64_t e)
{
	return e;
}

/* What the entry means for its range of the disk. */
static inline enum meaning qed_table_entry_classify(uint64_t e)
{
	if (qed_table_entry_offset(e) == 0)
		return MEANS_HOLE;
	if (qed_table_entry_offset(e) == QED_ZERO_CLUSTER)
		return MEANS_ZERO;
	return MEANS_DATA;
}

static inline void qed_table_entry_store(uint8_t *p, uint64_t e)
{
	store_u8le(p, e);
}

/* Which element of l1 table the offset belongs to. */
static inline uint64_t qed_l1_table_index(uint64_t offset, uint64_t cluster_size,
					  uint64_t num_table_entries)
{
	return offset / (cluster_size * num_table_entries);
}

/* Which element of l2 table the offset belongs to. */
static inline uint64_t qed_l2_table_index(uint64_t offset, uint64_t cluster_size,
					  uint64_t num_table_entries)
{
	return offset / cluster_size % num_table_entries;
}

#endif
