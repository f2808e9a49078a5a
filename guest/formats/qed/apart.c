/* SPDX-License-Identifier: Apache-2.0 */
/* Whether each table and each cluster of a QED image has a place of its own: QED counts no users,
 * and what is written to a cluster that two entries name would change both. */
#include "edit.h"
#include "formats/usage.h"

struct look {
	const struct writer *w;
	struct qed *q;
	struct usage usage;
};

static bool refuse(const struct look *l, uint64_t at, uint64_t offset)
{
	return fault_raise(l->w->disk, FAULT_TARGET_IMAGE_BLOCK_IN_TABLES, at, offset);
}

static bool take(struct look *l, uint64_t offset, uint64_t len, uint64_t at)
{
	bool met;

	usage_take(&l->usage, offset, len, &met);
	return !met || refuse(l, at, offset);
}

static bool take_data(void *arg, const uint8_t *page, uint64_t offset)
{
	struct look *l = arg;
	uint64_t size = l->q->header.cluster_size;

	for (uint32_t i = 0; i < l->q->levels.second.page_size; i += QED_TABLE_ENTRY_SIZE) {
		uint64_t data = qed_table_entry_offset(qed_table_entry_load(page + i));

		if (qed_table_entry_classify(data) != MEANS_DATA)
			continue;
		if (data % size != 0 || data < l->q->ofs_data || data >= l->w->end)
			return refuse(l, offset + i, data);
		if (!take(l, data, size, offset + i))
			return false;
	}
	return true;
}

static bool take_table(struct look *l, uint64_t table, uint64_t at)
{
	uint64_t len = qed_header_len_table(&l->q->header);

	if (table == 0)
		return true;
	if (!qed_table_is_in_file(l->q, table))
		return fault_raise(l->w->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, at, table);
	return take(l, table, len, at) &&
	       pages_visit(&l->q->levels.second, table, table + len, take_data, l);
}

static bool take_tables(struct look *l)
{
	struct table *first = &l->q->levels.first;
	const uint8_t *entry;
	uint32_t len;

	if (!take(l, 0, l->q->ofs_data, 0) ||
	    !take(l, first->offset, qed_header_len_table(&l->q->header),
		  QED_HEADER_OFS_L1_TABLE_OFFSET))
		return false;
	for (uint64_t pos = 0; pos < first->len; pos += QED_TABLE_ENTRY_SIZE)
		if (!table_at(first, pos, QED_TABLE_ENTRY_SIZE, &entry, &len) ||
		    !take_table(l, qed_table_entry_offset(qed_table_entry_load(entry)),
				first->offset + pos))
			return false;
	return true;
}

bool qed_check_apart(const struct writer *w)
{
	struct look l = { .w = w, .q = w->image->state };
	size_t level = io_mark();

	if (!usage_init(&l.usage, l.q->header.cluster_size, w->end, USAGE_PLACES))
		return false;
	do {
		if (!take_tables(&l))
			return false;
	} while (usage_next(&l.usage));
	io_release(level);
	return true;
}
