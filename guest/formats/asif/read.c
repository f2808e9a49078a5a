/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Apple's sparse images: a directory of tables, whose entries say where chunks of the disk are.
 * Of a chunk that was written in part, a bitmap says which sectors were.
 */
#include "stages/extent_list.h"
#include "stages/image.h"

#include "generated/asif.h"
#include "generated/structures.h"

#define WINDOW	   65536u
#define SEEN_ZEROS (EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO)

struct asif {
	uint64_t len_chunk, len_sector;
	uint64_t num_group;  /* chunks of data in a group of entries */
	uint64_t len_group;  /* bytes of the disk that a group describes */
	uint64_t len_table;  /* bytes of the disk that a table describes */
	uint64_t num_chunks; /* whole or begun, in the file */
	struct table directory;
	struct table tables, ends, bitmaps; /* the file, to look for each of these in */
};

static uint64_t number_of_tables(const struct asif *a, uint64_t size)
{
	return size / a->len_table + (size % a->len_table != 0);
}

static bool header_fault(const struct image *img, uint32_t fault, uint64_t value, uint64_t more)
{
	(void)fault_raise(img->disk, fault, ASIF_HEADER_NUM_SECTORS_OFFSET, value);
	fault_extra(more);
	return false;
}

static bool set_size(struct image *img, struct asif *a, const struct asif_header *h)
{
	uint64_t size, tables;

	if (__builtin_mul_overflow(h->num_sectors, a->len_sector, &size) ||
	    size > ASIF_MAX_DISK_BYTES)
		return header_fault(img, FAULT_ASIF_HEADER_DISK_TOO_LARGE, h->num_sectors, 0);
	if (h->num_sectors > h->max_sectors)
		return header_fault(img, FAULT_ASIF_HEADER_PAST_MAX, h->num_sectors,
				    h->max_sectors);
	tables = number_of_tables(a, size);
	if (tables > ASIF_MAX_TABLES)
		return header_fault(img, FAULT_ASIF_HEADER_TOO_MANY_TABLES, h->num_sectors, tables);
	img->size = size;
	img->cluster_size = a->len_chunk;
	return true;
}

static bool read_sequence(const struct image *img, uint64_t place, uint64_t len, uint64_t *sequence)
{
	uint8_t bytes[ASIF_DIRECTORY_SIZE];
	uint64_t size = io_size(img->disk);

	if (place > size || len > size - place)
		return fault_raise(img->disk, FAULT_ASIF_HEADER_DIRECTORY_PAST_END,
				   ASIF_HEADER_OFS_DIRECTORIES_OFFSET, place);
	if (!io_read(img->disk, place, bytes, sizeof(bytes)))
		return false;
	*sequence = asif_directory_sequence(asif_directory_load(bytes));
	return true;
}

/* The newer one of two. */
static bool choose_directory(const struct image *img, struct asif *a, const struct asif_header *h)
{
	uint64_t entries = number_of_tables(a, img->size) * ASIF_DIRECTORY_ENTRY_SIZE;
	uint64_t first, second, len = ASIF_DIRECTORY_SIZE + entries;
	uint64_t place = h->ofs_directories[0];

	if (!read_sequence(img, h->ofs_directories[0], len, &first) ||
	    !read_sequence(img, h->ofs_directories[1], len, &second))
		return false;
	if (second > first)
		place = h->ofs_directories[1];
	return table_init(&a->directory, img->disk, place + ASIF_DIRECTORY_SIZE, entries, WINDOW);
}

