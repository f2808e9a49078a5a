/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: the table of snapshots is looked at, cut where it is too long, and written anew where its
 * entries lack what version 3 asks for. Snapshots use clusters. */
#include "check.h"
#include "edit.h"
#include "snapshots.h"

#include <string.h>

#include "base/arith.h"
#include "base/store.h"
#include "io/writer.h"

#define MOST_SHOWN 1023u /* bytes of an id or a name in a problem */

/* --- the table --- */

/* Whether what is too much may be dropped. */
static bool may_cut(const struct qcow2_check *c)
{
	return qcow2_repairs_errors(c) && !(c->sink->config->flags & CHECK_FLAG_KEEP_UNREACHABLE);
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

/* `num` snapshots at the end of the table are none any more. */
static bool cut(struct qcow2_check *c, uint32_t fault, uint64_t at, uint64_t value, uint32_t num)
{
	c->q->header.num_snapshots -= num;
	c->result->corruptions_fixed += num;
	return qcow2_tell(c, fault, CHECK_EFFECT_NONE, at, value, num, 0);
}

/* An entry that cannot be read, and those after it. */
static bool end_table(struct qcow2_check *c, struct qcow2_snapshots *s, bool *fine)
{
	uint64_t value = the_fault.value, at = the_fault.offset;
	uint32_t num = s->left;

	*fine = s->cuts && the_fault.fault == FAULT_QCOW2_SNAPSHOT_HEADER_TABLE_PAST_LIMIT;
	if (!*fine)
		return tell_unreadable(c, s);
	fault_clear();
	s->left = 0;
	return cut(c, FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_TABLE_CUT, at, value, num);
}

static bool tell_extra(struct qcow2_check *c, const struct qcow2_snapshot_place *snapshot)
{
	if (snapshot->len_extra <= QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_MAX)
		return true;
	c->rewrites_snapshots = true;
	return qcow2_tell(c, FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_EXTRA_DATA_CUT,
			  CHECK_EFFECT_CORRUPTION_REPAIRED,
			  snapshot->offset + QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_OFFSET,
			  snapshot->len_extra, snapshot->index, 0);
}

static bool read_entries(struct qcow2_check *c, bool *fine)
{
	struct qcow2_snapshots s;
	struct qcow2_snapshot_place snapshot;

	if (!qcow2_snapshots_begin(&s, c->img, c->q))
		return false;
	while (s.left > 0) {
		bool is_read;

		snapshot.len_extra = 0;
		is_read = qcow2_snapshots_next(&s, &snapshot);
		if (s.cuts && !tell_extra(c, &snapshot))
			return false;
		if (!is_read)
			return end_table(c, &s, fine);
		c->len_snapshots = snapshot.end;
	}
	return true;
}

/* Entries past the end of the file may be elsewhere: only what drops things anyway writes them. */
static bool may_complete(const struct qcow2_check *c)
{
	const struct qcow2_header *h = &c->q->header;

	return qcow2_repairs_errors(c) &&
	       (may_cut(c) || h->ofs_snapshots + c->len_snapshots <= io_size(c->img->disk));
}

/* What is incomplete is reported once all entries have been read. */
static bool tell_incomplete(struct qcow2_check *c)
{
	bool repairs = may_complete(c);
	struct qcow2_snapshots s;
	struct qcow2_snapshot_place snapshot;

	if (!qcow2_snapshots_begin(&s, c->img, c->q))
		return false;
	while (s.left > 0) {
		if (!qcow2_snapshots_next(&s, &snapshot))
			return false;
		if (!is_incomplete(c, &snapshot.header))
			continue;
		c->rewrites_snapshots |= repairs;
		if (!qcow2_tell(c,
				repairs ? FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_INCOMPLETE_REPAIRED
					: FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_INCOMPLETE,
				repairs ? CHECK_EFFECT_CORRUPTION_REPAIRED
					: CHECK_EFFECT_CORRUPTION,
				snapshot.offset, snapshot.index, snapshot.header.len_extra_data, 0))
			return false;
	}
	return true;
}

static bool check_header(struct qcow2_check *c, bool *fine)
{
	const struct qcow2_header *h = &c->q->header;
	uint32_t num = h->num_snapshots;

	if (num > QCOW2_MAX_SNAPSHOTS && may_cut(c) &&
	    !cut(c, FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_CUT, QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, num,
		 num - QCOW2_MAX_SNAPSHOTS))
		return false;
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
	return true;
}

/* Before anything is counted: what is not in the table any more uses nothing. */
static bool put_number(struct qcow2_check *c)
{
	uint32_t num = c->q->header.num_snapshots;
	uint8_t bytes[sizeof(num)];

	store_u4be(bytes, num);
	return check_write(c->sink, c->img, FAULT_QCOW2_HEADER_CHECK_WRITES_SNAPSHOTS,
			   QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, num) &&
	       io_put(c->img->disk, QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, bytes, sizeof(bytes)) &&
	       io_flush(c->img->disk);
}

bool qcow2_check_snapshot_table(struct qcow2_check *c, bool *fine)
{
	const struct qcow2_header *h = &c->q->header;
	uint32_t num = h->num_snapshots;
	size_t mark = io_mark();
	bool done;

	c->q->cuts_snapshots = may_cut(c);
	if (!check_header(c, fine))
		return false;
	if (!*fine || num == 0)
		return true;
	done = read_entries(c, fine) && (!*fine || h->num_snapshots == num || put_number(c)) &&
	       (!*fine || tell_incomplete(c));
	io_release(mark);
	return done;
}

/* --- the table anew --- */

/* A cluster of the old table is not counted. qemu says why it does not free the table, and has made
 * the block that was missing. */
static bool tell_uncounted(struct qcow2_check *c, struct qcow2_edit *e, uint64_t offset,
			   uint64_t cluster)
{
	bool missing = cluster >> e->alloc.b.per_block_bits >= e->alloc.b.capacity;

	if (check_beyond(c->sink))
		return true;
	if (!missing &&
	    (!qcow2_count_bytes(&e->alloc, cluster << c->q->cluster_bits, 1, &missing) ||
	     (!missing && !qcow2_free(&e->alloc, cluster, 1))))
		return false;
	return qcow2_tell(c,
			  missing ? FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_OLD_UNCOUNTED
				  : FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_OLD_UNUSED,
			  CHECK_EFFECT_NONE, offset, cluster << c->q->cluster_bits, 0, 0);
}

/* The old table, where all of it is counted. *shared: some of it has other users, too. */
static bool free_old(struct qcow2_check *c, struct qcow2_edit *e, uint64_t offset, bool *shared)
{
	uint64_t end = pieces_of(offset + c->len_snapshots, c->q->cluster_bits), count;

	*shared = false;
	for (uint64_t i = qcow2_edit_cluster(e, offset); i < end; i++) {
		if (!qcow2_refcount(&e->alloc, i, &count))
			return false;
		if (count == 0)
			return tell_uncounted(c, e, offset, i);
		*shared |= count > 1;
	}
	return qcow2_edit_free(e, offset, c->len_snapshots);
}

/* What was freed of the old table is read once more. Nothing is put there before that, and it is
 * given up after. */
static bool hold(struct qcow2_check *c, struct qcow2_edit *e)
{
	for (uint64_t i = 0; i < c->num_held; i++)
		if (!qcow2_use(&e->alloc, c->held + i))
			return false;
	return true;
}

static bool let_go(struct qcow2_check *c, struct qcow2_edit *e)
{
	return c->num_held == 0 || (qcow2_free(&e->alloc, c->held, c->num_held) &&
				    qcow2_unmap_clusters(c, c->held, c->num_held));
}

static bool say_why(struct qcow2_check *c)
{
	const struct qcow2_header *h = &c->q->header;

	return check_write(c->sink, c->img, FAULT_QCOW2_HEADER_CHECK_WRITES_SNAPSHOTS,
			   QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, h->num_snapshots) &&
	       check_write(c->sink, c->img, FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_WRITES_TABLE,
			   h->ofs_snapshots, h->ofs_snapshots);
}

bool qcow2_repair_snapshot_table(struct qcow2_check *c)
{
	uint64_t old = c->q->header.ofs_snapshots;
	size_t mark = io_mark();
	struct qcow2_edit e;
	bool shared;

	if (!c->rewrites_snapshots)
		return true;
	if (!qcow2_edit_open(&e, c->img) || !hold(c, &e) || !qcow2_move_snapshots(&e) ||
	    !let_go(c, &e) || !free_old(c, &e, old, &shared) || !qcow2_edit_flush(&e) ||
	    !qcow2_edit_barrier(&e) || !say_why(c))
		return false;
	io_release(mark);
	qcow2_counts_forget(c);
	return !shared || qcow2_check_copied(c);
}

/* --- what they use --- */

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
	len = qcow2_text_length(bytes, len);
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
