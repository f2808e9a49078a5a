/* SPDX-License-Identifier: Apache-2.0 */
/* Where the tables of a sparse extent are that is written over. Both directories have tables of
 * their own; everybody lays them in ascending order, and so they are looked at. */
#include "over.h"

#include "base/arith.h"
#include "io/io.h"

#define WINDOW	   4096u
#define MAX_RANGES 4u

struct range {
	uint64_t start, end;
};

/* One of the two, with the table that comes next. */
struct directory {
	struct table entries;
	uint64_t index, num;
	uint64_t table; /* UINT64_MAX: there are no more */
};

struct layout {
	struct vmdk_part *part;
	struct range ranges[MAX_RANGES]; /* all but the tables */
	uint32_t num;
};

static bool is_damaged(const struct layout *l, uint64_t at)
{
	return fault_raise(l->part->e->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, 0, at);
}

/* Something of `len` bytes, apart from all of the ranges and in the file. */
static bool check_place(const struct layout *l, uint64_t at, uint64_t len)
{
	if (at >= l->part->blocks.len_old || len > l->part->blocks.len_old - at)
		return is_damaged(l, at);
	for (uint32_t i = 0; i < l->num; i++)
		if (at < l->ranges[i].end && l->ranges[i].start < at + len)
			return is_damaged(l, at);
	over_blocks_keep_off(&l->part->blocks, at, at + len);
	return true;
}

static bool add_range(struct layout *l, uint64_t at, uint64_t len)
{
	if (!check_place(l, at, len))
		return false;
	l->ranges[l->num++] = (struct range){ at, at + len };
	return true;
}

static bool next_table(const struct layout *l, struct directory *d)
{
	const uint8_t *bytes;
	uint32_t len, entry;

	d->table = UINT64_MAX;
	if (d->index == d->num)
		return true;
	if (!table_at(&d->entries, d->index++ * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE,
		      VMDK_GRAIN_DIRECTORY_ENTRY_SIZE, &bytes, &len))
		return false;
	entry = vmdk_grain_directory_entry_load(bytes);
	d->table = vmdk_grain_directory_entry_table_offset(entry);
	return vmdk_grain_directory_entry_is_allocated(entry) ||
	       fault_raise(l->part->e->disk, FAULT_TARGET_IMAGE_KIND_OVER, 0, 0);
}

static bool open_directory(struct layout *l, uint64_t at, struct directory *d)
{
	d->num = l->part->e->num_directory;
	return add_range(l, at, d->num * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE) &&
	       table_init(&d->entries, l->part->e->disk, at,
			  d->num * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE, WINDOW) &&
	       next_table(l, d);
}

static bool check_tables(const struct layout *l, struct directory *first, struct directory *second)
{
	uint64_t len = (uint64_t)l->part->e->num_gtes * VMDK_GRAIN_TABLE_ENTRY_SIZE, end = 0;

	while (first->table != UINT64_MAX || second->table != UINT64_MAX) {
		struct directory *d = first->table < second->table ? first : second;

		if (d->table < end)
			return is_damaged(l, d->table);
		end = d->table + len;
		if (!check_place(l, d->table, len) || !next_table(l, d))
			return false;
	}
	return true;
}

/* The header, and the text that is after it in the only file. */
static uint64_t len_head(const struct vmdk_part *part)
{
	const struct vmdk *v = part->all->v;

	if (part->e->disk != part->all->disk || v->text.len == 0)
		return VMDK_SPARSE_HEADER_SIZE;
	return v->ofs_text + v->text.len;
}

bool vmdk_keep_off_tables(struct writer *w)
{
	struct vmdk_part *part = w->state;
	struct layout l = { .part = part };
	struct directory first = { 0 }, second = { .table = UINT64_MAX };

	return add_range(&l, 0, len_head(part)) &&
	       open_directory(&l, part->e->ofs_directory, &first) &&
	       (part->e->ofs_redundant == 0 ||
		open_directory(&l, part->e->ofs_redundant, &second)) &&
	       check_tables(&l, &first, &second);
}
