/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vhd.ksy spec=5ab5e4b6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "vhd.h"

enum parse_status vhd_geometry_parse(struct parse_in *in, struct vhd_geometry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHD_GEOMETRY_SIZE)
		return parse_truncated(in, STRUCTURE_VHD_GEOMETRY);

	uint16_t num_cylinders = load_u2be(p);
	uint8_t num_heads = load_u1(p + 2);
	uint8_t num_sectors_per_track = load_u1(p + 3);

	out->num_cylinders = num_cylinders;
	out->num_heads = num_heads;
	out->num_sectors_per_track = num_sectors_per_track;
	return PARSE_OK;
}

void vhd_geometry_store(uint8_t *p, const struct vhd_geometry *h)
{
	store_u2be(p, h->num_cylinders);
	store_u1(p + 2, h->num_heads);
	store_u1(p + 3, h->num_sectors_per_track);
}

uint32_t vhd_footer_checksum_compute(const uint8_t *buf, size_t len)
{
	if (len > 512)
		len = 512;
	return checksum_ones_complement_sum(buf, len, 64, 4);
}

enum parse_status vhd_footer_parse(struct parse_in *in, struct vhd_footer *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHD_FOOTER_SIZE)
		return parse_truncated(in, STRUCTURE_VHD_FOOTER);

	if (!bytes_eq(p, "conectix", 8))
		return parse_fail(in, STRUCTURE_VHD_FOOTER, VHD_FOOTER_FIELD_COOKIE, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint32_t features = load_u4be(p + 8);
	uint32_t format_version = load_u4be(p + 12);
	uint64_t data_offset = load_u8be(p + 16);
	uint32_t time_stamp = load_u4be(p + 24);
	uint32_t creator_application = load_u4be(p + 28);
	uint32_t creator_version = load_u4be(p + 32);
	uint32_t creator_host_os = load_u4be(p + 36);
	uint64_t original_size = load_u8be(p + 40);
	uint64_t current_size = load_u8be(p + 48);

	struct vhd_geometry disk_geometry;
	{
		struct parse_in part = parse_part(in, 56, VHD_GEOMETRY_SIZE);

		if (vhd_geometry_parse(&part, &disk_geometry) != PARSE_OK)
			return parse_part_fail(in, 56, &part);
	}

	uint32_t disk_type = load_u4be(p + 60);

	uint32_t checksum = load_u4be(p + 64);
	if (checksum != vhd_footer_checksum_compute(p, 512))
		return parse_fail(in, STRUCTURE_VHD_FOOTER, VHD_FOOTER_FIELD_CHECKSUM, 64,
				  PARSE_CHECKSUM, checksum);

	uint8_t saved_state = load_u1(p + 84);
	uint8_t hidden = load_u1(p + 85);

	out->features = features;
	out->format_version = format_version;
	out->data_offset = data_offset;
	out->time_stamp = time_stamp;
	out->creator_application = creator_application;
	out->creator_version = creator_version;
	out->creator_host_os = creator_host_os;
	out->original_size = original_size;
	out->current_size = current_size;
	out->disk_geometry = disk_geometry;
	out->disk_type = disk_type;
	out->checksum = checksum;
	__builtin_memcpy(out->unique_id, p + 68, 16);
	out->saved_state = saved_state;
	out->hidden = hidden;
	return PARSE_OK;
}

void vhd_footer_store(uint8_t *p, const struct vhd_footer *h)
{
	__builtin_memset(p, 0, VHD_FOOTER_SIZE);
	__builtin_memcpy(p, "conectix", 8);
	store_u4be(p + 8, h->features);
	store_u4be(p + 12, h->format_version);
	store_u8be(p + 16, h->data_offset);
	store_u4be(p + 24, h->time_stamp);
	store_u4be(p + 28, h->creator_application);
	store_u4be(p + 32, h->creator_version);
	store_u4be(p + 36, h->creator_host_os);
	store_u8be(p + 40, h->original_size);
	store_u8be(p + 48, h->current_size);
	vhd_geometry_store(p + 56, &h->disk_geometry);
	store_u4be(p + 60, h->disk_type);
	__builtin_memcpy(p + 68, h->unique_id, 16);
	store_u1(p + 84, h->saved_state);
	store_u1(p + 85, h->hidden);
	store_u4be(p + 64, vhd_footer_checksum_compute(p, 512));
}

enum parse_status vhd_parent_locator_parse(struct parse_in *in, struct vhd_parent_locator *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHD_PARENT_LOCATOR_SIZE)
		return parse_truncated(in, STRUCTURE_VHD_PARENT_LOCATOR);

	uint32_t platform_code = load_u4be(p);
	uint32_t platform_data_space = load_u4be(p + 4);
	uint32_t platform_data_length = load_u4be(p + 8);
	uint64_t platform_data_offset = load_u8be(p + 16);

	out->platform_code = platform_code;
	out->platform_data_space = platform_data_space;
	out->platform_data_length = platform_data_length;
	out->platform_data_offset = platform_data_offset;
	return PARSE_OK;
}

void vhd_parent_locator_store(uint8_t *p, const struct vhd_parent_locator *h)
{
	__builtin_memset(p, 0, VHD_PARENT_LOCATOR_SIZE);
	store_u4be(p, h->platform_code);
	store_u4be(p + 4, h->platform_data_space);
	store_u4be(p + 8, h->platform_data_length);
	store_u8be(p + 16, h->platform_data_offset);
}

