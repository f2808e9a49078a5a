/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: whether the flags that repeat a count are right. */
#include "check_walk.h"

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

static bool check_l1_flag(struct check_walk *w, uint64_t index, uint64_t entry, bool *follow)
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
				  CHECK_EFFECT_CORRUPTION_REPAIRED, check_place_of_l1(c, index),
				  entry, index, count) &&
		       qcow2_put_entry(c, check_place_of_l1(c, index),
				       entry ^ QCOW2_L2_ENTRY_COPIED_MASK);
	return !wrong || qcow2_tell(c, FAULT_QCOW2_L1_ENTRY_CHECK_COPIED, CHECK_EFFECT_CORRUPTION,
				    check_place_of_l1(c, index), entry, index, count);
}

static bool is_placed(const struct qcow2_check *c, const struct check_entry *e)
{
	if (qcow2_l2_entry_compressed(e->value))
		return false;
	if (qcow2_l2_entry_host_offset(e->value) != 0)
		return true;
	return c->q->data_file && qcow2_l2_entry_copied(e->value) &&
	       (c->q->extended || !qcow2_l2_entry_zero(e->value));
}

static bool repair_flag(struct qcow2_check *c, const struct check_slice *s,
			const struct check_entry *e, uint64_t count)
{
	return qcow2_tell(c, FAULT_QCOW2_L2_ENTRY_CHECK_COPIED_REPAIRED,
			  CHECK_EFFECT_CORRUPTION_REPAIRED, e->at, e->value, count, 0) &&
	       check_change_entry(c, s, e, e->value ^ QCOW2_L2_ENTRY_COPIED_MASK);
}

static bool check_flag(struct check_walk *w, const struct check_slice *s,
		       const struct check_entry *e)
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

static bool check_slice(struct check_walk *w, const struct check_slice *s)
{
	const struct qcow2_check *c = w->c;
	uint32_t size = check_slice_size(c), step = check_entry_size(c);
	struct check_entry e;

	for (uint32_t pos = 0; pos < size; pos += step) {
		uint64_t entry = qcow2_l2_entry_load(s->bytes + pos);

		if (entry == 0 ||
		    qcow2_is_right(c, qcow2_l2_entry_host_offset(entry) >> c->q->cluster_bits,
				   qcow2_l2_entry_copied(entry)))
			continue;
		if (check_load_entry(c, s, pos, &e) && is_placed(c, &e) && !check_flag(w, s, &e))
			return false;
	}
	return true;
}

bool qcow2_check_copied(struct qcow2_check *c)
{
	struct check_walk w = { .c = c, .on_l1 = check_l1_flag, .on_slice = check_slice };
	uint64_t first = 0;

	do {
		if (!qcow2_find_ones(c, c->counters.bytes, c->counters.len, first) ||
		    !check_walk_tables(&w, c->q->header.ofs_l1_table, c->q->header.num_l1_entries))
			return false;
		first += c->counts.num;
	} while (first < c->num_clusters);
	return true;
}
