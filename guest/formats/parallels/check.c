/* SPDX-License-Identifier: Apache-2.0 */
/* Parallels: an image that was not closed, clusters outside of the file, clusters that are used
 * twice, and what is left over at the end. In the order of qemu's newest release, whose repairs
 * these are too: entries that lead outside become empty, the second user of a cluster gets a copy.
 */
#include "base/store.h"
#include "formats/bits.h"
#include "formats/check.h"
#include "io/writer.h"
#include "image.h"

#define COPIED_AT_ONCE 65536u

struct look {
	struct image *img;
	struct parallels *p;
	struct check_sink *sink;
	uint64_t file, cluster, start; /* bytes */
	uint64_t end;		       /* of the last cluster that counts */
	uint64_t before;	       /* where the cluster before is; 0: nowhere */
	struct bits used;
	bool broken; /* an entry leads outside */
	/* For repairs. */
	uint64_t first;	   /* where an entry can lead, at or after ->start */
	struct bits taken; /* clusters from there on that no copy is put into */
	uint64_t free;	   /* ... and there is none before this one */
	uint8_t *buf;
};

typedef bool entry_visitor(struct look *l, uint64_t index, uint64_t offset);

static uint64_t place_of_entry(const struct look *l, uint64_t index)
{
	return l->p->bat.offset + index * PARALLELS_BAT_ENTRY_SIZE;
}

