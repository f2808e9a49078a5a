/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: snapshots are made, applied and deleted. The table of snapshots is written anew each time
 * and appears with one small write. A cluster has its new use counted before anything new refers to
 * it, and loses one after nothing refers to it any more.
 */
#include "base/arith.h"
#include "base/ascii.h"
#include "base/store.h"
#include "edit.h"
#include "formats/facts.h"
#include "io/io.h"
#include "io/writer.h"
#include "snapshots.h"

#include <string.h>

#define LEN_EXTRA   (QCOW2_SNAPSHOT_ICOUNT_OFFSET + 8u - QCOW2_SNAPSHOT_HEADER_SIZE)
#define MAX_ID	    ASCII_MAX_DIGITS
#define NO_SNAPSHOT UINT32_MAX

/* A new snapshot, and the texts that it has. */
struct addition {
	struct qcow2_snapshot entry;
	uint8_t id[MAX_ID];
	const uint8_t *name;
};

/* The table as it will be: entries are encoded twice, to measure it and to write it. */
struct new_table {
	struct qcow2_edit *e;
	uint64_t offset; /* in the file */
	uint64_t len;
	uint8_t *in, *out;
	bool writes;
};

/* --- the table --- */

/* What is between entries stays as it is. */
static bool put(struct new_table *t, uint64_t start, const struct qcow2_snapshot *s,
		const uint8_t *unknown, const uint8_t *id, const uint8_t *name)
{
	size_t len = qcow2_snapshot_store(t->out, QCOW2_SNAPSHOT_MAX_SIZE, s, unknown, id, name);

	if (len == 0)
		return fault_code(EDIT_ERROR_TOO_MANY, t->e->q->header.num_snapshots);
	return qcow2_edit_put(t->e, t->offset + start, t->out, (uint32_t)len) &&
	       (len <= WRITER_COPIED || writer_drain());
}

static bool add(struct new_table *t, const struct qcow2_snapshot *s, const uint8_t *unknown,
		const uint8_t *id, const uint8_t *name)
{
	uint64_t start = align_up(t->len, QCOW2_EXTENSION_ALIGN);
	const struct qcow2_snapshot_header *h = &s->header;

	if (t->writes && !put(t, start, s, unknown, id, name))
		return false;
	t->len = start + QCOW2_SNAPSHOT_HEADER_SIZE + h->len_extra_data + h->len_id + h->len_name;
	return t->len <= QCOW2_MAX_SNAPSHOT_TABLE_BYTES ||
	       fault_code(EDIT_ERROR_TOO_MANY, t->e->q->header.num_snapshots);
}

/* Entries of older writers say all that newer ones do. */
static void complete(const struct qcow2_edit *e, struct qcow2_snapshot *s)
{
	uint32_t len = s->header.len_extra_data;

	if (len < QCOW2_SNAPSHOT_DISK_SIZE_OFFSET - QCOW2_SNAPSHOT_HEADER_SIZE)
		s->vm_state_size = s->header.vm_state_size_low;
	if (len < QCOW2_SNAPSHOT_ICOUNT_OFFSET - QCOW2_SNAPSHOT_HEADER_SIZE)
		s->disk_size = e->img->size;
	if (len < LEN_EXTRA) {
		s->icount = UINT64_MAX;
		s->header.len_extra_data = LEN_EXTRA;
	}
	s->header.vm_state_size_low = s->vm_state_size > UINT32_MAX ? 0
								    : (uint32_t)s->vm_state_size;
}

/* Without what is cut of its extra data. */
bool qcow2_read_snapshot(struct qcow2_edit *e, const struct qcow2_snapshot_place *place,
			 uint8_t *bytes, struct qcow2_snapshot *s)
{
	struct parse_in in = parse_input(bytes, QCOW2_SNAPSHOT_MAX_SIZE, place->offset);
	const struct qcow2_snapshot_header *h = &place->header;
	uint32_t len = QCOW2_SNAPSHOT_HEADER_SIZE + h->len_extra_data;
	uint64_t texts = place->offset + QCOW2_SNAPSHOT_HEADER_SIZE + place->len_extra;

	if (!io_read_padded(e->img->disk, place->offset, bytes, len) ||
	    !io_read_padded(e->img->disk, texts, bytes + len, h->len_id + h->len_name))
		return false;
	store_u4be(bytes + QCOW2_SNAPSHOT_HEADER_LEN_EXTRA_DATA_OFFSET, h->len_extra_data);
	if (qcow2_snapshot_parse(&in, s) != PARSE_OK)
		return fault_parse(e->img->disk, &in);
	complete(e, s);
	return true;
}

