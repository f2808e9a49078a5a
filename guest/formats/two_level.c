/* SPDX-License-Identifier: Apache-2.0 */
#include "two_level.h"

#define BUDGET	     (1u << 20) /* bytes of tables in memory for the top image ... */
#define BUDGET_BELOW (1u << 18) /* ... and for each image below it */
#define FIRST_BUDGET (1u << 15) /* bytes of the first load, and after a jump */
#define AHEAD_MAX    512u	/* slices per load */
#define SLICE_MIN    512u

void two_level_cut(struct two_level *t, uint64_t size)
{
	uint64_t entries = t->num_entries, needed = size / t->block_size + 1;

	while (entries * t->entry_size > TWO_LEVEL_SLICE_MAX ||
	       (entries % 2 == 0 && entries / 2 >= needed &&
		entries / 2 * t->entry_size >= SLICE_MIN))
		entries /= 2;
	t->slice_entries = (uint32_t)entries;
	t->slices_per_table = (uint32_t)(t->num_entries / entries);
	t->num_slices = 0;
}

bool two_level_init(struct two_level *t, const struct image *img, uint32_t disk,
		    uint32_t slice_size)
{
	return pages_init(&t->second, disk, slice_size, AHEAD_MAX,
			  img->depth == 0 ? BUDGET : BUDGET_BELOW);
}

/* File offset of a slice, PAGES_NONE for none. */
static bool find_slice(struct image *img, struct two_level *t, uint64_t slice, uint64_t *offset)
{
	uint64_t index = slice / t->slices_per_table;

	*offset = PAGES_NONE;
	if (index >= t->num_first)
		return fault_raise(t->first.disk, t->short_fault, t->short_offset, t->num_first);
	if (!t->find(img, t, index, offset))
		return false;
	if (*offset != PAGES_NONE)
		*offset += slice % t->slices_per_table * two_level_slice_size(t);
	return true;
}

/* How many slices to load next: more each time while the walk is sequential. */
static uint32_t choose_ahead(const struct two_level *t, uint64_t slice)
{
	bool sequential = t->num_slices > 0 && slice == t->first_slice + t->num_slices;
	uint32_t ahead = sequential ? t->ahead * 2 : FIRST_BUDGET / two_level_slice_size(t);

	if (ahead > t->second.max)
		ahead = t->second.max;
	return ahead == 0 ? 1 : ahead;
}

bool two_level_load(struct image *img, struct two_level *t, uint64_t slice, uint64_t end)
{
	uint32_t num = 0;

	if (slice - t->first_slice < t->num_slices)
		return true;
	t->ahead = choose_ahead(t, slice);
	t->num_slices = 0;
	while (num < t->ahead && slice + num < end) {
		if (!find_slice(img, t, slice + num, &t->second.offset[num])) {
			if (num == 0)
				return false;
			fault_clear(); /* met again when the walk gets there */
			break;
		}
		num++;
	}
	if (!pages_load(&t->second, num))
		return false;
	t->first_slice = slice;
	t->num_slices = num;
	return true;
}

bool two_level_add(const struct image *img, struct extent_list *l, const struct block *b,
		   uint64_t at, uint64_t pos, uint64_t end)
{
	uint64_t host = b->flags & EXTENT_APART ? b->host : b->host + (pos - at);

	if ((img->quirks & SOURCE_QUIRK_FILE_HOLES_EVERYWHERE) &&
	    (b->flags & EXTENT_FLAG_OFFSET_VALID) && (b->flags & EXTENT_FLAG_DATA))
		return extent_add_through(l, pos, end - pos, b->flags, b->flags | EXTENT_FLAG_ZERO,
					  host);
	return extent_add(l, pos, end - pos, b->flags, host);
}

/* What is past the end of the file reads as zeros, which name no table. */
bool two_level_visit(struct image *img, struct two_level *t, uint32_t first, uint32_t second,
		     metadata_visitor *visit, void *arg)
{
	uint64_t end = io_size(t->first.disk), len_entry, offset;

	if (t->num_first == 0)
		return true;
	len_entry = t->first.len / t->num_first;
	if (!visit(arg, first, t->first.offset, t->first.len))
		return false;
	for (uint64_t i = 0; i < t->num_first && t->first.offset + i * len_entry < end; i++) {
		if (!t->find(img, t, i, &offset))
			return false;
		if (offset != PAGES_NONE &&
		    !visit(arg, second, offset, t->num_entries * t->entry_size))
			return false;
	}
	return true;
}
