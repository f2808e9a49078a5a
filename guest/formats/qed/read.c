/* SPDX-License-Identifier: Apache-2.0 */
/*
 * QED: two levels of tables of the same size. qemu believes only offsets that are after the header
 * and in the file, the file's length rounded down to clusters; of a run of consecutive clusters it
 * looks at the first alone.
 */
#include <string.h>

#include "base/container.h"
#include "formats/facts.h"
#include "image.h"

#define L1_WINDOW 65536u

bool qed_cluster_is_in_file(const struct qed *q, uint64_t offset)
{
	return (offset & (q->header.cluster_size - 1)) == 0 && offset >= q->ofs_data &&
	       offset < q->file_end;
}

/* A table ends in the file, and in qemu's arithmetic past where it starts: tables of one cluster
 * do not pass. */
bool qed_table_is_in_file(const struct qed *q, uint64_t offset)
{
	uint64_t last = offset + (uint64_t)(q->header.table_size - 1) * q->header.cluster_size;

	return last > offset && qed_cluster_is_in_file(q, offset) &&
	       qed_cluster_is_in_file(q, last);
}

static bool find_l2(struct image *img, struct two_level *t, uint64_t index, uint64_t *offset)
{
	const struct qed *q = img->state;
	const uint8_t *entry;
	uint32_t len;

	if (!table_at(&t->first, index * QED_TABLE_ENTRY_SIZE, QED_TABLE_ENTRY_SIZE, &entry, &len))
		return false;
	*offset = qed_table_entry_offset(qed_table_entry_load(entry));
	if (*offset == 0)
		*offset = PAGES_NONE;
	else if (!qed_table_is_in_file(q, *offset))
		return fault_raise(img->disk, FAULT_QED_TABLE_ENTRY_L2_INVALID,
				   t->first.offset + index * QED_TABLE_ENTRY_SIZE, *offset);
	return true;
}

static TWO_LEVEL_INLINE struct block read_entry(const struct image *img, const struct two_level *t,
						const uint8_t *entry)
{
	const struct qed *q = CONTAINER_OF(t, struct qed, levels);
	uint64_t value = qed_table_entry_load(entry), offset = qed_table_entry_offset(value);
	bool in_file = qed_cluster_is_in_file(q, offset);

	switch (qed_table_entry_classify(value)) {
	case MEANS_HOLE:
		return (struct block){ .flags = img->unallocated };
	case MEANS_ZERO:
		return (struct block){ .flags = EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO };
	default:
		return (struct block){
			.host = offset,
			.flags = EXTENT_PLAIN,
			.fault = in_file ? 0 : FAULT_QED_TABLE_ENTRY_DATA_INVALID,
			.value = offset,
		};
	}
}

static bool qed_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		     size_t max, size_t *num)
{
	struct qed *q = img->state;

	return two_level_next(img, &q->levels, pos, end, out, max, num, read_entry);
}

