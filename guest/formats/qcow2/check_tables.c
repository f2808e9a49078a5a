/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: what the entries of L1 and L2 tables use. */
#include "check_walk.h"

static bool is_strict(const struct qcow2_check *c)
{
	return !(c->sink->config->flags & CHECK_FLAG_RESERVED_UNCHECKED);
}

/* Remember that flags have to be looked at. A cluster of another window is looked at in that. */
static void doubt(struct check_walk *w, uint64_t offset, bool copied)
{
	struct qcow2_check *c = w->c;
	uint64_t cluster = offset >> c->q->cluster_bits;
	bool elsewhere = cluster < c->num_clusters && cluster - c->counts.first >= c->counts.num;

	if (w->active && !elsewhere && !qcow2_is_right(c, cluster, copied))
		c->doubtful = true;
}

static bool count_l1(struct check_walk *w, uint64_t index, uint64_t entry, bool *follow)
{
	struct qcow2_check *c = w->c;
	uint64_t l2 = qcow2_l1_entry_ofs_l2_table(entry), at = check_place_of_l1(c, index);

	*follow = true;
	c->user = CHECK_USER_L2;
	c->guest = index * c->q->cluster_size / check_entry_size(c) << c->q->cluster_bits;
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

/* Nothing is stored where it leads: it need not lead there. */
static bool repair_preallocated(struct qcow2_check *c, const struct check_slice *s,
				const struct check_entry *e, uint64_t host)
{
	uint64_t value = c->q->extended ? 0 : QCOW2_L2_ENTRY_ZERO_MASK;

	return qcow2_tell(c, FAULT_QCOW2_L2_ENTRY_CHECK_PREALLOCATED_REPAIRED,
			  CHECK_EFFECT_CORRUPTION_REPAIRED, e->at, host, 0, 0) &&
	       check_change_entry(c, s, e, value);
}

static void note_allocated(struct check_walk *w, bool fragmented, bool compressed)
{
	struct guest_check_result *r = w->c->result;

	if (!w->active || w->c->quiet)
		return;
	r->allocated_clusters++;
	r->fragmented_clusters += fragmented;
	r->compressed_clusters += compressed;
}

static bool count_compressed(struct check_walk *w, const struct check_entry *e)
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
static bool has_data(const struct qcow2_check *c, const struct check_entry *e)
{
	return c->q->extended ? qcow2_subcluster_bitmap_allocated(e->bitmap) != 0
			      : !qcow2_l2_entry_zero(e->value);
}

static bool count_placed(struct check_walk *w, const struct check_slice *s,
			 const struct check_entry *e, uint64_t host)
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

static bool count_entry(struct check_walk *w, const struct check_slice *s,
			const struct check_entry *e)
{
	struct qcow2_check *c = w->c;
	uint64_t host = qcow2_l2_entry_host_offset(e->value);

	c->user = CHECK_USER_DATA;
	c->guest = (s->table_index * c->q->cluster_size / check_entry_size(c) + e->index)
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

/* What a standard entry of plain data has, and nothing else. */
#define PLAIN_MASK (QCOW2_L2_ENTRY_COPIED_MASK | QCOW2_L2_ENTRY_HOST_SECTOR_MASK)

/*
 * The same as count_entry for a run of plain clusters that lie in the file and in the window, whose
 * counters are one byte and not full: nearly all entries of nearly all images. Where it stops.
 */
static uint32_t count_plain(struct check_walk *w, const struct check_slice *s, uint32_t pos,
			    uint32_t size)
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

static bool count_slice(struct check_walk *w, const struct check_slice *s)
{
	const struct qcow2_check *c = w->c;
	uint32_t size = check_slice_size(c), step = check_entry_size(c);
	bool simple = is_simple(c);
	struct check_entry e;

	for (uint32_t pos = 0; pos < size; pos += step) {
		if (simple)
			pos = count_plain(w, s, pos, size);
		if (pos < size && check_load_entry(c, s, pos, &e) && !count_entry(w, s, &e))
			return false;
	}
	return true;
}

bool qcow2_count_tables(struct qcow2_check *c, uint64_t offset, uint64_t num_entries, bool active)
{
	struct check_walk w = {
		.c = c, .active = active, .on_l1 = count_l1, .on_slice = count_slice
	};

	c->user = CHECK_USER_L1;
	return num_entries == 0 || (qcow2_count(c, offset, num_entries * QCOW2_L1_ENTRY_SIZE,
						QCOW2_HEADER_OFS_L1_TABLE_OFFSET) &&
				    check_walk_tables(&w, offset, num_entries));
}
