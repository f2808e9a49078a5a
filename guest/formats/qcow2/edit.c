/* SPDX-License-Identifier: Apache-2.0 */
#include "edit.h"

#include "base/arith.h"
#include "base/store.h"
#include "formats/layout.h"
#include "io/io.h"
#include "io/writer.h"

#define WINDOW	 65536u
#define L1_PIECE 512u /* entries that are put at once */

static bool refuse(const struct qcow2_edit *e, uint32_t fault, uint32_t field, uint64_t value)
{
	return fault_raise(e->img->disk, fault, field, value);
}

bool qcow2_check_editable(struct image *img, bool edits_disk)
{
	const struct qcow2 *q = img->state;
	const struct qcow2_header *h = &q->header;

	if (img->corrupt)
		return fault_raise(img->disk, FAULT_QCOW2_HEADER_EDIT_CORRUPT,
				   QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET,
				   h->incompatible_features);
	if (img->dirty)
		return fault_raise(img->disk, FAULT_QCOW2_HEADER_EDIT_DIRTY,
				   QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET,
				   h->incompatible_features);
	if (q->has_bitmaps && edits_disk)
		return fault_raise(img->disk, FAULT_QCOW2_HEADER_EDIT_BITMAPS,
				   QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET, q->bitmaps.num_bitmaps);
	return true;
}

/* --- what is there --- */

/* The entries of a table of 8-byte numbers, big-endian. */
static bool read_all(struct table *t, uint64_t *to, uint64_t num)
{
	for (uint64_t i = 0; i < num;) {
		const uint8_t *p;
		uint32_t len;

		if (!table_at(t, i * sizeof(*to), WINDOW, &p, &len))
			return false;
		for (; len >= sizeof(*to) && i < num; len -= sizeof(*to), p += sizeof(*to))
			to[i++] = load_u8be(p);
	}
	return true;
}

/* A table that is read, and what it becomes. */
struct wanted {
	uint64_t offset, num, room;
	uint64_t *entries;
};

static bool read_tables(struct qcow2_edit *e, struct wanted *wanted, size_t num)
{
	struct table tables[TABLES_AT_ONCE];
	size_t mark;

	for (size_t i = 0; i < num; i++) {
		struct wanted *w = &wanted[i];

		w->entries = io_alloc((w->room + 1) * sizeof(*w->entries), _Alignof(uint64_t));
		if (!w->entries)
			return false;
	}
	mark = io_mark();
	for (size_t i = 0; i < num; i++)
		if (!table_init(&tables[i], e->img->disk, wanted[i].offset,
				wanted[i].num * sizeof(*wanted->entries), WINDOW))
			return false;
	if (!tables_begin(tables, num, WINDOW))
		return false;
	for (size_t i = 0; i < num; i++)
		if (!read_all(&tables[i], wanted[i].entries, wanted[i].num))
			return false;
	io_release(mark);
	return true;
}

bool qcow2_edit_read_table(struct qcow2_edit *e, uint64_t offset, uint64_t num, uint64_t room,
			   uint64_t **entries)
{
	struct wanted wanted = { .offset = offset, .num = num, .room = room };
	bool done = read_tables(e, &wanted, 1);

	*entries = wanted.entries;
	return done;
}

/* Entries become clusters; those that no block can be at are refused. */
static bool take_blocks(struct qcow2_edit *e, uint64_t *entries, uint64_t num)
{
	struct qcow2_alloc *a = &e->alloc;

	for (uint64_t i = 0; i < num; i++) {
		uint64_t offset = entries[i];

		if (offset == 0)
			continue;
		if (offset % e->q->cluster_size != 0 || offset >= e->len_old)
			return refuse(e, FAULT_QCOW2_HEADER_EDIT_PAST_END,
				      QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, offset);
		entries[i] = qcow2_edit_cluster(e, offset);
		a->top = (i + 1) << a->b.per_block_bits;
	}
	a->b.clusters = entries;
	a->b.capacity = num;
	return true;
}

/* With the L1 table, if that is wanted too. */
static bool open_refcounts(struct qcow2_edit *e, bool with_l1)
{
	const struct qcow2_header *h = &e->q->header;
	uint64_t num = ((uint64_t)h->num_refcount_table_clusters << e->q->cluster_bits) /
		       QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;
	struct wanted wanted[] = {
		{ .offset = h->ofs_refcount_table, .num = num, .room = num },
		{ .offset = h->ofs_l1_table, .num = e->num_l1, .room = e->num_l1 },
	};

	if (h->ofs_refcount_table >= e->len_old)
		return refuse(e, FAULT_QCOW2_HEADER_EDIT_PAST_END,
			      QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, h->ofs_refcount_table);
	e->alloc = (struct qcow2_alloc){
		.num_old = pieces_of(e->len_old, e->q->cluster_bits),
		.table = qcow2_edit_cluster(e, h->ofs_refcount_table),
		.num_table = h->num_refcount_table_clusters,
		.external = e->q->data_file,
	};
	if (!qcow2_blocks_init(&e->alloc.b, &e->w, e->q->cluster_bits,
			       bits_of(qcow2_header_refcount_bits(h)), QCOW2_MAX_BLOCKS_KEPT) ||
	    !read_tables(e, wanted, with_l1 ? 2 : 1))
		return false;
	e->l1 = wanted[1].entries;
	return take_blocks(e, wanted[0].entries, num);
}

