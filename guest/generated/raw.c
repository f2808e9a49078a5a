/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/raw.ksy spec=4f1f39de gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "raw.h"

enum parse_status raw_mbr_partition_parse(struct parse_in *in, struct raw_mbr_partition *out)
{
	const uint8_t *p = in->buf;

	if (in->len < RAW_MBR_PARTITION_SIZE)
		return parse_truncated(in, STRUCTURE_RAW_MBR_PARTITION);

	uint8_t boot_indicator = load_u1(p);
	if (boot_indicator != 0x0 && boot_indicator != 0x80)
		return parse_fail(in, STRUCTURE_RAW_MBR_PARTITION,
				  RAW_MBR_PARTITION_FIELD_BOOT_INDICATOR, 0, PARSE_RANGE,
				  boot_indicator);

	uint8_t type = load_u1(p + 4);
	uint32_t start_sector = load_u4le(p + 8);
	uint32_t num_sectors = load_u4le(p + 12);

	out->boot_indicator = boot_indicator;
	__builtin_memcpy(out->start_chs, p + 1, 3);
	out->type = type;
	__builtin_memcpy(out->end_chs, p + 5, 3);
	out->start_sector = start_sector;
	out->num_sectors = num_sectors;
	return PARSE_OK;
}

void raw_mbr_partition_store(uint8_t *p, const struct raw_mbr_partition *h)
{
	store_u1(p, h->boot_indicator);
	__builtin_memcpy(p + 1, h->start_chs, 3);
	store_u1(p + 4, h->type);
	__builtin_memcpy(p + 5, h->end_chs, 3);
	store_u4le(p + 8, h->start_sector);
	store_u4le(p + 12, h->num_sectors);
}

enum parse_status raw_mbr_parse(struct parse_in *in, struct raw_mbr *out)
{
	const uint8_t *p = in->buf;

	if (in->len < RAW_MBR_SIZE)
		return parse_truncated(in, STRUCTURE_RAW_MBR);

	uint32_t disk_signature = load_u4le(p + 440);

	struct raw_mbr_partition partitions[4];
	for (size_t i = 0; i < 4; i++) {
		{
			struct parse_in part = parse_part(in, 446 + RAW_MBR_PARTITION_SIZE * i,
							  RAW_MBR_PARTITION_SIZE);

			if (raw_mbr_partition_parse(&part, &partitions[i]) != PARSE_OK)
				return parse_part_fail(in, 446 + RAW_MBR_PARTITION_SIZE * i, &part);
		}
	}

	if (!bytes_eq(p + 510, "U\252", 2))
		return parse_fail(in, STRUCTURE_RAW_MBR, RAW_MBR_FIELD_SIGNATURE, 510,
				  PARSE_BAD_MAGIC, load_bytes_be(p + 510, 2));

	__builtin_memcpy(out->boot_code, p, 440);
	out->disk_signature = disk_signature;
	for (size_t i = 0; i < 4; i++)
		out->partitions[i] = partitions[i];
	return PARSE_OK;
}

void raw_mbr_store(uint8_t *p, const struct raw_mbr *h)
{
	__builtin_memset(p, 0, RAW_MBR_SIZE);
	__builtin_memcpy(p, h->boot_code, 440);
	store_u4le(p + 440, h->disk_signature);
	for (size_t i = 0; i < 4; i++)
		raw_mbr_partition_store(p + 446 + RAW_MBR_PARTITION_SIZE * i, &h->partitions[i]);
	__builtin_memcpy(p + 510, "U\252", 2);
}

enum parse_status raw_protective_mbr_parse(struct parse_in *in, struct raw_protective_mbr *out)
{
	const uint8_t *p = in->buf;

	if (in->len < RAW_PROTECTIVE_MBR_SIZE)
		return parse_truncated(in, STRUCTURE_RAW_PROTECTIVE_MBR);

	uint32_t disk_signature = load_u4le(p + 440);

