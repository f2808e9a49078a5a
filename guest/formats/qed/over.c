/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A QED image that exists, whose disk is written over, in ascending order. New
 * clusters go to the end of the file, and a table after them, as from qemu. A table names a cluster
 * when that is in the file, and is itself named after that.
 */
#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "edit.h"
#include "formats/edit.h"
#include "formats/existing.h"
#include "formats/layout.h"
#include "image.h"
#include "io/io.h"
#include "io/writer.h"

#define LEN_WINDOW 65536u

struct over {
	const struct qed *q;
	unsigned cluster_bits, entries_bits; /* an L2 table has 1 << entries_bits entries */
	uint32_t num;			     /* entries of a window */
	uint64_t first;			     /* cluster of the disk that the window begins with */
	uint64_t table;			     /* where the window's table is; 0: nowhere */
	uint64_t number;		     /* of that table */
	uint8_t *window;		     /* entries as in the file */
	bool loaded, dirty, is_new;	     /* the table, to the L1 table */
};

/* What the window names is in the file; so is the window, and then what names its table. */
static bool flush_window(struct writer *w)
{
	struct over *o = w->state;
	uint64_t place = o->first & ((UINT64_C(1) << o->entries_bits) - 1);
	uint8_t entry[QED_TABLE_ENTRY_SIZE];

	if (!o->dirty)
		return true;
	o->dirty = false;
	if (!writer_finish(w->disk, w->end) || !writer_barrier(w->disk) ||
	    !target_put(w, o->table + place * QED_TABLE_ENTRY_SIZE, o->window,
			o->num * QED_TABLE_ENTRY_SIZE) ||
	    !writer_barrier(w->disk))
		return false;
	if (!o->is_new)
		return true;
	o->is_new = false;
	qed_table_entry_store(entry, o->table);
	return target_put(w, o->q->header.ofs_l1_table + o->number * QED_TABLE_ENTRY_SIZE, entry,
			  sizeof(entry)) &&
	       writer_barrier(w->disk);
}

static bool find_table(struct writer *w, uint64_t number)
{
	struct over *o = w->state;
	uint64_t at = o->q->header.ofs_l1_table + number * QED_TABLE_ENTRY_SIZE;
	uint8_t entry[QED_TABLE_ENTRY_SIZE];

	if (!io_read_padded(w->disk, at, entry, sizeof(entry)))
		return false;
	o->number = number;
	o->table = qed_table_entry_offset(qed_table_entry_load(entry));
	if (o->table != 0 && !qed_table_is_in_file(o->q, o->table) && o->table < o->q->file_end)
		return fault_raise(w->disk, FAULT_QED_TABLE_ENTRY_L2_INVALID, at, o->table);
	return true;
}

/* The window with the entry of a cluster of the disk. */
static bool load_window(struct writer *w, uint64_t cluster)
{
	struct over *o = w->state;
	uint64_t first = cluster & ~(uint64_t)(o->num - 1);
	uint64_t place = first & ((UINT64_C(1) << o->entries_bits) - 1);

	if (o->loaded && o->first == first)
		return true;
	if (!flush_window(w) || !writer_drain() || !find_table(w, cluster >> o->entries_bits))
		return false;
	o->first = first;
	o->loaded = true;
	memset(o->window, 0, o->num * QED_TABLE_ENTRY_SIZE);
	return o->table == 0 || io_read_padded(w->disk, o->table + place * QED_TABLE_ENTRY_SIZE,
					       o->window, o->num * QED_TABLE_ENTRY_SIZE);
}

static uint8_t *entry_of(const struct over *o, uint64_t cluster)
{
	return o->window + (cluster - o->first) * QED_TABLE_ENTRY_SIZE;
}

/* Where a cluster is; 0: nowhere, or known to be zeros. */
static uint64_t place_of(const struct over *o, uint64_t cluster)
{
	uint64_t offset = qed_table_entry_offset(qed_table_entry_load(entry_of(o, cluster)));

	return offset == QED_ZERO_CLUSTER ? 0 : offset;
}

/* Clusters from this one on, of `most`, that are in the window and have no place. */
static uint64_t unplaced(const struct over *o, uint64_t cluster, uint64_t most)
{
	uint64_t num = 0, left = o->first + o->num - cluster;

	while (num < most && num < left && place_of(o, cluster + num) == 0)
		num++;
	return num;
}

/* Entries of the window, each `step` after the one before; the table goes to the end of the file if
 * there is none. */