/* Features first, as qemu has it: one that is not known explains whatever else is strange. */
static bool read_header(struct image *img, struct qed *q)
{
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE, 0);
	uint64_t features = qed_header_peek_features(img->head);

	if (bytes_eq(img->head, QED_HEADER_MAGIC, QED_HEADER_MAGIC_SIZE) &&
	    features > QED_HEADER_FEATURES_MAX) {
		(void)parse_fail(&in, STRUCTURE_QED_HEADER, QED_HEADER_FIELD_FEATURES,
				 QED_HEADER_FEATURES_OFFSET, PARSE_RANGE,
				 features & ~(uint64_t)QED_HEADER_FEATURES_MAX);
		return fault_parse(img->disk, &in);
	}
	if (qed_header_parse(&in, &q->header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	q->ofs_data = (uint64_t)q->header.num_header_clusters * q->header.cluster_size;
	q->file_end = image_file_end(img->disk) / q->header.cluster_size * q->header.cluster_size;
	return true;
}

static bool check_tables(struct image *img, struct qed *q)
{
	const struct qed_header *h = &q->header;
	uint64_t entries = qed_header_num_table_entries(h);
	uint64_t clusters =
		h->image_size / h->cluster_size + (h->image_size % h->cluster_size != 0);

	/* entries^2 clusters may be more than 64 bits say: compare clusters, and divide */
	if (clusters / entries + (clusters % entries != 0) > entries)
		return fault_raise(img->disk, FAULT_QED_HEADER_IMAGE_SIZE_INVALID,
				   QED_HEADER_IMAGE_SIZE_OFFSET, h->image_size);
	if (!qed_table_is_in_file(q, h->ofs_l1_table))
		return fault_raise(img->disk, FAULT_QED_HEADER_L1_INVALID,
				   QED_HEADER_OFS_L1_TABLE_OFFSET, h->ofs_l1_table);
	return true;
}

static bool name_backing(struct image *img, const struct qed *q)
{
	static const char raw[] = "raw";
	const struct qed_header *h = &q->header;

	if (!qed_header_has_backing_file(h))
		return true;
	if ((uint64_t)h->ofs_backing_file + h->len_backing_file > q->ofs_data)
		return fault_raise(img->disk, FAULT_QED_HEADER_BACKING_NAME_INVALID,
				   QED_HEADER_OFS_BACKING_FILE_OFFSET, h->ofs_backing_file);
	if (h->len_backing_file > QED_MAX_BACKING_NAME_BYTES)
		return fault_raise(img->disk, FAULT_QED_HEADER_BACKING_NAME_TOO_LONG,
				   QED_HEADER_LEN_BACKING_FILE_OFFSET, h->len_backing_file);
	if (!image_read_backing_name(img, h->ofs_backing_file, h->len_backing_file))
		return false;
	if (qed_header_is_backing_file_raw(h)) {
		img->backing_format = (const uint8_t *)raw;
		img->len_backing_format = sizeof(raw) - 1;
	}
	return true;
}

static bool open_tables(struct image *img, struct qed *q)
{
	struct two_level *t = &q->levels;

	*t = (struct two_level){
		.num_first = qed_header_num_table_entries(&q->header),
		.short_fault = FAULT_QED_HEADER_IMAGE_SIZE_INVALID,
		.short_offset = QED_HEADER_IMAGE_SIZE_OFFSET,
		.num_entries = qed_header_num_table_entries(&q->header),
		.block_size = q->header.cluster_size,
		.entry_size = QED_TABLE_ENTRY_SIZE,
		.find = find_l2,
		.lenient = true,
	};
	two_level_cut(t, img->size);
	return table_init(&t->first, img->disk, q->header.ofs_l1_table,
			  qed_header_len_table(&q->header), L1_WINDOW) &&
	       two_level_init(t, img, img->disk, two_level_slice_size(t));
}

static bool qed_open(struct image *img)
{
	struct qed *q = io_alloc(sizeof(*q), _Alignof(struct qed));

	if (!q)
		return false;
	img->state = q;
	if (!read_header(img, q) || !check_tables(img, q) || !name_backing(img, q))
		return false;
	img->size = q->header.image_size;
	img->cluster_size = q->header.cluster_size;
	img->dirty = qed_header_needs_check(&q->header);
	return open_tables(img, q);
}

bool qed_info(struct image *img, struct info_sink *sink)
{
	const struct qed *q = img->state;

	sink->limits.write_zeroes_alignment = q->header.cluster_size;
	sink->limits.max_write_zeroes = INT32_MAX / q->header.cluster_size * q->header.cluster_size;
	return true;
}

bool qed_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	struct qed *q = img->state;

	return visit(arg, STRUCTURE_QED_HEADER, 0, q->ofs_data) &&
	       two_level_visit(img, &q->levels, STRUCTURE_QED_TABLE_ENTRY,
			       STRUCTURE_QED_TABLE_ENTRY, visit, arg);
}

const struct format format_qed = {
	.id = SOURCE_FORMAT_QED,
	.name = "qed",
	.backing = true,
	.risky = true,
	.magic = QED_HEADER_MAGIC,
	.len_magic = QED_HEADER_MAGIC_SIZE,
	.magic_score = 100,
	.open = qed_open,
	.next = qed_next,
};
