/* SPDX-License-Identifier: Apache-2.0 */
/* QED in place: the tables are of one size for good, so a disk grows by its number alone. */
#include "base/mem.h"
#include "base/store.h"
#include "edit.h"
#include "formats/edit.h"

static bool refuse(const struct image *img, uint32_t fault, uint64_t value)
{
	return fault_raise(img->disk, fault, QED_HEADER_IMAGE_SIZE_OFFSET, value);
}

bool qed_check_editable(const struct image *img)
{
	const struct qed_header *h = &((const struct qed *)img->state)->header;

	return !qed_header_needs_check(h) || fault_raise(img->disk, FAULT_QED_HEADER_EDIT_DIRTY,
							 QED_HEADER_FEATURES_OFFSET, h->features);
}

static bool refuse_preallocation(const struct image *img, uint32_t mode)
{
	static const char *const names[] = {
		[TARGET_PREALLOCATION_METADATA] = "metadata",
		[TARGET_PREALLOCATION_FALLOC] = "falloc",
		[TARGET_PREALLOCATION_FULL] = "full",
	};

	return fault_raise_text(img->disk, FAULT_QED_HEADER_RESIZE_PREALLOCATION,
				QED_HEADER_IMAGE_SIZE_OFFSET, mode, names[mode]);
}

static bool fits(const struct qed *q, uint64_t size)
{
	uint64_t entries = qed_header_num_table_entries(&q->header);
	uint64_t clusters = size / q->header.cluster_size + (size % q->header.cluster_size != 0);

	return size % SOURCE_SECTOR_SIZE == 0 &&
	       clusters / entries + (clusters % entries != 0) <= entries;
}

static bool resize(struct image *img, const struct resize *to)
{
	const struct qed *q = img->state;
	uint8_t size[QED_HEADER_OFS_BACKING_FILE_OFFSET - QED_HEADER_IMAGE_SIZE_OFFSET];

	if (!qed_check_editable(img))
		return false;
	if (to->preallocation != TARGET_PREALLOCATION_OFF)
		return refuse_preallocation(img, to->preallocation);
	if (!fits(q, to->size))
		return refuse(img, FAULT_QED_HEADER_RESIZE_INVALID, to->size);
	if (to->size < q->header.image_size)
		return refuse(img, FAULT_QED_HEADER_RESIZE_SHRINK, to->size);
	if (img->backing && img->backing->size > img->size)
		return refuse(img, FAULT_QED_HEADER_RESIZE_BACKING_SHOWS, img->size);
	store_u8le(size, to->size);
	return io_put(img->disk, QED_HEADER_IMAGE_SIZE_OFFSET, size, sizeof(size));
}

/* Of a format, the image says only that it is raw. */
static uint64_t features_with(const struct qed *q, const struct edit_backing *to)
{
	uint64_t kept = q->header.features &
			~(uint64_t)(QED_FEATURE_BACKING_FILE | QED_FEATURE_BACKING_FORMAT_NO_PROBE);
	bool is_raw = to->len_format == sizeof(QED_BACKING_RAW) - 1 &&
		      bytes_eq(to->format, QED_BACKING_RAW, to->len_format);

	if (to->len_name == 0)
		return kept;
	return kept | QED_FEATURE_BACKING_FILE | (is_raw ? QED_FEATURE_BACKING_FORMAT_NO_PROBE : 0);
}

/* A longer name that was there before stays after the new one. */
static bool rebase(struct image *img, const struct edit_backing *to)
{
	const struct qed *q = img->state;
	struct qed_header h = q->header;
	uint32_t len = QED_HEADER_SIZE + to->len_name;
	uint8_t *bytes = io_alloc(len, 8);

	if (!bytes || !qed_check_editable(img))
		return false;
	if (h.compat_features != 0)
		return fault_code(EDIT_ERROR_UNSUPPORTED, h.compat_features);
	if (len > (uint64_t)h.num_header_clusters * h.cluster_size)
		return fault_code(EDIT_ERROR_NO_ROOM, h.cluster_size);
	h.features = features_with(q, to);
	h.ofs_backing_file = QED_HEADER_SIZE;
	h.len_backing_file = to->len_name;
	qed_header_store(bytes, &h);
	memcpy(bytes + QED_HEADER_SIZE, to->name, to->len_name);
	return io_put(img->disk, 0, bytes, len);
}

const struct editor qed_editor = {
	.format = SOURCE_FORMAT_QED,
	.resize = resize,
	.rebase = rebase,
	.writer = &qed_over,
};