static void set_entries(struct writer *w, uint64_t cluster, uint64_t num, uint64_t offset,
			uint64_t step)
{
	struct over *o = w->state;

	for (uint64_t i = 0; i < num; i++)
		qed_table_entry_store(entry_of(o, cluster + i), offset + i * step);
	w->end += (num << o->cluster_bits) * (step != 0);
	o->dirty = true;
	if (o->table == 0) {
		o->is_new = true;
		o->table = w->end;
		w->end += qed_header_len_table(&o->q->header);
	}
}

static bool is_sound(const struct writer *w, uint64_t offset)
{
	const struct over *o = w->state;

	if (offset % o->q->header.cluster_size == 0 && offset >= o->q->ofs_data && offset < w->end)
		return true;
	return fault_raise(w->disk, FAULT_QED_TABLE_ENTRY_DATA_INVALID, 0, offset);
}

/* What of a request is in one cluster that has its place, or in new ones of one window. */
static bool find_place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *at, uint32_t *done)
{
	struct over *o = w->state;
	uint64_t cluster = pos >> o->cluster_bits;
	uint64_t within = pos & (o->q->header.cluster_size - 1), num = 1, end;

	if (!load_window(w, cluster))
		return false;
	*at = place_of(o, cluster);
	if (*at == 0) {
		num = unplaced(o, cluster, pieces_of(within + len, o->cluster_bits));
		*at = w->end;
		set_entries(w, cluster, num, *at, o->q->header.cluster_size);
	} else if (!is_sound(w, *at)) {
		return false;
	}
	end = (num << o->cluster_bits) - within;
	*done = end < len ? (uint32_t)end : len;
	*at += within;
	return true;
}

static bool put_one(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len,
		    uint32_t *done)
{
	const struct over *o = w->state;
	uint64_t mask = o->q->header.cluster_size - 1, old = w->end, at, end;
	uint32_t before = (uint32_t)(pos & mask), after;

	if (!find_place(w, pos, len, &at, done))
		return false;
	end = pos + *done;
	after = (uint32_t)(align_up(end, mask + 1) - end);
	if (at >= old && !(existing_put_old(w, pos - before, at - before, before) &&
			   existing_put_old(w, end, at + *done, after)))
		return false;
	return writer_put(w->disk | IO_OVER, at, data, *done);
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	for (uint32_t done; len > 0; pos += done, data += done, len -= done)
		if (!put_one(w, pos, data, len, &done))
			return false;
	return true;
}

/* A cluster that has its place is written; of others the table says that they are zeros. What lies
 * around a part of one may be those of a backing image. */
static bool zero_in(struct writer *w, uint64_t pos, uint64_t len)
{
	struct over *o = w->state;
	uint64_t within = pos & (o->q->header.cluster_size - 1), at;
	bool whole = within == 0 && (len == o->q->header.cluster_size || pos + len == w->size);

	if (!load_window(w, pos >> o->cluster_bits))
		return false;
	at = place_of(o, pos >> o->cluster_bits);
	if (at != 0)
		return is_sound(w, at) && target_fill(w->disk | IO_OVER, at + within, len);
	if (!whole && w->image->backing)
		return target_put_zeros(w, pos, len);
	if (whole)
		set_entries(w, pos >> o->cluster_bits, 1, QED_ZERO_CLUSTER, 0);
	return true;
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	const struct over *o = w->state;
	uint64_t size = o->q->header.cluster_size;

	for (uint64_t part; len > 0; pos += part, len -= part) {
		part = size - (pos & (size - 1));
		part = part < len ? part : len;
		if (!zero_in(w, pos, part))
			return false;
	}
	return true;
}

static bool begin(struct writer *w)
{
	const struct qed *q = w->image->state;
	uint64_t entries = qed_header_num_table_entries(&q->header);
	struct over *o = io_alloc(sizeof(*o), _Alignof(struct over));

	if (!o)
		return false;
	if (!qed_check_editable(w->image))
		return false;
	*o = (struct over){
		.q = q,
		.cluster_bits = bits_of(q->header.cluster_size),
		.entries_bits = bits_of(entries),
		.num = LEN_WINDOW / QED_TABLE_ENTRY_SIZE,
	};
	if (o->num > entries)
		o->num = (uint32_t)entries;
	o->window = io_alloc(o->num * QED_TABLE_ENTRY_SIZE, 8);
	w->state = o;
	w->size = w->image->size;
	w->end = align_up(io_size(w->disk), q->header.cluster_size);
	w->len_cluster = w->len_unit = q->header.cluster_size;
	return o->window != NULL && qed_check_apart(w);
}

static bool end(struct writer *w)
{
	return flush_window(w) && writer_finish(w->disk, w->end);
}

const struct target_writer qed_over = {
	.format = SOURCE_FORMAT_QED,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};
