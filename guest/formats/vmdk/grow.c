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
#include "image.h"
#include "io/io.h"

#define WINDOW	   4096u
#define DECIMAL	   10u
#define MAX_DIGITS 20u

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

/* The tables are holes. */
static bool add_tables(struct growth *g)
{
	uint64_t old = g->h.redundant_gd_sector * VMDK_SECTOR_SIZE;

	if (g->num == g->num_old)
		return io_flush(g->img->disk);
	g->end = align_up(io_size(g->img->disk), VMDK_SECTOR_SIZE);
	return (!vmdk_sparse_header_has_redundant_gd(&g->h) ||
		put_directory(g, old, &g->h.redundant_gd_sector)) &&
	       put_directory(g, g->e->ofs_directory, &g->h.gd_sector) &&
	       io_resize(g->img->disk, g->end) && io_flush(g->img->disk);
}

/* The digits of a number. */
static uint32_t digits_of(uint64_t value, uint8_t digits[MAX_DIGITS])
{
	uint8_t turned[MAX_DIGITS];
	uint32_t len = 0;

	do {
		turned[len++] = (uint8_t)('0' + value % DECIMAL);
		value /= DECIMAL;
	} while (value > 0);
	for (uint32_t i = 0; i < len; i++)
		digits[i] = turned[len - 1 - i];
	return len;
}

/* The size in the line of the only extent. */
static bool find_size(const struct growth *g, const struct vmdk_text *text, size_t *at, size_t *len)
{
	struct vmdk_lines lines = { .text = *text };
	struct vmdk_line line;

	if (vmdk_next_line(&lines, &line) != VMDK_LINE_EXTENT || line.num_sectors != g->h.capacity)
		return false;
	*at = (size_t)(line.type.p - text->p);
	while (*at > 0 && (text->p[*at - 1] < '0' || text->p[*at - 1] > '9'))
		(*at)--;
	for (*len = 0; *at > 0 && text->p[*at - 1] >= '0' && text->p[*at - 1] <= '9'; ++*len)
		(*at)--;
	return true;
}

static bool put_descriptor(const struct growth *g)
{
	uint64_t ofs = g->h.descriptor_sector * VMDK_SECTOR_SIZE;
	uint64_t room = g->h.descriptor_sectors * VMDK_SECTOR_SIZE;
	uint8_t digits[MAX_DIGITS], *bytes;
	struct vmdk_text text;
	uint32_t num;
	size_t at, len;

	if (room == 0 || room > VMDK_DESCRIPTOR_MAX_FILE_BYTES || ofs > io_size(g->img->disk))
		return grow_refuse_damaged(g->img, ofs);
	if (!vmdk_read_text(g->img, ofs, (uint32_t)room, &text))
		return false;
	num = digits_of(g->capacity, digits);
	if (!find_size(g, &text, &at, &len) || text.len - len + num > room)
		return grow_refuse_damaged(g->img, ofs);
	bytes = io_alloc(room, 1);
	if (!bytes)
		return false;
	memset(bytes, 0, room);
	memcpy(bytes, text.p, at);
	memcpy(bytes + at, digits, num);
	memcpy(bytes + at + num, text.p + at + len, text.len - at - len);
	return io_put(g->img->disk, ofs, bytes, (uint32_t)room) && io_flush(g->img->disk);
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
	if (v->num_extents != 1 || v->create_type.len != 0 || g->e->grain_sectors == 0 ||
	    g->e->compressed || g->e->has_markers ||
	    vmdk_sparse_header_parse(&in, &g->h) != PARSE_OK ||
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

static bool vmdk_resize(struct image *img, const struct resize *to)
{
	struct growth g = { .img = img, .capacity = to->size / VMDK_SECTOR_SIZE };

	if (!grow_check(img, to, TARGET_MAX_SIZE))
		return false;
	if (to->size == img->size)
		return true;
	return open_growth(&g) && clear(&g) && add_tables(&g) && put_descriptor(&g) &&
	       put_header(&g);
}

const struct editor vmdk_editor = { .format = SOURCE_FORMAT_VMDK4, .resize = vmdk_resize };
