/* SPDX-License-Identifier: Apache-2.0 */
/* qcow, version 1: tables and clusters past the end of the file or on top of each other, space
 * without a user. qemu-img has no check for it. */
#include "formats/check.h"
#include "formats/usage.h"
#include "generated/source.h"
#include "image.h"

struct look {
	struct image *img;
	struct qcow1 *q;
	struct check_sink *sink;
	struct usage usage;
	uint64_t end;  /* of the file */
	uint64_t next; /* where data continues what is before it; 0: nowhere in particular */
};

static bool tell(struct look *l, uint32_t fault, enum check_effect effect, uint64_t at,
		 uint64_t value, uint64_t extra)
{
	return check_field(l->sink, l->img, fault, effect, at, value, extra, 0);
}

/* Something that `at` leads to, at [offset, offset + len): one fault or the other reports it where
 * it is not in the file, or not alone. */
static bool take(struct look *l, uint64_t offset, uint64_t len, uint64_t at, uint32_t past_end,
		 uint32_t overlap)
{
	bool met;

	if (offset > l->end || len > l->end - offset)
		return !usage_is_first(&l->usage) ||
		       tell(l, past_end, CHECK_EFFECT_CORRUPTION, at, offset, 0);
	usage_take(&l->usage, offset, len, &met);
	return !met || tell(l, overlap, CHECK_EFFECT_CORRUPTION, at, offset, 0);
}

static void count(struct look *l, uint64_t offset, bool compressed)
{
	struct guest_check_result *r = l->sink->result;

	if (!usage_is_first(&l->usage))
		return;
	r->allocated_clusters++;
	r->compressed_clusters += compressed;
	r->fragmented_clusters += compressed || (l->next != 0 && offset != l->next);
	if (!compressed)
		l->next = offset + l->img->cluster_size;
}

static bool take_compressed(struct look *l, uint64_t entry, uint64_t at)
{
	uint32_t bits = l->q->header.cluster_bits;
	uint64_t offset = qcow1_compressed_entry_host_offset(entry, bits);

	count(l, offset, true);
	return take(l, offset, qcow1_compressed_entry_len_data(entry, bits), at,
		    FAULT_QCOW1_COMPRESSED_ENTRY_DATA_PAST_END,
		    FAULT_QCOW1_COMPRESSED_ENTRY_CHECK_OVERLAP);
}

static bool take_data(struct look *l, uint64_t entry, uint64_t at)
{
	uint64_t offset = qcow1_l2_entry_host_offset(entry);

	switch (qcow1_l2_entry_classify(entry)) {
	case MEANS_COMPRESSED:
		return take_compressed(l, entry, at);
	case MEANS_HOLE:
		return true;
	default:
		break;
	}
	count(l, offset, false);
	return take(l, offset, l->img->cluster_size, at, FAULT_QCOW1_L2_ENTRY_DATA_PAST_END,
		    FAULT_QCOW1_L2_ENTRY_CHECK_OVERLAP);
}

static uint64_t len_table(const struct look *l)
{
	return l->q->levels.num_entries * QCOW1_L2_ENTRY_SIZE;
}

static bool take_page(void *arg, const uint8_t *page, uint64_t at)
{
	struct look *l = arg;

	for (uint32_t i = 0; i < l->q->levels.second.page_size; i += QCOW1_L2_ENTRY_SIZE)
		if (!take_data(l, qcow1_l2_entry_load(page + i), at + i))
			return false;
	return true;
}

/* A table of the second level, a piece at a time. */
static bool take_entries(struct look *l, uint64_t offset)
{
	l->next = 0;
	return pages_visit(&l->q->levels.second, offset, offset + len_table(l), take_page, l);
}

/* What an entry of the first table names; `deep`: the table's entries, else the table. Tables come
 * first, so that it is the data on top of one that is named. */
static bool take_table(struct look *l, uint64_t index, bool deep)
{
	struct table *first = &l->q->levels.first;
	const uint8_t *entry;
	uint64_t offset;
	uint32_t len;

	if (!table_at(first, index * QCOW1_L1_ENTRY_SIZE, QCOW1_L1_ENTRY_SIZE, &entry, &len))
		return false;
	offset = qcow1_l1_entry_ofs_l2_table(qcow1_l1_entry_load(entry));
	if (offset == 0)
		return true;
	if (!deep)
		return take(l, offset, len_table(l), first->offset + index * QCOW1_L1_ENTRY_SIZE,
			    FAULT_QCOW1_L1_ENTRY_L2_PAST_END, FAULT_QCOW1_L1_ENTRY_CHECK_OVERLAP);
	return offset > l->end || len_table(l) > l->end - offset || take_entries(l, offset);
}

/* Past the end of the file there are zeros, which name no table. */
static bool take_tables(struct look *l, bool deep)
{
	const struct two_level *t = &l->q->levels;

	for (uint64_t i = 0; i < t->num_first && t->first.offset + i * QCOW1_L1_ENTRY_SIZE < l->end;
	     i++)
		if (!take_table(l, i, deep))
			return false;
	return true;
}

static bool check_end_of(struct look *l, uint32_t fault, uint64_t at, uint64_t offset, uint64_t len)
{
	return !usage_is_first(&l->usage) || (offset <= l->end && len <= l->end - offset) ||
	       tell(l, fault, CHECK_EFFECT_CORRUPTION, at, offset, 0);
}

/* Header, name and first table may share sectors. */
static bool take_header(struct look *l)
{
	const struct qcow1_header *h = &l->q->header;
	uint64_t len_name = h->ofs_backing_file != 0 ? h->len_backing_file : 0;
	bool met;

	usage_take(&l->usage, 0, QCOW1_HEADER_SIZE, &met);
	usage_take(&l->usage, h->ofs_backing_file, len_name, &met);
	usage_take(&l->usage, h->ofs_l1_table, l->q->levels.first.len, &met);
	return check_end_of(l, FAULT_QCOW1_HEADER_BACKING_NAME_PAST_END,
			    QCOW1_HEADER_OFS_BACKING_FILE_OFFSET, h->ofs_backing_file, len_name) &&
	       check_end_of(l, FAULT_QCOW1_HEADER_L1_PAST_END, QCOW1_HEADER_OFS_L1_TABLE_OFFSET,
			    h->ofs_l1_table, l->q->levels.first.len);
}

static bool tell_gaps(struct look *l)
{
	uint64_t offset, len;

	while (usage_gap(&l->usage, &offset, &len))
		if (len > l->img->cluster_size && /* qemu leaves up to a sector after its table */
		    !tell(l, FAULT_QCOW1_HEADER_CHECK_UNUSED, CHECK_EFFECT_LEAK, offset, offset,
			  len))
			return false;
	return true;
}

bool qcow1_check(struct image *img, struct check_sink *sink)
{
	struct look l = { .img = img, .q = img->state, .sink = sink };
	uint64_t size = io_size(img->disk), cluster = img->cluster_size;

	l.end = image_file_end(img->disk);
	sink->result->total_clusters = img->size / cluster + (img->size % cluster != 0);
	if (!usage_init(&l.usage, SOURCE_SECTOR_SIZE, size, sink->config->max_counters))
		return false;
	do {
		if (!take_header(&l) || !take_tables(&l, false) || !take_tables(&l, true) ||
		    !tell_gaps(&l))
			return false;
	} while (usage_next(&l.usage));
	return true;
}
