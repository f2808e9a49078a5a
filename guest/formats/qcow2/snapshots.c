/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: internal snapshots. The whole table is checked when the image is opened; one of them can
 * take the place of the active state. */
#include "snapshots.h"

#include <string.h>

#include "base/arith.h"
#include "base/store.h"

#define WINDOW 65536u /* more than header and extra data */

bool qcow2_snapshot_table(struct image *img, const struct qcow2 *q, uint32_t window,
			  struct table *table)
{
	if (q->snapshots.win_len > 0 && q->snapshots.offset == q->header.ofs_snapshots) {
		*table = q->snapshots;
		return true;
	}
	return table_init(table, img->disk, q->header.ofs_snapshots,
			  q->cuts_snapshots ? QCOW2_MAX_CUT_SNAPSHOT_TABLE_BYTES
					    : QCOW2_MAX_SNAPSHOT_TABLE_BYTES,
			  window);
}

bool qcow2_snapshots_begin(struct qcow2_snapshots *s, struct image *img, const struct qcow2 *q)
{
	*s = (struct qcow2_snapshots){ .img = img,
				       .left = q->header.num_snapshots,
				       .cuts = q->cuts_snapshots };
	return qcow2_snapshot_table(img, q, WINDOW, &s->table);
}

static bool snapshot_fault(struct qcow2_snapshots *s, uint32_t fault, uint64_t offset,
			   uint64_t value, uint64_t extra)
{
	(void)fault_raise(s->img->disk, fault, offset, value);
	fault_extra(extra);
	return false;
}

/* The fixed part. Extra data that is too long is cut where that may be. */
static bool parse_header(struct qcow2_snapshots *s, struct qcow2_snapshot_place *snapshot)
{
	uint8_t copy[QCOW2_SNAPSHOT_HEADER_SIZE];
	const uint8_t *bytes;
	struct parse_in in;
	uint32_t len;

	if (!table_at(&s->table, s->pos, sizeof(copy), &bytes, &len))
		return false;
	memcpy(copy, bytes, sizeof(copy));
	snapshot->len_extra = qcow2_snapshot_header_peek_len_extra_data(copy);
	if (s->cuts && snapshot->len_extra > QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_MAX)
		store_u4be(copy + QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_OFFSET,
			   QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_MAX);
	in = parse_input(copy, sizeof(copy), snapshot->offset);
	if (qcow2_snapshot_header_parse(&in, &snapshot->header) == PARSE_OK)
		return true;
	(void)fault_parse(s->img->disk, &in);
	fault_extra(s->index); /* qemu's text for too much extra data names the entry */
	return false;
}

/* How long the table is with the entry, without what is cut of it. */
static uint64_t kept_with(const struct qcow2_snapshots *s, const struct qcow2_snapshot_header *h)
{
	return align_up(s->kept, QCOW2_EXTENSION_ALIGN) + QCOW2_SNAPSHOT_HEADER_SIZE +
	       h->len_extra_data + h->len_id + h->len_name;
}

bool qcow2_snapshots_next(struct qcow2_snapshots *s, struct qcow2_snapshot_place *snapshot)
{
	const struct qcow2_snapshot_header *h = &snapshot->header;

	snapshot->offset = s->table.offset + s->pos;
	snapshot->index = s->index;
	if (s->table.len - s->pos < QCOW2_SNAPSHOT_HEADER_SIZE)
		return snapshot_fault(s, FAULT_QCOW2_SNAPSHOT_HEADER_TABLE_PAST_LIMIT,
				      snapshot->offset, 0, s->left);
	if (!qcow2_within_reach(snapshot->offset, QCOW2_SNAPSHOT_HEADER_SIZE))
		return snapshot_fault(s, FAULT_QCOW2_SNAPSHOT_HEADER_PAST_LIMIT, snapshot->offset,
				      snapshot->offset, 0);
	if (!parse_header(s, snapshot))
		return false;
	snapshot->id = s->pos + QCOW2_SNAPSHOT_HEADER_SIZE + snapshot->len_extra;
	snapshot->name = snapshot->id + h->len_id;
	snapshot->end = snapshot->name + h->len_name;
	if (snapshot->end > s->table.len || kept_with(s, h) > QCOW2_MAX_SNAPSHOT_TABLE_BYTES)
		return snapshot_fault(s, FAULT_QCOW2_SNAPSHOT_HEADER_TABLE_PAST_LIMIT,
				      snapshot->offset + QCOW2_SNAPSHOT_HEADER_LEN_NAME_OFFSET,
				      h->len_name, s->left);
	s->kept = kept_with(s, h);
	s->pos = align_up(snapshot->end, QCOW2_EXTENSION_ALIGN);
	s->index++;
	s->left--;
	return true;
}

bool qcow2_check_snapshots(struct image *img, struct qcow2 *q)
{
	struct qcow2_snapshots s;
	struct qcow2_snapshot_place snapshot;
	size_t mark = io_mark();

	if (q->header.num_snapshots == 0 || (img->source_flags & SOURCE_FLAG_CHECK))
		return true;
	if (!qcow2_snapshots_begin(&s, img, q))
		return false;
	while (s.left > 0)
		if (!qcow2_snapshots_next(&s, &snapshot))
			return false;
	if (s.table.win_start == 0 && snapshot.end <= s.table.win_len) {
		q->snapshots = s.table;
		q->snapshots.len = s.table.win_len; /* so that the window never moves */
	} else {
		io_release(mark);
	}
	return true;
}

