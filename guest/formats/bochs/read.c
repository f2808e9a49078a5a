/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bochs' growing image: a catalog of extents, each with a bitmap of its sectors before its data.
 * qemu has no notion of what such an image allocates: all of it is data to its `map` and `measure`.
 */
#include "formats/facts.h"
#include "formats/sector_bitmap.h"
#include "stages/extent_list.h"

#include "generated/bochs.h"
#include "generated/raw.h"
#include "generated/structures.h"

#define CATALOG_WINDOW 65536u
#define BITMAP_WINDOW  4096u

struct bochs {
	struct bochs_header header;
	struct table catalog;
	struct table bitmap; /* of the extent at ->bitmap.offset */
};

/* Nothing but the signature and the version decides. */
static int bochs_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	struct parse_in in = parse_input(head, len, 0);
	struct bochs_header header;

	(void)file_size;
	if (bochs_header_parse(&in, &header) == PARSE_OK)
		return 100;
	return in.status != PARSE_TRUNCATED && in.field > BOCHS_HEADER_FIELD_VERSION ? 100 : 0;
}

/* The version says where the size is. */
static bool read_size(struct image *img, const struct bochs_header *h)
{
	const uint8_t *end = img->head + BOCHS_HEADER_SIZE;
	struct parse_in in =
		parse_input(end, IMAGE_HEAD_SIZE - BOCHS_HEADER_SIZE, BOCHS_HEADER_SIZE);
	struct bochs_end_2 second;
	uint64_t size = bochs_end_1_len_disk(bochs_end_1_load(end));

	if (h->version != BOCHS_VERSION_1) {
		if (bochs_end_2_parse(&in, &second) != PARSE_OK)
			return fault_parse(img->disk, &in);
		size = second.len_disk;
	}
	img->size = size - size % SOURCE_SECTOR_SIZE;
	return true;
}

static bool check_extents(const struct image *img, const struct bochs_header *h)
{
	uint32_t extent = h->len_extent, fault = 0;

	if (extent < BOCHS_MIN_EXTENT_BYTES)
		fault = FAULT_BOCHS_HEADER_EXTENT_TOO_SMALL;
	else if (extent & (extent - 1))
		fault = FAULT_BOCHS_HEADER_EXTENT_UNEVEN;
	else if (extent > BOCHS_MAX_EXTENT_BYTES)
		fault = FAULT_BOCHS_HEADER_EXTENT_TOO_LARGE;
	if (fault)
		return fault_raise(img->disk, fault, BOCHS_HEADER_LEN_EXTENT_OFFSET, extent);
	if (img->size / extent + (img->size % extent != 0) > h->num_catalog_entries)
		return fault_raise(img->disk, FAULT_BOCHS_HEADER_CATALOG_TOO_SMALL,
				   BOCHS_HEADER_NUM_CATALOG_ENTRIES_OFFSET, h->num_catalog_entries);
	return true;
}

static bool bochs_open(struct image *img)
{
	struct bochs *b = io_alloc(sizeof(*b), _Alignof(struct bochs));
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE, 0);

	if (!b)
		return false;
	img->state = b;
	if (bochs_header_parse(&in, &b->header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	return read_size(img, &b->header) && check_extents(img, &b->header) &&
	       table_init(&b->catalog, img->disk, b->header.len_header,
			  (uint64_t)b->header.num_catalog_entries * BOCHS_CATALOG_ENTRY_SIZE,
			  CATALOG_WINDOW) &&
	       table_init(&b->bitmap, img->disk, 0,
			  b->header.len_extent / BOCHS_SECTOR_SIZE / SECTORS_PER_BYTE + 1,
			  BITMAP_WINDOW);
}

static bool sector_is_here(const uint8_t *byte, uint64_t sector)
{
	return *byte >> sector % SECTORS_PER_BYTE & 1;
}

/* Where the bitmap of an extent is. Numbers that no file reaches are refused. */
static bool find_bitmap(struct image *img, uint64_t pos, uint32_t extent, uint64_t *offset)
{
	const struct bochs *b = img->state;
	const struct bochs_header *h = &b->header;
	uint64_t bitmap = bochs_header_bitmap_sectors(h) * BOCHS_SECTOR_SIZE;
	uint64_t each = bitmap + h->len_extent, most = RAW_MAX_FILE_BYTES - each;
	uint64_t start = bochs_header_data_offset(h);

	*offset = start + extent * each;
	if (extent <= (most - start) / each)
		return true;
	return fault_raise(img->disk, FAULT_BOCHS_CATALOG_ENTRY_OUT_OF_REACH,
			   b->catalog.offset + pos / h->len_extent * BOCHS_CATALOG_ENTRY_SIZE,
			   extent);
}

static bool add_run(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
		    uint64_t *done)
{
	struct bochs *b = img->state;
	uint64_t in_extent = pos % b->header.len_extent, end;
	uint64_t first = in_extent / BOCHS_SECTOR_SIZE;
	uint64_t last = (in_extent + n - 1) / BOCHS_SECTOR_SIZE;
	bool here = false;

	if (!sector_bitmap_run(&b->bitmap, first, last, sector_is_here, &here, &end)) {
		list->failed = true;
		return false;
	}
	*done = end > last ? n : end * BOCHS_SECTOR_SIZE - in_extent;
	if (!here)
		return extent_add(list, pos, *done, img->unallocated, 0);
	return extent_add(list, pos, *done, EXTENT_PLAIN,
			  b->bitmap.offset +
				  bochs_header_bitmap_sectors(&b->header) * BOCHS_SECTOR_SIZE +
				  in_extent);
}

static bool add_part(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
		     const uint8_t *bytes, uint64_t *done)
{
	struct bochs *b = img->state;
	uint32_t entry = bochs_catalog_entry_load(bytes),
		 extent = bochs_catalog_entry_extent(entry);
	uint64_t offset;

	if (bochs_catalog_entry_classify(entry) == MEANS_HOLE)
		return extent_add(list, pos, n, img->unallocated, 0);
	if (!find_bitmap(img, pos, extent, &offset)) {
		list->failed = true;
		return false;
	}
	if (offset != b->bitmap.offset) {
		b->bitmap.offset = offset;
		b->bitmap.win_len = 0;
	}
	return add_run(img, list, pos, n, done);
}

static bool bochs_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		       size_t max, size_t *num)
{
	struct bochs *b = img->state;
	const struct block_table blocks = {
		.table = &b->catalog,
		.len_block = b->header.len_extent,
		.len_entry = BOCHS_CATALOG_ENTRY_SIZE,
		.add = add_part,
	};
	struct extent_list list;

	if (!(img->source_flags & SOURCE_FLAG_BY_TABLE))
		return extent_list_opaque(img, pos, end, out, max, num);
	extent_list_begin(&list, img, out, max);
	(void)!extent_add_blocks(&list, img, &blocks, pos, end);
	return extent_list_end(&list, num);
}

const struct format format_bochs = {
	.id = SOURCE_FORMAT_BOCHS,
	.name = "bochs",
	.is_opaque = true,
	.risky = true,
	.probe = bochs_probe,
	.open = bochs_open,
	.next = bochs_next,
};
