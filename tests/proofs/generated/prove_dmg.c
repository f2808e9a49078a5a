/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/dmg.ksy spec=0b9c7d10 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "dmg.c"
/* unwind 20 */

void prove_dmg_trailer(void)
{
	struct parse_in in = any_input();
	struct dmg_trailer h;
	enum parse_status status = dmg_trailer_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
}

void prove_dmg_trailer_store(void)
{
	struct parse_in in = any_input();
	struct dmg_trailer h, back;

	if (dmg_trailer_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = DMG_TRAILER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = DMG_TRAILER_SIZE;

	dmg_trailer_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(dmg_trailer_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.len_header == h.len_header);
	assert(back.flags == h.flags);
	assert(back.ofs_running_data_fork == h.ofs_running_data_fork);
	assert(back.ofs_data_fork == h.ofs_data_fork);
	assert(back.len_data_fork == h.len_data_fork);
	assert(back.ofs_resource_fork == h.ofs_resource_fork);
	assert(back.len_resource_fork == h.len_resource_fork);
	assert(back.segment_number == h.segment_number);
	assert(back.num_segments == h.num_segments);
	assert(i >= 16 || back.segment_id[i] == h.segment_id[i]);
	assert(i >= 136 || back.data_checksum[i] == h.data_checksum[i]);
	assert(back.ofs_property_list == h.ofs_property_list);
	assert(back.len_property_list == h.len_property_list);
	assert(i >= 136 || back.master_checksum[i] == h.master_checksum[i]);
	assert(back.image_variant == h.image_variant);
	assert(back.num_sectors == h.num_sectors);
}

void prove_dmg_property_list(void)
{
	struct parse_in in = any_input();
	struct dmg_property_list h;
	enum parse_status status = dmg_property_list_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1);
}

