/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: L2 tables in slices, of which many are loaded at a time. */
#include "image.h"

#define L1_WINDOW	65536u
#define L2_BUDGET	(1u << 20) /* bytes of L2 slices in memory for the top image ... */
#define L2_BUDGET_BELOW (1u << 18) /* ... and for each image below it */
#define L2_AHEAD_MAX	512u	   /* slices per load */
#define L2_FIRST_BUDGET (1u << 15) /* bytes of the first load, and after a jump */
#define L2_SLICE_MIN	512u

/* A whole L2 table, a part of a large one, or the part that a small disk needs. */
static uint32_t choose_slice_size(const struct image *img, const struct qcow2 *q,
				  uint32_t entry_size)
{
	uint64_t needed = ((img->size >> q->cluster_bits) + 1) * entry_size;
	uint32_t most = q->cluster_size < QCOW2_SLICE_MAX ? q->cluster_size : QCOW2_SLICE_MAX;
	uint32_t size = L2_SLICE_MIN;

	while (size < most && size < needed)
		size *= 2;
	return size;
}

bool qcow2_use_l1(struct image *img, struct qcow2 *q, uint64_t offset, uint64_t num_entries)
{
	uint32_t entry_size = (uint32_t)qcow2_header_l2_entry_size(&q->header);

	q->num_l1 = num_entries;
	img->table_span = q->cluster_size / entry_size * q->cluster_size;
	q->slice_size = choose_slice_size(img, q, entry_size);
	q->slice_entries = q->slice_size / entry_size;
	q->slices_per_table = q->cluster_size / q->slice_size;
	q->num_slices = 0;
	return table_init(&q->l1, img->disk, offset, num_entries * QCOW2_L1_ENTRY_SIZE, L1_WINDOW);
}

/* File offset of the L2 table that holds a slice, 0 for none. */
static bool find_l2(struct image *img, struct qcow2 *q, uint64_t slice, uint64_t *table)
{
	uint64_t index = slice / q->slices_per_table;
	const uint8_t *entry;
	uint32_t len;

	*table = 0;
	if (index >= q->num_l1)
		return true; /* the L1 table of a snapshot may be shorter than the disk is now */
	if (!table_at(&q->l1, index * QCOW2_L1_ENTRY_SIZE, QCOW2_L1_ENTRY_SIZE, &entry, &len))
		return false;
	*table = qcow2_l1_entry_ofs_l2_table(qcow2_l1_entry_load(entry));
	if (*table % q->cluster_size == 0)
		return true;
	(void)fault_raise(img->disk, FAULT_QCOW2_L1_ENTRY_L2_UNALIGNED,
			  q->l1.offset + index * QCOW2_L1_ENTRY_SIZE, *table);
	fault_extra(index);
	return false;
}

bool qcow2_make_room(struct image *img, struct qcow2 *q)
{
	return q->l2.buf || pages_init(&q->l2, img->disk, q->slice_size, L2_AHEAD_MAX,
				       img->depth == 0 ? L2_BUDGET : L2_BUDGET_BELOW);
}

bool qcow2_find_slices(struct image *img, struct qcow2 *q, uint64_t first, uint64_t end,
		       uint32_t *found)
{
	bool sequential = q->num_slices > 0 && first == q->first_slice + q->num_slices;
	uint32_t num = 0;

	q->ahead = sequential && q->ahead > 0 ? q->ahead * 2 : L2_FIRST_BUDGET / q->slice_size;
	q->ahead = q->ahead == 0 ? 1 : q->ahead < q->l2.max ? q->ahead : q->l2.max;
	q->num_slices = 0;
	while (num < q->ahead && first + num < end) {
		uint64_t table;

		if (!find_l2(img, q, first + num, &table)) {
			if (num == 0)
				return false;
			fault_clear(); /* met again when the walk gets there */
			break;
		}
		q->l2.offset[num] =
			table == 0 ? PAGES_NONE
				   : table + (first + num) % q->slices_per_table * q->slice_size;
		num++;
	}
	q->first_slice = first;
	*found = num;
	return true;
}

bool qcow2_load_slices(struct image *img, struct qcow2 *q, uint64_t first, uint64_t end)
{
	uint32_t num;

	if (!qcow2_make_room(img, q) || !qcow2_find_slices(img, q, first, end, &num) ||
	    !pages_load(&q->l2, num))
		return false;
	q->num_slices = num;
	return true;
}