static bool add_entries(struct new_table *t, uint32_t without, const struct addition *more)
{
	struct qcow2_snapshots list;
	struct qcow2_snapshot_place place;
	struct qcow2_snapshot s;

	t->len = 0;
	if (t->e->q->header.num_snapshots != 0 && !qcow2_snapshots_begin(&list, t->e->img, t->e->q))
		return false;
	for (uint32_t i = 0; i < t->e->q->header.num_snapshots; i++) {
		if (!qcow2_snapshots_next(&list, &place))
			return false;
		if (i == without)
			continue;
		if (!qcow2_read_snapshot(t->e, &place, t->in, &s) ||
		    !add(t, &s, t->in + s.unknown_extra_data_off, t->in + s.unique_id_off,
			 t->in + s.name_off))
			return false;
	}
	return !more || add(t, &more->entry, NULL, more->id, more->name);
}

/* Count and place of the table, which are next to each other. */
static bool point_to_table(struct qcow2_edit *e, uint32_t num, uint64_t offset)
{
	uint8_t bytes[QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET -
		      QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET];

	store_u4be(bytes, num);
	store_u8be(bytes + (QCOW2_HEADER_OFS_SNAPSHOTS_OFFSET - QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET),
		   offset);
	return qcow2_edit_put(e, QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, bytes, sizeof(bytes));
}

/* How many bytes the table has that is there. */
static bool old_length(struct qcow2_edit *e, uint64_t *len)
{
	struct qcow2_snapshots list;
	struct qcow2_snapshot_place place = { .end = 0 };
	uint32_t num = e->q->header.num_snapshots;
	size_t mark = io_mark();

	if (num != 0 && !qcow2_snapshots_begin(&list, e->img, e->q))
		return false;
	for (uint32_t i = 0; i < num; i++)
		if (!qcow2_snapshots_next(&list, &place))
			return false;
	*len = place.end;
	io_release(mark);
	return true;
}

/* The table anew, and elsewhere: without one of its entries, or with one more. It may stay queued,
 * but is before what is put later. */
static bool lay_table(struct qcow2_edit *e, uint32_t without, const struct addition *more)
{
	struct qcow2_header *h = &e->q->header;
	struct new_table t = { .e = e };
	uint32_t num = h->num_snapshots + (more ? 1 : 0) - (without != NO_SNAPSHOT ? 1 : 0);
	uint64_t first;

	t.in = io_alloc(QCOW2_SNAPSHOT_MAX_SIZE, 8);
	t.out = io_alloc(QCOW2_SNAPSHOT_MAX_SIZE, 8);
	if (!t.in || !t.out || !add_entries(&t, without, more) ||
	    !qcow2_alloc(&e->alloc, pieces_of(t.len, e->q->cluster_bits), &first))
		return false;
	t.offset = first << e->q->cluster_bits;
	t.writes = true;
	if (!add_entries(&t, without, more) || !qcow2_edit_part(e) ||
	    !point_to_table(e, num, t.offset) || !writer_part(e->img->disk))
		return false;
	h->num_snapshots = num;
	h->ofs_snapshots = t.offset;
	return true;
}

bool qcow2_move_snapshots(struct qcow2_edit *e)
{
	return lay_table(e, NO_SNAPSHOT, NULL) && writer_drain();
}

static bool write_table(struct qcow2_edit *e, uint32_t without, const struct addition *more)
{
	uint64_t old = e->q->header.ofs_snapshots, len_old;

	return old_length(e, &len_old) && lay_table(e, without, more) &&
	       (len_old == 0 || qcow2_edit_free(e, old, len_old));
}

bool qcow2_complete_snapshots(struct qcow2_edit *e)
{
	return write_table(e, NO_SNAPSHOT, NULL) && writer_drain();
}

/* --- making one --- */

/* The number that a text begins with. */
static uint64_t leading_number(const uint8_t *text, size_t len)
{
	uint64_t number = 0;

	for (size_t i = 0; i < len && ascii_is_digit(text[i]); i++)
		number = number > UINT64_MAX / 10 - 1 ? number : number * 10 + (text[i] - '0');
	return number;
}

