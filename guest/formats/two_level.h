/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TWO_LEVEL_H
#define TWO_LEVEL_H
/*
 * What QED, qcow and sparse VMDK extents have in common: a table of tables. An entry of the first
 * level says where a table of the second level is, an entry of that where a block of data is. The
 * first level is streamed; tables of the second are read many per doorbell, those larger than
 * TWO_LEVEL_SLICE_MAX in slices.
 */
#include "facts.h"
#include "stages/extent_list.h"
#include "stages/image.h"

#define TWO_LEVEL_SLICE_MAX 65536u

struct two_level;

/* What an entry of the second level says of its block. */
struct block {
	uint64_t host; /* where its bytes are, with EXTENT_FLAG_OFFSET_VALID or EXTENT_APART */
	uint32_t flags;
	uint32_t fault; /* FAULT_* that the entry deserves, 0: none */
	uint64_t value; /* ... and the value to report */
};

typedef struct block block_reader(const struct image *img, const struct two_level *t,
				  const uint8_t *entry);

/* Where the table is that entry `index` of the first level names: a file offset, PAGES_NONE for
 * none. False: a fault was recorded. */
typedef bool table_finder(struct image *img, struct two_level *t, uint64_t index, uint64_t *offset);

/* The geometry is the format's; the rest is for two_level.c. */
struct two_level {
	struct table first;
	uint64_t num_first;    /* entries in it */
	uint32_t short_fault;  /* FAULT_* for a disk that needs more of them */
	uint64_t short_offset; /* ... and where their number is */
	uint64_t block_size;
	uint32_t entry_size;  /* of the second level */
	uint64_t num_entries; /* in a table of the second level */
	table_finder *find;
	bool lenient; /* an entry that continues the one before is believed unseen */

	struct pages second; /* large enough for a slice; made by two_level_init() */
	uint64_t first_slice;
	uint32_t num_slices, ahead;
	uint32_t slice_entries, slices_per_table;
};

/* Once the geometry is set: cut tables into slices that suit a disk of `size` bytes. */
void two_level_cut(struct two_level *t, uint64_t size);

/* Memory for slices of up to `slice_size` bytes. */
MUST_CHECK bool two_level_init(struct two_level *t, const struct image *img, uint32_t disk,
			       uint32_t slice_size);

static inline uint32_t two_level_slice_size(const struct two_level *t)
{
	return t->slice_entries * t->entry_size;
}

/* Make slice `slice` present; none at or past `end` is read ahead. False: a fault was recorded.
 */
MUST_CHECK bool two_level_load(struct image *img, struct two_level *t, uint64_t slice,
			       uint64_t end);

/* Visit both levels of tables, for a format's metadata(). */
MUST_CHECK bool two_level_visit(struct image *img, struct two_level *t, uint32_t first,
				uint32_t second, metadata_visitor *visit, void *arg);

/* The bytes of a slice, once loaded: NULL, it is not allocated. */
static inline const uint8_t *two_level_slice(const struct two_level *t, uint64_t slice,
					     uint64_t *offset)
{
	*offset = t->second.offset[slice - t->first_slice];
	return t->second.page[slice - t->first_slice];
}

/* Add what one read block says, from `pos` to `end`: the block, or the run of which it is the
 * first, starts at `at`. */
bool two_level_add(const struct image *img, struct extent_list *l, const struct block *b,
		   uint64_t at, uint64_t pos, uint64_t end);

/* Flags of a compressed block: for those who read it, it is a record of its own. */
static inline uint32_t two_level_compressed(const struct image *img)
{
	return EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_DATA | EXTENT_FLAG_COMPRESSED |
	       (img->detail == EXTENT_DETAIL_BYTES ? EXTENT_APART : 0);
}

#define TWO_LEVEL_INLINE inline __attribute__((always_inline))

/* Where the block is that continues this one. */
static TWO_LEVEL_INLINE uint64_t two_level_after(const struct two_level *t, const struct block *b)
{
	return b->flags & EXTENT_FLAG_OFFSET_VALID ? b->host + t->block_size : PAGES_NONE;
}

/*
 * The blocks of one slice from entry `i` on, which starts at `at` of the disk, until `end`. False
 * when it stopped early: the batch is full, or l->failed. `read` is a constant where this is
 * inlined, so that nothing is called in the loop over entries that are alike.
 */
