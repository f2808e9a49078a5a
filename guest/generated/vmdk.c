/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vmdk.ksy spec=c13498ea gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "vmdk.h"

const struct vmdk_string vmdk_strings[VMDK_NUM_STRINGS] = {
	{ VMDK_CREATE_TYPE_MONOLITHIC_SPARSE, 16 },
	{ VMDK_CREATE_TYPE_MONOLITHIC_FLAT, 14 },
	{ VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE, 20 },
	{ VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT, 18 },
	{ VMDK_CREATE_TYPE_2GB_SPARSE, 18 },
	{ VMDK_CREATE_TYPE_2GB_FLAT, 16 },
	{ VMDK_CREATE_TYPE_STREAM_OPTIMIZED, 15 },
	{ VMDK_CREATE_TYPE_VMFS, 4 },
	{ VMDK_CREATE_TYPE_VMFS_SPARSE, 10 },
	{ VMDK_CREATE_TYPE_SE_SPARSE, 8 },
	{ VMDK_CREATE_TYPE_FULL_DEVICE, 10 },
	{ VMDK_CREATE_TYPE_PARTITIONED_DEVICE, 17 },
	{ VMDK_CREATE_TYPE_VMFS_RAW, 7 },
	{ VMDK_CREATE_TYPE_VMFS_RDM, 7 },
	{ VMDK_CREATE_TYPE_VMFS_RDM_PASSTHROUGH, 8 },
	{ VMDK_CREATE_TYPE_VMFS_RAW_DEVICE_MAP, 16 },
	{ VMDK_CREATE_TYPE_VMFS_PASSTHROUGH_RDM, 27 },
	{ VMDK_CREATE_TYPE_VMFS_THIN, 8 },
	{ VMDK_CREATE_TYPE_VMFS_PREALLOCATED, 16 },
	{ VMDK_CREATE_TYPE_VMFS_EAGER, 20 },
	{ VMDK_CREATE_TYPE_CUSTOM, 6 },
	{ VMDK_EXTENT_ACCESS_RW, 2 },
	{ VMDK_EXTENT_ACCESS_READ_ONLY, 6 },
	{ VMDK_EXTENT_ACCESS_NO_ACCESS, 8 },
	{ VMDK_EXTENT_TYPE_FLAT, 4 },
	{ VMDK_EXTENT_TYPE_SPARSE, 6 },
	{ VMDK_EXTENT_TYPE_ZERO, 4 },
	{ VMDK_EXTENT_TYPE_VMFS, 4 },
	{ VMDK_EXTENT_TYPE_VMFS_SPARSE, 10 },
	{ VMDK_EXTENT_TYPE_VMFS_RDM, 7 },
	{ VMDK_EXTENT_TYPE_VMFS_RAW, 7 },
	{ VMDK_EXTENT_TYPE_SE_SPARSE, 8 },
};

enum parse_status vmdk_sparse_header_parse(struct parse_in *in, struct vmdk_sparse_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VMDK_SPARSE_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VMDK_SPARSE_HEADER);

	if (!bytes_eq(p, "KDMV", 4))
		return parse_fail(in, STRUCTURE_VMDK_SPARSE_HEADER, VMDK_SPARSE_HEADER_FIELD_MAGIC,
				  0, PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t version = load_u4le(p + 4);
	if (version > 3)
		return parse_fail(in, STRUCTURE_VMDK_SPARSE_HEADER,
				  VMDK_SPARSE_HEADER_FIELD_VERSION, 4, PARSE_RANGE, version);

	uint32_t flags = load_u4le(p + 8);
	uint64_t capacity = load_u8le(p + 12);
	uint64_t grain_sectors = load_u8le(p + 20);
	uint64_t descriptor_sector = load_u8le(p + 28);
	uint64_t descriptor_sectors = load_u8le(p + 36);

	uint32_t num_gtes_per_gt = load_u4le(p + 44);
	if (num_gtes_per_gt > 512)
		return parse_fail(in, STRUCTURE_VMDK_SPARSE_HEADER,
				  VMDK_SPARSE_HEADER_FIELD_NUM_GTES_PER_GT, 44, PARSE_RANGE,
				  num_gtes_per_gt);

	uint64_t redundant_gd_sector = load_u8le(p + 48);
	uint64_t gd_sector = load_u8le(p + 56);
	uint64_t overhead_sectors = load_u8le(p + 64);
	uint8_t unclean_shutdown = load_u1(p + 72);
	uint8_t single_end_line_char = load_u1(p + 73);
	uint8_t non_end_line_char = load_u1(p + 74);
	uint8_t double_end_line_char_1 = load_u1(p + 75);
	uint8_t double_end_line_char_2 = load_u1(p + 76);
	uint16_t compress_algorithm = load_u2le(p + 77);

	out->version = version;
	out->flags = flags;
	out->capacity = capacity;
	out->grain_sectors = grain_sectors;
	out->descriptor_sector = descriptor_sector;
	out->descriptor_sectors = descriptor_sectors;
	out->num_gtes_per_gt = num_gtes_per_gt;
	out->redundant_gd_sector = redundant_gd_sector;
	out->gd_sector = gd_sector;
	out->overhead_sectors = overhead_sectors;
	out->unclean_shutdown = unclean_shutdown;
	out->single_end_line_char = single_end_line_char;
	out->non_end_line_char = non_end_line_char;
	out->double_end_line_char_1 = double_end_line_char_1;
	out->double_end_line_char_2 = double_end_line_char_2;
	out->compress_algorithm = compress_algorithm;
	return PARSE_OK;
}