/* One more than the largest id, in digits. */
static bool new_id(struct qcow2_edit *e, struct addition *to)
{
	struct qcow2_snapshots list;
	struct qcow2_snapshot_place place;
	uint64_t most = 0, number;
	uint8_t digits[MAX_ID];
	uint32_t num = e->q->header.num_snapshots, first, len;
	size_t mark = io_mark();

	if (num != 0 && !qcow2_snapshots_begin(&list, e->img, e->q))
		return false;
	for (uint32_t i = 0; i < num; i++) {
		uint32_t len_id;

		if (!qcow2_snapshots_next(&list, &place))
			return false;
		len_id = place.header.len_id < MAX_ID ? place.header.len_id : MAX_ID;
		if (!io_read_padded(e->img->disk, list.table.offset + place.id, digits, len_id))
			return false;
		number = leading_number(digits, len_id);
		most = number > most ? number : most;
	}
	io_release(mark);
	first = ascii_digits(digits, most + 1, ASCII_DECIMAL, 1);
	len = MAX_ID - first;
	memcpy(to->id, digits + first, len);
	to->entry.header.len_id = (uint16_t)len;
	return true;
}

static bool describe(struct qcow2_edit *e, const struct edit_snapshot *wanted, struct addition *to)
{
	uint32_t len = wanted->len_name < QCOW2_MAX_NEW_SNAPSHOT_NAME_BYTES
			       ? wanted->len_name
			       : QCOW2_MAX_NEW_SNAPSHOT_NAME_BYTES;

	*to = (struct addition){
		.entry = {
			.header = {
				.num_l1_entries = (uint32_t)e->num_l1,
				.len_name = (uint16_t)len,
				.date_sec = wanted->date_sec,
				.date_nsec = wanted->date_nsec,
				.len_extra_data = LEN_EXTRA,
			},
			.disk_size = e->img->size,
		},
		.name = wanted->name,
	};
	return new_id(e, to);
}

static bool tell(struct guest_snapshot_result *done, uint64_t size, const uint8_t *id,
		 size_t len_id, const uint8_t *name, size_t len_name)
{
	done->virtual_size = size;
	return info_copy(id, len_id, &done->id) && info_copy(name, len_name, &done->name);
}

/* The disk's own L1 table is copied; what it reaches has two users from then on. */
static bool create(struct qcow2_edit *e, const struct edit_snapshot *wanted,
		   struct guest_snapshot_result *done)
{
	unsigned per_cluster = e->q->cluster_bits - bits_of(QCOW2_L1_ENTRY_SIZE);
	struct addition new;
	uint64_t first;

	if (e->q->header.num_snapshots >= QCOW2_MAX_SNAPSHOTS)
		return fault_code(EDIT_ERROR_TOO_MANY, e->q->header.num_snapshots);
	if (!describe(e, wanted, &new) ||
	    !qcow2_alloc(&e->alloc, pieces_of(e->num_l1, per_cluster), &first))
		return false;
	new.entry.header.ofs_l1_table = first << e->q->cluster_bits;
	return qcow2_edit_put_l1(e, new.entry.header.ofs_l1_table, 0, e->num_l1) &&
	       qcow2_count_active(e, 1) && qcow2_edit_part(e) &&
	       write_table(e, NO_SNAPSHOT, &new) &&
	       tell(done, e->img->size, new.id, new.entry.header.len_id, new.name,
		    new.entry.header.len_name);
}

/* --- those that there are --- */

static bool find(struct qcow2_edit *e, const struct edit_snapshot *wanted,
		 struct qcow2_snapshot_place *place, bool by_id)
{
	const struct qcow2_snapshot_wanted id = { .id = wanted->name, .len_id = wanted->len_name };
	const struct qcow2_snapshot_wanted name = { .name = wanted->name,
						    .len_name = wanted->len_name };
	bool found = false;

	if (by_id && !qcow2_find_snapshot(e->img, e->q, &id, place, &found))
		return false;
	if (!found && !qcow2_find_snapshot(e->img, e->q, &name, place, &found))
		return false;
	return found || fault_code(EDIT_ERROR_NOT_FOUND, 0);
}

/* What the snapshot is, in the arena. */
static bool load(struct qcow2_edit *e, const struct qcow2_snapshot_place *place,
		 struct qcow2_snapshot *s, struct guest_snapshot_result *done)
{
	uint8_t *bytes = io_alloc(QCOW2_SNAPSHOT_MAX_SIZE, 8);

