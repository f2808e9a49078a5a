/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A longer VMDK that is one sparse file. Tables for what is added go to the end of the file, and
 * before them directories with all tables; then the descriptor says the new size, and last the
 * header, in its one sector, where the directories are and how long the disk is.
 */
#include "formats/grow.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "io/io.h"
#include "longer.h"
#include "over.h"

#define WINDOW 4096u

struct growth {
	struct image *img;
	const struct vmdk_extent *e;
	struct vmdk_sparse_header h;
	uint64_t capacity;     /* sectors */
	uint64_t num_old, num; /* tables */
	uint64_t len_table;    /* with what fills it up */
	uint64_t end;	       /* of the file */
};

static bool read_entry(const struct growth *g, uint64_t at, uint32_t *entry)
{
	uint8_t bytes[VMDK_GRAIN_TABLE_ENTRY_SIZE];

	if (!io_read_padded(g->img->disk, at, bytes, sizeof(bytes)))
		return false;
	*entry = load_u4le(bytes);
	return true;
}

/* What a directory and its last table say of what is past the disk was nobody's. */
static bool clear_table(const struct growth *g, uint64_t directory, uint64_t *table)
{
	uint64_t coverage = (uint64_t)g->h.grain_sectors * g->h.num_gtes_per_gt;
	uint64_t index = (g->h.capacity - 1) / coverage;
	uint64_t used = pieces_by(g->h.capacity - index * coverage, g->h.grain_sectors);
	uint64_t size = VMDK_GRAIN_TABLE_ENTRY_SIZE;
	uint32_t entry;

	if (directory + g->num_old * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE > io_size(g->img->disk))
		return grow_refuse_damaged(g->img, directory);
	if (!read_entry(g, directory + index * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE, &entry))
		return false;
	*table = vmdk_grain_directory_entry_table_offset(entry);
	if (!vmdk_grain_directory_entry_is_allocated(entry))
		return true;
	if (*table >= io_size(g->img->disk))
		return grow_refuse_damaged(g->img, *table);
	return grow_blank(g->img->disk, *table + used * size, (g->h.num_gtes_per_gt - used) * size);
}

/* The last grain reads as zeros past the disk. */
static bool clear_grain(const struct growth *g, uint64_t table)
{
	uint64_t sectors = g->h.grain_sectors, within = g->h.capacity % sectors, at;
	uint64_t index = (g->h.capacity - 1) / sectors % g->h.num_gtes_per_gt;
	uint32_t entry;

	if (within == 0 || table == 0)
		return true;
	if (!read_entry(g, table + index * VMDK_GRAIN_TABLE_ENTRY_SIZE, &entry))
		return false;
	if (entry <= VMDK_GRAIN_TABLE_ENTRY_ZEROED)
		return true;
	at = vmdk_grain_table_entry_grain_offset(entry);
	if (at >= io_size(g->img->disk))
		return grow_refuse_damaged(g->img, at);
	return grow_blank(g->img->disk, at + within * VMDK_SECTOR_SIZE,
			  (sectors - within) * VMDK_SECTOR_SIZE);
}

static bool clear(const struct growth *g)
{
	uint64_t table, copy;

	return clear_table(g, g->e->ofs_directory, &table) && clear_grain(g, table) &&
	       (!vmdk_sparse_header_has_redundant_gd(&g->h) ||
		clear_table(g, g->h.redundant_gd_sector * VMDK_SECTOR_SIZE, &copy));
}

/* A directory at the end of the file, and its new tables, empty, after it; the old one is at `old`.
 * *sector is where it is. */
static bool put_directory(struct growth *g, uint64_t old, uint64_t *sector)
{
	const uint64_t size = VMDK_GRAIN_DIRECTORY_ENTRY_SIZE, most = WINDOW / size;
	uint64_t at = g->end, first = align_up(at + g->num * size, VMDK_SECTOR_SIZE), n;
	static uint8_t bytes[WINDOW];

	*sector = at / VMDK_SECTOR_SIZE;
	g->end = first + (g->num - g->num_old) * g->len_table;
	if (g->end / VMDK_SECTOR_SIZE > UINT32_MAX)
		return grow_refuse_size(g->img, g->capacity * VMDK_SECTOR_SIZE);
	for (uint64_t i = 0; i < g->num; i += n) {
		n = g->num - i < most ? g->num - i : most;
		if (!io_read_padded(g->img->disk, old + i * size, bytes, (uint32_t)(n * size)))
			return false;
		for (uint64_t k = 0; k < n; k++)
			if (i + k >= g->num_old)
				vmdk_grain_directory_entry_store(
					bytes + k * size,
					(uint32_t)((first + (i + k - g->num_old) * g->len_table) /
						   VMDK_SECTOR_SIZE));
		if (!io_put(g->img->disk, at + i * size, bytes, (uint32_t)(n * size)))
			return false;
	}
	return true;
}

