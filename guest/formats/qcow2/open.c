/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: opening. The rules are checked in qemu's order, so that an image with several faults gets
 * the same text; rules within the header's structure are the generated parser's. What qemu
 * tolerates (tables past the end of the file, snapshots nobody asked for) is tolerated.
 */
#include "formats/cipher.h"
#include "image.h"

static int qcow2_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	(void)file_size;
	if (len < QCOW2_HEADER_OFS_BACKING_FILE_OFFSET)
		return 0;
	if (!bytes_eq(head + QCOW2_HEADER_MAGIC_OFFSET, QCOW2_HEADER_MAGIC,
		      QCOW2_HEADER_MAGIC_SIZE))
		return 0;
	return qcow2_header_peek_version(head) >= QCOW2_HEADER_VERSION_MIN ? 100 : 0;
}

static bool header_fault(struct image *img, uint32_t fault, uint32_t field_offset, uint64_t value)
{
	return fault_raise(img->disk, fault, field_offset, value);
}

/* Features that the qemu version asked for does not know, among those that this reader does. */
static uint64_t unknown_features(const struct image *img, const struct qcow2 *q)
{
	uint64_t unknown = 0;

	if (img->quirks & SOURCE_QUIRK_NO_EXTERNAL_DATA)
		unknown |= QCOW2_INCOMPATIBLE_FEATURE_EXTERNAL_DATA;
	if (img->quirks & SOURCE_QUIRK_NO_COMPRESSION_TYPE)
		unknown |= QCOW2_INCOMPATIBLE_FEATURE_COMPRESSION;
	if (img->quirks & SOURCE_QUIRK_NO_EXTENDED_L2)
		unknown |= QCOW2_INCOMPATIBLE_FEATURE_EXTENDED_L2;
	unknown &= q->header.incompatible_features;
	return unknown | qcow2_header_unknown_incompatible_features(&q->header);
}

/* As the parser does with a number that is no method at all. */
static bool refuse_compression(struct image *img, const struct qcow2_header *h)
{
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE, 0);

	(void)parse_fail(&in, STRUCTURE_QCOW2_HEADER, QCOW2_HEADER_FIELD_COMPRESSION_TYPE,
			 QCOW2_HEADER_COMPRESSION_TYPE_OFFSET, PARSE_ENUM, h->compression_type);
	return fault_parse(img->disk, &in);
}

static bool check_compression(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;
	bool other_than_zlib = h->incompatible_features & QCOW2_INCOMPATIBLE_FEATURE_COMPRESSION;

	if (img->quirks & SOURCE_QUIRK_NO_COMPRESSION_TYPE)
		return true; /* the feature bit is then an unknown one */
	if (h->compression_type == QCOW2_COMPRESSION_ZSTD && (img->quirks & SOURCE_QUIRK_NO_ZSTD))
		return refuse_compression(img, h);
	if (h->compression_type != QCOW2_COMPRESSION_ZLIB && !other_than_zlib)
		return header_fault(img, FAULT_QCOW2_HEADER_COMPRESSION_TYPE_WITHOUT_FEATURE,
				    QCOW2_HEADER_COMPRESSION_TYPE_OFFSET, h->compression_type);
	if (h->compression_type == QCOW2_COMPRESSION_ZLIB && other_than_zlib)
		return header_fault(img, FAULT_QCOW2_HEADER_COMPRESSION_FEATURE_WITHOUT_TYPE,
				    QCOW2_HEADER_COMPRESSION_TYPE_OFFSET, h->compression_type);
	return true;
}

static bool check_features(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;

	if (qcow2_header_length(h) > q->cluster_size)
		return header_fault(img, FAULT_QCOW2_HEADER_HEADER_EXCEEDS_CLUSTER,
				    QCOW2_HEADER_LEN_HEADER_OFFSET, h->len_header);
	if (h->ofs_backing_file > q->cluster_size)
		return header_fault(img, FAULT_QCOW2_HEADER_BACKING_NAME_PAST_CLUSTER,
				    QCOW2_HEADER_OFS_BACKING_FILE_OFFSET, h->ofs_backing_file);
	if (!check_compression(img, q))
		return false;
	if (unknown_features(img, q) != 0)
		return qcow2_refuse_features(img, q, unknown_features(img, q));
	if (q->extended && q->cluster_bits < QCOW2_MIN_EXTENDED_L2_CLUSTER_BITS)
		return header_fault(img, FAULT_QCOW2_HEADER_EXTENDED_L2_SMALL_CLUSTER,
				    QCOW2_HEADER_CLUSTER_BITS_OFFSET,
				    q->cluster_size / QCOW2_SUBCLUSTERS_PER_CLUSTER);
	return true;
}