	uint8_t boot_indicator = load_u1(p + 446);
	if (boot_indicator != 0x0 && boot_indicator != 0x80)
		return parse_fail(in, STRUCTURE_RAW_PROTECTIVE_MBR,
				  RAW_PROTECTIVE_MBR_FIELD_BOOT_INDICATOR, 446, PARSE_RANGE,
				  boot_indicator);

	uint8_t type = load_u1(p + 450);
	if (type != RAW_PARTITION_TYPE_GPT_PROTECTIVE)
		return parse_fail(in, STRUCTURE_RAW_PROTECTIVE_MBR, RAW_PROTECTIVE_MBR_FIELD_TYPE,
				  450, PARSE_RANGE, type);

	uint32_t start_sector = load_u4le(p + 454);
	if (start_sector != 1)
		return parse_fail(in, STRUCTURE_RAW_PROTECTIVE_MBR,
				  RAW_PROTECTIVE_MBR_FIELD_START_SECTOR, 454, PARSE_RANGE,
				  start_sector);

	uint32_t num_sectors = load_u4le(p + 458);

	if (!bytes_eq(p + 510, "U\252", 2))
		return parse_fail(in, STRUCTURE_RAW_PROTECTIVE_MBR,
				  RAW_PROTECTIVE_MBR_FIELD_SIGNATURE, 510, PARSE_BAD_MAGIC,
				  load_bytes_be(p + 510, 2));

	__builtin_memcpy(out->boot_code, p, 440);
	out->disk_signature = disk_signature;
	out->boot_indicator = boot_indicator;
	__builtin_memcpy(out->start_chs, p + 447, 3);
	out->type = type;
	__builtin_memcpy(out->end_chs, p + 451, 3);
	out->start_sector = start_sector;
	out->num_sectors = num_sectors;
	__builtin_memcpy(out->other_partitions, p + 462, 48);
	return PARSE_OK;
}

void raw_protective_mbr_store(uint8_t *p, const struct raw_protective_mbr *h)
{
	__builtin_memset(p, 0, RAW_PROTECTIVE_MBR_SIZE);
	__builtin_memcpy(p, h->boot_code, 440);
	store_u4le(p + 440, h->disk_signature);
	store_u1(p + 446, h->boot_indicator);
	__builtin_memcpy(p + 447, h->start_chs, 3);
	store_u1(p + 450, 238);
	__builtin_memcpy(p + 451, h->end_chs, 3);
	store_u4le(p + 454, 1);
	store_u4le(p + 458, h->num_sectors);
	__builtin_memcpy(p + 462, h->other_partitions, 48);
	__builtin_memcpy(p + 510, "U\252", 2);
}

