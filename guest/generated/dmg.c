/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/dmg.ksy spec=0b9c7d10 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "dmg.h"

enum parse_status dmg_trailer_parse(struct parse_in *in, struct dmg_trailer *out)
{
	const uint8_t *p = in->buf;

	if (in->len < DMG_TRAILER_SIZE)
		return parse_truncated(in, STRUCTURE_DMG_TRAILER);

	if (!bytes_eq(p, "koly", 4))
		return parse_fail(in, STRUCTURE_DMG_TRAILER, DMG_TRAILER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t version = load_u4be(p + 4);
	uint32_t len_header = load_u4be(p + 8);
	uint32_t flags = load_u4be(p + 12);
	uint64_t ofs_running_data_fork = load_u8be(p + 16);
	uint64_t ofs_data_fork = load_u8be(p + 24);
	uint64_t len_data_fork = load_u8be(p + 32);
	uint64_t ofs_resource_fork = load_u8be(p + 40);
	uint64_t len_resource_fork = load_u8be(p + 48);
	uint32_t segment_number = load_u4be(p + 56);
	uint32_t num_segments = load_u4be(p + 60);
	uint64_t ofs_property_list = load_u8be(p + 216);
	uint64_t len_property_list = load_u8be(p + 224);
	uint32_t image_variant = load_u4be(p + 488);
	uint64_t num_sectors = load_u8be(p + 492);

	out->version = version;
	out->len_header = len_header;
	out->flags = flags;
	out->ofs_running_data_fork = ofs_running_data_fork;
	out->ofs_data_fork = ofs_data_fork;
	out->len_data_fork = len_data_fork;
	out->ofs_resource_fork = ofs_resource_fork;
	out->len_resource_fork = len_resource_fork;
	out->segment_number = segment_number;
	out->num_segments = num_segments;
	__builtin_memcpy(out->segment_id, p + 64, 16);
	__builtin_memcpy(out->data_checksum, p + 80, 136);
	out->ofs_property_list = ofs_property_list;
	out->len_property_list = len_property_list;
	__builtin_memcpy(out->master_checksum, p + 352, 136);
	out->image_variant = image_variant;
	out->num_sectors = num_sectors;
	return PARSE_OK;
}

void dmg_trailer_store(uint8_t *p, const struct dmg_trailer *h)
{
	__builtin_memset(p, 0, DMG_TRAILER_SIZE);
	__builtin_memcpy(p, "koly", 4);
	store_u4be(p + 4, h->version);
	store_u4be(p + 8, h->len_header);
	store_u4be(p + 12, h->flags);
	store_u8be(p + 16, h->ofs_running_data_fork);
	store_u8be(p + 24, h->ofs_data_fork);
	store_u8be(p + 32, h->len_data_fork);
	store_u8be(p + 40, h->ofs_resource_fork);
	store_u8be(p + 48, h->len_resource_fork);
	store_u4be(p + 56, h->segment_number);
	store_u4be(p + 60, h->num_segments);
	__builtin_memcpy(p + 64, h->segment_id, 16);
	__builtin_memcpy(p + 80, h->data_checksum, 136);
	store_u8be(p + 216, h->ofs_property_list);
	store_u8be(p + 224, h->len_property_list);
	__builtin_memcpy(p + 352, h->master_checksum, 136);
	store_u4be(p + 488, h->image_variant);
	store_u8be(p + 492, h->num_sectors);
}

const struct dmg_property_list_string dmg_property_list_strings[DMG_PROPERTY_LIST_NUM_STRINGS] = {
	{ DMG_PROPERTY_LIST_ELEMENT_DATA, 4 },
};

enum parse_status dmg_property_list_parse(struct parse_in *in, struct dmg_property_list *out)
{
	const uint8_t *p = in->buf;

	if (in->len < DMG_PROPERTY_LIST_SIZE)
		return parse_truncated(in, STRUCTURE_DMG_PROPERTY_LIST);

