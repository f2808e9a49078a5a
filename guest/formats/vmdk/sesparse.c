/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK: space-efficient sparse extents of ESXi (specs/formats/sesparse.ksy). Places are counted
 * from the areas of tables and grains on, so that entries can say what is nowhere.
 */
#include "image.h"

/* Sectors of a table or a grain, `number` of which are before it. False: no file has them. */
static bool reach(uint64_t start, uint64_t number, uint64_t sectors, uint64_t *sector)
{
	const uint64_t most = RAW_MAX_FILE_BYTES / VMDK_SECTOR_SIZE;

	if (start > most || number >= (most - start) / sectors)
		return false;
	*sector = start + number * sectors;
	return true;
}

static bool is_zero(const uint8_t *p, size_t len)
{
	size_t i = 0;

	while (i < len && p[i] == 0)
		i++;
	return i == len;
}

static bool check_reserved(uint32_t disk, const uint8_t *head)
{
	const uint8_t *p = head + SESPARSE_CONST_HEADER_RESERVED_1_OFFSET;

	if (!is_zero(p, 4 * sizeof(uint64_t))) {
		(void)fault_raise(disk, FAULT_SESPARSE_CONST_HEADER_RESERVED_SET,
				  SESPARSE_CONST_HEADER_RESERVED_1_OFFSET, load_u8le(p));
		for (size_t i = 1; i < 4; i++)
			fault_extra(load_u8le(p + i * sizeof(uint64_t)));
		return false;
	}
	return is_zero(head + SESPARSE_CONST_HEADER_PADDING_OFFSET,
		       SESPARSE_CONST_HEADER_SIZE - SESPARSE_CONST_HEADER_PADDING_OFFSET) ||
	       fault_raise(disk, FAULT_SESPARSE_CONST_HEADER_PADDING_SET,
			   SESPARSE_CONST_HEADER_PADDING_OFFSET, 0);
}

/* What is past the end of the file reads as zeros, which are no header. */
static bool check_volatile(uint32_t disk, uint64_t number)
{
	uint8_t bytes[SESPARSE_VOLATILE_HEADER_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), 0);
	struct sesparse_volatile_header h;
	uint64_t sector;

	if (!reach(0, number, 1, &sector))
		return fault_raise(disk, FAULT_SESPARSE_CONST_HEADER_VOLATILE_UNREACHABLE,
				   SESPARSE_CONST_HEADER_VOLATILE_HEADER_SECTOR_OFFSET, number);
	in.base = sector * VMDK_SECTOR_SIZE;
	if (!io_read_padded(disk, in.base, bytes, sizeof(bytes)))
		return false;
	if (sesparse_volatile_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(disk, &in);
	if (h.replay_journal != 0)
		return fault_raise(disk, FAULT_SESPARSE_VOLATILE_HEADER_DIRTY,
				   in.base + SESPARSE_VOLATILE_HEADER_REPLAY_JOURNAL_OFFSET,
				   h.replay_journal);
	return is_zero(bytes + SESPARSE_VOLATILE_HEADER_PADDING_OFFSET,
		       sizeof(bytes) - SESPARSE_VOLATILE_HEADER_PADDING_OFFSET) ||
	       fault_raise(disk, FAULT_SESPARSE_VOLATILE_HEADER_PADDING_SET,
			   in.base + SESPARSE_VOLATILE_HEADER_PADDING_OFFSET, 0);
}

/* qemu counts the entries in 32 bits. */
static bool check_directory(uint32_t disk, const struct sesparse_const_header *h,
			    struct vmdk_extent *e)
{
	const uint32_t per_sector = VMDK_SECTOR_SIZE / SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE;
	const uint32_t num = (uint32_t)(h->grain_directory_sectors * per_sector);
	uint64_t sector;

	if (num > SESPARSE_MAX_DIRECTORY_SECTORS * per_sector)
		return fault_raise(disk, FAULT_SESPARSE_CONST_HEADER_DIRECTORY_TOO_LARGE,
				   SESPARSE_CONST_HEADER_GRAIN_DIRECTORY_SECTORS_OFFSET,
				   h->grain_directory_sectors);
	if (!reach(h->grain_directory_sector, 0, num / per_sector + 1, &sector))
		return fault_raise(disk, FAULT_SESPARSE_CONST_HEADER_DIRECTORY_UNREACHABLE,
				   SESPARSE_CONST_HEADER_GRAIN_DIRECTORY_SECTOR_OFFSET,
				   h->grain_directory_sector);
	e->num_directory = num;
	e->ofs_directory = sector * VMDK_SECTOR_SIZE;
	return true;
}

