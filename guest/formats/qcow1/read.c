/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow, version 1. The length of the L1 table follows from the size of the disk. What is past the
 * end of the file reads as zeros, so a table there is one without entries; past the limit of what a
 * file can be, reading fails.
 */
#include "formats/cipher.h"
#include "formats/facts.h"
#include "image.h"

#include "generated/raw.h"
#include "generated/structures.h"

#define L1_WINDOW 65536u

static int qcow1_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	(void)file_size;
	if (len < QCOW1_HEADER_SIZE || !bytes_eq(head, QCOW1_HEADER_MAGIC, QCOW1_HEADER_MAGIC_SIZE))
		return 0;
	return qcow1_header_peek_version(head) == QCOW1_HEADER_VERSION ? 100 : 0;
}

bool qcow1_within_reach(uint64_t offset, uint64_t len)
{
	return offset <= RAW_MAX_FILE_BYTES && len <= RAW_MAX_FILE_BYTES - offset;
}

static bool find_l2(struct image *img, struct two_level *t, uint64_t index, uint64_t *offset)
{
	const uint8_t *entry;
	uint32_t len;

	if (!table_at(&t->first, index * QCOW1_L1_ENTRY_SIZE, QCOW1_L1_ENTRY_SIZE, &entry, &len))
		return false;
	*offset = qcow1_l1_entry_ofs_l2_table(qcow1_l1_entry_load(entry));
	if (*offset == 0)
		*offset = PAGES_NONE;
	else if (!qcow1_within_reach(*offset, t->num_entries * QCOW1_L2_ENTRY_SIZE))
		return fault_raise(img->disk, FAULT_QCOW1_L1_ENTRY_L2_PAST_LIMIT,
				   t->first.offset + index * QCOW1_L1_ENTRY_SIZE, *offset);
	return true;
}

static TWO_LEVEL_INLINE struct block read_entry(const struct image *img, const struct two_level *t,
						const uint8_t *p)
{
	uint64_t entry = qcow1_l2_entry_load(p);

	(void)t;
	switch (qcow1_l2_entry_classify(entry)) {
	case MEANS_COMPRESSED:
		return (struct block){ .flags = two_level_compressed(img), .host = entry };
	case MEANS_HOLE:
		return (struct block){ .flags = img->unallocated };
	default:
		return (struct block){ .flags = img->encrypted ? image_encrypted(img)
							       : EXTENT_PLAIN,
				       .host = qcow1_l2_entry_host_offset(entry) };
	}
}

static bool qcow1_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		       size_t max, size_t *num)
{
	struct qcow1 *q = img->state;

	return two_level_next(img, &q->levels, pos, end, out, max, num, read_entry);
}

static bool qcow1_stream(struct image *img, const struct extent_record *r,
			 struct image_stream *stream)
{
	const struct qcow1 *q = img->state;
	uint64_t entry = r->host_offset;
	uint8_t bits = q->header.cluster_bits;

	*stream = (struct image_stream){
		.start = r->start - r->start % img->cluster_size,
		.len = img->cluster_size,
		.offset = qcow1_compressed_entry_host_offset(entry, bits),
		.len_stored = (uint32_t)qcow1_compressed_entry_len_data(entry, bits),
		.method = STREAM_DEFLATE,
	};
	return true;
}

