/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: what of the file is not the disk's. Others report broken tables. */
#include "image.h"

#define WINDOW 65536u

static bool entry_of(struct table *t, uint64_t at, uint64_t *offset)
{
	const uint8_t *p;
	uint32_t len;

	*offset = 0;
	if (at >= t->len)
		return true;
	if (!table_at(t, at, QCOW2_L1_ENTRY_SIZE, &p, &len))
		return false;
	*offset = qcow2_l1_entry_ofs_l2_table(qcow2_l1_entry_load(p));
	return true;
}

/* Past the end of the file there are zeros, which name no table. */
bool qcow2_visit_l1(struct image *img, const struct qcow2 *q, struct qcow2_visit *t,
		    uint64_t offset, uint64_t num_entries, metadata_visitor *visit, void *arg)
{
	uint64_t end = io_size(img->disk), l2, before;

	t->now.offset = offset;
	t->now.len = num_entries * QCOW2_L1_ENTRY_SIZE;
	t->now.win_len = t->before.win_len = 0;
	if (!visit(arg, STRUCTURE_QCOW2_L1_ENTRY, offset, t->now.len))
		return false;
	for (uint64_t at = 0; at < t->now.len && offset + at < end; at += QCOW2_L1_ENTRY_SIZE) {
		if (!entry_of(&t->now, at, &l2) || !entry_of(&t->before, at, &before))
			return false;
		t->at = at;
		if (l2 != 0 && l2 != before &&
		    !visit(arg, STRUCTURE_QCOW2_L2_ENTRY, l2, q->cluster_size))
			return false;
	}
	t->before.offset = t->now.offset;
	t->before.len = t->now.len;
	return true;
}

static bool visit_refcounts(struct image *img, const struct qcow2 *q, metadata_visitor *visit,
			    void *arg)
{
	uint64_t offset = q->header.ofs_refcount_table;
	uint64_t len = (uint64_t)q->header.num_refcount_table_clusters << q->cluster_bits;
	uint64_t end = io_size(img->disk);
	struct table table;
	const uint8_t *p;
	uint32_t got;

	if (!visit(arg, STRUCTURE_QCOW2_REFCOUNT_TABLE_ENTRY, offset, len) ||
	    !table_init(&table, img->disk, offset, len, WINDOW))
		return false;
	for (uint64_t at = 0; at < len && offset + at < end;
	     at += QCOW2_REFCOUNT_TABLE_ENTRY_SIZE) {
		uint64_t block;

		if (!table_at(&table, at, QCOW2_REFCOUNT_TABLE_ENTRY_SIZE, &p, &got))
			return false;
		block = load_u8be(p);
		if (block != 0 &&
		    !visit(arg, STRUCTURE_QCOW2_REFCOUNTS_IN_BYTE, block, q->cluster_size))
			return false;
	}
	return true;
}

static bool tables_init(struct qcow2_visit *t, uint32_t disk)
{
	const uint64_t most = QCOW2_MAX_L1_BYTES;

	if (!table_init(&t->now, disk, 0, most, WINDOW) ||
	    !table_init(&t->before, disk, 0, most, WINDOW))
		return false;
	t->before.len = 0;
	return true;
}

static bool visit_tables(struct image *img, const struct qcow2 *q, metadata_visitor *visit,
			 void *arg)
{
	struct qcow2_visit t;

	if (!tables_init(&t, img->disk))
		return false;
	return qcow2_visit_l1(img, q, &t, q->header.ofs_l1_table, q->header.num_l1_entries, visit,
			      arg) &&
	       qcow2_visit_snapshots(img, q, &t, visit, arg);
}

bool qcow2_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	const struct qcow2 *q = img->state;
	size_t mark = io_mark();
	bool fine;

	fine = visit(arg, STRUCTURE_QCOW2_HEADER, 0, q->cluster_size) &&
	       visit(arg, STRUCTURE_QCOW2_ENCRYPTION_POINTER, q->ofs_encryption,
		     q->len_encryption) &&
	       visit_refcounts(img, q, visit, arg) && visit_tables(img, q, visit, arg) &&
	       qcow2_visit_bitmaps(img, q, visit, arg);
	io_release(mark);
	return fine;
}

/* Data below the L2 tables that are met. */
struct below {
	const struct qcow2 *q;
	struct qcow2_visit tables;
	struct table l2;
	uint32_t entry_size;
	data_visitor *visit;
	void *arg;
};

static bool entry_below(struct below *b, uint64_t at, uint64_t *host)
{
	const uint8_t *p;
	uint64_t entry;
	uint32_t len;

	if (!table_at(&b->l2, at, b->entry_size, &p, &len))
		return false;
	entry = qcow2_l2_entry_load(p);
	*host = qcow2_l2_entry_compressed(entry) ? 0 : qcow2_l2_entry_host_offset(entry);
	return true;
}

/* Neighbours on the disk that are neighbours in the file are visited at once. */
static bool visit_below(void *arg, uint32_t structure, uint64_t offset, uint64_t len)
{
	struct below *b = arg;
	uint64_t size = b->q->cluster_size, num = size / b->entry_size;
	uint64_t first = b->tables.at / QCOW2_L1_ENTRY_SIZE * num, run = 0, start = 0, host;

	if (structure != STRUCTURE_QCOW2_L2_ENTRY)
		return true;
	b->l2.offset = offset;
	b->l2.len = len;
	b->l2.win_len = 0;
	for (uint64_t i = 0; i < num; i++) {
		if (!entry_below(b, i * b->entry_size, &host))
			return false;
		if (run > 0 && host == start + run * size) {
			run++;
			continue;
		}
		if (run > 0 && !b->visit(b->arg, (first + i - run) * size, start, run * size))
			return false;
		start = host;
		run = host != 0;
	}
	return run == 0 || b->visit(b->arg, (first + num - run) * size, start, run * size);
}

bool qcow2_snapshot_data(struct image *img, data_visitor *visit, void *arg)
{
	const struct qcow2 *q = img->state;
	struct below b = { .q = q, .visit = visit, .arg = arg };
	size_t mark = io_mark();
	bool fine;

	if (q->data_file)
		return true;
	b.entry_size = (uint32_t)qcow2_header_l2_entry_size(&q->header);
	if (!tables_init(&b.tables, img->disk) ||
	    !table_init(&b.l2, img->disk, 0, q->cluster_size, WINDOW))
		return false;
	b.tables.before.offset = q->header.ofs_l1_table;
	b.tables.before.len = q->header.num_l1_entries * QCOW2_L1_ENTRY_SIZE;
	fine = qcow2_visit_snapshots(img, q, &b.tables, visit_below, &b);
	io_release(mark);
	return fine;
}
