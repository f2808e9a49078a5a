/* SPDX-License-Identifier: Apache-2.0 */
#include "check_walk.h"

#include "io/message.h"

#define L1_WINDOW 65536u
#define L2_SLICES 512u	     /* at once */
#define L2_BUDGET (1u << 22) /* bytes of them */

/* Slices that are read together. */
struct batch {
	uint32_t num;
	uint64_t index[L2_SLICES]; /* in the L1 table */
	uint64_t entry[L2_SLICES];
	uint64_t first[L2_SLICES]; /* number of the slice in its table */
};

bool qcow2_slices_init(struct qcow2_check *c)
{
	return table_init(&c->l1, c->img->disk, 0, QCOW2_MAX_L1_BYTES, L1_WINDOW) &&
	       pages_init(&c->l2, c->img->disk, check_slice_size(c), L2_SLICES, L2_BUDGET);
}

/* What an L1 table names, a batch at a time. */
struct position {
	uint64_t index, slice;
};

static bool is_in_file(const struct qcow2_check *c, uint64_t offset)
{
	return offset < io_size(c->img->disk);
}

/* The next slices; those past the end of the file are zeros. */
static bool fill(struct qcow2_check *c, struct position *at, struct batch *b)
{
	uint32_t per_table = c->q->cluster_size / check_slice_size(c), len;
	const uint8_t *bytes;

	for (b->num = 0; at->index < c->l1.len / QCOW2_L1_ENTRY_SIZE && b->num < c->l2.max;) {
		uint64_t entry, offset;

		if (!table_at(&c->l1, at->index * QCOW2_L1_ENTRY_SIZE, QCOW2_L1_ENTRY_SIZE, &bytes,
			      &len))
			return false;
		entry = qcow2_l1_entry_load(bytes);
		if (entry == 0) {
			at->index++;
			continue;
		}
		offset = qcow2_l1_entry_ofs_l2_table(entry) + at->slice * check_slice_size(c);
		b->index[b->num] = at->index;
		b->entry[b->num] = entry;
		b->first[b->num] = at->slice;
		c->l2.offset[b->num++] = is_in_file(c, offset) ? offset : PAGES_NONE;
		if (++at->slice == per_table) {
			at->slice = 0;
			at->index++;
		}
	}
	return pages_load(&c->l2, b->num);
}

static bool visit_batch(struct check_walk *w, const struct batch *b, bool *follow)
{
	struct qcow2_check *c = w->c;

	for (uint32_t i = 0; i < b->num; i++) {
		struct check_slice slice = {
			.table_index = b->index[i],
			.offset = qcow2_l1_entry_ofs_l2_table(b->entry[i]) +
				  b->first[i] * check_slice_size(c),
			.bytes = c->l2.page[i],
			.first = b->first[i] * check_slice_size(c) / check_entry_size(c),
		};

		if (slice.first == 0) {
			w->next_offset = 0;
			if (!w->on_l1(w, b->index[i], b->entry[i], follow))
				return false;
		}
		if (*follow && slice.bytes && !w->on_slice(w, &slice))
			return false;
	}
	return true;
}

/* Of the clusters whose users are counted, window by window; a repair goes on with what it wrote.
 */
static void tell_progress(const struct qcow2_check *c, uint64_t index, uint64_t num)
{
	uint64_t left = c->num_clusters - c->counters.first;
	uint64_t here = left < c->counters.num ? left : c->counters.num;

	if (!c->owning)
		message_progress(c->counters.first + here / num * index, c->num_clusters);
}

bool check_walk_tables(struct check_walk *w, uint64_t offset, uint64_t num_entries)
{
	struct qcow2_check *c = w->c;
	uint64_t len = num_entries * QCOW2_L1_ENTRY_SIZE, end = io_size(c->img->disk);
	struct position at = { 0, 0 };
	static struct batch batch;
	bool follow = false;

	c->l1.offset = offset;
	c->l1.len = offset >= end ? 0 : len < end - offset ? len : end - offset;
	c->l1.len += (QCOW2_L1_ENTRY_SIZE - c->l1.len % QCOW2_L1_ENTRY_SIZE) % QCOW2_L1_ENTRY_SIZE;
	c->l1.win_len = 0;
	do {
		if (!fill(c, &at, &batch) || !visit_batch(w, &batch, &follow))
			return false;
		if (w->active && (at.index < num_entries || c->counters.num < c->num_clusters))
			tell_progress(c, at.index, num_entries);
	} while (batch.num > 0);
	return true;
}

bool check_change_entry(struct qcow2_check *c, const struct check_slice *s,
			const struct check_entry *e, uint64_t value)
{
	uint8_t *page = c->l2.buf + (s->bytes - c->l2.buf);

	qcow2_l2_entry_store(page + (e->at - s->offset), value);
	return qcow2_put_entry(c, e->at, value);
}