/* Leaves the number of sectors in e->end. */
bool vmdk_open_sesparse(uint32_t disk, const uint8_t *head, struct vmdk_extent *e)
{
	struct parse_in in = parse_input(head, SESPARSE_CONST_HEADER_SIZE, 0);
	struct sesparse_const_header h;

	*e = (struct vmdk_extent){
		.disk = disk,
		.space_efficient = true,
		.grain_sectors = SESPARSE_CONST_HEADER_GRAIN_SECTORS,
		.num_gtes = SESPARSE_NUM_GTES_PER_GT,
		.ofs_capacity = SESPARSE_CONST_HEADER_GRAIN_DIRECTORY_SECTORS_OFFSET,
		.short_fault = FAULT_SESPARSE_CONST_HEADER_DIRECTORY_TOO_SHORT,
	};
	if (sesparse_const_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(disk, &in);
	if (!check_reserved(disk, head) || !check_volatile(disk, h.volatile_header_sector) ||
	    !check_directory(disk, &h, e))
		return false;
	e->tables_sector = h.grain_tables_sector;
	e->grains_sector = h.grains_sector;
	e->end = h.capacity;
	return true;
}

/* What an entry of the directory says: a fault, or where its table is. */
static uint32_t read_directory(const struct vmdk_extent *e, uint64_t entry, uint64_t *offset)
{
	uint64_t sector;

	*offset = PAGES_NONE;
	enum meaning means = sesparse_grain_directory_entry_classify(entry);

	if (means != MEANS_TABLE)
		return means == MEANS_HOLE ? 0 : FAULT_SESPARSE_GRAIN_DIRECTORY_ENTRY_UNKNOWN;
	if (!reach(e->tables_sector, sesparse_grain_directory_entry_table(entry),
		   SESPARSE_CONST_HEADER_GRAIN_TABLE_SECTORS, &sector) ||
	    sector > SESPARSE_MAX_TABLE_SECTOR)
		return FAULT_SESPARSE_GRAIN_DIRECTORY_ENTRY_OUT_OF_REACH;
	if (sector > 0)
		*offset = sector * VMDK_SECTOR_SIZE;
	return 0;
}

bool vmdk_sesparse_table(struct vmdk *v, uint64_t index, uint32_t *fault, uint64_t *value,
			 uint64_t *offset)
{
	const uint8_t *p;
	uint32_t len;

	if (!table_at(&v->levels.first, index * SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE,
		      SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE, &p, &len))
		return false;
	*value = sesparse_grain_directory_entry_load(p);
	*fault = read_directory(v->current, *value, offset);
	return true;
}

static bool find_table(struct image *img, struct two_level *t, uint64_t index, uint64_t *offset)
{
	uint32_t fault;
	uint64_t value;

	if (!vmdk_sesparse_table(img->state, index, &fault, &value, offset))
		return false;
	return !fault ||
	       fault_raise(t->first.disk, fault,
			   t->first.offset + index * SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE, value);
}

void vmdk_use_sesparse(struct two_level *t)
{
	t->entry_size = SESPARSE_GRAIN_TABLE_ENTRY_SIZE;
	t->find = find_table;
}

static TWO_LEVEL_INLINE struct block read_entry(const struct image *img, const struct two_level *t,
						const uint8_t *p)
{
	const struct vmdk_extent *e = ((const struct vmdk *)img->state)->current;
	uint64_t entry = sesparse_grain_table_entry_load(p), sector;

	(void)t;
	switch (sesparse_grain_table_entry_classify(entry)) {
	case MEANS_HOLE:
		return (struct block){ .flags = img->unallocated };
	case MEANS_ZERO:
		return (struct block){ .flags = EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO };
	case MEANS_DATA:
		if (!reach(e->grains_sector, sesparse_grain_table_entry_grain(entry),
			   SESPARSE_CONST_HEADER_GRAIN_SECTORS, &sector))
			return (struct block){
				.fault = FAULT_SESPARSE_GRAIN_TABLE_ENTRY_OUT_OF_REACH,
				.value = entry,
			};
		if (sector == 0)
			return (struct block){ .flags = img->unallocated };
		return (struct block){ .flags = EXTENT_PLAIN, .host = sector * VMDK_SECTOR_SIZE };
	default:
		return (struct block){ .fault = FAULT_SESPARSE_GRAIN_TABLE_ENTRY_UNKNOWN,
				       .value = entry };
	}
}

bool vmdk_walk_sesparse(struct image *img, struct vmdk *v, struct extent_list *l, uint64_t pos,
			uint64_t end)
{
	return two_level_walk(img, &v->levels, l, v->current->start, pos, end, read_entry);
}

/* For check: how the entry at `p` of a grain table reads. */
struct block vmdk_sesparse_grain(const struct image *img, const struct vmdk *v, const uint8_t *p)
{
	return read_entry(img, &v->levels, p);
}