static bool check_refcounts(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;

	if (h->num_refcount_table_clusters == 0 && !(img->source_flags & SOURCE_FLAG_CHECK))
		return header_fault(img, FAULT_QCOW2_HEADER_REFCOUNT_TABLE_MISSING,
				    QCOW2_HEADER_NUM_REFCOUNT_TABLE_CLUSTERS_OFFSET, 0);
	if (h->num_refcount_table_clusters > QCOW2_MAX_REFCOUNT_TABLE_BYTES / q->cluster_size)
		return header_fault(img, FAULT_QCOW2_HEADER_REFCOUNT_TABLE_TOO_LARGE,
				    QCOW2_HEADER_NUM_REFCOUNT_TABLE_CLUSTERS_OFFSET,
				    h->num_refcount_table_clusters);
	if (!qcow2_table_fits(q, h->ofs_refcount_table, h->num_refcount_table_clusters,
			      q->cluster_size))
		return header_fault(img, FAULT_QCOW2_HEADER_REFCOUNT_TABLE_INVALID,
				    QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, h->ofs_refcount_table);
	return true;
}

static bool check_snapshot_table(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;

	if (img->source_flags & SOURCE_FLAG_CHECK)
		return true;
	if (h->num_snapshots > QCOW2_MAX_SNAPSHOTS)
		return header_fault(img, FAULT_QCOW2_HEADER_SNAPSHOT_TABLE_TOO_LARGE,
				    QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, h->num_snapshots);
	if (!qcow2_table_fits(q, h->ofs_snapshots, h->num_snapshots, QCOW2_SNAPSHOT_HEADER_SIZE))
		return header_fault(img, FAULT_QCOW2_HEADER_SNAPSHOT_TABLE_INVALID,
				    QCOW2_HEADER_OFS_SNAPSHOTS_OFFSET, h->ofs_snapshots);
	return true;
}

static bool check_tables(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;

	if (!check_snapshot_table(img, q))
		return false;
	if (h->num_l1_entries > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE)
		return header_fault(img, FAULT_QCOW2_HEADER_L1_TOO_LARGE,
				    QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET, h->num_l1_entries);
	if (!qcow2_table_fits(q, h->ofs_l1_table, h->num_l1_entries, QCOW2_L1_ENTRY_SIZE))
		return header_fault(img, FAULT_QCOW2_HEADER_L1_INVALID,
				    QCOW2_HEADER_OFS_L1_TABLE_OFFSET, h->ofs_l1_table);
	return true;
}

static bool check_size(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;
	uint64_t bytes_per_l2 = qcow2_header_num_l2_entries(h) << q->cluster_bits;
	uint64_t num_l1 = h->virtual_size / bytes_per_l2 + (h->virtual_size % bytes_per_l2 != 0);

	if (h->virtual_size > UINT64_MAX - (bytes_per_l2 - 1))
		return header_fault(img, FAULT_QCOW2_HEADER_SIZE_PAST_LIMIT,
				    QCOW2_HEADER_VIRTUAL_SIZE_OFFSET, h->virtual_size);
	if (num_l1 > INT32_MAX)
		return header_fault(img, FAULT_QCOW2_HEADER_IMAGE_TOO_BIG,
				    QCOW2_HEADER_VIRTUAL_SIZE_OFFSET, h->virtual_size);
	if (num_l1 > h->num_l1_entries)
		return header_fault(img, FAULT_QCOW2_HEADER_L1_TOO_SMALL,
				    QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET, h->num_l1_entries);
	img->size = h->virtual_size - h->virtual_size % SOURCE_SECTOR_SIZE;
	return true;
}

static bool check_reach(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;

	if (!qcow2_within_reach(h->ofs_l1_table, (uint64_t)h->num_l1_entries * QCOW2_L1_ENTRY_SIZE))
		return header_fault(img, FAULT_QCOW2_HEADER_L1_PAST_LIMIT,
				    QCOW2_HEADER_OFS_L1_TABLE_OFFSET, h->ofs_l1_table);
	if (!qcow2_within_reach(h->ofs_refcount_table,
				(uint64_t)h->num_refcount_table_clusters << q->cluster_bits))
		return header_fault(img, FAULT_QCOW2_HEADER_REFCOUNT_TABLE_PAST_LIMIT,
				    QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, h->ofs_refcount_table);
	return true;
}

static bool open_data_file(struct image *img, struct qcow2 *q)
{
	if (img->source_flags & SOURCE_FLAG_NO_DATA_FILE)
		return true;
	if (!q->data_file && qcow2_header_is_data_file_raw(&q->header))
		return header_fault(img, FAULT_QCOW2_HEADER_DATA_FILE_UNEXPECTED,
				    QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET,
				    q->header.autoclear_features);
	if (!q->data_file)
		return true;
	if (q->len_data_file_name == 0)
		return header_fault(img, FAULT_QCOW2_HEADER_DATA_FILE_MISSING,
				    QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET, 0);
	return io_attach(img->disk, IO_ATTACH_DATA_FILE, q->data_file_name, q->len_data_file_name,
			 &q->data_disk);
}

