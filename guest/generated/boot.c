/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/boot.ksy spec=78fc3f5b gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "boot.h"

enum parse_status boot_image_header_parse(struct parse_in *in, struct boot_image_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BOOT_IMAGE_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_BOOT_IMAGE_HEADER);

	if (!bytes_eq(p, "INSTAR\000G", 8))
		return parse_fail(in, STRUCTURE_BOOT_IMAGE_HEADER, BOOT_IMAGE_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint32_t version = load_u4le(p + 8);
	if (version != 1)
		return parse_fail(in, STRUCTURE_BOOT_IMAGE_HEADER, BOOT_IMAGE_HEADER_FIELD_VERSION,
				  8, PARSE_RANGE, version);

	uint32_t kind = load_u4le(p + 12);
	if (!boot_image_kind_known(kind))
		return parse_fail(in, STRUCTURE_BOOT_IMAGE_HEADER, BOOT_IMAGE_HEADER_FIELD_KIND, 12,
				  PARSE_ENUM, kind);

	uint64_t specs_hash = load_u8le(p + 16);

	uint64_t len_text = load_u8le(p + 24);
	if (len_text % 4096 != 0)
		return parse_fail(in, STRUCTURE_BOOT_IMAGE_HEADER, BOOT_IMAGE_HEADER_FIELD_LEN_TEXT,
				  24, PARSE_ALIGN, len_text);

	uint64_t len_rodata = load_u8le(p + 32);
	if (len_rodata % 4096 != 0)
		return parse_fail(in, STRUCTURE_BOOT_IMAGE_HEADER,
				  BOOT_IMAGE_HEADER_FIELD_LEN_RODATA, 32, PARSE_ALIGN, len_rodata);

	uint64_t len_data = load_u8le(p + 40);
	if (len_data % 4096 != 0)
		return parse_fail(in, STRUCTURE_BOOT_IMAGE_HEADER, BOOT_IMAGE_HEADER_FIELD_LEN_DATA,
				  40, PARSE_ALIGN, len_data);

	uint64_t len_bss = load_u8le(p + 48);
	if (len_bss % 4096 != 0)
		return parse_fail(in, STRUCTURE_BOOT_IMAGE_HEADER, BOOT_IMAGE_HEADER_FIELD_LEN_BSS,
				  48, PARSE_ALIGN, len_bss);

	uint64_t entry = load_u8le(p + 56);

	__builtin_memcpy(out->magic, p, 8);
	out->version = version;
	out->kind = kind;
	out->specs_hash = specs_hash;
	out->len_text = len_text;
	out->len_rodata = len_rodata;
	out->len_data = len_data;
	out->len_bss = len_bss;
	out->entry = entry;
	return PARSE_OK;
}

enum parse_status boot_info_parse(struct parse_in *in, struct boot_info *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BOOT_INFO_SIZE)
		return parse_truncated(in, STRUCTURE_BOOT_INFO);

	if (!bytes_eq(p, "INSTAR\000B", 8))
		return parse_fail(in, STRUCTURE_BOOT_INFO, BOOT_INFO_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint32_t version = load_u4le(p + 8);
	if (version != 1)
		return parse_fail(in, STRUCTURE_BOOT_INFO, BOOT_INFO_FIELD_VERSION, 8, PARSE_RANGE,
				  version);

	uint32_t num_disks = load_u4le(p + 12);
	if (num_disks > 1024)
		return parse_fail(in, STRUCTURE_BOOT_INFO, BOOT_INFO_FIELD_NUM_DISKS, 12,
				  PARSE_RANGE, num_disks);

	uint64_t operation_entry = load_u8le(p + 16);
	uint64_t config_address = load_u8le(p + 24);
	uint64_t len_config = load_u8le(p + 32);
	uint64_t len_memory = load_u8le(p + 40);
	uint64_t ofs_arena = load_u8le(p + 48);

	uint32_t len_request = load_u4le(p + 56);
	if (len_request < BOOT_LEN_REQUEST_MIN || len_request > BOOT_LEN_REQUEST_MAX)
		return parse_fail(in, STRUCTURE_BOOT_INFO, BOOT_INFO_FIELD_LEN_REQUEST, 56,
				  PARSE_RANGE, len_request);

	uint32_t len_head = load_u4le(p + 60);
	if (len_head > BOOT_LEN_HEAD_MAX)
		return parse_fail(in, STRUCTURE_BOOT_INFO, BOOT_INFO_FIELD_LEN_HEAD, 60,
				  PARSE_RANGE, len_head);

	__builtin_memcpy(out->magic, p, 8);
	out->version = version;
	out->num_disks = num_disks;
	out->operation_entry = operation_entry;
	out->config_address = config_address;
	out->len_config = len_config;
	out->len_memory = len_memory;
	out->ofs_arena = ofs_arena;
	out->len_request = len_request;
	out->len_head = len_head;
	return PARSE_OK;
}

enum parse_status boot_disk_parse(struct parse_in *in, struct boot_disk *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BOOT_DISK_SIZE)
		return parse_truncated(in, STRUCTURE_BOOT_DISK);

	uint64_t len_file = load_u8le(p);
	uint64_t allocated = load_u8le(p + 8);
	uint32_t flags = load_u4le(p + 16);

	if (!bytes_zero(p + 20, 4))
		return parse_fail(in, STRUCTURE_BOOT_DISK, BOOT_DISK_FIELD_RESERVED, 20,
				  PARSE_RESERVED, load_bytes_be(p + 20, 4));

	out->len_file = len_file;
	out->allocated = allocated;
	out->flags = flags;
	__builtin_memcpy(out->reserved, p + 20, 4);
	return PARSE_OK;
}