/* A table whose grains are all in the file; it ends after them. */
static bool visit_table(void *growth, uint32_t structure, uint64_t offset, uint64_t len)
{
	static uint8_t bytes[VMDK_MAX_GTES_PER_GT * VMDK_GRAIN_TABLE_ENTRY_SIZE];
	struct growth *g = growth;
	uint64_t end;

	if (structure != STRUCTURE_VMDK_GRAIN_TABLE_ENTRY)
		return true;
	if (len > sizeof(bytes))
		return grow_refuse_damaged(g->img, offset);
	if (!io_read_padded(g->img->disk, offset, bytes, (uint32_t)len))
		return false;
	for (uint64_t at = 0; at < len; at += VMDK_GRAIN_TABLE_ENTRY_SIZE) {
		uint32_t entry = load_u4le(bytes + at);

		if (entry <= VMDK_GRAIN_TABLE_ENTRY_ZEROED)
			continue;
		if (vmdk_grain_table_entry_grain_offset(entry) >= io_size(g->img->disk))
			return grow_refuse_damaged(g->img, offset + at);
		end = ((uint64_t)entry + g->h.grain_sectors) * VMDK_SECTOR_SIZE;
		g->end = g->end > end ? g->end : end;
	}
	return true;
}

/* The end of the file, with all of the last grain. */
static bool find_end(struct growth *g)
{
	struct vmdk *v = g->img->state;
	bool fine;

	g->end = align_up(io_size(g->img->disk), VMDK_SECTOR_SIZE);
	v->current = NULL;
	vmdk_use_extent(v, g->e);
	fine = two_level_visit(g->img, &v->levels, STRUCTURE_VMDK_GRAIN_DIRECTORY_ENTRY,
			       STRUCTURE_VMDK_GRAIN_TABLE_ENTRY, visit_table, g);
	v->current = NULL;
	return fine;
}

/* The tables are holes. */
static bool add_tables(struct growth *g)
{
	uint64_t old = g->h.redundant_gd_sector * VMDK_SECTOR_SIZE;

	if (g->num == g->num_old)
		return io_flush(g->img->disk);
	return find_end(g) &&
	       (!vmdk_sparse_header_has_redundant_gd(&g->h) ||
		put_directory(g, old, &g->h.redundant_gd_sector)) &&
	       put_directory(g, g->e->ofs_directory, &g->h.gd_sector) &&
	       io_resize(g->img->disk, g->end) && io_flush(g->img->disk);
}

static bool put_descriptor(const struct growth *g)
{
	uint64_t ofs = g->h.descriptor_sector * VMDK_SECTOR_SIZE;
	uint64_t room = g->h.descriptor_sectors * VMDK_SECTOR_SIZE;
	struct vmdk_longer to = { .disk = g->capacity, .last = g->capacity };
	uint8_t *text;
	size_t len;

	return vmdk_lengthen_text(g->img, ofs, room, &to, &text, &len) &&
	       io_put(g->img->disk, ofs, text, (uint32_t)room) && io_flush(g->img->disk);
}

static bool put_header(const struct growth *g)
{
	uint8_t bytes[VMDK_SPARSE_HEADER_SIZE];

	memcpy(bytes, g->img->head, sizeof(bytes));
	store_u8le(bytes + VMDK_SPARSE_HEADER_CAPACITY_OFFSET, g->capacity);
	store_u8le(bytes + VMDK_SPARSE_HEADER_REDUNDANT_GD_SECTOR_OFFSET, g->h.redundant_gd_sector);
	store_u8le(bytes + VMDK_SPARSE_HEADER_GD_SECTOR_OFFSET, g->h.gd_sector);
	return io_put(g->img->disk, 0, bytes, sizeof(bytes));
}

/* One hosted sparse extent that describes itself, whose grains are not compressed. */
static bool open_growth(struct growth *g)
{
	const struct vmdk *v = g->img->state;
	struct parse_in in = parse_input(g->img->head, VMDK_SPARSE_HEADER_SIZE, 0);
	uint64_t coverage;

	g->e = v->extents;
	if (v->num_extents != 1 || g->e->grain_sectors == 0 || g->e->compressed ||
	    g->e->has_markers || vmdk_sparse_header_parse(&in, &g->h) != PARSE_OK ||
	    vmdk_sparse_header_has_footer(&g->h))
		return grow_refuse_kind(g->img, v->num_extents);
	if (g->img->backing && g->img->backing->size > g->img->size)
		return grow_refuse_kind(g->img, g->img->backing->size);
	if (g->h.capacity == 0 || g->h.capacity * VMDK_SECTOR_SIZE != g->img->size)
		return grow_refuse_damaged(g->img, VMDK_SPARSE_HEADER_CAPACITY_OFFSET);
	coverage = (uint64_t)g->h.grain_sectors * g->h.num_gtes_per_gt;
	g->num_old = g->e->num_directory;
	g->num = pieces_by(g->capacity, coverage);
	g->len_table =
		align_up(g->h.num_gtes_per_gt * VMDK_GRAIN_TABLE_ENTRY_SIZE, VMDK_SECTOR_SIZE);
	return g->num <= VMDK_MAX_GD_ENTRIES ||
	       grow_refuse_size(g->img, g->capacity * VMDK_SECTOR_SIZE);
}

bool vmdk_resize(struct image *img, const struct resize *to)
{
	struct growth g = { .img = img, .capacity = to->size / VMDK_SECTOR_SIZE };
	const struct vmdk *v = img->state;

	if (v->create_type.len != 0)
		return vmdk_lengthen_files(img, to);
	if (!grow_check(img, to, TARGET_MAX_SIZE))
		return false;
	if (to->size == img->size)
		return true;
	return open_growth(&g) && clear(&g) && add_tables(&g) && put_descriptor(&g) &&
	       put_header(&g);
}
