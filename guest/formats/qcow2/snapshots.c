/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: internal snapshots. The whole table is checked when the image is opened; one of them can
 * take the place of the active state. */
#include "check.h"
#include "snapshots.h"

#include <string.h>

#define WINDOW	   65536u /* more than header and extra data */
#define MOST_SHOWN 1023u  /* bytes of an id or a name in a problem */

bool qcow2_snapshots_begin(struct qcow2_snapshots *s, struct image *img, const struct qcow2 *q)
{
	*s = (struct qcow2_snapshots){ .img = img, .left = q->header.num_snapshots };
	return table_init(&s->table, img->disk, q->header.ofs_snapshots,
			  QCOW2_MAX_SNAPSHOT_TABLE_BYTES, WINDOW);
}

static bool snapshot_fault(struct qcow2_snapshots *s, uint32_t fault, uint64_t offset,
			   uint64_t value, uint64_t extra)
{
	(void)fault_raise(s->img->disk, fault, offset, value);
	fault_extra(extra);
	return false;
}

bool qcow2_snapshots_next(struct qcow2_snapshots *s, struct qcow2_snapshot_place *snapshot)
{
	struct qcow2_snapshot_header *h = &snapshot->header;
	const uint8_t *bytes;
	struct parse_in in;
	uint32_t len;

	snapshot->offset = s->table.offset + s->pos;
	snapshot->index = s->index;
	if (s->table.len - s->pos < QCOW2_SNAPSHOT_HEADER_SIZE)
		return snapshot_fault(s, FAULT_QCOW2_SNAPSHOT_HEADER_TABLE_PAST_LIMIT,
				      snapshot->offset, 0, s->left);
	if (!qcow2_within_reach(snapshot->offset, QCOW2_SNAPSHOT_HEADER_SIZE))
		return snapshot_fault(s, FAULT_QCOW2_SNAPSHOT_HEADER_PAST_LIMIT, snapshot->offset,
				      snapshot->offset, 0);
	if (!table_at(&s->table, s->pos, QCOW2_SNAPSHOT_HEADER_SIZE, &bytes, &len))
		return false;
	in = parse_input(bytes, len, snapshot->offset);
	if (qcow2_snapshot_header_parse(&in, h) != PARSE_OK) {
		(void)fault_parse(s->img->disk, &in);
		fault_extra(s->index); /* qemu's text for too much extra data names the entry */
		return false;
	}
	snapshot->id = s->pos + QCOW2_SNAPSHOT_HEADER_SIZE + h->len_extra_data;
	snapshot->name = snapshot->id + h->len_id;
	snapshot->end = snapshot->name + h->len_name;
	if (snapshot->end > s->table.len)
		return snapshot_fault(s, FAULT_QCOW2_SNAPSHOT_HEADER_TABLE_PAST_LIMIT,
				      snapshot->offset + QCOW2_SNAPSHOT_HEADER_LEN_NAME_OFFSET,
				      h->len_name, s->left);
	s->pos = snapshot->end + (QCOW2_EXTENSION_ALIGN - snapshot->end % QCOW2_EXTENSION_ALIGN) %
					 QCOW2_EXTENSION_ALIGN;
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
	io_release(mark);
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

static uint32_t text_length(const uint8_t *text, uint32_t max)
{
	uint32_t len = 0;

	while (len < max && text[len] != 0)
		len++;
	return len;
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
		by_name.len_id = text_length(o->snapshot_id, sizeof(o->snapshot_id));
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

/* The fault of an entry that cannot be read becomes a problem, which ends the check. */
static bool tell_unreadable(struct qcow2_check *c, const struct qcow2_snapshots *s)
{
	uint32_t fault = FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_TABLE_PAST_LIMIT;
	uint64_t extra = s->left, value = the_fault.value, at = the_fault.offset;

	if (the_fault.structure == STRUCTURE_QCOW2_SNAPSHOT_HEADER) {
		fault = FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_EXTRA_DATA_TOO_LONG;
		extra = s->index;
	} else if (the_fault.fault == FAULT_QCOW2_SNAPSHOT_HEADER_PAST_LIMIT) {
		fault_clear();
		return check_end(c->sink, CHECK_OUTCOME_IO);
	} else if (the_fault.fault != FAULT_QCOW2_SNAPSHOT_HEADER_TABLE_PAST_LIMIT) {
		return false;
	}
	fault_clear();
	return qcow2_tell(c, fault, CHECK_EFFECT_NONE, at, value, extra, 0) &&
	       check_end(c->sink, CHECK_OUTCOME_TOO_LARGE);
}

static bool is_incomplete(const struct qcow2_check *c, const struct qcow2_snapshot_header *h)
{
	return c->q->header.version >= QCOW2_HEADER_VERSION_MAX &&
	       h->len_extra_data < QCOW2_SNAPSHOT_HEADER_MIN_EXTRA_DATA;
}

/* All entries, twice: what is incomplete is reported once all of them have been read. */
static bool check_entries(struct qcow2_check *c, bool tell, bool *fine)
{
	struct qcow2_snapshots s;
	struct qcow2_snapshot_place snapshot;

	if (!qcow2_snapshots_begin(&s, c->img, c->q))
		return false;
	while (s.left > 0) {
		if (!qcow2_snapshots_next(&s, &snapshot)) {
			*fine = false;
			return tell_unreadable(c, &s);
		}
		c->len_snapshots = snapshot.end;
		if (tell && is_incomplete(c, &snapshot.header) &&
		    !qcow2_tell(c, FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_INCOMPLETE,
				CHECK_EFFECT_CORRUPTION, snapshot.offset, s.index - 1,
				snapshot.header.len_extra_data, 0))
			return false;
	}
	return true;
}

bool qcow2_check_snapshot_table(struct qcow2_check *c, bool *fine)
{
	const struct qcow2_header *h = &c->q->header;
	size_t mark = io_mark();
	bool done;

	*fine = h->num_snapshots <= QCOW2_MAX_SNAPSHOTS;
	if (!*fine)
		return qcow2_tell(c, FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_TOO_LARGE,
				  CHECK_EFFECT_NONE, QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET,
				  h->num_snapshots, h->num_snapshots - QCOW2_MAX_SNAPSHOTS, 0) &&
		       check_end(c->sink, CHECK_OUTCOME_TOO_LARGE);
	*fine = qcow2_table_fits(c->q, h->ofs_snapshots, h->num_snapshots,
				 QCOW2_SNAPSHOT_HEADER_SIZE);
	if (!*fine)
		return qcow2_tell(c, FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_INVALID, CHECK_EFFECT_NONE,
				  QCOW2_HEADER_OFS_SNAPSHOTS_OFFSET, h->ofs_snapshots, 0, 0) &&
		       check_end(c->sink, CHECK_OUTCOME_INVALID);
	if (h->num_snapshots == 0)
		return true;
	done = check_entries(c, false, fine) && (!*fine || check_entries(c, true, fine));
	io_release(mark);
	return done;
}

/* Up to its first zero byte. */
static bool append(struct qcow2_snapshots *s, uint64_t at, uint32_t len, uint8_t *text, size_t *num)
{
	const uint8_t *bytes;
	uint32_t got;

	if (len > MOST_SHOWN)
		len = MOST_SHOWN;
	if (len == 0)
		return true;
	if (!table_at(&s->table, at, len, &bytes, &got))
		return false;
	len = text_length(bytes, len);
	memcpy(text + *num, bytes, len);
	*num += len;
	return true;
}

/* A snapshot whose L1 table cannot be read, named by id and name. */
static bool tell_snapshot(struct qcow2_check *c, struct qcow2_snapshots *s,
			  const struct qcow2_snapshot_place *snapshot, uint32_t fault,
			  uint64_t offset, uint64_t value)
{
	const struct check_problem problem = {
		.fault = fault,
		.effect = CHECK_EFFECT_CORRUPTION,
		.disk = (uint16_t)c->img->disk,
		.offset = snapshot->offset + offset,
		.value = value,
	};
	uint8_t text[2 * MOST_SHOWN + sizeof(" ()")];
	size_t num = 0;

	if (c->quiet)
		return true;
	if (!append(s, snapshot->id, snapshot->header.len_id, text, &num))
		return false;
	text[num++] = ' ';
	text[num++] = '(';
	if (!append(s, snapshot->name, snapshot->header.len_name, text, &num))
		return false;
	text[num++] = ')';
	return check_tell_detail(c->sink, &problem, text, num);
}

static bool count_snapshot(struct qcow2_check *c, struct qcow2_snapshots *s,
			   const struct qcow2_snapshot_place *snapshot)
{
	const struct qcow2_snapshot_header *h = &snapshot->header;

	if (h->ofs_l1_table % c->q->cluster_size != 0)
		return tell_snapshot(c, s, snapshot, FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_L1_UNALIGNED,
				     QCOW2_SNAPSHOT_HEADER_OFS_L1_TABLE_OFFSET, h->ofs_l1_table);
	if (h->num_l1_entries > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE)
		return tell_snapshot(c, s, snapshot, FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_L1_TOO_LARGE,
				     QCOW2_SNAPSHOT_HEADER_NUM_L1_ENTRIES_OFFSET,
				     h->num_l1_entries);
	return qcow2_count_tables(c, h->ofs_l1_table, h->num_l1_entries, false);
}

bool qcow2_count_snapshots(struct qcow2_check *c)
{
	uint32_t num = c->q->header.num_snapshots;
	size_t mark = io_mark();
	struct qcow2_snapshots s;
	struct qcow2_snapshot_place snapshot;

	if (num == 0)
		return true;
	if (c->q->data_file &&
	    !qcow2_tell_walked(c, FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_WITH_DATA_FILE,
			       QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, num, 0))
		return false;
	if (!qcow2_snapshots_begin(&s, c->img, c->q))
		return false;
	while (s.left > 0) {
		if (!qcow2_snapshots_next(&s, &snapshot))
			return false;
		c->snapshot = s.index;
		if (!count_snapshot(c, &s, &snapshot))
			return false;
	}
	io_release(mark);
	c->snapshot = 0;
	c->user = CHECK_USER_SNAPSHOTS;
	return qcow2_count(c, c->q->header.ofs_snapshots, c->len_snapshots,
			   QCOW2_HEADER_OFS_SNAPSHOTS_OFFSET);
}