/* Something that a repair of errors corrects: as a corruption, or as one that was. */
static bool tell_field(struct look *l, uint32_t fault, uint32_t repaired, uint64_t at,
		       uint64_t value, uint64_t extra)
{
	bool repairs = check_repairs_errors(l->sink);

	return check_field(l->sink, l->img, repairs ? repaired : fault,
			   repairs ? CHECK_EFFECT_CORRUPTION_REPAIRED : CHECK_EFFECT_CORRUPTION, at,
			   value, extra, 0);
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
		if (!writer_drain())
			return false;
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

static bool drop_entry(const struct look *l, uint64_t index)
{
	static const uint8_t none[PARALLELS_BAT_ENTRY_SIZE];

	return writer_put(l->img->disk, place_of_entry(l, index), none, sizeof(none));
}

static bool check_outside(struct look *l, uint64_t index, uint64_t offset)
{
	if (counts(l, offset) && offset + l->cluster > l->end)
		l->end = offset + l->cluster;
	if (offset == 0 || !is_outside(l, offset))
		return true;
	l->broken = true;
	return tell_field(l, FAULT_PARALLELS_BAT_ENTRY_CHECK_OUTSIDE,
			  FAULT_PARALLELS_BAT_ENTRY_CHECK_OUTSIDE_REPAIRED,
			  place_of_entry(l, index), offset, index) &&
	       (!check_repairs_errors(l->sink) || drop_entry(l, index));
}

/* Clusters are distinguished by where they are from the first on, which rounds. */
static uint64_t place_of(const struct look *l, uint64_t offset)
{
	return offset > l->start ? (offset - l->start) / l->cluster : 0;
}

static bool is_placed(const struct look *l, uint64_t offset)
{
	return offset != 0 && ends_in_file(l, offset) && place_of(l, offset) < l->used.num;
}

static bool copy_cluster(const struct look *l, uint64_t from, uint64_t to)
{
	for (uint64_t pos = 0; pos < l->cluster; pos += COPIED_AT_ONCE) {
		uint64_t left = l->cluster - pos;
		uint32_t len = left < COPIED_AT_ONCE ? (uint32_t)left : COPIED_AT_ONCE;

		if (!io_read_padded(l->img->disk, from + pos, l->buf, len) ||
		    !io_put(l->img->disk, to + pos, l->buf, len))
			return false;
	}
	return true;
}

/* A copy for the entry, in the first place that nothing uses. */
static bool part(struct look *l, uint64_t index, uint64_t offset)
{
	uint8_t entry[PARALLELS_BAT_ENTRY_SIZE];
	uint64_t to;

	while (bits_test(&l->taken, l->free))
		l->free++;
	to = l->first + l->free * l->cluster;
	(void)bits_set(&l->taken, l->free);
	parallels_bat_entry_store(entry, (uint32_t)(to / PARALLELS_SECTOR_SIZE / l->p->unit));
	return check_write(l->sink, l->img, FAULT_PARALLELS_BAT_ENTRY_CHECK_COPIES, to, index) &&
	       copy_cluster(l, offset, to) && io_flush(l->img->disk) &&
	       io_put(l->img->disk, place_of_entry(l, index), entry, sizeof(entry));
}

static bool check_twice(struct look *l, uint64_t index, uint64_t offset)
{
	if (!is_placed(l, offset) || !bits_set(&l->used, place_of(l, offset)))
		return true;
	return tell_field(l, FAULT_PARALLELS_BAT_ENTRY_CHECK_USED_TWICE,
			  FAULT_PARALLELS_BAT_ENTRY_CHECK_USED_TWICE_REPAIRED,
			  place_of_entry(l, index), offset, index) &&
	       (!check_repairs_errors(l->sink) || part(l, index, offset));
}

static bool take(struct look *l, uint64_t index, uint64_t offset)
{
	uint64_t end = offset + l->cluster, place;

	(void)index;
	if (!is_placed(l, offset) || end <= l->first)
		return true;
	place = offset > l->first ? (offset - l->first) / l->cluster : 0;
	(void)bits_set(&l->taken, place);
	if (l->first + (place + 1) * l->cluster < end)
		(void)bits_set(&l->taken, place + 1);
	return true;
}

/* There are not more copies than entries. */
static bool begin_copies(struct look *l)
{
	uint64_t unit = (uint64_t)l->p->unit * PARALLELS_SECTOR_SIZE;

	l->first = (l->start + unit - 1) / unit * unit;
	l->buf = io_alloc(COPIED_AT_ONCE, sizeof(uint64_t));
	return l->buf && bits_init(&l->taken, l->used.num + 1 + l->p->header.num_bat_entries) &&
	       visit_entries(l, take);
}

/* What was dropped is not to be seen again. */
static bool read_again(struct look *l)
{
	struct table *bat = &l->p->bat;

	return !l->broken || table_init(bat, bat->disk, bat->offset, bat->len, bat->cap);
}

static bool check_twices(struct look *l)
{
	uint64_t num = l->file > l->start ? (l->file - l->start) / l->cluster + 1 : 0;

	if (num > BITS_MOST)
		return check_end(l->sink, CHECK_OUTCOME_TOO_LARGE);
	return bits_init(&l->used, num) && (!check_repairs_errors(l->sink) || begin_copies(l)) &&
	       visit_entries(l, check_twice);
}

static bool put_word(const struct look *l, uint64_t at, uint32_t value)
{
	uint8_t bytes[sizeof(value)];

	store_u4le(bytes, value);
	return io_flush(l->img->disk) && io_put(l->img->disk, at, bytes, sizeof(bytes));
}

/* qemu marks an image as closed when it gives it up, whatever is left wrong with it. */
static bool close_image(const struct look *l)
{
	const struct guest_check_result *r = l->sink->result;
	bool known = l->p->header.in_use == PARALLELS_IN_USE_OPEN;

	if (check_beyond(l->sink) ? !known || r->corruptions != 0 || !check_repairs_errors(l->sink)
				  : l->p->header.in_use == PARALLELS_IN_USE_UNKNOWN)
		return true;
	return check_write(l->sink, l->img, FAULT_PARALLELS_HEADER_CHECK_CLOSES,
			   PARALLELS_HEADER_IN_USE_OFFSET, l->p->header.in_use) &&
	       put_word(l, PARALLELS_HEADER_IN_USE_OFFSET, PARALLELS_IN_USE_UNKNOWN);
}

static bool check_header(struct look *l, bool newer)
{
	const struct parallels_header *h = &l->p->header;
	uint64_t said = h->data_sector;

	if (h->in_use == PARALLELS_IN_USE_OPEN &&
	    !tell_field(l, FAULT_PARALLELS_HEADER_CHECK_IN_USE,
			FAULT_PARALLELS_HEADER_CHECK_IN_USE_REPAIRED,
			PARALLELS_HEADER_IN_USE_OFFSET, h->in_use, 0))
		return false;
	if (!newer || said == l->p->data_sector || (said == 0 && !parallels_header_is_extended(h)))
		return true;
	return tell_field(l, FAULT_PARALLELS_HEADER_CHECK_DATA_SECTOR,
			  FAULT_PARALLELS_HEADER_CHECK_DATA_SECTOR_REPAIRED,
			  PARALLELS_HEADER_DATA_SECTOR_OFFSET, said, l->p->data_sector) &&
	       (!check_repairs_errors(l->sink) ||
		put_word(l, PARALLELS_HEADER_DATA_SECTOR_OFFSET, (uint32_t)l->p->data_sector));
}

/* One line tells of all of it, and it counts as many times as it has clusters. */
static bool check_end_of_file(struct look *l)
{
	uint64_t left = l->file - l->end;
	uint64_t clusters = left / l->cluster + (left % l->cluster != 0);
	bool repairs = check_repairs(l->sink) &&
		       !(l->broken && (l->sink->config->flags & CHECK_FLAG_KEEP_UNREACHABLE));

	if (repairs)
		l->sink->result->leaks_fixed += clusters;
	else
		l->sink->result->leaks += clusters;
	if (!check_field(l->sink, l->img,
			 repairs ? FAULT_PARALLELS_HEADER_CHECK_LEAKED_REPAIRED
				 : FAULT_PARALLELS_HEADER_CHECK_LEAKED,
			 CHECK_EFFECT_NONE, PARALLELS_HEADER_NUM_BAT_ENTRIES_OFFSET, left, 0, 0))
		return false;
	return !repairs || (io_flush(l->img->disk) && io_resize(l->img->disk, l->end));
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
	if (!check_header(&l, newer) || !visit_entries(&l, check_outside) || !read_again(&l))
		return false;
	if (l.end == 0)
		l.end = sink->config->flags & CHECK_FLAG_PARALLELS_OUTSIDE_COUNTS ? l.cluster
										  : l.start;
	sink->result->image_end_offset = l.end;
	if (l.file > l.end && !check_end_of_file(&l))
		return false;
	if (newer && !check_twices(&l))
		return false;
	return visit_entries(&l, count_entry) && (!check_repairs(sink) || close_image(&l));
}
