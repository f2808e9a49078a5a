/* SPDX-License-Identifier: Apache-2.0 */
/* QED: entries that lead nowhere, clusters that are used twice, and clusters that nothing uses. A
 * repair drops the entries that lead nowhere, as qemu's does. */
#include "base/store.h"
#include "formats/bits.h"
#include "formats/check.h"
#include "image.h"

struct look {
	struct image *img;
	struct qed *q;
	struct check_sink *sink;
	struct bits used; /* clusters of the file */
	uint64_t next;	  /* where data continues what is before it; 0: nowhere in particular */
};

static bool tell(struct look *l, uint32_t fault, enum check_effect effect, uint64_t at,
		 uint64_t value)
{
	return check_field(l->sink, l->img, fault, effect, at, value, 0, 0);
}

/* Mark clusters; each that was marked is a problem, and makes *fine false. */
static bool use(struct look *l, uint64_t offset, uint64_t num, uint64_t at, bool *fine)
{
	uint64_t first = offset / l->q->header.cluster_size;

	*fine = true;
	for (uint64_t i = 0; i < num; i++) {
		if (!bits_set(&l->used, first + i))
			continue;
		*fine = false;
		if (!tell(l, FAULT_QED_TABLE_ENTRY_CHECK_USED_TWICE, CHECK_EFFECT_CORRUPTION, at,
			  offset))
			return false;
	}
	return true;
}

/* An entry that leads nowhere. */
static bool tell_broken(struct look *l, uint32_t fault, uint64_t at, uint64_t offset)
{
	return tell(l, fault,
		    check_repairs(l->sink) ? CHECK_EFFECT_CORRUPTION_REPAIRED
					   : CHECK_EFFECT_CORRUPTION,
		    at, offset);
}

/* *drop: a repair makes it lead to no cluster. */
static bool check_data(struct look *l, uint64_t offset, uint64_t at, bool *drop)
{
	struct guest_check_result *r = l->sink->result;
	bool fine;

	*drop = false;
	if (qed_table_entry_classify(offset) != MEANS_DATA)
		return true;
	r->allocated_clusters++;
	r->fragmented_clusters += l->next != 0 && offset != l->next;
	l->next = offset + l->q->header.cluster_size;
	if (!qed_cluster_is_in_file(l->q, offset)) {
		*drop = check_repairs(l->sink);
		return tell_broken(l, FAULT_QED_TABLE_ENTRY_CHECK_DATA_INVALID, at, offset);
	}
	return use(l, offset, 1, at, &fine);
}

static bool check_slice(void *arg, const uint8_t *page, uint64_t offset)
{
	struct look *l = arg;
	struct pages *p = &l->q->levels.second;
	uint8_t *mine = p->buf + (page - p->buf);
	bool drop, changed = false;

	for (uint32_t i = 0; i < p->page_size; i += QED_TABLE_ENTRY_SIZE) {
		if (!check_data(l, qed_table_entry_offset(qed_table_entry_load(page + i)),
				offset + i, &drop))
			return false;
		if (drop)
			qed_table_entry_store(mine + i, 0);
		changed |= drop;
	}
	return !changed || io_put(l->img->disk, offset, page, p->page_size);
}

/* A table of the second level, a piece at a time. */
static bool check_table(struct look *l, uint64_t offset)
{
	l->next = 0;
	return pages_visit(&l->q->levels.second, offset,
			   offset + qed_header_len_table(&l->q->header), check_slice, l);
}

static bool drop_table(struct look *l, uint64_t at, uint64_t offset)
{
	uint8_t none[QED_TABLE_ENTRY_SIZE] = { 0 };

	return tell_broken(l, FAULT_QED_TABLE_ENTRY_CHECK_L2_INVALID, at, offset) &&
	       (!check_repairs(l->sink) || io_put(l->img->disk, at, none, sizeof(none)));
}

static bool check_l1(struct look *l)
{
	struct table *first = &l->q->levels.first;
	const uint8_t *entry;
	uint32_t len;
	bool fine;

	if (!use(l, first->offset, l->q->header.table_size, QED_HEADER_OFS_L1_TABLE_OFFSET, &fine))
		return false;
	for (uint64_t pos = 0; pos < first->len; pos += QED_TABLE_ENTRY_SIZE) {
		uint64_t offset, at = first->offset + pos;

		if (!table_at(first, pos, QED_TABLE_ENTRY_SIZE, &entry, &len))
			return false;
		offset = qed_table_entry_offset(qed_table_entry_load(entry));
		if (offset == 0)
			continue;
		if (!qed_table_is_in_file(l->q, offset)) {
			if (!drop_table(l, at, offset))
				return false;
			continue;
		}
		if (!use(l, offset, l->q->header.table_size, at, &fine) ||
		    (fine && !check_table(l, offset)))
			return false;
	}
	return true;
}

static bool check_leaks(struct look *l)
{
	for (uint64_t i = l->q->header.num_header_clusters; i < l->used.num; i++)
		if (!bits_test(&l->used, i) &&
		    !tell(l, FAULT_QED_TABLE_ENTRY_CHECK_LEAKED, CHECK_EFFECT_LEAK, 0,
			  i * l->q->header.cluster_size))
			return false;
	return true;
}

static bool put_features(struct look *l, uint64_t at, uint64_t features)
{
	uint8_t bytes[sizeof(features)];

	store_u8le(bytes, features);
	return check_write(l->sink, l->img, FAULT_QED_HEADER_CHECK_CLEARS_MARKS, at, features) &&
	       io_flush(l->img->disk) && io_put(l->img->disk, at, bytes, sizeof(bytes));
}

/* An image that is sound now does not say otherwise of itself. Who writes to it does not know what
 * its other marks promise, and takes them away. */
static bool clear_marks(struct look *l)
{
	const struct qed_header *h = &l->q->header;
	const struct guest_check_result *r = l->sink->result;

	if (h->autoclear_features != 0 && !put_features(l, QED_HEADER_AUTOCLEAR_FEATURES_OFFSET, 0))
		return false;
	return r->corruptions != 0 || !qed_header_needs_check(h) ||
	       put_features(l, QED_HEADER_FEATURES_OFFSET,
			    h->features & ~(uint64_t)QED_FEATURE_NEED_CHECK);
}

bool qed_check(struct image *img, struct check_sink *sink)
{
	struct qed *q = img->state;
	struct look l = { .img = img, .q = q, .sink = sink };
	uint32_t size = q->header.cluster_size;
	uint64_t num = q->file_end / size;

	if (num > BITS_MOST)
		return check_end(sink, CHECK_OUTCOME_TOO_LARGE);
	sink->result->total_clusters = img->size / size + (img->size % size != 0);
	return bits_init(&l.used, num) && check_l1(&l) && check_leaks(&l) &&
	       (!check_repairs(sink) || clear_marks(&l));
}
