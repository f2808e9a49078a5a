/* SPDX-License-Identifier: Apache-2.0 */
/* Of a new VHDX, what stays as it is: file identifier, region tables, metadata. */
#include "new.h"

#include "base/mem.h"
#include "base/store.h"
#include "io/writer.h"

#define NUM_REGIONS 2u
#define MAX_ITEMS   6u
#define LEN_REGIONS (VHDX_REGION_TABLE_HEADER_SIZE + NUM_REGIONS * VHDX_REGION_TABLE_ENTRY_SIZE)
#define LEN_ITEMS                                                                              \
	(VHDX_FILE_PARAMETERS_SIZE + VHDX_VIRTUAL_DISK_SIZE_SIZE + VHDX_VIRTUAL_DISK_ID_SIZE + \
	 VHDX_LOGICAL_SECTOR_SIZE_SIZE + VHDX_PHYSICAL_SECTOR_SIZE_SIZE + VHDX_MAX_NEW_LOCATOR)

static bool put_identifier(const struct writer *w)
{
	static const char creator[] = VHDX_CREATOR;
	struct vhdx_file_identifier id = { 0 };
	uint8_t bytes[VHDX_FILE_IDENTIFIER_SIZE];

	for (size_t i = 0; i < sizeof(creator) - 1; i++)
		store_u2le(id.creator + i * sizeof(uint16_t), (uint8_t)creator[i]);
	vhdx_file_identifier_store(bytes, &id);
	return writer_put(w->disk, 0, bytes, sizeof(bytes));
}

/* qemu does not mark its regions as required, as the format wants it. */
static void store_region(uint8_t *bytes, uint32_t index, const char *guid, uint64_t start,
			 uint64_t len, uint32_t flags)
{
	struct vhdx_region_table_entry e = { .file_offset = start,
					     .length = (uint32_t)len,
					     .flags = flags };

	memcpy(e.guid, guid, sizeof(e.guid));
	vhdx_region_table_entry_store(
		bytes + VHDX_REGION_TABLE_HEADER_SIZE + index * VHDX_REGION_TABLE_ENTRY_SIZE, &e);
}

/* The checksum of a table that is zero after its entries. */
static uint32_t table_checksum(const uint8_t *bytes, uint32_t len)
{
	static const uint8_t zeros[NEW_TABLE_WINDOW];
	uint32_t state = checksum_crc32c_add(CHECKSUM_CRC32C_START, bytes, len);

	while (len < VHDX_REGION_TABLE_SIZE) {
		uint32_t left = VHDX_REGION_TABLE_SIZE - len;
		uint32_t part = left < sizeof(zeros) ? left : sizeof(zeros);

		state = checksum_crc32c_add(state, zeros, part);
		len += part;
	}
	return ~state;
}

static bool put_region_tables(const struct writer *w, const struct vhdx_layout *l)
{
	struct vhdx_region_table_header h = { .num_entries = NUM_REGIONS };
	uint32_t flags = l->differencing ? VHDX_REGION_TABLE_ENTRY_FLAG_REQUIRED : 0;
	uint8_t bytes[LEN_REGIONS];

	vhdx_region_table_header_store(bytes, &h);
	store_region(bytes, 0, VHDX_GUID_REGION_BAT, l->ofs_bat, l->len_bat, flags);
	store_region(bytes, 1, VHDX_GUID_REGION_METADATA, l->ofs_metadata,
		     VHDX_DEFAULT_METADATA_LENGTH, flags);
	h.checksum = table_checksum(bytes, sizeof(bytes));
	vhdx_region_table_header_store(bytes, &h);
	return writer_put(w->disk, VHDX_REGION_TABLE_1_OFFSET, bytes, sizeof(bytes)) &&
	       writer_put(w->disk, VHDX_REGION_TABLE_2_OFFSET, bytes, sizeof(bytes));
}

/* The table of items, and where the next item goes. */
struct items {
	uint8_t table[VHDX_METADATA_TABLE_HEADER_SIZE + MAX_ITEMS * VHDX_METADATA_TABLE_ENTRY_SIZE];
	uint8_t bytes[LEN_ITEMS];
	uint32_t num, used;
};