/* Whether the `len` bytes at `at` of the table are the text that was asked for. */
static bool is_text(struct qcow2_snapshots *s, uint64_t at, uint32_t len, const uint8_t *text,
		    uint32_t len_text, bool *same)
{
	const uint8_t *bytes;
	uint32_t got;

	*same = false;
	if (len != len_text)
		return true;
	if (len == 0) {
		*same = true;
		return true;
	}
	if (!table_at(&s->table, at, len, &bytes, &got))
		return false;
	*same = memcmp(bytes, text, len) == 0;
	return true;
}

bool qcow2_find_snapshot(struct image *img, const struct qcow2 *q,
			 const struct qcow2_snapshot_wanted *w,
			 struct qcow2_snapshot_place *snapshot, bool *found)
{
	struct qcow2_snapshots s;

	*found = false;
	if (q->header.num_snapshots == 0)
		return true;
	if (!qcow2_snapshots_begin(&s, img, q))
		return false;
	while (s.left > 0 && !*found) {
		*found = true;
		if (!qcow2_snapshots_next(&s, snapshot))
			return false;
		if (w->id &&
		    !is_text(&s, snapshot->id, snapshot->header.len_id, w->id, w->len_id, found))
			return false;
		if (*found && w->name &&
		    !is_text(&s, snapshot->name, snapshot->header.len_name, w->name, w->len_name,
			     found))
			return false;
	}
	return true;
}

/* An id goes before a name, whatever the order in the table. */
static bool choose(struct image *img, const struct qcow2 *q, const struct source_options *o,
		   struct qcow2_snapshot_place *snapshot, bool *found)
{
	uint32_t len = o->len_snapshot;
	struct qcow2_snapshot_wanted by_id = { .id = o->snapshot, .len_id = len };
	struct qcow2_snapshot_wanted by_name = { .name = o->snapshot, .len_name = len };

	switch (o->snapshot_kind) {
	case SOURCE_SNAPSHOT_KIND_ID:
		return qcow2_find_snapshot(img, q, &by_id, snapshot, found);
	case SOURCE_SNAPSHOT_KIND_NAME:
		return qcow2_find_snapshot(img, q, &by_name, snapshot, found);
	case SOURCE_SNAPSHOT_KIND_ID_AND_NAME:
		by_name.id = o->snapshot_id;
		by_name.len_id = qcow2_text_length(o->snapshot_id, sizeof(o->snapshot_id));
		return qcow2_find_snapshot(img, q, &by_name, snapshot, found);
	default:
		return qcow2_find_snapshot(img, q, &by_id, snapshot, found) &&
		       (*found || qcow2_find_snapshot(img, q, &by_name, snapshot, found));
	}
}

bool qcow2_snapshot_l1_fits(struct image *img, const struct qcow2 *q,
			    const struct qcow2_snapshot_place *snapshot)
{
	const struct qcow2_snapshot_header *h = &snapshot->header;

	if (h->num_l1_entries > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE)
		return fault_raise(img->disk, FAULT_QCOW2_SNAPSHOT_HEADER_L1_TOO_LARGE,
				   snapshot->offset + QCOW2_SNAPSHOT_HEADER_NUM_L1_ENTRIES_OFFSET,
				   h->num_l1_entries);
	if (!qcow2_table_fits(q, h->ofs_l1_table, h->num_l1_entries, QCOW2_L1_ENTRY_SIZE))
		return fault_raise(img->disk, FAULT_QCOW2_SNAPSHOT_HEADER_L1_INVALID,
				   snapshot->offset + QCOW2_SNAPSHOT_HEADER_OFS_L1_TABLE_OFFSET,
				   h->ofs_l1_table);
	return true;
}

/* The disk keeps its current size: what the snapshot's L1 table does not reach is unallocated. */
bool qcow2_snapshot(struct image *img, const struct source_options *options)
{
	struct qcow2 *q = img->state;
	const struct qcow2_snapshot_header *h;
	struct qcow2_snapshot_place snapshot;
	bool found;

	if (!choose(img, q, options, &snapshot, &found))
		return false;
	if (!found)
		return fault_raise_detail(img->disk, FAULT_QCOW2_SNAPSHOT_HEADER_NOT_FOUND,
					  q->header.ofs_snapshots, q->header.num_snapshots,
					  options->snapshot, options->len_snapshot);
	h = &snapshot.header;
	if (!qcow2_snapshot_l1_fits(img, q, &snapshot))
		return false;
	return qcow2_use_l1(img, q, h->ofs_l1_table, h->num_l1_entries);
}

/* Snapshots that could not be used are left out: nobody writes where their tables are. */
bool qcow2_visit_snapshots(struct image *img, const struct qcow2 *q, struct qcow2_visit *t,
			   metadata_visitor *visit, void *arg)
{
	struct qcow2_snapshot_place snapshot;
	struct qcow2_snapshots s;

	if (q->header.num_snapshots == 0)
		return true;
	if (!qcow2_snapshots_begin(&s, img, q))
		return false;
	while (s.left > 0) {
		const struct qcow2_snapshot_header *h = &snapshot.header;

		if (!qcow2_snapshots_next(&s, &snapshot))
			return false;
		if (h->num_l1_entries > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE ||
		    !qcow2_table_fits(q, h->ofs_l1_table, h->num_l1_entries, QCOW2_L1_ENTRY_SIZE))
			continue;
		if (!qcow2_visit_l1(img, q, t, h->ofs_l1_table, h->num_l1_entries, visit, arg))
			return false;
	}
	return visit(arg, STRUCTURE_QCOW2_SNAPSHOT_HEADER, s.table.offset, s.pos);
}
