/* SPDX-License-Identifier: Apache-2.0 */
/* A qcow2 image that exists, whose disk is written over: as a new one, with the tables that it has.
 * What a table refers to is in the file before the table is (tables.c). */
#include "base/arith.h"
#include "base/mem.h"
#include "edit.h"
#include "formats/layout.h"
#include "io/io.h"
#include "io/writer.h"
#include "write.h"

struct qcow2_layout qcow2_layout_of(const struct qcow2 *image, uint64_t size)
{
	struct qcow2_layout l = {
		.cluster_bits = image->cluster_bits,
		.refcount_bits = qcow2_header_refcount_bits(&image->header),
		.l2_entry_size = qcow2_header_l2_entry_size(&image->header),
	};
	unsigned l2_bits = image->cluster_bits - bits_of(l.l2_entry_size);

	l.num_l2 = pieces_of(pieces_of(size, image->cluster_bits), l2_bits);
	return l;
}

static bool make(struct writer *w, struct qcow2_writer **made)
{
	const struct qcow2 *image = w->image->state;
	struct qcow2_writer *q = io_alloc(sizeof(*q), _Alignof(struct qcow2_writer));

	if (!q)
		return false;
	*made = q;
	q->w = w;
	w->state = q;
	q->layout = qcow2_layout_of(image, w->size);
	q->v3 = image->header.version >= QCOW2_HEADER_VERSION_MAX;
	q->extended = image->extended;
	q->external = image->data_file;
	q->raw = image->data_file && qcow2_header_is_data_file_raw(&image->header);
	q->data_disk = image->data_disk;
	q->data_end = io_size(image->data_disk);
	q->sliced = qcow2_is_sliced(&q->layout);
	w->len_cluster = image->cluster_size;
	w->len_unit = (uint32_t)qcow2_unit(q);
	w->streams = !w->image->encrypted;
	w->backing_name =
		(struct target_text){ w->image->backing_name, w->image->len_backing_name };
	q->low = io_alloc(w->len_unit, 8);
	q->high = io_alloc(w->len_unit, 8);
	return q->low && q->high;
}

/* What is put is encrypted with the key that opens the image. */
static bool adopt_key(struct qcow2_writer *q)
{
	const struct image *img = q->w->image;

	if (!img->encrypted)
		return true;
	if (!img->cipher)
		return fault_raise(q->w->disk, FAULT_QCOW2_HEADER_EDIT_ENCRYPTED,
				   QCOW2_HEADER_CRYPT_METHOD_OFFSET,
				   ((struct qcow2 *)img->state)->header.crypt_method);
	q->sealing.cipher = *img->cipher;
	q->sealing.has_key = true;
	return true;
}

bool qcow2_adopt_edit(struct writer *w, const struct qcow2_edit *e, struct qcow2_writer **made)
{
	struct qcow2_writer *q;

	if (!make(w, &q) || !adopt_key(q))
		return false;
	q->alloc = e->alloc;
	q->alloc.b.w = w;
	*made = q;
	return qcow2_tables_adopt(&q->tables, &q->alloc, &q->layout, e->q->header.ofs_l1_table);
}

bool qcow2_adopt(struct writer *w)
{
	struct qcow2_edit e;
	struct qcow2_writer *q;

	w->size = w->image->size;
	w->end = io_size(w->disk);
	return qcow2_edit_begin(&e, w->image, !w->keeps_content) && qcow2_adopt_edit(w, &e, &q);
}

/* What the disk has now; zeros where it ends. */
static bool read_old(struct qcow2_writer *q, uint64_t pos, uint8_t *buf, uint64_t len)
{
	uint64_t left = pos < q->w->size ? q->w->size - pos : 0;

	memset(buf, 0, len);
	len = len < left ? len : left;
	return len == 0 || q->w->old(q->w->older, pos, buf, (uint32_t)len);
}

bool qcow2_read_beside(struct qcow2_writer *q, uint64_t pos, uint32_t len)
{
	uint64_t unit = qcow2_unit(q), end = pos + len;
	uint64_t before = pos & (unit - 1), after = align_up(end, unit) - end;

	if (!q->w->image || before + after == 0)
		return true;
	return writer_drain() && read_old(q, pos - before, q->low, before) &&
	       read_old(q, end, q->high, after);
}