	return bytes && qcow2_read_snapshot(e, place, bytes, s) &&
	       tell(done, s->disk_size, bytes + s->unique_id_off, s->unique_id_len,
		    bytes + s->name_off, s->name_len);
}

static bool remove(struct qcow2_edit *e, const struct edit_snapshot *wanted,
		   struct guest_snapshot_result *done)
{
	struct qcow2_snapshot_place place;
	const struct qcow2_snapshot_header *h = &place.header;
	struct qcow2_snapshot s;

	if (!find(e, wanted, &place, false) || !load(e, &place, &s, done) ||
	    !qcow2_snapshot_l1_fits(e->img, e->q, &place))
		return false;
	done->virtual_size = e->img->size;
	return write_table(e, place.index, NULL) && qcow2_edit_barrier(e) &&
	       qcow2_count_table(e, h->ofs_l1_table, h->num_l1_entries, -1) &&
	       qcow2_edit_free(e, h->ofs_l1_table,
			       (uint64_t)h->num_l1_entries * QCOW2_L1_ENTRY_SIZE) &&
	       qcow2_count_active(e, 0);
}

/* The snapshot's L1 table, as long as the active one. No flag says that what it reaches has one
 * user: it has not. */
static bool read_l1(struct qcow2_edit *e, const struct qcow2_snapshot_header *h, uint64_t **entries)
{
	if (!qcow2_edit_read_table(e, h->ofs_l1_table, h->num_l1_entries, e->num_l1, entries))
		return false;
	for (uint64_t i = 0; i < h->num_l1_entries; i++)
		(*entries)[i] &= ~qcow2_l1_entry_make(true, 0);
	return true;
}

/* The disk has the snapshot's entries from now on; what only the old ones reach is nobody's. */
static bool switch_l1(struct qcow2_edit *e, uint64_t *entries)
{
	uint64_t *old = e->l1;

	e->l1 = entries;
	if (!qcow2_edit_put_l1(e, e->q->header.ofs_l1_table, 0, e->num_l1) ||
	    !qcow2_edit_barrier(e))
		return false;
	e->l1 = old;
	if (!qcow2_count_active(e, -1))
		return false;
	e->l1 = entries;
	return qcow2_count_active(e, 0);
}

static bool apply(struct qcow2_edit *e, const struct edit_snapshot *wanted,
		  struct guest_snapshot_result *done)
{
	struct qcow2_snapshot_place place;
	const struct qcow2_snapshot_header *h = &place.header;
	struct qcow2_snapshot s;
	uint64_t *entries;

	if (!find(e, wanted, &place, true) || !load(e, &place, &s, done) ||
	    !qcow2_snapshot_l1_fits(e->img, e->q, &place))
		return false;
	if (s.disk_size != e->img->size &&
	    !qcow2_edit_resize(e, &(struct resize){ .size = s.disk_size }))
		return false;
	return qcow2_edit_grow_l1(e, h->num_l1_entries) && read_l1(e, h, &entries) &&
	       qcow2_count_table(e, h->ofs_l1_table, h->num_l1_entries, 1) && qcow2_edit_part(e) &&
	       switch_l1(e, entries);
}

static bool act(struct qcow2_edit *e, const struct edit_snapshot *wanted,
		struct guest_snapshot_result *done)
{
	switch (wanted->action) {
	case EDIT_SNAPSHOT_ACTION_CREATE:
		return create(e, wanted, done);
	case EDIT_SNAPSHOT_ACTION_APPLY:
		return apply(e, wanted, done);
	default:
		return remove(e, wanted, done);
	}
}

/* The disk of an image with a data file has one state; a bitmap is about the one that it has. */
static bool check(const struct qcow2 *q, const struct edit_snapshot *wanted)
{
	if (wanted->action == EDIT_SNAPSHOT_ACTION_APPLY && q->has_bitmaps)
		return fault_code(EDIT_ERROR_BITMAPS, q->bitmaps.num_bitmaps);
	if (q->data_file)
		return fault_code(EDIT_ERROR_UNSUPPORTED, SOURCE_FORMAT_QCOW2);
	return true;
}

bool qcow2_change_snapshots(struct image *img, const struct edit_snapshot *wanted,
			    struct guest_snapshot_result *done)
{
	struct qcow2_edit e;

	return check(img->state, wanted) && qcow2_edit_begin(&e, img, false) &&
	       act(&e, wanted, done) && qcow2_move_bitmaps(&e) && qcow2_edit_end(&e);
}
