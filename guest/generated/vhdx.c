/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/vhdx.ksy spec=794a3f87 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "vhdx.h"

const struct vhdx_string vhdx_strings[VHDX_NUM_STRINGS] = {
	{ VHDX_CREATOR, 6 },
	{ VHDX_PARENT_LOCATOR_KEY_PARENT_LINKAGE, 14 },
	{ VHDX_PARENT_LOCATOR_KEY_PARENT_LINKAGE2, 15 },
	{ VHDX_PARENT_LOCATOR_KEY_RELATIVE_PATH, 13 },
	{ VHDX_PARENT_LOCATOR_KEY_VOLUME_PATH, 11 },
	{ VHDX_PARENT_LOCATOR_KEY_ABSOLUTE_WIN32_PATH, 19 },
};

enum parse_status vhdx_file_identifier_parse(struct parse_in *in, struct vhdx_file_identifier *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_FILE_IDENTIFIER_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_FILE_IDENTIFIER);

	if (!bytes_eq(p, "vhdxfile", 8))
		return parse_fail(in, STRUCTURE_VHDX_FILE_IDENTIFIER,
				  VHDX_FILE_IDENTIFIER_FIELD_SIGNATURE, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 8));

	__builtin_memcpy(out->creator, p + 8, 512);
	return PARSE_OK;
}

void vhdx_file_identifier_store(uint8_t *p, const struct vhdx_file_identifier *h)
{
	__builtin_memcpy(p, "vhdxfile", 8);
	__builtin_memcpy(p + 8, h->creator, 512);
}

uint32_t vhdx_header_checksum_compute(const uint8_t *buf, size_t len)
{
	if (len > 4096)
		len = 4096;
	return checksum_crc32c(buf, len, 4, 4);
}

enum parse_status vhdx_header_parse(struct parse_in *in, struct vhdx_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_HEADER);

	if (!bytes_eq(p, "head", 4))
		return parse_fail(in, STRUCTURE_VHDX_HEADER, VHDX_HEADER_FIELD_SIGNATURE, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t checksum = load_u4le(p + 4);
	if (checksum != vhdx_header_checksum_compute(p, 4096))
		return parse_fail(in, STRUCTURE_VHDX_HEADER, VHDX_HEADER_FIELD_CHECKSUM, 4,
				  PARSE_CHECKSUM, checksum);

	uint64_t sequence_number = load_u8le(p + 8);
	uint16_t log_version = load_u2le(p + 64);

	uint16_t version = load_u2le(p + 66);
	if (version != 1)
		return parse_fail(in, STRUCTURE_VHDX_HEADER, VHDX_HEADER_FIELD_VERSION, 66,
				  PARSE_RANGE, version);

	uint32_t log_length = load_u4le(p + 68);
	uint64_t log_offset = load_u8le(p + 72);

	out->checksum = checksum;
	out->sequence_number = sequence_number;
	__builtin_memcpy(out->file_write_guid, p + 16, 16);
	__builtin_memcpy(out->data_write_guid, p + 32, 16);
	__builtin_memcpy(out->log_guid, p + 48, 16);
	out->log_version = log_version;
	out->version = version;
	out->log_length = log_length;
	out->log_offset = log_offset;
	return PARSE_OK;
}

void vhdx_header_store(uint8_t *p, const struct vhdx_header *h)
{
	__builtin_memset(p, 0, VHDX_HEADER_SIZE);
	__builtin_memcpy(p, "head", 4);
	store_u8le(p + 8, h->sequence_number);
	__builtin_memcpy(p + 16, h->file_write_guid, 16);
	__builtin_memcpy(p + 32, h->data_write_guid, 16);
	__builtin_memcpy(p + 48, h->log_guid, 16);
	store_u2le(p + 64, h->log_version);
	store_u2le(p + 66, 1);
	store_u4le(p + 68, h->log_length);
	store_u8le(p + 72, h->log_offset);
	store_u4le(p + 4, vhdx_header_checksum_compute(p, 4096));
}

enum parse_status vhdx_region_table_header_parse(struct parse_in *in,
						 struct vhdx_region_table_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_REGION_TABLE_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_REGION_TABLE_HEADER);

	if (!bytes_eq(p, "regi", 4))
		return parse_fail(in, STRUCTURE_VHDX_REGION_TABLE_HEADER,
				  VHDX_REGION_TABLE_HEADER_FIELD_SIGNATURE, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 4));

	uint32_t checksum = load_u4le(p + 4);

	uint32_t num_entries = load_u4le(p + 8);
	if (num_entries > 2047)
		return parse_fail(in, STRUCTURE_VHDX_REGION_TABLE_HEADER,
				  VHDX_REGION_TABLE_HEADER_FIELD_NUM_ENTRIES, 8, PARSE_RANGE,
				  num_entries);

	out->checksum = checksum;
	out->num_entries = num_entries;
	return PARSE_OK;
}

