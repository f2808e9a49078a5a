/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: whether an image looks as if its metadata was preallocated. Then clusters that tables call
 * allocated may never have been written, and the holes of the file show which read as zero.
 *
 * It looks so when, counted from the start up to the file's length, clusters with a reference count
 * reach max(real * 10 / 9, real + 2), where real is the space that the file takes, in clusters.
 */
#include "image.h"
#include "io/message.h"

#define TABLE_WINDOW 65536u
#define BLOCK_PART   65536u /* refcount blocks are read in parts of up to this size ... */
#define PARTS_AHEAD  16u    /* ... and up to so many at a time */
#define PART_MIN     512u
#define FIRST_READ   4096u /* of the refcount table and of L1 */

struct count {
	struct image *img;
	struct qcow2 *q;
	struct table table; /* refcount table */
	uint64_t num_entries;
	struct pages parts;
	uint32_t part_size;
	uint32_t refcounts_per_part;
	uint32_t parts_per_block;
	uint32_t ahead;
	uint64_t clusters; /* of the file */
	uint64_t used, enough;
	uint32_t num_slices; /* L2 slices that are loaded with the first parts */
};

static bool is_used(const uint8_t *part, uint32_t order, uint32_t index)
{
	uint32_t first = (index << order) / 8;
	uint32_t per_byte = order < 3 ? 8u >> order : 1;

	if (order < 3)
		return qcow2_refcounts_in_byte_refcount(part[first], order, index % per_byte) != 0;
	return !bytes_zero(part + first, (size_t)1 << (order - 3));
}

static void count_part(struct count *c, const uint8_t *part, uint64_t first_cluster)
{
	uint32_t order = c->q->header.version >= QCOW2_HEADER_VERSION_MAX
				 ? c->q->header.refcount_order
				 : QCOW2_DEFAULT_REFCOUNT_ORDER;
	uint64_t left = c->clusters - first_cluster;
	uint32_t num = left < c->refcounts_per_part ? (uint32_t)left : c->refcounts_per_part;

	for (uint32_t i = 0; i < num && c->used < c->enough; i++)
		c->used += is_used(part, order, i);
}

/* Where a refcount block is, 0: nowhere; *sound false where the table has nonsense. */
static bool find_block(struct count *c, uint64_t index, uint64_t *block, bool *sound)
{
	const uint8_t *entry;
	uint32_t len;

	*block = 0;
	if (index >= c->num_entries)
		return true;
	if (!table_at(&c->table, index * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE,
		      QCOW2_REFCOUNT_TABLE_ENTRY_SIZE, &entry, &len))
		return false;
	*block = qcow2_refcount_table_entry_ofs_block(qcow2_refcount_table_entry_load(entry));
	*sound = *block % c->q->cluster_size == 0 && qcow2_within_reach(*block, c->q->cluster_size);
	return true;
}

/* qemu reports a block that is not at a cluster, and goes on as if the image were an ordinary one.
 */
static void tell(struct count *c, uint64_t index, uint64_t block)
{
	if (block % c->q->cluster_size == 0)
		return;
	(void)fault_raise(c->img->disk, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_UNALIGNED,
			  c->table.offset + index * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE, block);
	fault_extra(index);
	message_log_fault();
}

/* Load parts from `first` on, up to nonsense in the table; *sound false when there is nothing
 * before it. */
static bool load_parts(struct count *c, uint64_t first, uint64_t num_parts, uint32_t *num,
		       bool *sound)
{
	uint32_t n;

	for (n = 0; n < c->ahead && n < num_parts - first; n++) {
		uint64_t index = (first + n) / c->parts_per_block, block;

		if (!find_block(c, index, &block, sound))
			return false;
		if (!*sound) {
			*sound = n > 0;
			if (n == 0)
				tell(c, index, block);
			break;
		}
		c->parts.offset[n] =
			block == 0 ? PAGES_NONE
				   : block + (first + n) % c->parts_per_block * c->part_size;
	}
	if (c->ahead < c->parts.max)
		c->ahead *= 2;
	*num = n;
	if (c->num_slices == 0)
		return pages_load(&c->parts, n);
	if (!pages_load_both(&c->parts, n, &c->q->l2, c->num_slices))
		return false;
	c->q->num_slices = c->num_slices;
	c->num_slices = 0;
	return true;
}

