/* SPDX-License-Identifier: Apache-2.0 */
/* The first cluster of a qcow2 file that is changed, written anew as qemu does: what it knows comes
 * first, and what it does not know is kept. */
#include "base/arith.h"
#include "base/mem.h"
#include "edit.h"
#include "header_parts.h"
#include "io/io.h"

static const struct target_text none;

/* Fields of later revisions stay where they are. */
static bool keep_fields(struct image *img, const struct qcow2 *q, struct qcow2_part *part,
			struct qcow2_header *h)
{
	uint32_t len = h->len_header;

	part->at = QCOW2_HEADER_V2_LENGTH;
	if (h->version < QCOW2_HEADER_VERSION_MAX)
		return true;
	part->at = QCOW2_DEFAULT_HEADER_LENGTH;
	if (len > part->at) {
		if (len > q->cluster_size ||
		    !io_read_padded(img->disk, part->at, part->bytes + part->at,
				    len - (uint32_t)part->at))
			return false;
		part->at = len;
	}
	h->len_header = (uint32_t)part->at;
	return true;
}

static bool add_encryption(const struct qcow2 *q, struct qcow2_part *part)
{
	struct qcow2_encryption_pointer pointer = { .ofs_header = q->ofs_encryption,
						    .len_header = q->len_encryption };
	uint8_t bytes[QCOW2_ENCRYPTION_POINTER_SIZE];

	if (!q->has_encryption)
		return true;
	qcow2_encryption_pointer_store(bytes, &pointer);
	return qcow2_add_extension(part, QCOW2_EXTENSION_TYPE_ENCRYPTION, bytes, sizeof(bytes));
}

static bool add_bitmaps(const struct qcow2 *q, struct qcow2_part *part)
{
	uint8_t bytes[QCOW2_BITMAPS_EXTENSION_SIZE];

	if (!q->has_bitmaps)
		return true;
	qcow2_bitmaps_extension_store(bytes, &q->bitmaps);
	return qcow2_add_extension(part, QCOW2_EXTENSION_TYPE_BITMAPS, bytes, sizeof(bytes));
}

/* As they were when the image was opened: however often the header is written, their order turns
 * round once. */
bool qcow2_keep_extensions(struct image *img)
{
	struct qcow2 *q = img->state;
	uint8_t *room;
	size_t start;

	if (q->unknown_extensions)
		return true;
	room = io_alloc(q->cluster_size, 8);
	if (!room || !qcow2_unknown_extensions(img, q, room, &start))
		return false;
	q->unknown_extensions = room + start;
	q->len_unknown_extensions = (uint32_t)(q->cluster_size - start);
	return true;
}

static bool add_unknown(const struct qcow2 *q, struct qcow2_part *part)
{
	if (q->len_unknown_extensions > part->room - part->at)
		return false;
	memcpy(part->bytes + part->at, q->unknown_extensions, q->len_unknown_extensions);
	part->at += q->len_unknown_extensions;
	return true;
}

static bool add_extensions(const struct qcow2 *q, struct qcow2_part *part,
			   const struct target_text *backing_format)
{
	bool has_names = q->header.version >= QCOW2_HEADER_VERSION_MAX &&
			 q->cluster_bits >= QCOW2_MIN_FEATURE_NAMES_BITS;
	struct target_text data_file = { q->data_file_name, q->len_data_file_name };

	return qcow2_add_text(part, (uint32_t)QCOW2_EXTENSION_TYPE_BACKING_FORMAT,
			      backing_format) &&
	       qcow2_add_text(part, QCOW2_EXTENSION_TYPE_DATA_FILE,
			      q->data_file ? &data_file : &none) &&
	       add_encryption(q, part) && (!has_names || qcow2_add_feature_names(part)) &&
	       add_bitmaps(q, part) && add_unknown(q, part) &&
	       qcow2_add_extension(part, QCOW2_EXTENSION_TYPE_END, NULL, 0);
}

static bool make_header(struct image *img, struct qcow2_header *h, struct qcow2_part *part,
			const struct target_text *backing_name,
			const struct target_text *backing_format)
{
	const struct qcow2 *q = img->state;

	h->autoclear_features &= QCOW2_AUTOCLEAR_FEATURE_BITMAPS |
				 QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA;
	return (keep_fields(img, q, part, h) && add_extensions(q, part, backing_format) &&
		qcow2_add_backing_name(part, backing_name, h) &&
		qcow2_header_store(part->bytes, h) != 0) ||
	       (!the_fault.set && fault_code(EDIT_ERROR_NO_ROOM, q->cluster_size));
}

bool qcow2_rewrite_header(struct image *img, const struct target_text *backing_name,
			  const struct target_text *backing_format)
{
	struct qcow2 *q = img->state;
	struct qcow2_header h = q->header;
	struct qcow2_part part = { .room = q->cluster_size };
	size_t mark;

	if (!qcow2_keep_extensions(img))
		return false;
	mark = io_mark();
	part.bytes = io_alloc(q->cluster_size, 8);
	if (!part.bytes || !make_header(img, &h, &part, backing_name, backing_format) ||
	    !io_put(img->disk, 0, part.bytes, q->cluster_size))
		return false;
	q->header = h;
	memcpy(img->head, part.bytes,
	       q->cluster_size < IMAGE_HEAD_SIZE ? q->cluster_size : IMAGE_HEAD_SIZE);
	io_release(mark);
	return true;
}

/* --- another backing image --- */

bool qcow2_change_backing(struct image *img, const struct edit_backing *to)
{
	const struct qcow2 *q = img->state;
	struct target_text name = { to->name, to->len_name };
	struct target_text format = { to->format, to->len_name ? to->len_format : 0 };

	if (to->len_name > QCOW2_MAX_BACKING_NAME_BYTES)
		return fault_code(EDIT_ERROR_INVALID, to->len_name);
	if (to->len_name && qcow2_header_is_data_file_raw(&q->header))
		return fault_code(EDIT_ERROR_INVALID, q->header.autoclear_features);
	return qcow2_check_editable(img, false) && qcow2_rewrite_header(img, &name, &format);
}
