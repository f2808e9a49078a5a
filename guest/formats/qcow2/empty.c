/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A qcow2 image that has nothing of its own any more. One that nothing but its active tables is in
 * becomes a new one, in the order in which qemu does it: it is marked as dirty, the disk is that of
 * the backing image from where the old table is empty, and the first clusters are laid out anew.
 * Of others, the entries of the tables are taken out.
 */
#include "base/arith.h"
#include "base/store.h"
#include "edit.h"
#include "formats/layout.h"
#include "io/io.h"
#include "io/writer.h"
#include "write.h"

enum { HEADER, TABLE, BLOCK, FIRST_L1 }; /* clusters of a new image */

static uint64_t clusters_of_l1(const struct qcow2 *q)
{
	return pieces_of(q->header.num_l1_entries * QCOW2_L1_ENTRY_SIZE, q->cluster_bits);
}

static uint64_t at(const struct qcow2 *q, uint64_t cluster)
{
	return cluster << q->cluster_bits;
}

/* One block counts all of the new image. */
static bool is_plain(const struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;
	uint64_t counted = ((uint64_t)q->cluster_size * 8) / qcow2_header_refcount_bits(h);

	return h->version >= QCOW2_HEADER_VERSION_MAX && h->num_snapshots == 0 && !q->has_bitmaps &&
	       !q->has_encryption && !q->data_file && FIRST_L1 + clusters_of_l1(q) <= counted;
}

static bool put_number(struct image *img, uint64_t offset, uint64_t number)
{
	uint8_t bytes[sizeof(number)];

	store_u8be(bytes, number);
	return writer_put(img->disk, offset, bytes, sizeof(bytes)) && writer_barrier(img->disk);
}

/* Where the new tables are: they are empty so far. */
static bool point_to_tables(struct image *img)
{
	struct qcow2 *q = img->state;
	uint8_t bytes[QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET - QCOW2_HEADER_OFS_L1_TABLE_OFFSET];

	q->header.ofs_l1_table = at(q, FIRST_L1);
	q->header.ofs_refcount_table = at(q, TABLE);
	q->header.num_refcount_table_clusters = 1;
	store_u8be(bytes, q->header.ofs_l1_table);
	store_u8be(
		bytes + (QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET - QCOW2_HEADER_OFS_L1_TABLE_OFFSET),
		q->header.ofs_refcount_table);
	store_u4be(bytes + (QCOW2_HEADER_NUM_REFCOUNT_TABLE_CLUSTERS_OFFSET -
			    QCOW2_HEADER_OFS_L1_TABLE_OFFSET),
		   q->header.num_refcount_table_clusters);
	return writer_put(img->disk, QCOW2_HEADER_OFS_L1_TABLE_OFFSET, bytes, sizeof(bytes)) &&
	       writer_barrier(img->disk);
}

static bool put_block(struct image *img)
{
	const struct qcow2 *q = img->state;
	struct writer w = { .disk = img->disk, .end = io_size(img->disk) };
	struct qcow2_blocks blocks;
	uint8_t *bytes = io_alloc(q->cluster_size, 8);

	if (!bytes || !qcow2_blocks_init(&blocks, &w, q->cluster_bits,
					 bits_of(qcow2_header_refcount_bits(&q->header)),
					 QCOW2_MAX_BLOCKS_KEPT))
		return false;
	for (uint64_t c = 0; c < FIRST_L1 + clusters_of_l1(q); c++)
		qcow2_block_set_count(&blocks, bytes, c, 1);
	return writer_put(img->disk, at(q, BLOCK), bytes, q->cluster_size) &&
	       writer_barrier(img->disk);
}

static bool start_anew(struct image *img)
{
	struct qcow2 *q = img->state;
	struct target_text name = { img->backing_name, img->len_backing_name };
	struct target_text format = { img->backing_format, img->len_backing_format };
	uint64_t end = at(q, FIRST_L1 + clusters_of_l1(q));

	return put_number(img, QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET,
			  q->header.incompatible_features | QCOW2_INCOMPATIBLE_FEATURE_DIRTY) &&
	       target_fill(img->disk, q->header.ofs_l1_table,
			   q->header.num_l1_entries * QCOW2_L1_ENTRY_SIZE) &&
	       writer_barrier(img->disk) &&
	       target_fill(img->disk, at(q, TABLE), end - at(q, TABLE)) && writer_drain() &&
	       point_to_tables(img) && put_number(img, at(q, TABLE), at(q, BLOCK)) &&
	       put_block(img) && qcow2_rewrite_header(img, &name, &format) &&
	       writer_finish(img->disk, end) && io_flush(img->disk);
}

/* --- an image that keeps its tables --- */

static bool clear_table(struct qcow2_tables *t, uint64_t first)
{
	for (uint64_t c = first; c < first + (UINT64_C(1) << t->l2_bits); c++) {
		if (!qcow2_tables_load(t, c))
			return false;
		if (t->layout->l2_entry_size > QCOW2_L2_ENTRY_SIZE &&
		    qcow2_tables_subclusters(t, c) != 0)
			qcow2_tables_set_subclusters(t, c, 0);
		if (!qcow2_tables_replace(t, c, 0))
			return false;
	}
	return true;
}

static bool clear_tables(struct image *img)
{
	struct qcow2_layout layout = qcow2_layout_of(img->state, img->size);
	struct qcow2_tables t;
	struct qcow2_edit e;

	if (!qcow2_edit_begin(&e, img, true) ||
	    !qcow2_tables_adopt(&t, &e.alloc, &layout, e.q->header.ofs_l1_table))
		return false;
	for (uint64_t i = 0; i < layout.num_l2 && i < e.num_l1; i++)
		if (e.l1[i] != 0 && !clear_table(&t, i << t.l2_bits))
			return false;
	return qcow2_tables_flush(&t) && qcow2_edit_flush(&e) && writer_finish(img->disk, e.w.end);
}

bool qcow2_empty(struct image *img)
{
	const struct qcow2 *q = img->state;

	if (!qcow2_check_editable(img, true))
		return false;
	return is_plain(q) ? start_anew(img) : clear_tables(img);
}