static TWO_LEVEL_INLINE bool two_level_entries(struct image *img, struct two_level *t,
					       struct extent_list *l, const uint8_t *page,
					       uint64_t table, uint64_t i, uint64_t at,
					       uint64_t *pos, uint64_t end, block_reader *read)
{
	bool exact = l->detail != EXTENT_DETAIL_STATE ||
		     (img->quirks & SOURCE_QUIRK_FILE_HOLES_EVERYWHERE);
	uint64_t left = (end - at) / t->block_size + ((end - at) % t->block_size != 0);
	uint64_t limit = left < t->slice_entries - i ? i + left : t->slice_entries;
	uint64_t expected = PAGES_NONE; /* host offset of a block that continues the one before */

	while (i < limit) {
		struct block b = read(img, t, page + i * t->entry_size);
		uint64_t num = 1, stop;

		/* an entry may be all ones too: that continues nothing */
		if (b.fault && !(t->lenient && expected != PAGES_NONE && b.host == expected)) {
			l->failed = true;
			return fault_raise(l->disk, b.fault, table + i * t->entry_size, b.value);
		}
		expected = two_level_after(t, &b);
		for (; i + num < limit; num++) {
			struct block c = read(img, t, page + (i + num) * t->entry_size);

			if (c.flags != b.flags || (b.flags & EXTENT_APART) ||
			    (exact && (c.flags & EXTENT_FLAG_OFFSET_VALID) && c.host != expected) ||
			    (c.fault && !(t->lenient && c.host == expected)))
				break;
			expected = two_level_after(t, &c);
		}
		stop = num < limit - i || left > limit - i ? at + num * t->block_size : end;
		if (stop > end)
			stop = end;
		if (!two_level_add(img, l, &b, at, *pos, stop))
			return false;
		at += num * t->block_size;
		i += num;
		*pos = stop;
	}
	return true;
}

/*
 * Whether the file ends before the entries of the first level for what was loaded now, and for all
 * up to the slice `last`: they read as zeros, which name no table. A few bytes may claim so many
 * that to look at each takes seconds.
 */
static inline bool two_level_is_past_end(const struct two_level *t, uint64_t slice, uint64_t last)
{
	uint64_t entry = slice / t->slices_per_table * (t->first.len / t->num_first);

	return slice == t->first_slice && last / t->slices_per_table < t->num_first &&
	       t->first.offset + entry >= io_size(t->first.disk);
}

/*
 * Blocks of [pos, end) of a disk, or of the part of it that starts at `base`. What the format calls
 * out of its next(); extent_list_end() reports the rest.
 */
static TWO_LEVEL_INLINE bool two_level_walk(struct image *img, struct two_level *t,
					    struct extent_list *l, uint64_t base, uint64_t pos,
					    uint64_t end, block_reader *read)
{
	while (pos < end) {
		uint64_t index = (pos - base) / t->block_size;
		uint64_t slice = index / t->slice_entries, first = index % t->slice_entries;
		uint64_t at = base + index * t->block_size,
			 rest = (t->slice_entries - first) * t->block_size;
		uint64_t slice_end = rest < end - at ? at + rest : end, table;
		uint64_t last = (end - 1 - base) / t->block_size / t->slice_entries;
		const uint8_t *page;

		if (!two_level_load(img, t, slice, last + 1)) {
			l->failed = true;
			return false;
		}
		page = two_level_slice(t, slice, &table);
		if (page) {
			if (!two_level_entries(img, t, l, page, table, first, at, &pos, slice_end,
					       read))
				return false;
		} else {
			if (two_level_is_past_end(t, slice, last))
				slice_end = end;
			if (!extent_add(l, pos, slice_end - pos, img->unallocated, 0))
				return false;
		}
		pos = slice_end;
	}
	return true;
}

/* next() of a format whose disk is all in two levels of tables. */
static TWO_LEVEL_INLINE bool two_level_next(struct image *img, struct two_level *t, uint64_t pos,
					    uint64_t end, struct extent_record *out, size_t max,
					    size_t *num, block_reader *read)
{
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	(void)two_level_walk(img, t, &list, 0, pos, end, read);
	return extent_list_end(&list, num);
}

#endif
