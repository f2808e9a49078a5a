/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: a walk through an L1 table and the L2 tables that it names, as `check` needs it: nothing
 * that is wrong ends it. Once to count what the entries use, once to look at the flags that repeat
 * the counts.
 */
#include "check.h"

#include "io/message.h"

#define L1_WINDOW 65536u
#define L2_SLICES 512u	     /* at once */
#define L2_BUDGET (1u << 22) /* bytes of them */

/* A part of an L2 table: all of one up to QCOW2_SLICE_MAX. */
struct slice {
	uint64_t table_index; /* in the L1 table */
	uint64_t offset;      /* in the file */
	const uint8_t *bytes; /* NULL: all zeros */
	uint64_t first;	      /* number of its first entry in the table */
};

struct walk {
	struct qcow2_check *c;
	bool active;
	uint64_t next_offset; /* where data continues what is before it; 0: nowhere in particular */
	/* Each entry of the L1 table; the L2 table that it names is looked at where *follow. */
	bool (*on_l1)(struct walk *w, uint64_t index, uint64_t entry, bool *follow);
	bool (*on_slice)(struct walk *w, const struct slice *slice);
};

/* Slices that are read together. */
struct batch {
	uint32_t num;
	uint64_t index[L2_SLICES]; /* in the L1 table */
	uint64_t entry[L2_SLICES];
	uint64_t first[L2_SLICES]; /* number of the slice in its table */
};

static uint32_t entry_size(const struct qcow2_check *c)
{
	return (uint32_t)qcow2_header_l2_entry_size(&c->q->header);
}

static uint32_t slice_size(const struct qcow2_check *c)
{
	return c->q->cluster_size < QCOW2_SLICE_MAX ? c->q->cluster_size : QCOW2_SLICE_MAX;
}