void vhdx_region_table_header_store(uint8_t *p, const struct vhdx_region_table_header *h)
{
	__builtin_memset(p, 0, VHDX_REGION_TABLE_HEADER_SIZE);
	__builtin_memcpy(p, "regi", 4);
	store_u4le(p + 4, h->checksum);
	store_u4le(p + 8, h->num_entries);
}

enum parse_status vhdx_region_table_entry_parse(struct parse_in *in,
						struct vhdx_region_table_entry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_REGION_TABLE_ENTRY_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_REGION_TABLE_ENTRY);

	uint64_t file_offset = load_u8le(p + 16);
	uint32_t length = load_u4le(p + 24);
	uint32_t flags = load_u4le(p + 28);

	__builtin_memcpy(out->guid, p, 16);
	out->file_offset = file_offset;
	out->length = length;
	out->flags = flags;
	return PARSE_OK;
}

void vhdx_region_table_entry_store(uint8_t *p, const struct vhdx_region_table_entry *h)
{
	__builtin_memcpy(p, h->guid, 16);
	store_u8le(p + 16, h->file_offset);
	store_u4le(p + 24, h->length);
	store_u4le(p + 28, h->flags);
}

enum parse_status vhdx_metadata_table_header_parse(struct parse_in *in,
						   struct vhdx_metadata_table_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_METADATA_TABLE_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_METADATA_TABLE_HEADER);

	if (!bytes_eq(p, "metadata", 8))
		return parse_fail(in, STRUCTURE_VHDX_METADATA_TABLE_HEADER,
				  VHDX_METADATA_TABLE_HEADER_FIELD_SIGNATURE, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 8));

	uint16_t num_entries = load_u2le(p + 10);
	if (num_entries > 2047)
		return parse_fail(in, STRUCTURE_VHDX_METADATA_TABLE_HEADER,
				  VHDX_METADATA_TABLE_HEADER_FIELD_NUM_ENTRIES, 10, PARSE_RANGE,
				  num_entries);

	out->num_entries = num_entries;
	return PARSE_OK;
}

void vhdx_metadata_table_header_store(uint8_t *p, const struct vhdx_metadata_table_header *h)
{
	__builtin_memset(p, 0, VHDX_METADATA_TABLE_HEADER_SIZE);
	__builtin_memcpy(p, "metadata", 8);
	store_u2le(p + 10, h->num_entries);
}

enum parse_status vhdx_metadata_table_entry_parse(struct parse_in *in,
						  struct vhdx_metadata_table_entry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_METADATA_TABLE_ENTRY_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_METADATA_TABLE_ENTRY);

	uint32_t offset = load_u4le(p + 16);
	uint32_t length = load_u4le(p + 20);
	uint32_t flags = load_u4le(p + 24);

	__builtin_memcpy(out->item_id, p, 16);
	out->offset = offset;
	out->length = length;
	out->flags = flags;
	return PARSE_OK;
}

void vhdx_metadata_table_entry_store(uint8_t *p, const struct vhdx_metadata_table_entry *h)
{
	__builtin_memset(p, 0, VHDX_METADATA_TABLE_ENTRY_SIZE);
	__builtin_memcpy(p, h->item_id, 16);
	store_u4le(p + 16, h->offset);
	store_u4le(p + 20, h->length);
	store_u4le(p + 24, h->flags);
}

enum parse_status vhdx_file_parameters_parse(struct parse_in *in, struct vhdx_file_parameters *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_FILE_PARAMETERS_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_FILE_PARAMETERS);

	uint32_t block_size = load_u4le(p);
	if (!(block_size >= 0x100000 && block_size <= 0x10000000 &&
	      (block_size & (block_size - 1)) == 0))
		return parse_fail(in, STRUCTURE_VHDX_FILE_PARAMETERS,
				  VHDX_FILE_PARAMETERS_FIELD_BLOCK_SIZE, 0, PARSE_RULE, block_size);

	uint32_t flags = load_u4le(p + 4);

	out->block_size = block_size;
	out->flags = flags;
	return PARSE_OK;
}

void vhdx_file_parameters_store(uint8_t *p, const struct vhdx_file_parameters *h)
{
	store_u4le(p, h->block_size);
	store_u4le(p + 4, h->flags);
}

