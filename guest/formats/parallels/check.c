/* SPDX-License-Identifier: Apache-2.0 */
/* Parallels: an image that was not closed, clusters outside of the file, clusters that are used
 * twice, and what is left over at the end. In the order of qemu's newest release. */
#include "formats/bits.h"
#include "formats/check.h"
#include "image.h"

struct look {
	struct image *img;
	struct parallels *p;
	struct check_sink *sink;
	uint64_t file, cluster, start; /* bytes */
	uint64_t end;		       /* of the last cluster that counts */
	uint64_t before;	       /* where the cluster before is; 0: nowhere */
	struct bits used;
};

typedef bool entry_visitor(struct look *l, uint64_t index, uint64_t offset);

static bool tell_entry(struct look *l, uint32_t fault, uint64_t index, uint64_t offset)
{
	return check_field(l->sink, l->img, fault, CHECK_EFFECT_CORRUPTION,
			   l->p->bat.offset + index * PARALLELS_BAT_ENTRY_SIZE, offset, index, 0);
}

static bool visit_entries(struct look *l, entry_visitor *visit)
{
	const uint8_t *entries;
	uint32_t len;

	for (uint64_t pos = 0; pos < l->p->bat.len; pos += len) {
		if (!table_at(&l->p->bat, pos, PARALLELS_BAT_ENTRY_SIZE, &entries, &len))
			return false;
		len -= len % PARALLELS_BAT_ENTRY_SIZE;
		for (uint32_t i = 0; i < len; i += PARALLELS_BAT_ENTRY_SIZE) {
			uint32_t entry = parallels_bat_entry_load(entries + i);

			if (!visit(l, (pos + i) / PARALLELS_BAT_ENTRY_SIZE,
				   parallels_sector_of(l->p, entry) * PARALLELS_SECTOR_SIZE))
				return false;
		}
	}
	return true;
}

static bool ends_in_file(const struct look *l, uint64_t offset)
{
	return offset <= l->file && l->cluster <= l->file - offset;
}

static bool is_outside(const struct look *l, uint64_t offset)
{
	if (l->sink->config->flags & CHECK_FLAG_PARALLELS_OUTSIDE_COUNTS)
		return offset > l->file;
	if (!ends_in_file(l, offset))
		return true;
	return !(l->img->quirks & SOURCE_QUIRK_PARALLELS_PAST_END_IS_DATA) && offset < l->start;
}

/* Releases differ in whether what is outside still counts. */
static bool counts(const struct look *l, uint64_t offset)
{
	return offset != 0 && ((l->sink->config->flags & CHECK_FLAG_PARALLELS_OUTSIDE_COUNTS) ||
			       ends_in_file(l, offset));
}

static bool check_outside(struct look *l, uint64_t index, uint64_t offset)
{
	if (counts(l, offset) && offset + l->cluster > l->end)
		l->end = offset + l->cluster;
	return offset == 0 || !is_outside(l, offset) ||
	       tell_entry(l, FAULT_PARALLELS_BAT_ENTRY_CHECK_OUTSIDE, index, offset);
}

/* Clusters are told apart by where they are from the first on, which rounds. */
static bool check_twice(struct look *l, uint64_t index, uint64_t offset)
{
	uint64_t place = offset > l->start ? (offset - l->start) / l->cluster : 0;

	if (offset == 0 || !ends_in_file(l, offset) || place >= l->used.num)
		return true;
	return !bits_set(&l->used, place) ||
	       tell_entry(l, FAULT_PARALLELS_BAT_ENTRY_CHECK_USED_TWICE, index, offset);
}

static bool check_twices(struct look *l)
{
	uint64_t num = l->file > l->start ? (l->file - l->start) / l->cluster + 1 : 0;

	if (num > BITS_MOST)
		return check_end(l->sink, CHECK_OUTCOME_TOO_LARGE);
	return bits_init(&l->used, num) && visit_entries(l, check_twice);
}

static bool check_header(struct look *l, bool newer)
{
	const struct parallels_header *h = &l->p->header;
	uint64_t said = h->data_sector;

	if (h->in_use == PARALLELS_IN_USE_OPEN &&
	    !check_field(l->sink, l->img, FAULT_PARALLELS_HEADER_CHECK_IN_USE,
			 CHECK_EFFECT_CORRUPTION, PARALLELS_HEADER_IN_USE_OFFSET, h->in_use, 0, 0))
		return false;
	if (!newer || said == l->p->data_sector || (said == 0 && !parallels_header_is_extended(h)))
		return true;
	return check_field(l->sink, l->img, FAULT_PARALLELS_HEADER_CHECK_DATA_SECTOR,
			   CHECK_EFFECT_CORRUPTION, PARALLELS_HEADER_DATA_SECTOR_OFFSET, said, 0,
			   0);
}

/* One line tells of all of it, and it counts as many times as it has clusters. */
static bool check_end_of_file(struct look *l)
{
	uint64_t left = l->file - l->end;

	l->sink->result->leaks += left / l->cluster + (left % l->cluster != 0);
	return check_field(l->sink, l->img, FAULT_PARALLELS_HEADER_CHECK_LEAKED, CHECK_EFFECT_NONE,
			   PARALLELS_HEADER_NUM_BAT_ENTRIES_OFFSET, left, 0, 0);
}

static bool count_entry(struct look *l, uint64_t index, uint64_t offset)
{
	struct guest_check_result *r = l->sink->result;
	bool here = counts(l, offset);

	(void)index;
	r->allocated_clusters += here;
	r->fragmented_clusters += here && l->before != 0 && l->before + l->cluster != offset;
	l->before = here ? offset : 0;
	return true;
}

bool parallels_check(struct image *img, struct check_sink *sink)
{
	struct parallels *p = img->state;
	bool newer = !(sink->config->flags & CHECK_FLAG_PARALLELS_UNCHECKED);
	struct look l = {
		.img = img,
		.p = p,
		.sink = sink,
		.file = p->file_sectors * PARALLELS_SECTOR_SIZE,
		.cluster = img->cluster_size,
		.start = p->data_sector * PARALLELS_SECTOR_SIZE,
	};

	sink->result->total_clusters = p->header.num_bat_entries;
	if (!check_header(&l, newer) || !visit_entries(&l, check_outside))
		return false;
	if (l.end == 0)
		l.end = l.start;
	sink->result->image_end_offset = l.end;
	if (l.file > l.end && !check_end_of_file(&l))
		return false;
	if (newer && !check_twices(&l))
		return false;
	return visit_entries(&l, count_entry);
}