/* Nothing needs to be counted, but the table is looked at as far as counting would. */
static bool check_table(struct count *c)
{
	uint64_t per_block = (uint64_t)c->refcounts_per_part * c->parts_per_block;
	uint64_t num = c->clusters / per_block + (c->clusters % per_block != 0), block;
	bool sound = true;

	for (uint64_t index = 0; index < num && index < c->num_entries && sound; index++) {
		if (!find_block(c, index, &block, &sound))
			return false;
		if (!sound)
			tell(c, index, block);
	}
	return true;
}

static bool count_used(struct count *c, bool *sound)
{
	uint64_t num_parts =
		c->clusters / c->refcounts_per_part + (c->clusters % c->refcounts_per_part != 0);
	uint64_t last_part = c->num_entries * c->parts_per_block;

	if (num_parts > last_part)
		num_parts =
			last_part; /* clusters that the refcount table does not reach are unused */
	for (uint64_t part = 0; part < num_parts && c->used < c->enough && *sound;) {
		uint32_t num;

		if (!load_parts(c, part, num_parts, &num, sound))
			return false;
		for (uint32_t i = 0; i < num; i++, part++)
			if (c->parts.page[i])
				count_part(c, c->parts.page[i], part * c->refcounts_per_part);
	}
	return true;
}

/* The beginnings of both, in one doorbell. */
static bool begin_tables(struct table *counts, struct table *l1)
{
	struct table both[] = { *counts, *l1 };

	if (!tables_begin(both, 2, FIRST_READ))
		return false;
	*counts = both[0];
	*l1 = both[1];
	return true;
}

static bool begin(struct count *c, struct image *img, struct qcow2 *q)
{
	uint64_t len_table = (uint64_t)q->header.num_refcount_table_clusters << q->cluster_bits;
	uint64_t needed = c->clusters * qcow2_header_refcount_bits(&q->header) / 8 + 1;
	uint32_t most = q->cluster_size < BLOCK_PART ? q->cluster_size : BLOCK_PART;

	c->part_size = PART_MIN;
	while (c->part_size < most && c->part_size < needed)
		c->part_size *= 2;
	c->parts_per_block = q->cluster_size / c->part_size;
	c->refcounts_per_part =
		(uint32_t)(c->part_size * 8 / qcow2_header_refcount_bits(&q->header));
	c->num_entries = len_table / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;
	c->ahead = 1;
	return table_init(&c->table, img->disk, q->header.ofs_refcount_table, len_table,
			  TABLE_WINDOW) &&
	       pages_init(&c->parts, img->disk, c->part_size, PARTS_AHEAD,
			  PARTS_AHEAD * BLOCK_PART) &&
	       (q->l1.win_len > 0 || begin_tables(&c->table, &q->l1));
}

/* What the walk that waits for the answer loads first. Its faults are met again there. */
static void find_slices(struct count *c, uint64_t first, uint64_t end)
{
	if (c->q->num_slices > 0 || qcow2_find_slices(c->img, c->q, first, end, &c->num_slices))
		return;
	fault_clear();
	c->num_slices = 0;
}

bool qcow2_looks_preallocated(struct image *img, struct qcow2 *q, uint64_t first, uint64_t end,
			      bool *yes)
{
	struct count c = { .img = img, .q = q };
	uint64_t size = io_size(img->disk);
	uint64_t real = io_allocated(img->disk) >> q->cluster_bits;
	size_t mark = io_mark();
	bool sound = true, fine;

	*yes = false;
	c.enough = real * 10 / 9 > real + 2 ? real * 10 / 9 : real + 2;
	c.clusters = (size >> q->cluster_bits) + (size % q->cluster_size != 0);
	if (!begin(&c, img, q))
		return false;
	/* Where all clusters together would not be enough, none is counted. */
	if (c.clusters >= c.enough)
		find_slices(&c, first, end);
	fine = c.clusters < c.enough ? check_table(&c) : count_used(&c, &sound);
	io_release(mark);
	*yes = sound && c.used >= c.enough;
	return fine;
}