uint32_t vhd_dynamic_header_checksum_compute(const uint8_t *buf, size_t len)
{
	if (len > 1024)
		len = 1024;
	return checksum_ones_complement_sum(buf, len, 36, 4);
}

enum parse_status vhd_dynamic_header_parse(struct parse_in *in, struct vhd_dynamic_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHD_DYNAMIC_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VHD_DYNAMIC_HEADER);

	if (!bytes_eq(p, "cxsparse", 8))
		return parse_fail(in, STRUCTURE_VHD_DYNAMIC_HEADER, VHD_DYNAMIC_HEADER_FIELD_COOKIE,
				  0, PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint64_t data_offset = load_u8be(p + 8);
	uint64_t table_offset = load_u8be(p + 16);
	uint32_t header_version = load_u4be(p + 24);

	uint32_t max_table_entries = load_u4be(p + 28);
	if (max_table_entries > 0x1fffffff)
		return parse_fail(in, STRUCTURE_VHD_DYNAMIC_HEADER,
				  VHD_DYNAMIC_HEADER_FIELD_MAX_TABLE_ENTRIES, 28, PARSE_RANGE,
				  max_table_entries);

	uint32_t block_size = load_u4be(p + 32);
	if (!(block_size >= 512 && (block_size & (block_size - 1)) == 0))
		return parse_fail(in, STRUCTURE_VHD_DYNAMIC_HEADER,
				  VHD_DYNAMIC_HEADER_FIELD_BLOCK_SIZE, 32, PARSE_RULE, block_size);

	uint32_t checksum = load_u4be(p + 36);
	uint32_t parent_time_stamp = load_u4be(p + 56);

	struct vhd_parent_locator parent_locators[8];
	for (size_t i = 0; i < 8; i++) {
		{
			struct parse_in part = parse_part(in, 576 + VHD_PARENT_LOCATOR_SIZE * i,
							  VHD_PARENT_LOCATOR_SIZE);

			if (vhd_parent_locator_parse(&part, &parent_locators[i]) != PARSE_OK)
				return parse_part_fail(in, 576 + VHD_PARENT_LOCATOR_SIZE * i,
						       &part);
		}
	}

	out->data_offset = data_offset;
	out->table_offset = table_offset;
	out->header_version = header_version;
	out->max_table_entries = max_table_entries;
	out->block_size = block_size;
	out->checksum = checksum;
	__builtin_memcpy(out->parent_unique_id, p + 40, 16);
	out->parent_time_stamp = parent_time_stamp;
	__builtin_memcpy(out->parent_unicode_name, p + 64, 512);
	for (size_t i = 0; i < 8; i++)
		out->parent_locators[i] = parent_locators[i];
	return PARSE_OK;
}

void vhd_dynamic_header_store(uint8_t *p, const struct vhd_dynamic_header *h)
{
	__builtin_memset(p, 0, VHD_DYNAMIC_HEADER_SIZE);
	__builtin_memcpy(p, "cxsparse", 8);
	store_u8be(p + 8, h->data_offset);
	store_u8be(p + 16, h->table_offset);
	store_u4be(p + 24, h->header_version);
	store_u4be(p + 28, h->max_table_entries);
	store_u4be(p + 32, h->block_size);
	__builtin_memcpy(p + 40, h->parent_unique_id, 16);
	store_u4be(p + 56, h->parent_time_stamp);
	__builtin_memcpy(p + 64, h->parent_unicode_name, 512);
	for (size_t i = 0; i < 8; i++)
		vhd_parent_locator_store(p + 576 + VHD_PARENT_LOCATOR_SIZE * i,
					 &h->parent_locators[i]);
	store_u4be(p + 36, vhd_dynamic_header_checksum_compute(p, 1024));
}

enum parse_status vhd_batmap_header_parse(struct parse_in *in, struct vhd_batmap_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHD_BATMAP_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VHD_BATMAP_HEADER);

	if (!bytes_eq(p, "tdbatmap", 8))
		return parse_fail(in, STRUCTURE_VHD_BATMAP_HEADER, VHD_BATMAP_HEADER_FIELD_COOKIE,
				  0, PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint64_t ofs_batmap = load_u8be(p + 8);
	uint32_t batmap_sectors = load_u4be(p + 16);

	uint32_t version = load_u4be(p + 20);
	if (version > 0x10002)
		return parse_fail(in, STRUCTURE_VHD_BATMAP_HEADER, VHD_BATMAP_HEADER_FIELD_VERSION,
				  20, PARSE_RANGE, version);

	uint32_t checksum = load_u4be(p + 24);
	uint8_t marker = load_u1(p + 28);

	out->ofs_batmap = ofs_batmap;
	out->batmap_sectors = batmap_sectors;
	out->version = version;
	out->checksum = checksum;
	out->marker = marker;
	return PARSE_OK;
}

void vhd_batmap_header_store(uint8_t *p, const struct vhd_batmap_header *h)
{
	__builtin_memset(p, 0, VHD_BATMAP_HEADER_SIZE);
	__builtin_memcpy(p, "tdbatmap", 8);
	store_u8be(p + 8, h->ofs_batmap);
	store_u4be(p + 16, h->batmap_sectors);
	store_u4be(p + 20, h->version);
	store_u4be(p + 24, h->checksum);
	store_u1(p + 28, h->marker);
}