static bool asif_open(struct image *img)
{
	struct parse_in in = parse_input(img->head, img->len_head, 0);
	struct asif *a = io_alloc(sizeof(*a), _Alignof(struct asif));
	uint64_t size = io_size(img->disk);
	struct asif_header h;

	if (!a)
		return false;
	if (asif_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(img->disk, &in);
	img->state = a;
	a->len_chunk = h.len_chunk;
	a->len_sector = h.len_sector;
	a->num_group = asif_header_group_entries(&h);
	a->len_group = asif_header_len_group_span(&h);
	a->len_table = asif_header_len_table_span(&h);
	a->num_chunks = size / a->len_chunk + (size % a->len_chunk != 0);
	return set_size(img, a, &h) && choose_directory(img, a, &h) &&
	       table_init(&a->tables, img->disk, 0, size, WINDOW) &&
	       table_init(&a->ends, img->disk, 0, size, WINDOW) &&
	       table_init(&a->bitmaps, img->disk, 0, size, WINDOW);
}

static bool read_number(struct table *t, uint64_t at, uint64_t *number)
{
	const uint8_t *bytes;
	uint32_t len;

	*number = 0; /* past the end of the file */
	if (at >= t->len || t->len - at < sizeof(*number))
		return true;
	if (!table_at(t, at, sizeof(*number), &bytes, &len))
		return false;
	*number = load_u8be(bytes);
	return true;
}

/* A walk over the entries of one table. */
struct walk {
	struct image *img;
	struct asif *a;
	struct extent_list *list;
	uint64_t table; /* where it is in the file */
	uint64_t pos, end;
};

static bool entry_fault(struct walk *w, uint32_t fault, uint64_t at, uint64_t value, uint64_t more)
{
	(void)fault_raise(w->img->disk, fault, at, value);
	fault_extra(more);
	w->list->failed = true;
	return false;
}

static bool add_zeros(struct walk *w, uint64_t stop)
{
	if (!extent_add(w->list, w->pos, stop - w->pos, SEEN_ZEROS, 0))
		return false;
	w->pos = stop;
	return true;
}

static bool add_data(struct walk *w, uint64_t stop, uint64_t host)
{
	if (!extent_add(w->list, w->pos, stop - w->pos, EXTENT_PLAIN, host))
		return false;
	w->pos = stop;
	return true;
}

static bool read_state(struct asif *a, uint64_t bitmap, uint64_t sector, uint32_t *state)
{
	uint64_t at = bitmap + sector / ASIF_SECTORS_PER_BYTE;
	const uint8_t *bytes;
	uint32_t len;

	*state = ASIF_SECTOR_STATE_UNWRITTEN; /* past the end of the file */
	if (at >= a->bitmaps.len)
		return true;
	if (!table_at(&a->bitmaps, at, 1, &bytes, &len))
		return false;
	*state = bytes[0] >> sector % ASIF_SECTORS_PER_BYTE * ASIF_BITS_PER_SECTOR &
		 ((1u << ASIF_BITS_PER_SECTOR) - 1);
	return true;
}

/* The sectors of a chunk up to `stop`, of which the bitmap at `bitmap` has the first at `sector`.
 */
static bool add_sectors(struct walk *w, uint64_t bitmap, uint64_t at, uint64_t sector,
			uint64_t stop, uint64_t host)
{
	for (; w->pos < stop; sector++) {
		uint64_t next = w->pos - w->pos % w->a->len_sector + w->a->len_sector;
		uint64_t past = w->pos % w->a->len_chunk;
		uint32_t state;
		bool added;

		if (!read_state(w->a, bitmap, sector, &state)) {
			w->list->failed = true;
			return false;
		}
		if (state > ASIF_SECTOR_STATE_WRITTEN)
			return entry_fault(w, FAULT_ASIF_TABLE_ENTRY_SECTOR_UNKNOWN, at,
					   bitmap / w->a->len_chunk, state);
		next = next < stop ? next : stop;
		added = state == ASIF_SECTOR_STATE_WRITTEN ? add_data(w, next, host + past)
							   : add_zeros(w, next);
		if (!added)
			return false;
	}
	return true;
}

/* A chunk of which the group's bitmap says what was written. */
static bool add_partial(struct walk *w, uint64_t stop, uint64_t host)
{
	const struct asif *a = w->a;
	uint64_t index = asif_bitmap_entry_index(w->pos, a->len_table, a->len_group, a->num_group);
	uint64_t at = w->table + index * ASIF_TABLE_ENTRY_SIZE, entry, chunk;
	uint64_t sector = w->pos % a->len_table % a->len_group / a->len_sector;

	if (!read_number(&w->a->ends, at, &entry)) {
		w->list->failed = true;
		return false;
	}
	chunk = asif_table_entry_chunk(entry);
	if (chunk == 0 || chunk >= a->num_chunks)
		return entry_fault(w, FAULT_ASIF_TABLE_ENTRY_NO_BITMAP, at, chunk, 0);
	return add_sectors(w, chunk * a->len_chunk, at, sector, stop, host);
}

static bool add_chunk(struct walk *w)
{
	const struct asif *a = w->a;
	uint64_t index = asif_table_index(w->pos, a->len_table, a->len_chunk, a->len_group);
	uint64_t at = w->table + index * ASIF_TABLE_ENTRY_SIZE;
	uint64_t stop = w->pos - w->pos % a->len_chunk + a->len_chunk, entry, chunk, state;

	if (stop > w->end)
		stop = w->end;
	if (!read_number(&w->a->tables, at, &entry)) {
		w->list->failed = true;
		return false;
	}
	chunk = asif_table_entry_chunk(entry);
	state = asif_table_entry_state(entry);
	if (chunk == 0 && state == ASIF_CHUNK_STATE_UNWRITTEN)
		return add_zeros(w, stop);
	if (state != ASIF_CHUNK_STATE_WRITTEN && state != ASIF_CHUNK_STATE_PARTIAL)
		return entry_fault(w, FAULT_ASIF_TABLE_ENTRY_STATE_UNKNOWN, at, state, chunk);
	if (chunk == 0 || chunk >= a->num_chunks)
		return entry_fault(w, FAULT_ASIF_TABLE_ENTRY_PAST_END, at, chunk, 0);
	if (state == ASIF_CHUNK_STATE_PARTIAL)
		return add_partial(w, stop, chunk * a->len_chunk);
	return add_data(w, stop, chunk * a->len_chunk + w->pos % a->len_chunk);
}

/* What one entry of the directory describes. */
static bool add_table(struct walk *w, uint64_t table, uint64_t end)
{
	struct asif *a = w->a;
	uint64_t chunk, first = table * a->len_table;

	if (!read_number(&a->directory, table * ASIF_DIRECTORY_ENTRY_SIZE, &chunk)) {
		w->list->failed = true;
		return false;
	}
	w->end = end - first < a->len_table ? end : first + a->len_table;
	if (chunk == 0)
		return add_zeros(w, w->end);
	if (chunk >= a->num_chunks)
		return entry_fault(w, FAULT_ASIF_DIRECTORY_ENTRY_PAST_END,
				   a->directory.offset + table * ASIF_DIRECTORY_ENTRY_SIZE, chunk,
				   0);
	w->table = chunk * a->len_chunk;
	while (w->pos < w->end)
		if (!add_chunk(w))
			return false;
	return true;
}

static bool asif_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		      size_t max, size_t *num)
{
	struct asif *a = img->state;
	struct extent_list list;
	struct walk w = { .img = img, .a = a, .list = &list, .pos = pos };

	extent_list_begin(&list, img, out, max);
	while (w.pos < end)
		if (!add_table(&w, asif_directory_index(w.pos, a->len_table), end))
			break;
	return extent_list_end(&list, num);
}

const struct format format_asif = {
	.id = SOURCE_FORMAT_ASIF,
	.name = "asif",
	.only_with = SOURCE_FLAG_BEYOND_QEMU,
	.magic = ASIF_HEADER_MAGIC,
	.len_magic = ASIF_HEADER_MAGIC_SIZE,
	.magic_score = 100,
	.open = asif_open,
	.next = asif_next,
};