/* Of version 2 and 3 qemu says more than that the version is wrong. */
static bool read_header(struct image *img, struct qcow1 *q)
{
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE, 0);
	uint32_t version = qcow1_header_peek_version(img->head);

	if (bytes_eq(img->head, QCOW1_HEADER_MAGIC, QCOW1_HEADER_MAGIC_SIZE) &&
	    (version == 2 || version == 3))
		return fault_raise(img->disk, FAULT_QCOW1_HEADER_VERSION_OF_QCOW2,
				   QCOW1_HEADER_VERSION_OFFSET, version);
	if (qcow1_header_parse(&in, &q->header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	img->encrypted = q->header.crypt_method != QCOW1_CRYPT_METHOD_NONE;
	if (img->encrypted && !cipher_has_secret(img))
		return fault_raise(img->disk, FAULT_QCOW1_HEADER_KEY_MISSING,
				   QCOW1_HEADER_CRYPT_METHOD_OFFSET, q->header.crypt_method);
	return !cipher_is_wanted(img) || cipher_unlock(img);
}

static bool check_tables(struct image *img, const struct qcow1 *q)
{
	const struct qcow1_header *h = &q->header;

	if (qcow1_header_num_l1_entries(h) > QCOW1_MAX_L1_ENTRIES)
		return fault_raise(img->disk, FAULT_QCOW1_HEADER_IMAGE_TOO_LARGE,
				   QCOW1_HEADER_VIRTUAL_SIZE_OFFSET, h->virtual_size);
	if (!qcow1_within_reach(h->ofs_l1_table,
				qcow1_header_num_l1_entries(h) * QCOW1_L1_ENTRY_SIZE))
		return fault_raise(img->disk, FAULT_QCOW1_HEADER_L1_PAST_LIMIT,
				   QCOW1_HEADER_OFS_L1_TABLE_OFFSET, h->ofs_l1_table);
	return true;
}

static bool name_backing(struct image *img, const struct qcow1 *q)
{
	const struct qcow1_header *h = &q->header;

	if (h->ofs_backing_file == 0)
		return true;
	if (h->len_backing_file > QCOW1_MAX_BACKING_NAME_BYTES)
		return fault_raise(img->disk, FAULT_QCOW1_HEADER_BACKING_NAME_TOO_LONG,
				   QCOW1_HEADER_LEN_BACKING_FILE_OFFSET, h->len_backing_file);
	if (!qcow1_within_reach(h->ofs_backing_file, h->len_backing_file))
		return fault_raise(img->disk, FAULT_QCOW1_HEADER_BACKING_NAME_PAST_LIMIT,
				   QCOW1_HEADER_OFS_BACKING_FILE_OFFSET, h->ofs_backing_file);
	return image_read_backing_name(img, h->ofs_backing_file, h->len_backing_file);
}

static bool open_tables(struct image *img, struct qcow1 *q)
{
	struct two_level *t = &q->levels;
	uint64_t num_l1 = qcow1_header_num_l1_entries(&q->header);

	*t = (struct two_level){
		.num_first = num_l1,
		.short_fault = FAULT_QCOW1_HEADER_IMAGE_TOO_LARGE,
		.short_offset = QCOW1_HEADER_VIRTUAL_SIZE_OFFSET,
		.num_entries = qcow1_header_num_l2_entries(&q->header),
		.block_size = qcow1_header_cluster_size(&q->header),
		.entry_size = QCOW1_L2_ENTRY_SIZE,
		.find = find_l2,
	};
	two_level_cut(t, img->size);
	return table_init(&t->first, img->disk, q->header.ofs_l1_table,
			  num_l1 * QCOW1_L1_ENTRY_SIZE, L1_WINDOW) &&
	       two_level_init(t, img, img->disk, two_level_slice_size(t));
}

static bool qcow1_open(struct image *img)
{
	struct qcow1 *q = io_alloc(sizeof(*q), _Alignof(struct qcow1));

	if (!q)
		return false;
	img->state = q;
	if (!read_header(img, q) || !check_tables(img, q) || !name_backing(img, q))
		return false;
	img->size = q->header.virtual_size - q->header.virtual_size % SOURCE_SECTOR_SIZE;
	img->cluster_size = qcow1_header_cluster_size(&q->header);
	return open_tables(img, q);
}

bool qcow1_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	struct qcow1 *q = img->state;
	const struct qcow1_header *h = &q->header;

	return visit(arg, STRUCTURE_QCOW1_HEADER, 0, QCOW1_HEADER_SIZE) &&
	       visit(arg, STRUCTURE_QCOW1_HEADER, h->ofs_backing_file, img->len_backing_name) &&
	       two_level_visit(img, &q->levels, STRUCTURE_QCOW1_L1_ENTRY, STRUCTURE_QCOW1_L2_ENTRY,
			       visit, arg);
}

const struct format format_qcow1 = {
	.id = SOURCE_FORMAT_QCOW1,
	.name = "qcow",
	.backing = true,
	.unallocated_unknown = true,
	.risky = true,
	.by_cluster = true,
	.probe = qcow1_probe,
	.open = qcow1_open,
	.next = qcow1_next,
	.stream = qcow1_stream,
};