	__builtin_memcpy(out->text, p, 1);
	return PARSE_OK;
}

void dmg_property_list_store(uint8_t *p, const struct dmg_property_list *h)
{
	__builtin_memcpy(p, h->text, 1);
}

enum parse_status dmg_fork_header_parse(struct parse_in *in, struct dmg_fork_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < DMG_FORK_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_DMG_FORK_HEADER);

	uint32_t ofs_data = load_u4be(p);
	uint32_t ofs_map = load_u4be(p + 4);
	uint32_t len_data = load_u4be(p + 8);
	uint32_t len_map = load_u4be(p + 12);

	out->ofs_data = ofs_data;
	out->ofs_map = ofs_map;
	out->len_data = len_data;
	out->len_map = len_map;
	return PARSE_OK;
}

void dmg_fork_header_store(uint8_t *p, const struct dmg_fork_header *h)
{
	store_u4be(p, h->ofs_data);
	store_u4be(p + 4, h->ofs_map);
	store_u4be(p + 8, h->len_data);
	store_u4be(p + 12, h->len_map);
}

enum parse_status dmg_table_header_parse(struct parse_in *in, struct dmg_table_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < DMG_TABLE_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_DMG_TABLE_HEADER);

	if (!bytes_eq(p, "mish", 4))
		return parse_fail(in, STRUCTURE_DMG_TABLE_HEADER, DMG_TABLE_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t version = load_u4be(p + 4);
	uint64_t first_sector = load_u8be(p + 8);
	uint64_t num_sectors = load_u8be(p + 16);
	uint64_t ofs_data = load_u8be(p + 24);
	uint32_t num_buffer_sectors = load_u4be(p + 32);
	uint32_t num_descriptors = load_u4be(p + 36);
	uint32_t num_chunks = load_u4be(p + 200);

	out->version = version;
	out->first_sector = first_sector;
	out->num_sectors = num_sectors;
	out->ofs_data = ofs_data;
	out->num_buffer_sectors = num_buffer_sectors;
	out->num_descriptors = num_descriptors;
	__builtin_memcpy(out->checksum, p + 64, 136);
	out->num_chunks = num_chunks;
	return PARSE_OK;
}

void dmg_table_header_store(uint8_t *p, const struct dmg_table_header *h)
{
	__builtin_memset(p, 0, DMG_TABLE_HEADER_SIZE);
	__builtin_memcpy(p, "mish", 4);
	store_u4be(p + 4, h->version);
	store_u8be(p + 8, h->first_sector);
	store_u8be(p + 16, h->num_sectors);
	store_u8be(p + 24, h->ofs_data);
	store_u4be(p + 32, h->num_buffer_sectors);
	store_u4be(p + 36, h->num_descriptors);
	__builtin_memcpy(p + 64, h->checksum, 136);
	store_u4be(p + 200, h->num_chunks);
}

enum parse_status dmg_chunk_parse(struct parse_in *in, struct dmg_chunk *out)
{
	const uint8_t *p = in->buf;

	if (in->len < DMG_CHUNK_SIZE)
		return parse_truncated(in, STRUCTURE_DMG_CHUNK);

	uint32_t type = load_u4be(p);
	uint64_t first_sector = load_u8be(p + 8);
	uint64_t num_sectors = load_u8be(p + 16);
	uint64_t ofs_data = load_u8be(p + 24);
	uint64_t len_data = load_u8be(p + 32);

	out->type = type;
	__builtin_memcpy(out->comment, p + 4, 4);
	out->first_sector = first_sector;
	out->num_sectors = num_sectors;
	out->ofs_data = ofs_data;
	out->len_data = len_data;
	return PARSE_OK;
}

void dmg_chunk_store(uint8_t *p, const struct dmg_chunk *h)
{
	store_u4be(p, h->type);
	__builtin_memcpy(p + 4, h->comment, 4);
	store_u8be(p + 8, h->first_sector);
	store_u8be(p + 16, h->num_sectors);
	store_u8be(p + 24, h->ofs_data);
	store_u8be(p + 32, h->len_data);
}