void vmdk_sparse_header_store(uint8_t *p, const struct vmdk_sparse_header *h)
{
	__builtin_memset(p, 0, VMDK_SPARSE_HEADER_SIZE);
	__builtin_memcpy(p, "KDMV", 4);
	store_u4le(p + 4, h->version);
	store_u4le(p + 8, h->flags);
	store_u8le(p + 12, h->capacity);
	store_u8le(p + 20, h->grain_sectors);
	store_u8le(p + 28, h->descriptor_sector);
	store_u8le(p + 36, h->descriptor_sectors);
	store_u4le(p + 44, h->num_gtes_per_gt);
	store_u8le(p + 48, h->redundant_gd_sector);
	store_u8le(p + 56, h->gd_sector);
	store_u8le(p + 64, h->overhead_sectors);
	store_u1(p + 72, h->unclean_shutdown);
	store_u1(p + 73, h->single_end_line_char);
	store_u1(p + 74, h->non_end_line_char);
	store_u1(p + 75, h->double_end_line_char_1);
	store_u1(p + 76, h->double_end_line_char_2);
	store_u2le(p + 77, h->compress_algorithm);
}

enum parse_status vmdk_cowd_header_parse(struct parse_in *in, struct vmdk_cowd_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VMDK_COWD_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VMDK_COWD_HEADER);

	if (!bytes_eq(p, "COWD", 4))
		return parse_fail(in, STRUCTURE_VMDK_COWD_HEADER, VMDK_COWD_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t version = load_u4le(p + 4);
	uint32_t flags = load_u4le(p + 8);
	uint32_t num_sectors = load_u4le(p + 12);
	uint32_t grain_sectors = load_u4le(p + 16);
	uint32_t gd_sector = load_u4le(p + 20);

	uint32_t num_gd_entries = load_u4le(p + 24);
	if (num_gd_entries > 0x2000000)
		return parse_fail(in, STRUCTURE_VMDK_COWD_HEADER,
				  VMDK_COWD_HEADER_FIELD_NUM_GD_ENTRIES, 24, PARSE_RANGE,
				  num_gd_entries);

	uint32_t free_sector = load_u4le(p + 28);
	uint32_t num_cylinders = load_u4le(p + 32);
	uint32_t num_heads = load_u4le(p + 36);
	uint32_t num_sectors_per_track = load_u4le(p + 40);
	uint32_t parent_generation = load_u4le(p + 1056);
	uint32_t generation = load_u4le(p + 1060);
	uint32_t saved_generation = load_u4le(p + 1636);
	uint32_t unclean_shutdown = load_u4le(p + 1648);

	out->version = version;
	out->flags = flags;
	out->num_sectors = num_sectors;
	out->grain_sectors = grain_sectors;
	out->gd_sector = gd_sector;
	out->num_gd_entries = num_gd_entries;
	out->free_sector = free_sector;
	out->num_cylinders = num_cylinders;
	out->num_heads = num_heads;
	out->num_sectors_per_track = num_sectors_per_track;
	out->parent_generation = parent_generation;
	out->generation = generation;
	__builtin_memcpy(out->name, p + 1064, 60);
	__builtin_memcpy(out->description, p + 1124, 512);
	out->saved_generation = saved_generation;
	out->unclean_shutdown = unclean_shutdown;
	return PARSE_OK;
}

void vmdk_cowd_header_store(uint8_t *p, const struct vmdk_cowd_header *h)
{
	__builtin_memset(p, 0, VMDK_COWD_HEADER_SIZE);
	__builtin_memcpy(p, "COWD", 4);
	store_u4le(p + 4, h->version);
	store_u4le(p + 8, h->flags);
	store_u4le(p + 12, h->num_sectors);
	store_u4le(p + 16, h->grain_sectors);
	store_u4le(p + 20, h->gd_sector);
	store_u4le(p + 24, h->num_gd_entries);
	store_u4le(p + 28, h->free_sector);
	store_u4le(p + 32, h->num_cylinders);
	store_u4le(p + 36, h->num_heads);
	store_u4le(p + 40, h->num_sectors_per_track);
	store_u4le(p + 1056, h->parent_generation);
	store_u4le(p + 1060, h->generation);
	__builtin_memcpy(p + 1064, h->name, 60);
	__builtin_memcpy(p + 1124, h->description, 512);
	store_u4le(p + 1636, h->saved_generation);
	store_u4le(p + 1648, h->unclean_shutdown);
}

