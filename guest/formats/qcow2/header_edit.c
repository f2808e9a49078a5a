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

static bool add_unknown(struct image *img, const struct qcow2 *q, struct qcow2_part *part)
{
	uint8_t *room = io_alloc(q->cluster_size, 8);
	size_t start, len;

	if (!room || !qcow2_unknown_extensions(img, q, room, &start))
		return false;
	len = q->cluster_size - start;
	if (len > part->room - part->at)
		return false;
	memcpy(part->bytes + part->at, room + start, len);
	part->at += len;
	return true;
}

static bool add_extensions(struct image *img, const struct qcow2 *q, struct qcow2_part *part,
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
	       add_bitmaps(q, part) && add_unknown(img, q, part) &&
	       qcow2_add_extension(part, QCOW2_EXTENSION_TYPE_END, NULL, 0);
}

bool qcow2_rewrite_header(struct image *img, const struct target_text *backing_name,
			  const struct target_text *backing_format)
{
	struct qcow2 *q = img->state;
	struct qcow2_header h = q->header;
	struct qcow2_part part = { .bytes = io_alloc(q->cluster_size, 8), .room = q->cluster_size };

	if (!part.bytes)
		return false;
	h.autoclear_features &= QCOW2_AUTOCLEAR_FEATURE_BITMAPS |
				QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA;
	if (!keep_fields(img, q, &part, &h) || !add_extensions(img, q, &part, backing_format) ||
	    !qcow2_add_backing_name(&part, backing_name, &h) ||
	    qcow2_header_store(part.bytes, &h) == 0)
		return !the_fault.set && fault_code(EDIT_ERROR_NO_ROOM, q->cluster_size);
	return io_put(img->disk, 0, part.bytes, q->cluster_size);
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
	return qcow2_check_editable(img, 0) && qcow2_rewrite_header(img, &name, &format);
}