enum parse_status vhdx_virtual_disk_id_parse(struct parse_in *in, struct vhdx_virtual_disk_id *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_VIRTUAL_DISK_ID_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_VIRTUAL_DISK_ID);

	__builtin_memcpy(out->guid, p, 16);
	return PARSE_OK;
}

void vhdx_virtual_disk_id_store(uint8_t *p, const struct vhdx_virtual_disk_id *h)
{
	__builtin_memcpy(p, h->guid, 16);
}

enum parse_status vhdx_parent_locator_header_parse(struct parse_in *in,
						   struct vhdx_parent_locator_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_PARENT_LOCATOR_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_PARENT_LOCATOR_HEADER);

	uint16_t num_entries = load_u2le(p + 18);

	__builtin_memcpy(out->locator_type, p, 16);
	out->num_entries = num_entries;
	return PARSE_OK;
}

void vhdx_parent_locator_header_store(uint8_t *p, const struct vhdx_parent_locator_header *h)
{
	__builtin_memset(p, 0, VHDX_PARENT_LOCATOR_HEADER_SIZE);
	__builtin_memcpy(p, h->locator_type, 16);
	store_u2le(p + 18, h->num_entries);
}

enum parse_status vhdx_parent_locator_entry_parse(struct parse_in *in,
						  struct vhdx_parent_locator_entry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_PARENT_LOCATOR_ENTRY_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_PARENT_LOCATOR_ENTRY);

	uint32_t key_offset = load_u4le(p);
	uint32_t value_offset = load_u4le(p + 4);
	uint16_t key_length = load_u2le(p + 8);
	uint16_t value_length = load_u2le(p + 10);

	out->key_offset = key_offset;
	out->value_offset = value_offset;
	out->key_length = key_length;
	out->value_length = value_length;
	return PARSE_OK;
}

void vhdx_parent_locator_entry_store(uint8_t *p, const struct vhdx_parent_locator_entry *h)
{
	store_u4le(p, h->key_offset);
	store_u4le(p + 4, h->value_offset);
	store_u2le(p + 8, h->key_length);
	store_u2le(p + 10, h->value_length);
}

enum parse_status vhdx_log_entry_header_parse(struct parse_in *in,
					      struct vhdx_log_entry_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_LOG_ENTRY_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_LOG_ENTRY_HEADER);

	if (!bytes_eq(p, "loge", 4))
		return parse_fail(in, STRUCTURE_VHDX_LOG_ENTRY_HEADER,
				  VHDX_LOG_ENTRY_HEADER_FIELD_SIGNATURE, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 4));

	uint32_t checksum = load_u4le(p + 4);

	uint32_t entry_length = load_u4le(p + 8);
	if (entry_length % 4096 != 0)
		return parse_fail(in, STRUCTURE_VHDX_LOG_ENTRY_HEADER,
				  VHDX_LOG_ENTRY_HEADER_FIELD_ENTRY_LENGTH, 8, PARSE_ALIGN,
				  entry_length);

	uint32_t tail = load_u4le(p + 12);

	uint64_t sequence_number = load_u8le(p + 16);
	if (sequence_number < 1)
		return parse_fail(in, STRUCTURE_VHDX_LOG_ENTRY_HEADER,
				  VHDX_LOG_ENTRY_HEADER_FIELD_SEQUENCE_NUMBER, 16, PARSE_RANGE,
				  sequence_number);

	uint32_t num_descriptors = load_u4le(p + 24);
	uint64_t flushed_file_offset = load_u8le(p + 48);
	uint64_t last_file_offset = load_u8le(p + 56);

	out->checksum = checksum;
	out->entry_length = entry_length;
	out->tail = tail;
	out->sequence_number = sequence_number;
	out->num_descriptors = num_descriptors;
	__builtin_memcpy(out->log_guid, p + 32, 16);
	out->flushed_file_offset = flushed_file_offset;
	out->last_file_offset = last_file_offset;
	return PARSE_OK;
}

void vhdx_log_entry_header_store(uint8_t *p, const struct vhdx_log_entry_header *h)
{
	__builtin_memset(p, 0, VHDX_LOG_ENTRY_HEADER_SIZE);
	__builtin_memcpy(p, "loge", 4);
	store_u4le(p + 4, h->checksum);
	store_u4le(p + 8, h->entry_length);
	store_u4le(p + 12, h->tail);
	store_u8le(p + 16, h->sequence_number);
	store_u4le(p + 24, h->num_descriptors);
	__builtin_memcpy(p + 32, h->log_guid, 16);
	store_u8le(p + 48, h->flushed_file_offset);
	store_u8le(p + 56, h->last_file_offset);
}