/* Features that this writer does not keep up are no longer true. */
static bool clear_features(struct qcow2_edit *e)
{
	uint8_t bytes[QCOW2_HEADER_REFCOUNT_ORDER_OFFSET - QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET];

	if (!qcow2_stale_features(&e->q->header))
		return true;
	e->q->header.autoclear_features &= ~qcow2_stale_features(&e->q->header);
	store_u8be(bytes, e->q->header.autoclear_features);
	return qcow2_edit_put(e, QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET, bytes, sizeof(bytes)) &&
	       qcow2_edit_barrier(e);
}

static bool open_edit(struct qcow2_edit *e, struct image *img, bool with_l1)
{
	struct qcow2 *q = img->state;
	uint64_t size = io_size(img->disk);

	*e = (struct qcow2_edit){
		.img = img,
		.q = q,
		.w = { .disk = img->disk, .size = img->size, .end = size },
		.l2_bits = q->cluster_bits - bits_of(qcow2_header_l2_entry_size(&q->header)),
		.len_old = size,
		.old_size = img->size,
		.num_l1 = q->header.num_l1_entries,
	};
	return open_refcounts(e, with_l1);
}

bool qcow2_edit_open(struct qcow2_edit *e, struct image *img)
{
	return open_edit(e, img, false);
}

bool qcow2_edit_begin(struct qcow2_edit *e, struct image *img, bool edits_disk)
{
	if (!qcow2_check_editable(img, edits_disk) || !open_edit(e, img, true))
		return false;
	e->l2 = io_alloc(e->q->cluster_size, 8);
	return e->l2 && clear_features(e);
}

/* --- what is changed --- */

bool qcow2_edit_end(struct qcow2_edit *e)
{
	return qcow2_punch(&e->alloc) && qcow2_blocks_flush(&e->alloc.b);
}

bool qcow2_edit_flush(struct qcow2_edit *e)
{
	return qcow2_edit_end(e) && writer_drain();
}

bool qcow2_edit_part(struct qcow2_edit *e)
{
	return qcow2_edit_end(e) && writer_part(e->img->disk);
}

bool qcow2_edit_barrier(struct qcow2_edit *e)
{
	return writer_barrier(e->img->disk);
}

bool qcow2_edit_put(struct qcow2_edit *e, uint64_t at, const void *bytes, uint32_t len)
{
	return target_put(&e->w, at, bytes, len);
}

bool qcow2_edit_set_size(struct qcow2_edit *e, uint64_t size)
{
	uint8_t bytes[QCOW2_HEADER_CRYPT_METHOD_OFFSET - QCOW2_HEADER_VIRTUAL_SIZE_OFFSET];

	e->q->header.virtual_size = size;
	store_u8be(bytes, size);
	return qcow2_edit_put(e, QCOW2_HEADER_VIRTUAL_SIZE_OFFSET, bytes, sizeof(bytes));
}

bool qcow2_edit_put_header(struct qcow2_edit *e)
{
	struct target_text name = { e->img->backing_name, e->img->len_backing_name };
	struct target_text format = { e->img->backing_format, e->img->len_backing_format };
	struct qcow2_header *h = &e->q->header;

	h->ofs_refcount_table = e->alloc.table << e->q->cluster_bits;
	h->num_refcount_table_clusters = (uint32_t)e->alloc.num_table;
	return writer_drain() && qcow2_rewrite_header(e->img, &name, &format);
}

bool qcow2_edit_put_l1(struct qcow2_edit *e, uint64_t offset, uint64_t first, uint64_t end)
{
	uint8_t piece[L1_PIECE * QCOW2_L1_ENTRY_SIZE];

	for (uint64_t i = first; i < end;) {
		uint64_t start = i;

		for (uint32_t n = 0; n < L1_PIECE && i < end; n++)
			qcow2_l1_entry_store(piece + n * QCOW2_L1_ENTRY_SIZE, e->l1[i++]);
		if (!qcow2_edit_put(e, offset + start * QCOW2_L1_ENTRY_SIZE, piece,
				    (uint32_t)(i - start) * QCOW2_L1_ENTRY_SIZE))
			return false;
	}
	return true;
}

bool qcow2_edit_free(struct qcow2_edit *e, uint64_t offset, uint64_t len)
{
	return qcow2_give_up(&e->alloc, offset, len);
}

bool qcow2_edit_free_data(struct qcow2_edit *e, uint64_t entry)
{
	return e->alloc.external || qcow2_give_up_data(&e->alloc, entry);
}

const struct editor qcow2_editor = {
	.format = SOURCE_FORMAT_QCOW2,
	.resize = qcow2_resize,
	.snapshot = qcow2_change_snapshots,
	.rebase = qcow2_change_backing,
	.amend = qcow2_amend,
	.empty = qcow2_empty,
	.bitmap = qcow2_change_bitmap,
	.copy_bitmaps = qcow2_copy_bitmaps,
	.read_bitmap = qcow2_read_bitmap,
	.writer = &qcow2_over,
};