bool qcow2_slices_init(struct qcow2_check *c)
{
	return table_init(&c->l1, c->img->disk, 0, QCOW2_MAX_L1_BYTES, L1_WINDOW) &&
	       pages_init(&c->l2, c->img->disk, slice_size(c), L2_SLICES, L2_BUDGET);
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
	uint32_t per_table = c->q->cluster_size / slice_size(c), len;
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
		offset = qcow2_l1_entry_ofs_l2_table(entry) + at->slice * slice_size(c);
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

static bool visit_batch(struct walk *w, const struct batch *b, bool *follow)
{
	struct qcow2_check *c = w->c;

	for (uint32_t i = 0; i < b->num; i++) {
		struct slice slice = {
			.table_index = b->index[i],
			.offset = qcow2_l1_entry_ofs_l2_table(b->entry[i]) +
				  b->first[i] * slice_size(c),
			.bytes = c->l2.page[i],
			.first = b->first[i] * slice_size(c) / entry_size(c),
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

/* Past the end of the file there are zeros, which name no table. */
static bool walk_tables(struct walk *w, uint64_t offset, uint64_t num_entries)
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

static uint64_t place_of_l1(const struct qcow2_check *c, uint64_t index)
{
	return c->l1.offset + index * QCOW2_L1_ENTRY_SIZE;
}

static bool is_strict(const struct qcow2_check *c)
{
	return !(c->sink->config->flags & CHECK_FLAG_RESERVED_UNCHECKED);
}

/* Remember that flags have to be looked at. A cluster of another window is looked at in that. */
static void doubt(struct walk *w, uint64_t offset, bool copied)
{
	struct qcow2_check *c = w->c;
	uint64_t cluster = offset >> c->q->cluster_bits;
	bool elsewhere = cluster < c->num_clusters && cluster - c->counts.first >= c->counts.num;

	if (w->active && !elsewhere && !qcow2_is_right(c, cluster, copied))
		c->doubtful = true;
}

static bool count_l1(struct walk *w, uint64_t index, uint64_t entry, bool *follow)
{
	struct qcow2_check *c = w->c;
	uint64_t l2 = qcow2_l1_entry_ofs_l2_table(entry), at = place_of_l1(c, index);

	*follow = true;
	c->user = CHECK_USER_L2;
	c->guest = index * c->q->cluster_size / entry_size(c) << c->q->cluster_bits;
	doubt(w, l2, qcow2_l1_entry_copied(entry));
	if (is_strict(c) &&
	    (qcow2_l1_entry_reserved_high(entry) | qcow2_l1_entry_reserved_low(entry)) &&
	    !qcow2_tell_walked(c, FAULT_QCOW2_L1_ENTRY_CHECK_RESERVED, at, entry, index))
		return false;
	if (!qcow2_count(c, l2, c->q->cluster_size, at))
		return false;
	return l2 % c->q->cluster_size == 0 ||
	       qcow2_tell_walked(c, FAULT_QCOW2_L1_ENTRY_CHECK_L2_UNALIGNED, at, l2, index);
}

/* An entry with the place where it is. */
struct entry {
	uint64_t value, bitmap;
	uint64_t at, index;
};

/* Change an entry in the file, and where it was read to: other entries may lead to the table. */
static bool change_entry(struct qcow2_check *c, const struct slice *s, const struct entry *e,
			 uint64_t value)
{
	uint8_t *page = c->l2.buf + (s->bytes - c->l2.buf);

	qcow2_l2_entry_store(page + (e->at - s->offset), value);
	return qcow2_put_entry(c, e->at, value);
}

/* Nothing is stored where it leads: it need not lead there. */
static bool repair_preallocated(struct qcow2_check *c, const struct slice *s, const struct entry *e,
				uint64_t host)
{
	uint64_t value = c->q->extended ? 0 : QCOW2_L2_ENTRY_ZERO_MASK;

	return qcow2_tell(c, FAULT_QCOW2_L2_ENTRY_CHECK_PREALLOCATED_REPAIRED,
			  CHECK_EFFECT_CORRUPTION_REPAIRED, e->at, host, 0, 0) &&
	       change_entry(c, s, e, value);
}

static void note_allocated(struct walk *w, bool fragmented, bool compressed)
{
	struct guest_check_result *r = w->c->result;

	if (!w->active || w->c->quiet)
		return;
	r->allocated_clusters++;
	r->fragmented_clusters += fragmented;
	r->compressed_clusters += compressed;
}

static bool count_compressed(struct walk *w, const struct entry *e)
{
	struct qcow2_check *c = w->c;
	uint32_t bits = c->q->cluster_bits;
	uint64_t host = qcow2_compressed_entry_host_offset(e->value, bits);
	uint64_t len, value = qcow2_compressed_entry_make(
			      false, true, qcow2_compressed_entry_descriptor(e->value));

	if (qcow2_compressed_entry_copied(e->value) &&
	    !qcow2_tell_walked(c, FAULT_QCOW2_COMPRESSED_ENTRY_CHECK_COPIED, e->at, host, 0))
		return false;
	if (c->q->data_file)
		return qcow2_tell_walked(c, FAULT_QCOW2_COMPRESSED_ENTRY_CHECK_IN_DATA_FILE, e->at,
					 e->index, value);
	if (is_strict(c) && e->bitmap != 0)
		return qcow2_tell_walked(c, FAULT_QCOW2_COMPRESSED_ENTRY_CHECK_SUBCLUSTERS, e->at,
					 e->index, value);
	note_allocated(w, true, true);
	len = qcow2_compressed_entry_len_data(e->value, bits);
	if (!is_strict(c)) { /* all of the sectors, of which the same clusters have a part */
		len += host % SOURCE_SECTOR_SIZE;
		host -= host % SOURCE_SECTOR_SIZE;
	}
	return qcow2_count(c, host, len, e->at);
}

/* Whether anything is stored in the cluster, rather than space kept for it. */
static bool has_data(const struct qcow2_check *c, const struct entry *e)
{
	return c->q->extended ? qcow2_subcluster_bitmap_allocated(e->bitmap) != 0
			      : !qcow2_l2_entry_zero(e->value);
}

static bool count_placed(struct walk *w, const struct slice *s, const struct entry *e,
			 uint64_t host)
{
	struct qcow2_check *c = w->c;

	if (is_strict(c) && qcow2_subcluster_bitmap_conflicts(e->bitmap) != 0 &&
	    !qcow2_tell_walked(c, FAULT_QCOW2_SUBCLUSTER_BITMAP_CHECK_BOTH_SET, e->at, host, 0))
		return false;
	if (host % c->q->cluster_size != 0 && !has_data(c, e) && qcow2_repairs_errors(c) &&
	    w->active)
		return repair_preallocated(c, s, e, host);
	if (host % c->q->cluster_size != 0 &&
	    !qcow2_tell_walked(c,
			       has_data(c, e) ? FAULT_QCOW2_L2_ENTRY_CHECK_DATA_UNALIGNED
					      : FAULT_QCOW2_L2_ENTRY_CHECK_PREALLOCATED_UNALIGNED,
			       e->at, host, 0))
		return false;
	doubt(w, host, qcow2_l2_entry_copied(e->value));
	note_allocated(w, w->next_offset != 0 && host != w->next_offset, false);
	w->next_offset = host + c->q->cluster_size;
	return c->q->data_file || qcow2_count(c, host, c->q->cluster_size, e->at);
}

static bool count_entry(struct walk *w, const struct slice *s, const struct entry *e)
{
	struct qcow2_check *c = w->c;
	uint64_t host = qcow2_l2_entry_host_offset(e->value);

	c->user = CHECK_USER_DATA;
	c->guest = (s->table_index * c->q->cluster_size / entry_size(c) + e->index)
		   << c->q->cluster_bits;
	if (qcow2_l2_entry_compressed(e->value))
		return count_compressed(w, e);
	if (is_strict(c) &&
	    (qcow2_l2_entry_reserved_high(e->value) | qcow2_l2_entry_reserved_low(e->value)) &&
	    !qcow2_tell_walked(c, FAULT_QCOW2_L2_ENTRY_CHECK_RESERVED, e->at, e->value, 0))
		return false;
	if (host != 0)
		return count_placed(w, s, e, host);
	if (!c->q->extended && qcow2_l2_entry_zero(e->value))
		return true;
	if (c->q->data_file && qcow2_l2_entry_copied(e->value))
		return count_placed(w, s, e, host);
	if (!is_strict(c) || qcow2_subcluster_bitmap_allocated(e->bitmap) == 0)
		return true;
	return qcow2_tell_walked(c, FAULT_QCOW2_SUBCLUSTER_BITMAP_CHECK_ALLOCATED_WITHOUT_OFFSET,
				 e->at, e->bitmap, 0);
}

static bool load_entry(const struct qcow2_check *c, const struct slice *s, uint32_t pos,
		       struct entry *e)
{
	e->value = qcow2_l2_entry_load(s->bytes + pos);
	e->bitmap = c->q->extended
			    ? qcow2_subcluster_bitmap_load(s->bytes + pos + QCOW2_L2_ENTRY_SIZE)
			    : 0;
	e->at = s->offset + pos;
	e->index = s->first + pos / entry_size(c);
	return e->value != 0 || e->bitmap != 0;
}

/* What a standard entry of plain data has, and nothing else. */
#define PLAIN_MASK (QCOW2_L2_ENTRY_COPIED_MASK | QCOW2_L2_ENTRY_HOST_SECTOR_MASK)

/*
 * The same as count_entry for a run of plain clusters that lie in the file and in the window, whose
 * counters are one byte and not full: nearly all entries of nearly all images. Where it stops.
 */
static uint32_t count_plain(struct walk *w, const struct slice *s, uint32_t pos, uint32_t size)
{
	struct qcow2_check *c = w->c;
	const struct qcow2_counters *n = &c->counters;
	uint64_t bits = c->q->cluster_bits, cluster_size = c->q->cluster_size;
	uint64_t last = c->file_end >> bits, first = n->first, num = n->num;
	uint64_t allocated = 0, fragmented = 0, next = w->next_offset;
	const uint8_t *ones = c->counts.ones;
	uint64_t right = 1;
	uint8_t *counters = n->bytes, most = (uint8_t)n->most;

	for (; pos < size; pos += QCOW2_L2_ENTRY_SIZE) {
		uint64_t entry = qcow2_l2_entry_load(s->bytes + pos);
		uint64_t host = qcow2_l2_entry_host_offset(entry), cluster = host >> bits;

		if (entry == 0)
			continue;
		if ((entry & ~PLAIN_MASK) != 0 || host == 0 || (host & (cluster_size - 1)) != 0 ||
		    cluster >= last || cluster - first >= num || counters[cluster - first] >= most)
			break;
		counters[cluster - first]++;
		right &= ones[(cluster - first) / BITS_PER_BYTE] >>
				 (cluster - first) % BITS_PER_BYTE &
			 entry >> QCOW2_L2_ENTRY_COPIED_SHIFT;
		allocated++;
		fragmented += next != 0 && host != next;
		next = host + cluster_size;
	}
	w->next_offset = next;
	if (w->active && !right)
		c->doubtful = true;
	if (w->active && !c->quiet) {
		c->result->allocated_clusters += allocated;
		c->result->fragmented_clusters += fragmented;
	}
	return pos;
}

static bool is_simple(const struct qcow2_check *c)
{
	return !c->owning && !c->q->extended && !c->q->data_file &&
	       c->counters.width == sizeof(uint8_t);
}

static bool count_slice(struct walk *w, const struct slice *s)
{
	const struct qcow2_check *c = w->c;
	uint32_t size = slice_size(c), step = entry_size(c);
	bool simple = is_simple(c);
	struct entry e;

	for (uint32_t pos = 0; pos < size; pos += step) {
		if (simple)
			pos = count_plain(w, s, pos, size);
		if (pos < size && load_entry(c, s, pos, &e) && !count_entry(w, s, &e))
			return false;
	}
	return true;
}

bool qcow2_count_tables(struct qcow2_check *c, uint64_t offset, uint64_t num_entries, bool active)
{
	struct walk w = { .c = c, .active = active, .on_l1 = count_l1, .on_slice = count_slice };

	c->user = CHECK_USER_L1;
	return num_entries == 0 || (qcow2_count(c, offset, num_entries * QCOW2_L1_ENTRY_SIZE,
						QCOW2_HEADER_OFS_L1_TABLE_OFFSET) &&
				    walk_tables(&w, offset, num_entries));
}

/* Whether a flag says something else than the count of its cluster. Not where that cannot be read,
 * nor where it is looked at in another window. */
static bool differs(struct qcow2_check *c, uint64_t cluster, bool copied, uint64_t *count,
		    bool *yes)
{
	const struct qcow2_counts *n = &c->counts;
	uint64_t index = cluster - n->first;
	bool here = index < n->num, known;

	*count = 1;
	*yes = !copied;
	if (here && (n->ones[index / BITS_PER_BYTE] >> index % BITS_PER_BYTE & 1))
		return true;
	*yes = false;
	if (here ? !copied : cluster < c->num_clusters || n->first != 0)
		return true;
	if (!qcow2_read_count(c, cluster, count, &known))
		return false;
	*yes = known && (*count == 1) != copied;
	return true;
}

static bool check_l1_flag(struct walk *w, uint64_t index, uint64_t entry, bool *follow)
{
	struct qcow2_check *c = w->c;
	uint64_t l2 = qcow2_l1_entry_ofs_l2_table(entry), count;
	bool wrong = false;

	*follow = l2 != 0;
	if (*follow &&
	    !differs(c, l2 >> c->q->cluster_bits, qcow2_l1_entry_copied(entry), &count, &wrong))
		return false;
	if (wrong && c->repairs_flags)
		return qcow2_tell(c, FAULT_QCOW2_L1_ENTRY_CHECK_COPIED_REPAIRED,
				  CHECK_EFFECT_CORRUPTION_REPAIRED, place_of_l1(c, index), entry,
				  index, count) &&
		       qcow2_put_entry(c, place_of_l1(c, index),
				       entry ^ QCOW2_L2_ENTRY_COPIED_MASK);
	return !wrong || qcow2_tell(c, FAULT_QCOW2_L1_ENTRY_CHECK_COPIED, CHECK_EFFECT_CORRUPTION,
				    place_of_l1(c, index), entry, index, count);
}

static bool is_placed(const struct qcow2_check *c, const struct entry *e)
{
	if (qcow2_l2_entry_compressed(e->value))
		return false;
	if (qcow2_l2_entry_host_offset(e->value) != 0)
		return true;
	return c->q->data_file && qcow2_l2_entry_copied(e->value) &&
	       (c->q->extended || !qcow2_l2_entry_zero(e->value));
}

static bool repair_flag(struct qcow2_check *c, const struct slice *s, const struct entry *e,
			uint64_t count)
{
	return qcow2_tell(c, FAULT_QCOW2_L2_ENTRY_CHECK_COPIED_REPAIRED,
			  CHECK_EFFECT_CORRUPTION_REPAIRED, e->at, e->value, count, 0) &&
	       change_entry(c, s, e, e->value ^ QCOW2_L2_ENTRY_COPIED_MASK);
}

static bool check_flag(struct walk *w, const struct slice *s, const struct entry *e)
{
	struct qcow2_check *c = w->c;
	uint64_t host = qcow2_l2_entry_host_offset(e->value), count = 1;
	bool copied = qcow2_l2_entry_copied(e->value), wrong = !copied && c->counts.first == 0;

	if (!c->q->data_file && !differs(c, host >> c->q->cluster_bits, copied, &count, &wrong))
		return false;
	if (wrong && c->repairs_flags)
		return repair_flag(c, s, e, count);
	return !wrong || qcow2_tell(c, FAULT_QCOW2_L2_ENTRY_CHECK_COPIED, CHECK_EFFECT_CORRUPTION,
				    e->at, e->value, count, 0);
}

static bool check_slice(struct walk *w, const struct slice *s)
{
	const struct qcow2_check *c = w->c;
	uint32_t size = slice_size(c), step = entry_size(c);
	struct entry e;

	for (uint32_t pos = 0; pos < size; pos += step) {
		uint64_t entry = qcow2_l2_entry_load(s->bytes + pos);

		if (entry == 0 ||
		    qcow2_is_right(c, qcow2_l2_entry_host_offset(entry) >> c->q->cluster_bits,
				   qcow2_l2_entry_copied(entry)))
			continue;
		if (load_entry(c, s, pos, &e) && is_placed(c, &e) && !check_flag(w, s, &e))
			return false;
	}
	return true;
}

bool qcow2_check_copied(struct qcow2_check *c)
{
	struct walk w = { .c = c, .on_l1 = check_l1_flag, .on_slice = check_slice };
	uint64_t first = 0;

	do {
		if (!qcow2_find_ones(c, c->counters.bytes, c->counters.len, first) ||
		    !walk_tables(&w, c->q->header.ofs_l1_table, c->q->header.num_l1_entries))
			return false;
		first += c->counts.num;
	} while (first < c->num_clusters);
	return true;
}