enum parse_status vhdx_log_zero_descriptor_parse(struct parse_in *in,
						 struct vhdx_log_zero_descriptor *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_LOG_ZERO_DESCRIPTOR_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_LOG_ZERO_DESCRIPTOR);

	if (!bytes_eq(p, "zero", 4))
		return parse_fail(in, STRUCTURE_VHDX_LOG_ZERO_DESCRIPTOR,
				  VHDX_LOG_ZERO_DESCRIPTOR_FIELD_SIGNATURE, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 4));

	uint64_t zero_length = load_u8le(p + 8);
	if (zero_length % 4096 != 0)
		return parse_fail(in, STRUCTURE_VHDX_LOG_ZERO_DESCRIPTOR,
				  VHDX_LOG_ZERO_DESCRIPTOR_FIELD_ZERO_LENGTH, 8, PARSE_ALIGN,
				  zero_length);

	uint64_t file_offset = load_u8le(p + 16);
	if (file_offset % 4096 != 0)
		return parse_fail(in, STRUCTURE_VHDX_LOG_ZERO_DESCRIPTOR,
				  VHDX_LOG_ZERO_DESCRIPTOR_FIELD_FILE_OFFSET, 16, PARSE_ALIGN,
				  file_offset);

	uint64_t sequence_number = load_u8le(p + 24);

	out->zero_length = zero_length;
	out->file_offset = file_offset;
	out->sequence_number = sequence_number;
	return PARSE_OK;
}

void vhdx_log_zero_descriptor_store(uint8_t *p, const struct vhdx_log_zero_descriptor *h)
{
	__builtin_memset(p, 0, VHDX_LOG_ZERO_DESCRIPTOR_SIZE);
	__builtin_memcpy(p, "zero", 4);
	store_u8le(p + 8, h->zero_length);
	store_u8le(p + 16, h->file_offset);
	store_u8le(p + 24, h->sequence_number);
}

enum parse_status vhdx_log_data_descriptor_parse(struct parse_in *in,
						 struct vhdx_log_data_descriptor *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_LOG_DATA_DESCRIPTOR_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_LOG_DATA_DESCRIPTOR);

	if (!bytes_eq(p, "desc", 4))
		return parse_fail(in, STRUCTURE_VHDX_LOG_DATA_DESCRIPTOR,
				  VHDX_LOG_DATA_DESCRIPTOR_FIELD_SIGNATURE, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 4));

	uint64_t file_offset = load_u8le(p + 16);
	if (file_offset % 4096 != 0)
		return parse_fail(in, STRUCTURE_VHDX_LOG_DATA_DESCRIPTOR,
				  VHDX_LOG_DATA_DESCRIPTOR_FIELD_FILE_OFFSET, 16, PARSE_ALIGN,
				  file_offset);

	uint64_t sequence_number = load_u8le(p + 24);

	__builtin_memcpy(out->trailing_bytes, p + 4, 4);
	__builtin_memcpy(out->leading_bytes, p + 8, 8);
	out->file_offset = file_offset;
	out->sequence_number = sequence_number;
	return PARSE_OK;
}

void vhdx_log_data_descriptor_store(uint8_t *p, const struct vhdx_log_data_descriptor *h)
{
	__builtin_memcpy(p, "desc", 4);
	__builtin_memcpy(p + 4, h->trailing_bytes, 4);
	__builtin_memcpy(p + 8, h->leading_bytes, 8);
	store_u8le(p + 16, h->file_offset);
	store_u8le(p + 24, h->sequence_number);
}

enum parse_status vhdx_log_data_sector_parse(struct parse_in *in, struct vhdx_log_data_sector *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VHDX_LOG_DATA_SECTOR_SIZE)
		return parse_truncated(in, STRUCTURE_VHDX_LOG_DATA_SECTOR);

	if (!bytes_eq(p, "data", 4))
		return parse_fail(in, STRUCTURE_VHDX_LOG_DATA_SECTOR,
				  VHDX_LOG_DATA_SECTOR_FIELD_SIGNATURE, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 4));

	uint32_t sequence_high = load_u4le(p + 4);
	uint32_t sequence_low = load_u4le(p + 4092);

	out->sequence_high = sequence_high;
	__builtin_memcpy(out->data, p + 8, 4084);
	out->sequence_low = sequence_low;
	return PARSE_OK;
}

void vhdx_log_data_sector_store(uint8_t *p, const struct vhdx_log_data_sector *h)
{
	__builtin_memcpy(p, "data", 4);
	store_u4le(p + 4, h->sequence_high);
	__builtin_memcpy(p + 8, h->data, 4084);
	store_u4le(p + 4092, h->sequence_low);
}