void prove_dmg_property_list_store(void)
{
	struct parse_in in = any_input();
	struct dmg_property_list h, back;

	if (dmg_property_list_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = DMG_PROPERTY_LIST_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = DMG_PROPERTY_LIST_SIZE;

	dmg_property_list_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(dmg_property_list_parse(&again, &back) == PARSE_OK);
	assert(i >= 1 || back.text[i] == h.text[i]);
}

void prove_dmg_fork_header(void)
{
	struct parse_in in = any_input();
	struct dmg_fork_header h;
	enum parse_status status = dmg_fork_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}

void prove_dmg_fork_header_store(void)
{
	struct parse_in in = any_input();
	struct dmg_fork_header h, back;

	if (dmg_fork_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = DMG_FORK_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = DMG_FORK_HEADER_SIZE;

	dmg_fork_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(dmg_fork_header_parse(&again, &back) == PARSE_OK);
	assert(back.ofs_data == h.ofs_data);
	assert(back.ofs_map == h.ofs_map);
	assert(back.len_data == h.len_data);
	assert(back.len_map == h.len_map);
}

void prove_dmg_resource(void)
{
	uint8_t bytes[DMG_RESOURCE_SIZE];
	uint32_t e = (uint32_t)dmg_resource_load(bytes);
	(void)dmg_resource_len_body(e);
}

void prove_dmg_resource_store(void)
{
	uint8_t *bytes = malloc(DMG_RESOURCE_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	dmg_resource_store(bytes, e);
	assert(dmg_resource_load(bytes) == e);
}

void prove_dmg_table_header(void)
{
	struct parse_in in = any_input();
	struct dmg_table_header h;
	enum parse_status status = dmg_table_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 204);
}

void prove_dmg_table_header_store(void)
{
	struct parse_in in = any_input();
	struct dmg_table_header h, back;

	if (dmg_table_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = DMG_TABLE_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = DMG_TABLE_HEADER_SIZE;

	dmg_table_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(dmg_table_header_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(back.first_sector == h.first_sector);
	assert(back.num_sectors == h.num_sectors);
	assert(back.ofs_data == h.ofs_data);
	assert(back.num_buffer_sectors == h.num_buffer_sectors);
	assert(back.num_descriptors == h.num_descriptors);
	assert(i >= 136 || back.checksum[i] == h.checksum[i]);
	assert(back.num_chunks == h.num_chunks);
}

void prove_dmg_chunk(void)
{
	struct parse_in in = any_input();
	struct dmg_chunk h;
	enum parse_status status = dmg_chunk_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 40);
	enum meaning means = dmg_chunk_classify(&h);
	assert(!(((((__int128)h.type) == ((__int128)0)) ||
		  (((__int128)h.type) == ((__int128)2)))) ||
	       means == MEANS_ZERO);
	assert(!(!((((__int128)h.type) == ((__int128)0)) ||
		   (((__int128)h.type) == ((__int128)2))) &&
		 (((__int128)h.type) == ((__int128)1))) ||
	       means == MEANS_DATA);
	assert(!(!((((__int128)h.type) == ((__int128)0)) ||
		   (((__int128)h.type) == ((__int128)2))) &&
		 !(((__int128)h.type) == ((__int128)1)) &&
		 (((((((__int128)h.type) == ((__int128)UINT64_C(0x80000004))) ||
		     (((__int128)h.type) == ((__int128)UINT64_C(0x80000005)))) ||
		    (((__int128)h.type) == ((__int128)UINT64_C(0x80000006)))) ||
		   (((__int128)h.type) == ((__int128)UINT64_C(0x80000007)))) ||
		  (((__int128)h.type) == ((__int128)UINT64_C(0x80000008))))) ||
	       means == MEANS_COMPRESSED);
	assert(!(!((((__int128)h.type) == ((__int128)0)) ||
		   (((__int128)h.type) == ((__int128)2))) &&
		 !(((__int128)h.type) == ((__int128)1)) &&
		 !(((((((__int128)h.type) == ((__int128)UINT64_C(0x80000004))) ||
		      (((__int128)h.type) == ((__int128)UINT64_C(0x80000005)))) ||
		     (((__int128)h.type) == ((__int128)UINT64_C(0x80000006)))) ||
		    (((__int128)h.type) == ((__int128)UINT64_C(0x80000007)))) ||
		   (((__int128)h.type) == ((__int128)UINT64_C(0x80000008)))) &&
		 ((((__int128)h.type) == ((__int128)UINT64_C(0x7ffffffe))) ||
		  (((__int128)h.type) == ((__int128)UINT64_C(0xffffffff))))) ||
	       means == MEANS_HOLE);
	assert(!(!((((__int128)h.type) == ((__int128)0)) ||
		   (((__int128)h.type) == ((__int128)2))) &&
		 !(((__int128)h.type) == ((__int128)1)) &&
		 !(((((((__int128)h.type) == ((__int128)UINT64_C(0x80000004))) ||
		      (((__int128)h.type) == ((__int128)UINT64_C(0x80000005)))) ||
		     (((__int128)h.type) == ((__int128)UINT64_C(0x80000006)))) ||
		    (((__int128)h.type) == ((__int128)UINT64_C(0x80000007)))) ||
		   (((__int128)h.type) == ((__int128)UINT64_C(0x80000008)))) &&
		 !((((__int128)h.type) == ((__int128)UINT64_C(0x7ffffffe))) ||
		   (((__int128)h.type) == ((__int128)UINT64_C(0xffffffff))))) ||
	       means == MEANS_RESERVED);
}

void prove_dmg_chunk_store(void)
{
	struct parse_in in = any_input();
	struct dmg_chunk h, back;

	if (dmg_chunk_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = DMG_CHUNK_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = DMG_CHUNK_SIZE;

	dmg_chunk_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(dmg_chunk_parse(&again, &back) == PARSE_OK);
	assert(back.type == h.type);
	assert(i >= 4 || back.comment[i] == h.comment[i]);
	assert(back.first_sector == h.first_sector);
	assert(back.num_sectors == h.num_sectors);
	assert(back.ofs_data == h.ofs_data);
	assert(back.len_data == h.len_data);
}
