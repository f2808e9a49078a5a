/* SPDX-License-Identifier: Apache-2.0 */
/* The metadata region: a table of items, and the items that say how large the disk and its blocks
 * are. */
#include "image.h"

#include "generated/structures.h"

enum item {
	FILE_PARAMETERS,
	VIRTUAL_DISK_SIZE,
	VIRTUAL_DISK_ID,
	LOGICAL_SECTOR_SIZE,
	PHYSICAL_SECTOR_SIZE,
	PARENT_LOCATOR,
	NUM_ITEMS
};

struct known {
	const char *guid, *name;
};

static const struct known known_items[NUM_ITEMS] = {
	[FILE_PARAMETERS] = { VHDX_GUID_FILE_PARAMETERS, "file parameters" },
	[VIRTUAL_DISK_SIZE] = { VHDX_GUID_VIRTUAL_DISK_SIZE, "virtual disk size" },
	[VIRTUAL_DISK_ID] = { VHDX_GUID_VIRTUAL_DISK_ID, "virtual disk id" },
	[LOGICAL_SECTOR_SIZE] = { VHDX_GUID_LOGICAL_SECTOR_SIZE, "logical sector size" },
	[PHYSICAL_SECTOR_SIZE] = { VHDX_GUID_PHYSICAL_SECTOR_SIZE, "physical sector size" },
	[PARENT_LOCATOR] = { VHDX_GUID_PARENT_LOCATOR, "parent locator" },
};

static bool add_item(struct image *img, const struct vhdx *v,
		     const struct vhdx_metadata_table_entry *e, uint64_t at,
		     struct vhdx_item items[NUM_ITEMS])
{
	for (uint32_t i = 0; i < NUM_ITEMS; i++) {
		if (!bytes_eq(e->item_id, known_items[i].guid, sizeof(e->item_id)))
			continue;
		if (items[i].offset != 0)
			return fault_raise_text(img->disk,
						FAULT_VHDX_METADATA_TABLE_ENTRY_DUPLICATE, at, 0,
						known_items[i].name);
		items[i].offset = v->metadata_region.file_offset + e->offset;
		items[i].length = e->length;
		return true;
	}
	if (vhdx_metadata_table_entry_is_required(e))
		return fault_raise(img->disk, FAULT_VHDX_METADATA_TABLE_ENTRY_UNKNOWN_REQUIRED, at,
				   0);
	return true;
}

static bool find_items(struct image *img, const struct vhdx *v, struct vhdx_item items[NUM_ITEMS])
{
	uint64_t base = v->metadata_region.file_offset;
	uint8_t *table = io_alloc(VHDX_METADATA_TABLE_SIZE, 16);
	struct parse_in in = parse_input(table, VHDX_METADATA_TABLE_SIZE, base);
	struct vhdx_metadata_table_header h;

	if (!table || !io_read_padded(img->disk, base, table, VHDX_METADATA_TABLE_SIZE))
		return false;
	if (vhdx_metadata_table_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(img->disk, &in);
	for (uint32_t i = 0; i < h.num_entries; i++) {
		uint32_t at = VHDX_METADATA_TABLE_HEADER_SIZE + i * VHDX_METADATA_TABLE_ENTRY_SIZE;
		struct vhdx_metadata_table_entry e;

		in = parse_input(table + at, VHDX_METADATA_TABLE_ENTRY_SIZE, base + at);
		if (vhdx_metadata_table_entry_parse(&in, &e) != PARSE_OK)
			return fault_parse(img->disk, &in);
		if (!add_item(img, v, &e, in.base, items))
			return false;
	}
	for (uint32_t i = 0; i < PARENT_LOCATOR; i++)
		if (items[i].offset == 0)
			return fault_raise_text(
				img->disk, FAULT_VHDX_METADATA_TABLE_HEADER_MISSING_ITEM,
				base + VHDX_METADATA_TABLE_HEADER_NUM_ENTRIES_OFFSET, h.num_entries,
				known_items[i].name);
	return true;
}

/* Flags and block size; whether there is a parent comes first. */
static bool read_parameters(struct image *img, struct vhdx *v,
			    const struct vhdx_item items[NUM_ITEMS])
{
	uint64_t at = items[FILE_PARAMETERS].offset;
	uint8_t bytes[VHDX_FILE_PARAMETERS_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), at);
	uint32_t flags;
	bool located = items[PARENT_LOCATOR].offset != 0;

	if (!io_read_padded(img->disk, at, bytes, sizeof(bytes)))
		return false;
	flags = vhdx_file_parameters_peek_flags(bytes);
	v->differencing = (flags & VHDX_FILE_PARAMETERS_FLAG_HAS_PARENT) != 0;
	if (v->differencing && !located)
		return fault_raise(img->disk, FAULT_VHDX_FILE_PARAMETERS_NO_LOCATOR,
				   at + VHDX_FILE_PARAMETERS_FLAGS_OFFSET, flags);
	if (!v->differencing && located)
		return fault_raise(img->disk, FAULT_VHDX_FILE_PARAMETERS_LOCATOR_WITHOUT_PARENT,
				   at + VHDX_FILE_PARAMETERS_FLAGS_OFFSET, flags);
	return vhdx_file_parameters_parse(&in, &v->parameters) == PARSE_OK ||
	       fault_parse(img->disk, &in);
}

static bool read_sector_size(struct image *img, uint64_t at)
{
	uint8_t bytes[VHDX_LOGICAL_SECTOR_SIZE_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), at);
	uint32_t size;

	if (!io_read_padded(img->disk, at, bytes, sizeof(bytes)))
		return false;
	size = vhdx_logical_sector_size_load(bytes);
	if (vhdx_logical_sector_size_check(&in, size) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (size != SOURCE_SECTOR_SIZE)
		return fault_raise(img->disk, FAULT_VHDX_LOGICAL_SECTOR_SIZE_UNSUPPORTED, at, size);
	return true;
}

static bool read_disk_size(struct image *img, struct vhdx *v, uint64_t at)
{
	uint8_t bytes[VHDX_VIRTUAL_DISK_SIZE_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), at);

	if (!io_read_padded(img->disk, at, bytes, sizeof(bytes)))
		return false;
	v->disk_size = vhdx_virtual_disk_size_load(bytes);
	return vhdx_virtual_disk_size_check(&in, v->disk_size) == PARSE_OK ||
	       fault_parse(img->disk, &in);
}

bool vhdx_read_metadata(struct image *img, struct vhdx *v)
{
	struct vhdx_item items[NUM_ITEMS] = { { 0, 0 } };

	if (!find_items(img, v, items) || !read_parameters(img, v, items) ||
	    !read_sector_size(img, items[LOGICAL_SECTOR_SIZE].offset) ||
	    !read_disk_size(img, v, items[VIRTUAL_DISK_SIZE].offset))
		return false;
	v->parent_locator = items[PARENT_LOCATOR];
	v->disk_id = items[VIRTUAL_DISK_ID];
	v->disk_size_at = items[VIRTUAL_DISK_SIZE].offset;
	v->chunk_blocks = (uint32_t)((uint64_t)VHDX_SECTORS_PER_BITMAP * SOURCE_SECTOR_SIZE /
				     v->parameters.block_size);
	return true;
}
