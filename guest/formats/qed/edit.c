/* SPDX-License-Identifier: Apache-2.0 */
/* QED in place: the tables are of one size for good, so a disk grows by its number alone. */
#include "base/store.h"
#include "formats/edit.h"
#include "image.h"

static bool refuse(const struct image *img, uint32_t fault, uint64_t value)
{
	return fault_raise(img->disk, fault, QED_HEADER_IMAGE_SIZE_OFFSET, value);
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

	if (qed_header_needs_check(&q->header))
		return fault_raise(img->disk, FAULT_QED_HEADER_EDIT_DIRTY,
				   QED_HEADER_FEATURES_OFFSET, q->header.features);
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

const struct editor qed_editor = { .format = SOURCE_FORMAT_QED, .resize = resize };