enum parse_status raw_gpt_header_parse(struct parse_in *in, struct raw_gpt_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < RAW_GPT_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_RAW_GPT_HEADER);

	if (!bytes_eq(p, "EFI PART", 8))
		return parse_fail(in, STRUCTURE_RAW_GPT_HEADER, RAW_GPT_HEADER_FIELD_SIGNATURE, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint32_t revision = load_u4le(p + 8);
	if (revision < 0x10000 || revision > 0x1ffff)
		return parse_fail(in, STRUCTURE_RAW_GPT_HEADER, RAW_GPT_HEADER_FIELD_REVISION, 8,
				  PARSE_RANGE, revision);

	uint32_t len_header = load_u4le(p + 12);
	if (len_header < 92 || len_header > 4096)
		return parse_fail(in, STRUCTURE_RAW_GPT_HEADER, RAW_GPT_HEADER_FIELD_LEN_HEADER, 12,
				  PARSE_RANGE, len_header);

	uint32_t header_crc32 = load_u4le(p + 16);

	if (!bytes_zero(p + 20, 4))
		return parse_fail(in, STRUCTURE_RAW_GPT_HEADER, RAW_GPT_HEADER_FIELD_RESERVED, 20,
				  PARSE_RESERVED, load_bytes_be(p + 20, 4));

	uint64_t my_sector = load_u8le(p + 24);
	uint64_t alternate_sector = load_u8le(p + 32);
	uint64_t first_usable_sector = load_u8le(p + 40);

	uint64_t last_usable_sector = load_u8le(p + 48);
	if (last_usable_sector < first_usable_sector)
		return parse_fail(in, STRUCTURE_RAW_GPT_HEADER,
				  RAW_GPT_HEADER_FIELD_LAST_USABLE_SECTOR, 48, PARSE_RULE,
				  last_usable_sector);

	uint64_t entries_sector = load_u8le(p + 72);
	if (entries_sector < 2)
		return parse_fail(in, STRUCTURE_RAW_GPT_HEADER, RAW_GPT_HEADER_FIELD_ENTRIES_SECTOR,
				  72, PARSE_RANGE, entries_sector);

	uint32_t num_entries = load_u4le(p + 80);

	uint32_t len_entry = load_u4le(p + 84);
	if (len_entry != 128 && len_entry != 256 && len_entry != 512 && len_entry != 1024 &&
	    len_entry != 2048 && len_entry != 4096)
		return parse_fail(in, STRUCTURE_RAW_GPT_HEADER, RAW_GPT_HEADER_FIELD_LEN_ENTRY, 84,
				  PARSE_RANGE, len_entry);

	uint32_t entries_crc32 = load_u4le(p + 88);

	out->revision = revision;
	out->len_header = len_header;
	out->header_crc32 = header_crc32;
	out->my_sector = my_sector;
	out->alternate_sector = alternate_sector;
	out->first_usable_sector = first_usable_sector;
	out->last_usable_sector = last_usable_sector;
	__builtin_memcpy(out->disk_guid, p + 56, 16);
	out->entries_sector = entries_sector;
	out->num_entries = num_entries;
	out->len_entry = len_entry;
	out->entries_crc32 = entries_crc32;
	return PARSE_OK;
}

void raw_gpt_header_store(uint8_t *p, const struct raw_gpt_header *h)
{
	__builtin_memset(p, 0, RAW_GPT_HEADER_SIZE);
	__builtin_memcpy(p, "EFI PART", 8);
	store_u4le(p + 8, h->revision);
	store_u4le(p + 12, h->len_header);
	store_u4le(p + 16, h->header_crc32);
	store_u8le(p + 24, h->my_sector);
	store_u8le(p + 32, h->alternate_sector);
	store_u8le(p + 40, h->first_usable_sector);
	store_u8le(p + 48, h->last_usable_sector);
	__builtin_memcpy(p + 56, h->disk_guid, 16);
	store_u8le(p + 72, h->entries_sector);
	store_u4le(p + 80, h->num_entries);
	store_u4le(p + 84, h->len_entry);
	store_u4le(p + 88, h->entries_crc32);
}

enum parse_status raw_gpt_entry_parse(struct parse_in *in, struct raw_gpt_entry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < RAW_GPT_ENTRY_SIZE)
		return parse_truncated(in, STRUCTURE_RAW_GPT_ENTRY);

	uint64_t first_sector = load_u8le(p + 32);
	uint64_t last_sector = load_u8le(p + 40);
	uint64_t attributes = load_u8le(p + 48);

	__builtin_memcpy(out->type_guid, p, 16);
	__builtin_memcpy(out->partition_guid, p + 16, 16);
	out->first_sector = first_sector;
	out->last_sector = last_sector;
	out->attributes = attributes;
	__builtin_memcpy(out->name, p + 56, 72);
	return PARSE_OK;
}

void raw_gpt_entry_store(uint8_t *p, const struct raw_gpt_entry *h)
{
	__builtin_memcpy(p, h->type_guid, 16);
	__builtin_memcpy(p + 16, h->partition_guid, 16);
	store_u8le(p + 32, h->first_sector);
	store_u8le(p + 40, h->last_sector);
	store_u8le(p + 48, h->attributes);
	__builtin_memcpy(p + 56, h->name, 72);
}