enum parse_status vmdk_marker_parse(struct parse_in *in, struct vmdk_marker *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VMDK_MARKER_SIZE)
		return parse_truncated(in, STRUCTURE_VMDK_MARKER);

	uint64_t num_sectors = load_u8le(p);
	uint32_t len_data = load_u4le(p + 8);
	uint32_t marker_type = load_u4le(p + 12);

	out->num_sectors = num_sectors;
	out->len_data = len_data;
	out->marker_type = marker_type;
	return PARSE_OK;
}

void vmdk_marker_store(uint8_t *p, const struct vmdk_marker *h)
{
	__builtin_memset(p, 0, VMDK_MARKER_SIZE);
	store_u8le(p, h->num_sectors);
	store_u4le(p + 8, h->len_data);
	store_u4le(p + 12, h->marker_type);
}

enum parse_status vmdk_grain_marker_parse(struct parse_in *in, struct vmdk_grain_marker *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VMDK_GRAIN_MARKER_SIZE)
		return parse_truncated(in, STRUCTURE_VMDK_GRAIN_MARKER);

	uint64_t lba = load_u8le(p);
	uint32_t len_data = load_u4le(p + 8);

	out->lba = lba;
	out->len_data = len_data;
	return PARSE_OK;
}

void vmdk_grain_marker_store(uint8_t *p, const struct vmdk_grain_marker *h)
{
	store_u8le(p, h->lba);
	store_u4le(p + 8, h->len_data);
}

enum parse_status vmdk_footer_parse(struct parse_in *in, struct vmdk_footer *out)
{
	if (in->len < VMDK_FOOTER_SIZE)
		return parse_truncated(in, STRUCTURE_VMDK_FOOTER);

	struct vmdk_marker footer_marker;
	{
		struct parse_in part = parse_part(in, 0, VMDK_MARKER_SIZE);

		if (vmdk_marker_parse(&part, &footer_marker) != PARSE_OK)
			return parse_part_fail(in, 0, &part);
	}

	struct vmdk_sparse_header header;
	{
		struct parse_in part = parse_part(in, 512, VMDK_SPARSE_HEADER_SIZE);

		if (vmdk_sparse_header_parse(&part, &header) != PARSE_OK)
			return parse_part_fail(in, 512, &part);
	}

	struct vmdk_marker end_of_stream;
	{
		struct parse_in part = parse_part(in, 1024, VMDK_MARKER_SIZE);

		if (vmdk_marker_parse(&part, &end_of_stream) != PARSE_OK)
			return parse_part_fail(in, 1024, &part);
	}

	out->footer_marker = footer_marker;
	out->header = header;
	out->end_of_stream = end_of_stream;
	return PARSE_OK;
}

void vmdk_footer_store(uint8_t *p, const struct vmdk_footer *h)
{
	vmdk_marker_store(p, &h->footer_marker);
	vmdk_sparse_header_store(p + 512, &h->header);
	vmdk_marker_store(p + 1024, &h->end_of_stream);
}

