/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/sesparse.ksy spec=318523ea gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "sesparse.h"

enum parse_status sesparse_const_header_parse(struct parse_in *in,
					      struct sesparse_const_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < SESPARSE_CONST_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_SESPARSE_CONST_HEADER);

	uint64_t magic = load_u8le(p);
	if (magic != 0xcafebabeu)
		return parse_fail(in, STRUCTURE_SESPARSE_CONST_HEADER,
				  SESPARSE_CONST_HEADER_FIELD_MAGIC, 0, PARSE_BAD_MAGIC, magic);

	uint64_t version = load_u8le(p + 8);
	if (version != UINT64_C(0x200000001))
		return parse_fail(in, STRUCTURE_SESPARSE_CONST_HEADER,
				  SESPARSE_CONST_HEADER_FIELD_VERSION, 8, PARSE_RANGE, version);

	uint64_t capacity = load_u8le(p + 16);

	uint64_t grain_sectors = load_u8le(p + 24);
	if (grain_sectors != 8)
		return parse_fail(in, STRUCTURE_SESPARSE_CONST_HEADER,
				  SESPARSE_CONST_HEADER_FIELD_GRAIN_SECTORS, 24, PARSE_RANGE,
				  grain_sectors);

	uint64_t grain_table_sectors = load_u8le(p + 32);
	if (grain_table_sectors != 64)
		return parse_fail(in, STRUCTURE_SESPARSE_CONST_HEADER,
				  SESPARSE_CONST_HEADER_FIELD_GRAIN_TABLE_SECTORS, 32, PARSE_RANGE,
				  grain_table_sectors);

	uint64_t flags = load_u8le(p + 40);
	if (flags != 0)
		return parse_fail(in, STRUCTURE_SESPARSE_CONST_HEADER,
				  SESPARSE_CONST_HEADER_FIELD_FLAGS, 40, PARSE_RANGE, flags);

	uint64_t volatile_header_sector = load_u8le(p + 80);
	uint64_t volatile_header_sectors = load_u8le(p + 88);
	uint64_t journal_header_sector = load_u8le(p + 96);
	uint64_t journal_header_sectors = load_u8le(p + 104);
	uint64_t journal_sector = load_u8le(p + 112);
	uint64_t journal_sectors = load_u8le(p + 120);
	uint64_t grain_directory_sector = load_u8le(p + 128);
	uint64_t grain_directory_sectors = load_u8le(p + 136);
	uint64_t grain_tables_sector = load_u8le(p + 144);
	uint64_t grain_tables_sectors = load_u8le(p + 152);
	uint64_t free_bitmap_sector = load_u8le(p + 160);
	uint64_t free_bitmap_sectors = load_u8le(p + 168);
	uint64_t backmap_sector = load_u8le(p + 176);
	uint64_t backmap_sectors = load_u8le(p + 184);
	uint64_t grains_sector = load_u8le(p + 192);
	uint64_t grains_sectors = load_u8le(p + 200);

	out->magic = magic;
	out->version = version;
	out->capacity = capacity;
	out->grain_sectors = grain_sectors;
	out->grain_table_sectors = grain_table_sectors;
	out->flags = flags;
	out->volatile_header_sector = volatile_header_sector;
	out->volatile_header_sectors = volatile_header_sectors;
	out->journal_header_sector = journal_header_sector;
	out->journal_header_sectors = journal_header_sectors;
	out->journal_sector = journal_sector;
	out->journal_sectors = journal_sectors;
	out->grain_directory_sector = grain_directory_sector;
	out->grain_directory_sectors = grain_directory_sectors;
	out->grain_tables_sector = grain_tables_sector;
	out->grain_tables_sectors = grain_tables_sectors;
	out->free_bitmap_sector = free_bitmap_sector;
	out->free_bitmap_sectors = free_bitmap_sectors;
	out->backmap_sector = backmap_sector;
	out->backmap_sectors = backmap_sectors;
	out->grains_sector = grains_sector;
	out->grains_sectors = grains_sectors;
	return PARSE_OK;
}

void sesparse_const_header_store(uint8_t *p, const struct sesparse_const_header *h)
{
	__builtin_memset(p, 0, SESPARSE_CONST_HEADER_SIZE);
	store_u8le(p, 3405691582u);
	store_u8le(p + 8, UINT64_C(0x200000001));
	store_u8le(p + 16, h->capacity);
	store_u8le(p + 24, 8);
	store_u8le(p + 32, 64);
	store_u8le(p + 80, h->volatile_header_sector);
	store_u8le(p + 88, h->volatile_header_sectors);
	store_u8le(p + 96, h->journal_header_sector);
	store_u8le(p + 104, h->journal_header_sectors);
	store_u8le(p + 112, h->journal_sector);
	store_u8le(p + 120, h->journal_sectors);
	store_u8le(p + 128, h->grain_directory_sector);
	store_u8le(p + 136, h->grain_directory_sectors);
	store_u8le(p + 144, h->grain_tables_sector);
	store_u8le(p + 152, h->grain_tables_sectors);
	store_u8le(p + 160, h->free_bitmap_sector);
	store_u8le(p + 168, h->free_bitmap_sectors);
	store_u8le(p + 176, h->backmap_sector);
	store_u8le(p + 184, h->backmap_sectors);
	store_u8le(p + 192, h->grains_sector);
	store_u8le(p + 200, h->grains_sectors);
}

enum parse_status sesparse_volatile_header_parse(struct parse_in *in,
						 struct sesparse_volatile_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < SESPARSE_VOLATILE_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_SESPARSE_VOLATILE_HEADER);

	uint64_t magic = load_u8le(p);
	if (magic != 0xcafecafeu)
		return parse_fail(in, STRUCTURE_SESPARSE_VOLATILE_HEADER,
				  SESPARSE_VOLATILE_HEADER_FIELD_MAGIC, 0, PARSE_BAD_MAGIC, magic);

	uint64_t free_gt_number = load_u8le(p + 8);
	uint64_t next_txn_seq_number = load_u8le(p + 16);
	uint64_t replay_journal = load_u8le(p + 24);

	out->magic = magic;
	out->free_gt_number = free_gt_number;
	out->next_txn_seq_number = next_txn_seq_number;
	out->replay_journal = replay_journal;
	return PARSE_OK;
}

void sesparse_volatile_header_store(uint8_t *p, const struct sesparse_volatile_header *h)
{
	__builtin_memset(p, 0, SESPARSE_VOLATILE_HEADER_SIZE);
	store_u8le(p, 3405695742u);
	store_u8le(p + 8, h->free_gt_number);
	store_u8le(p + 16, h->next_txn_seq_number);
	store_u8le(p + 24, h->replay_journal);
}