static uint8_t *add_item(struct items *items, const char *id, uint32_t len, uint32_t flags)
{
	struct vhdx_metadata_table_entry e = {
		.offset = VHDX_DEFAULT_ITEM_OFFSET + items->used,
		.length = len,
		.flags = VHDX_METADATA_TABLE_ENTRY_FLAG_REQUIRED | flags,
	};
	uint8_t *place = items->bytes + items->used;

	memcpy(e.item_id, id, sizeof(e.item_id));
	vhdx_metadata_table_entry_store(items->table + VHDX_METADATA_TABLE_HEADER_SIZE +
						items->num * VHDX_METADATA_TABLE_ENTRY_SIZE,
					&e);
	items->num++;
	items->used += len;
	return place;
}

static uint8_t *add_disk_item(struct items *items, const char *id, uint32_t len)
{
	return add_item(items, id, len, VHDX_METADATA_TABLE_ENTRY_FLAG_VIRTUAL_DISK);
}

static void add_parameters(struct items *items, const struct vhdx_layout *l)
{
	struct vhdx_file_parameters parameters = {
		.block_size = (uint32_t)l->block_size,
		.flags = (l->fixed ? VHDX_FILE_PARAMETERS_FLAG_LEAVE_BLOCKS_ALLOCATED : 0) |
			 (l->differencing ? VHDX_FILE_PARAMETERS_FLAG_HAS_PARENT : 0),
	};

	vhdx_file_parameters_store(add_item(items, VHDX_GUID_FILE_PARAMETERS,
					    VHDX_FILE_PARAMETERS_SIZE, 0),
				   &parameters);
}

/* All images of a chain are one disk. */
static bool add_disk_id(struct items *items, const struct writer *w, struct new_vhdx *v)
{
	uint8_t *place = add_disk_item(items, VHDX_GUID_VIRTUAL_DISK_ID, VHDX_VIRTUAL_DISK_ID_SIZE);
	struct vhdx_virtual_disk_id id;

	if (v->parent)
		return io_read(w->parent, v->parent->disk_id.offset, place,
			       VHDX_VIRTUAL_DISK_ID_SIZE);
	random_uuid(&v->random, id.guid);
	vhdx_virtual_disk_id_store(place, &id);
	return true;
}

static void add_sector_sizes(struct items *items)
{
	vhdx_logical_sector_size_store(add_disk_item(items, VHDX_GUID_LOGICAL_SECTOR_SIZE,
						     VHDX_LOGICAL_SECTOR_SIZE_SIZE),
				       VHDX_DEFAULT_LOGICAL_SECTOR_SIZE);
	vhdx_physical_sector_size_store(add_disk_item(items, VHDX_GUID_PHYSICAL_SECTOR_SIZE,
						      VHDX_PHYSICAL_SECTOR_SIZE_SIZE),
					VHDX_DEFAULT_PHYSICAL_SECTOR_SIZE);
}

static bool add_locator(struct items *items, const struct writer *w, const struct new_vhdx *v)
{
	uint32_t len;

	if (!v->parent)
		return true;
	len = vhdx_store_locator(w, v, items->bytes + items->used);
	if (len == 0)
		return false;
	(void)add_item(items, VHDX_GUID_PARENT_LOCATOR, len, 0);
	return true;
}

static bool add_items(struct items *items, const struct writer *w, struct new_vhdx *v)
{
	add_parameters(items, &v->layout);
	vhdx_virtual_disk_size_store(add_disk_item(items, VHDX_GUID_VIRTUAL_DISK_SIZE,
						   VHDX_VIRTUAL_DISK_SIZE_SIZE),
				     v->layout.disk);
	if (!add_disk_id(items, w, v))
		return false;
	add_sector_sizes(items);
	return add_locator(items, w, v);
}

static bool put_metadata(const struct writer *w, struct new_vhdx *v)
{
	static struct items items;
	struct vhdx_metadata_table_header h;
	uint64_t at = v->layout.ofs_metadata;

	memset(&items, 0, sizeof(items));
	if (!add_items(&items, w, v))
		return false;
	h.num_entries = (uint16_t)items.num;
	vhdx_metadata_table_header_store(items.table, &h);
	return writer_put(w->disk, at, items.table, sizeof(items.table)) &&
	       writer_put(w->disk, at + VHDX_DEFAULT_ITEM_OFFSET, items.bytes, items.used);
}

bool vhdx_put_regions(struct writer *w, struct new_vhdx *v)
{
	return put_identifier(w) && put_region_tables(w, &v->layout) && put_metadata(w, v);
}