const struct vmdk_descriptor_string vmdk_descriptor_strings[VMDK_DESCRIPTOR_NUM_STRINGS] = {
	{ VMDK_DESCRIPTOR_MAGIC, 21 },
	{ VMDK_DESCRIPTOR_VERSION_1, 9 },
	{ VMDK_DESCRIPTOR_VERSION_2, 9 },
	{ VMDK_DESCRIPTOR_VERSION_3, 9 },
	{ VMDK_DESCRIPTOR_HEADING_EXTENTS, 20 },
	{ VMDK_DESCRIPTOR_HEADING_DDB, 20 },
	{ VMDK_DESCRIPTOR_HEADING_DDB_2, 4 },
	{ VMDK_DESCRIPTOR_KEY_VERSION, 7 },
	{ VMDK_DESCRIPTOR_KEY_ENCODING, 8 },
	{ VMDK_DESCRIPTOR_KEY_CID, 3 },
	{ VMDK_DESCRIPTOR_KEY_PARENT_CID, 9 },
	{ VMDK_DESCRIPTOR_KEY_IS_NATIVE_SNAPSHOT, 16 },
	{ VMDK_DESCRIPTOR_KEY_CREATE_TYPE, 10 },
	{ VMDK_DESCRIPTOR_KEY_PARENT_FILE_NAME_HINT, 18 },
	{ VMDK_DESCRIPTOR_KEY_CHANGE_TRACK_PATH, 15 },
	{ VMDK_DESCRIPTOR_HEADING_CHANGE_TRACK, 22 },
	{ VMDK_DESCRIPTOR_KEY_DDB, 3 },
	{ VMDK_DESCRIPTOR_KEY_ADAPTER_TYPE, 15 },
	{ VMDK_DESCRIPTOR_KEY_CYLINDERS, 22 },
	{ VMDK_DESCRIPTOR_KEY_HEADS, 18 },
	{ VMDK_DESCRIPTOR_KEY_SECTORS, 20 },
	{ VMDK_DESCRIPTOR_KEY_HW_VERSION, 20 },
	{ VMDK_DESCRIPTOR_KEY_TOOLS_VERSION, 16 },
	{ VMDK_DESCRIPTOR_KEY_TOOLS_INSTALL_TYPE, 20 },
	{ VMDK_DESCRIPTOR_KEY_BIOS_CYLINDERS, 26 },
	{ VMDK_DESCRIPTOR_KEY_BIOS_HEADS, 22 },
	{ VMDK_DESCRIPTOR_KEY_BIOS_SECTORS, 24 },
	{ VMDK_DESCRIPTOR_KEY_LOGICAL_SECTOR_SIZE, 21 },
	{ VMDK_DESCRIPTOR_KEY_PHYSICAL_SECTOR_SIZE, 22 },
	{ VMDK_DESCRIPTOR_KEY_UUID, 8 },
	{ VMDK_DESCRIPTOR_KEY_UUID_IMAGE, 14 },
	{ VMDK_DESCRIPTOR_KEY_UUID_PARENT, 15 },
	{ VMDK_DESCRIPTOR_KEY_UUID_MODIFICATION, 21 },
	{ VMDK_DESCRIPTOR_KEY_UUID_PARENT_MODIFICATION, 27 },
	{ VMDK_DESCRIPTOR_KEY_LONG_CONTENT_ID, 17 },
	{ VMDK_DESCRIPTOR_KEY_THIN_PROVISIONED, 19 },
	{ VMDK_DESCRIPTOR_KEY_DELETABLE, 13 },
};

enum parse_status vmdk_descriptor_parse(struct parse_in *in, uint32_t len_text,
					struct vmdk_descriptor *out)
{
	size_t pos = 0;

	size_t text_len = len_text;
	if (in->len - pos < text_len)
		return parse_truncated(in, STRUCTURE_VMDK_DESCRIPTOR);

	size_t text_off = pos;
	pos += text_len;

	out->len_total = pos;
	out->text_off = text_off;
	out->text_len = text_len;
	return PARSE_OK;
}

size_t vmdk_descriptor_store(uint8_t *p, size_t cap, const struct vmdk_descriptor *h,
			     uint32_t len_text, const uint8_t *text)
{
	(void)h;
	size_t pos = VMDK_DESCRIPTOR_MIN_SIZE;

	size_t text_len = len_text;
	if (cap - pos < text_len)
		return 0;

	if (text_len != 0)
		__builtin_memcpy(p + pos, text, text_len);
	pos += text_len;
	return pos;
}

const struct vmdk_new_descriptor_string
	vmdk_new_descriptor_strings[VMDK_NEW_DESCRIPTOR_NUM_STRINGS] = {
		{ VMDK_NEW_DESCRIPTOR_HEAD, 65 },
		{ VMDK_NEW_DESCRIPTOR_PARENT, 22 },
		{ VMDK_NEW_DESCRIPTOR_EXTENTS, 22 },
		{ VMDK_NEW_DESCRIPTOR_FLAT, 16 },
		{ VMDK_NEW_DESCRIPTOR_SPARSE, 16 },
		{ VMDK_NEW_DESCRIPTOR_DDB, 55 },
		{ VMDK_NEW_DESCRIPTOR_GEOMETRY, 82 },
		{ VMDK_NEW_DESCRIPTOR_ADAPTER, 22 },
		{ VMDK_NEW_DESCRIPTOR_TOOLS, 23 },
		{ VMDK_NEW_DESCRIPTOR_NAME_FLAT, 5 },
		{ VMDK_NEW_DESCRIPTOR_NAME_SPLIT_FLAT, 2 },
		{ VMDK_NEW_DESCRIPTOR_NAME_SPLIT_SPARSE, 2 },
		{ VMDK_NEW_DESCRIPTOR_DEFAULT_NAME, 11 },
		{ VMDK_NEW_DESCRIPTOR_DEFAULT_HW_VERSION, 1 },
		{ VMDK_NEW_DESCRIPTOR_COMPAT6_HW_VERSION, 1 },
		{ VMDK_NEW_DESCRIPTOR_DEFAULT_ADAPTER, 3 },
		{ VMDK_NEW_DESCRIPTOR_DEFAULT_TOOLS_VERSION, 10 },
	};