static bool check_encryption(struct image *img, struct qcow2 *q)
{
	img->encrypted = q->header.crypt_method != QCOW2_CRYPT_METHOD_NONE;
	if (!img->encrypted)
		return true;
	if (q->header.crypt_method == QCOW2_CRYPT_METHOD_LUKS && !q->has_encryption)
		return header_fault(img, FAULT_QCOW2_HEADER_ENCRYPTION_HEADER_MISSING,
				    QCOW2_HEADER_CRYPT_METHOD_OFFSET, q->header.crypt_method);
	if (!cipher_has_secret(img))
		return header_fault(img, FAULT_QCOW2_HEADER_KEY_MISSING,
				    QCOW2_HEADER_CRYPT_METHOD_OFFSET, q->header.crypt_method);
	return !cipher_is_wanted(img) || qcow2_unlock(img, q);
}

static bool name_backing(struct image *img, struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;

	if (h->ofs_backing_file == 0 || h->len_backing_file == 0)
		return true;
	if (h->len_backing_file > QCOW2_MAX_BACKING_NAME_BYTES ||
	    h->len_backing_file > q->cluster_size - h->ofs_backing_file)
		return header_fault(img, FAULT_QCOW2_HEADER_BACKING_NAME_TOO_LONG,
				    QCOW2_HEADER_LEN_BACKING_FILE_OFFSET, h->len_backing_file);
	return image_read_backing_name(img, h->ofs_backing_file, h->len_backing_file);
}

/*
 * qemu looks at the features before some fields that the parser has checked already: unknown ones
 * go first. What is needed to name them is read without the parser, which gives nothing of a header
 * that breaks a rule.
 */
static bool refuse_header(struct image *img, struct qcow2 *q, const struct parse_in *in)
{
	struct qcow2_header *h = &q->header;
	const uint8_t *p = img->head;

	if (in->field != QCOW2_HEADER_FIELD_REFCOUNT_ORDER &&
	    in->field != QCOW2_HEADER_FIELD_CRYPT_METHOD &&
	    !(in->field == QCOW2_HEADER_FIELD_COMPRESSION_TYPE &&
	      (img->quirks & SOURCE_QUIRK_NO_COMPRESSION_TYPE)))
		return fault_parse(img->disk, in);
	h->version = qcow2_header_peek_version(p);
	if (h->version < QCOW2_HEADER_VERSION_MAX)
		return fault_parse(img->disk, in);
	h->cluster_bits = qcow2_header_peek_cluster_bits(p);
	h->len_header = qcow2_header_peek_len_header(p);
	h->ofs_backing_file = qcow2_header_peek_ofs_backing_file(p);
	h->incompatible_features = qcow2_header_peek_incompatible_features(p);
	q->cluster_size = (uint32_t)1 << h->cluster_bits;
	if (h->len_header < QCOW2_HEADER_LEN_HEADER_MIN || h->len_header > q->cluster_size ||
	    h->ofs_backing_file > q->cluster_size || unknown_features(img, q) == 0)
		return fault_parse(img->disk, in);
	return qcow2_refuse_features(img, q, unknown_features(img, q));
}

static bool read_header(struct image *img, struct qcow2 *q)
{
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE,
					 0); /* a short file reads as zeros past its end */

	if (qcow2_header_parse(&in, &q->header) != PARSE_OK)
		return refuse_header(img, q, &in);
	q->cluster_bits = q->header.cluster_bits;
	q->cluster_size = (uint32_t)1 << q->cluster_bits;
	q->extended = qcow2_header_has_extended_l2(&q->header);
	q->data_file = qcow2_header_has_external_data(&q->header);
	q->data_disk = img->disk;
	img->cluster_size = q->cluster_size;
	img->dirty = qcow2_header_is_dirty(&q->header);
	img->corrupt = qcow2_header_is_corrupt(&q->header);
	img->supports_bitmaps = q->header.version >= QCOW2_HEADER_VERSION_MAX;
	return true;
}

static bool qcow2_open(struct image *img)
{
	struct qcow2 *q = io_alloc(sizeof(*q), _Alignof(struct qcow2));

	if (!q)
		return false;
	img->state = q;
	return read_header(img, q) && check_features(img, q) && check_refcounts(img, q) &&
	       check_tables(img, q) && check_size(img, q) && check_reach(img, q) &&
	       qcow2_read_extensions(img, q) && open_data_file(img, q) &&
	       check_encryption(img, q) && name_backing(img, q) && qcow2_check_snapshots(img, q) &&
	       qcow2_check_bitmaps(img, q) &&
	       qcow2_use_l1(img, q, q->header.ofs_l1_table, q->header.num_l1_entries);
}

const struct format format_qcow2 = {
	.id = SOURCE_FORMAT_QCOW2,
	.name = "qcow2",
	.backing = true,
	.probe = qcow2_probe,
	.open = qcow2_open,
	.next = qcow2_next,
	.stream = qcow2_stream,
	.snapshot = qcow2_snapshot,
	.bitmaps = qcow2_bitmaps,
};
