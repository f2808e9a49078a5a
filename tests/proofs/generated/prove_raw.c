/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/raw.ksy spec=4f1f39de gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#define COPY_BYTES
#include "../proof.h"
#include "../stand_ins.h"
#include "raw.c"
/* unwind 442 */

void prove_raw_mbr_partition(void)
{
	struct parse_in in = any_input();
	struct raw_mbr_partition h;
	enum parse_status status = raw_mbr_partition_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
	assert((((__int128)h.boot_indicator) == ((__int128)0) ||
		((__int128)h.boot_indicator) == ((__int128)128)));
	(void)raw_mbr_partition_is_used(&h);
	(void)raw_mbr_partition_is_protective(&h);
}

void prove_raw_mbr_partition_store(void)
{
	struct parse_in in = any_input();
	struct raw_mbr_partition h, back;

	if (raw_mbr_partition_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = RAW_MBR_PARTITION_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = RAW_MBR_PARTITION_SIZE;

	raw_mbr_partition_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(raw_mbr_partition_parse(&again, &back) == PARSE_OK);
	assert(back.boot_indicator == h.boot_indicator);
	assert(i >= 3 || back.start_chs[i] == h.start_chs[i]);
	assert(back.type == h.type);
	assert(i >= 3 || back.end_chs[i] == h.end_chs[i]);
	assert(back.start_sector == h.start_sector);
	assert(back.num_sectors == h.num_sectors);
}

void prove_raw_mbr(void)
{
	struct parse_in in = any_input();
	struct raw_mbr h;
	enum parse_status status = raw_mbr_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
}

void prove_raw_mbr_store(void)
{
	struct parse_in in = any_input();
	struct raw_mbr h, back;

	if (raw_mbr_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = RAW_MBR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = RAW_MBR_SIZE;

	raw_mbr_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(raw_mbr_parse(&again, &back) == PARSE_OK);
	assert(i >= 440 || back.boot_code[i] == h.boot_code[i]);
	assert(back.disk_signature == h.disk_signature);
	assert(back.partitions[0].boot_indicator == h.partitions[0].boot_indicator);
	assert(i >= 3 || back.partitions[0].start_chs[i] == h.partitions[0].start_chs[i]);
	assert(back.partitions[0].type == h.partitions[0].type);
	assert(i >= 3 || back.partitions[0].end_chs[i] == h.partitions[0].end_chs[i]);
	assert(back.partitions[0].start_sector == h.partitions[0].start_sector);
	assert(back.partitions[0].num_sectors == h.partitions[0].num_sectors);
	assert(back.partitions[1].boot_indicator == h.partitions[1].boot_indicator);
	assert(i >= 3 || back.partitions[1].start_chs[i] == h.partitions[1].start_chs[i]);
	assert(back.partitions[1].type == h.partitions[1].type);
	assert(i >= 3 || back.partitions[1].end_chs[i] == h.partitions[1].end_chs[i]);
	assert(back.partitions[1].start_sector == h.partitions[1].start_sector);
	assert(back.partitions[1].num_sectors == h.partitions[1].num_sectors);
	assert(back.partitions[2].boot_indicator == h.partitions[2].boot_indicator);
	assert(i >= 3 || back.partitions[2].start_chs[i] == h.partitions[2].start_chs[i]);
	assert(back.partitions[2].type == h.partitions[2].type);
	assert(i >= 3 || back.partitions[2].end_chs[i] == h.partitions[2].end_chs[i]);
	assert(back.partitions[2].start_sector == h.partitions[2].start_sector);
	assert(back.partitions[2].num_sectors == h.partitions[2].num_sectors);
	assert(back.partitions[3].boot_indicator == h.partitions[3].boot_indicator);
	assert(i >= 3 || back.partitions[3].start_chs[i] == h.partitions[3].start_chs[i]);
	assert(back.partitions[3].type == h.partitions[3].type);
	assert(i >= 3 || back.partitions[3].end_chs[i] == h.partitions[3].end_chs[i]);
	assert(back.partitions[3].start_sector == h.partitions[3].start_sector);
	assert(back.partitions[3].num_sectors == h.partitions[3].num_sectors);
}

void prove_raw_protective_mbr(void)
{
	struct parse_in in = any_input();
	struct raw_protective_mbr h;
	enum parse_status status = raw_protective_mbr_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert((((__int128)h.boot_indicator) == ((__int128)0) ||
		((__int128)h.boot_indicator) == ((__int128)128)));
	assert(((__int128)h.type) == ((__int128)238));
	assert(((__int128)h.start_sector) == ((__int128)1));
}

void prove_raw_protective_mbr_store(void)
{
	struct parse_in in = any_input();
	struct raw_protective_mbr h, back;

	if (raw_protective_mbr_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = RAW_PROTECTIVE_MBR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = RAW_PROTECTIVE_MBR_SIZE;

	raw_protective_mbr_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(raw_protective_mbr_parse(&again, &back) == PARSE_OK);
	assert(i >= 440 || back.boot_code[i] == h.boot_code[i]);
	assert(back.disk_signature == h.disk_signature);
	assert(back.boot_indicator == h.boot_indicator);
	assert(i >= 3 || back.start_chs[i] == h.start_chs[i]);
	assert(back.type == h.type);
	assert(i >= 3 || back.end_chs[i] == h.end_chs[i]);
	assert(back.start_sector == h.start_sector);
	assert(back.num_sectors == h.num_sectors);
	assert(i >= 48 || back.other_partitions[i] == h.other_partitions[i]);
}

void prove_raw_gpt_header(void)
{
	struct parse_in in = any_input();
	struct raw_gpt_header h;
	enum parse_status status = raw_gpt_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 92);
	assert((((__int128)h.revision) >= ((__int128)UINT64_C(0x10000)) &&
		((__int128)h.revision) <= ((__int128)UINT64_C(0x1ffff))));
	assert((((__int128)h.len_header) >= ((__int128)92) &&
		((__int128)h.len_header) <= ((__int128)4096)));
	assert((((__int128)h.last_usable_sector) >= ((__int128)h.first_usable_sector)));
	assert((((__int128)h.entries_sector) >= ((__int128)2)));
	assert((((__int128)h.len_entry) == ((__int128)128) ||
		((__int128)h.len_entry) == ((__int128)256) ||
		((__int128)h.len_entry) == ((__int128)512) ||
		((__int128)h.len_entry) == ((__int128)1024) ||
		((__int128)h.len_entry) == ((__int128)2048) ||
		((__int128)h.len_entry) == ((__int128)4096)));
}

void prove_raw_gpt_header_store(void)
{
	struct parse_in in = any_input();
	struct raw_gpt_header h, back;

	if (raw_gpt_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = RAW_GPT_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = RAW_GPT_HEADER_SIZE;

	raw_gpt_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(raw_gpt_header_parse(&again, &back) == PARSE_OK);
	assert(back.revision == h.revision);
	assert(back.len_header == h.len_header);
	assert(back.header_crc32 == h.header_crc32);
	assert(back.my_sector == h.my_sector);
	assert(back.alternate_sector == h.alternate_sector);
	assert(back.first_usable_sector == h.first_usable_sector);
	assert(back.last_usable_sector == h.last_usable_sector);
	assert(i >= 16 || back.disk_guid[i] == h.disk_guid[i]);
	assert(back.entries_sector == h.entries_sector);
	assert(back.num_entries == h.num_entries);
	assert(back.len_entry == h.len_entry);
	assert(back.entries_crc32 == h.entries_crc32);
}

void prove_raw_gpt_entry(void)
{
	struct parse_in in = any_input();
	struct raw_gpt_entry h;
	enum parse_status status = raw_gpt_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 128);
}

void prove_raw_gpt_entry_store(void)
{
	struct parse_in in = any_input();
	struct raw_gpt_entry h, back;

	if (raw_gpt_entry_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = RAW_GPT_ENTRY_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = RAW_GPT_ENTRY_SIZE;

	raw_gpt_entry_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(raw_gpt_entry_parse(&again, &back) == PARSE_OK);
	assert(i >= 16 || back.type_guid[i] == h.type_guid[i]);
	assert(i >= 16 || back.partition_guid[i] == h.partition_guid[i]);
	assert(back.first_sector == h.first_sector);
	assert(back.last_sector == h.last_sector);
	assert(back.attributes == h.attributes);
	assert(i >= 72 || back.name[i] == h.name[i]);
}
