/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/zip.ksy spec=71d443a5 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "zip.h"

enum parse_status zip_local_header_parse(struct parse_in *in, struct zip_local_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ZIP_LOCAL_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_ZIP_LOCAL_HEADER);

	if (!bytes_eq(p, "PK\003\004", 4))
		return parse_fail(in, STRUCTURE_ZIP_LOCAL_HEADER, ZIP_LOCAL_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint16_t version_needed = load_u2le(p + 4);
	uint16_t flags = load_u2le(p + 6);
	uint16_t method = load_u2le(p + 8);
	uint32_t time = load_u4le(p + 10);
	uint32_t checksum = load_u4le(p + 14);
	uint32_t len_stored = load_u4le(p + 18);
	uint32_t len_member = load_u4le(p + 22);
	uint16_t len_name = load_u2le(p + 26);
	uint16_t len_extra = load_u2le(p + 28);

	out->version_needed = version_needed;
	out->flags = flags;
	out->method = method;
	out->time = time;
	out->checksum = checksum;
	out->len_stored = len_stored;
	out->len_member = len_member;
	out->len_name = len_name;
	out->len_extra = len_extra;
	return PARSE_OK;
}

void zip_local_header_store(uint8_t *p, const struct zip_local_header *h)
{
	__builtin_memcpy(p, "PK\003\004", 4);
	store_u2le(p + 4, h->version_needed);
	store_u2le(p + 6, h->flags);
	store_u2le(p + 8, h->method);
	store_u4le(p + 10, h->time);
	store_u4le(p + 14, h->checksum);
	store_u4le(p + 18, h->len_stored);
	store_u4le(p + 22, h->len_member);
	store_u2le(p + 26, h->len_name);
	store_u2le(p + 28, h->len_extra);
}

enum parse_status zip_entry_parse(struct parse_in *in, struct zip_entry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ZIP_ENTRY_SIZE)
		return parse_truncated(in, STRUCTURE_ZIP_ENTRY);

	if (!bytes_eq(p, "PK\001\002", 4))
		return parse_fail(in, STRUCTURE_ZIP_ENTRY, ZIP_ENTRY_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint16_t version_made = load_u2le(p + 4);
	uint16_t version_needed = load_u2le(p + 6);
	uint16_t flags = load_u2le(p + 8);
	uint16_t method = load_u2le(p + 10);
	uint32_t time = load_u4le(p + 12);
	uint32_t checksum = load_u4le(p + 16);
	uint32_t len_stored = load_u4le(p + 20);
	uint32_t len_member = load_u4le(p + 24);
	uint16_t len_name = load_u2le(p + 28);
	uint16_t len_extra = load_u2le(p + 30);
	uint16_t len_comment = load_u2le(p + 32);
	uint16_t first_disk = load_u2le(p + 34);
	uint16_t internal = load_u2le(p + 36);
	uint32_t external = load_u4le(p + 38);
	uint32_t ofs_header = load_u4le(p + 42);

	out->version_made = version_made;
	out->version_needed = version_needed;
	out->flags = flags;
	out->method = method;
	out->time = time;
	out->checksum = checksum;
	out->len_stored = len_stored;
	out->len_member = len_member;
	out->len_name = len_name;
	out->len_extra = len_extra;
	out->len_comment = len_comment;
	out->first_disk = first_disk;
	out->internal = internal;
	out->external = external;
	out->ofs_header = ofs_header;
	return PARSE_OK;
}

void zip_entry_store(uint8_t *p, const struct zip_entry *h)
{
	__builtin_memcpy(p, "PK\001\002", 4);
	store_u2le(p + 4, h->version_made);
	store_u2le(p + 6, h->version_needed);
	store_u2le(p + 8, h->flags);
	store_u2le(p + 10, h->method);
	store_u4le(p + 12, h->time);
	store_u4le(p + 16, h->checksum);
	store_u4le(p + 20, h->len_stored);
	store_u4le(p + 24, h->len_member);
	store_u2le(p + 28, h->len_name);
	store_u2le(p + 30, h->len_extra);
	store_u2le(p + 32, h->len_comment);
	store_u2le(p + 34, h->first_disk);
	store_u2le(p + 36, h->internal);
	store_u4le(p + 38, h->external);
	store_u4le(p + 42, h->ofs_header);
}

enum parse_status zip_extra_parse(struct parse_in *in, struct zip_extra *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ZIP_EXTRA_SIZE)
		return parse_truncated(in, STRUCTURE_ZIP_EXTRA);

	uint16_t kind = load_u2le(p);
	uint16_t len_data = load_u2le(p + 2);

	out->kind = kind;
	out->len_data = len_data;
	return PARSE_OK;
}

void zip_extra_store(uint8_t *p, const struct zip_extra *h)
{
	store_u2le(p, h->kind);
	store_u2le(p + 2, h->len_data);
}

enum parse_status zip_end_parse(struct parse_in *in, struct zip_end *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ZIP_END_SIZE)
		return parse_truncated(in, STRUCTURE_ZIP_END);

	if (!bytes_eq(p, "PK\005\006", 4))
		return parse_fail(in, STRUCTURE_ZIP_END, ZIP_END_FIELD_MAGIC, 0, PARSE_BAD_MAGIC,
				  load_bytes_be(p, 4));

	uint16_t disk = load_u2le(p + 4);
	uint16_t first_disk = load_u2le(p + 6);
	uint16_t num_here = load_u2le(p + 8);
	uint16_t num_members = load_u2le(p + 10);
	uint32_t len_directory = load_u4le(p + 12);
	uint32_t ofs_directory = load_u4le(p + 16);
	uint16_t len_comment = load_u2le(p + 20);

	out->disk = disk;
	out->first_disk = first_disk;
	out->num_here = num_here;
	out->num_members = num_members;
	out->len_directory = len_directory;
	out->ofs_directory = ofs_directory;
	out->len_comment = len_comment;
	return PARSE_OK;
}

void zip_end_store(uint8_t *p, const struct zip_end *h)
{
	__builtin_memcpy(p, "PK\005\006", 4);
	store_u2le(p + 4, h->disk);
	store_u2le(p + 6, h->first_disk);
	store_u2le(p + 8, h->num_here);
	store_u2le(p + 10, h->num_members);
	store_u4le(p + 12, h->len_directory);
	store_u4le(p + 16, h->ofs_directory);
	store_u2le(p + 20, h->len_comment);
}

enum parse_status zip_locator_parse(struct parse_in *in, struct zip_locator *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ZIP_LOCATOR_SIZE)
		return parse_truncated(in, STRUCTURE_ZIP_LOCATOR);

	if (!bytes_eq(p, "PK\006\007", 4))
		return parse_fail(in, STRUCTURE_ZIP_LOCATOR, ZIP_LOCATOR_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t disk = load_u4le(p + 4);
	uint64_t ofs_end64 = load_u8le(p + 8);
	uint32_t num_disks = load_u4le(p + 16);

	out->disk = disk;
	out->ofs_end64 = ofs_end64;
	out->num_disks = num_disks;
	return PARSE_OK;
}

void zip_locator_store(uint8_t *p, const struct zip_locator *h)
{
	__builtin_memcpy(p, "PK\006\007", 4);
	store_u4le(p + 4, h->disk);
	store_u8le(p + 8, h->ofs_end64);
	store_u4le(p + 16, h->num_disks);
}

enum parse_status zip_end64_parse(struct parse_in *in, struct zip_end64 *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ZIP_END64_SIZE)
		return parse_truncated(in, STRUCTURE_ZIP_END64);

	if (!bytes_eq(p, "PK\006\006", 4))
		return parse_fail(in, STRUCTURE_ZIP_END64, ZIP_END64_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint64_t len_record = load_u8le(p + 4);
	uint16_t version_made = load_u2le(p + 12);
	uint16_t version_needed = load_u2le(p + 14);
	uint32_t disk = load_u4le(p + 16);
	uint32_t first_disk = load_u4le(p + 20);
	uint64_t num_here = load_u8le(p + 24);
	uint64_t num_members = load_u8le(p + 32);
	uint64_t len_directory = load_u8le(p + 40);
	uint64_t ofs_directory = load_u8le(p + 48);

	out->len_record = len_record;
	out->version_made = version_made;
	out->version_needed = version_needed;
	out->disk = disk;
	out->first_disk = first_disk;
	out->num_here = num_here;
	out->num_members = num_members;
	out->len_directory = len_directory;
	out->ofs_directory = ofs_directory;
	return PARSE_OK;
}

void zip_end64_store(uint8_t *p, const struct zip_end64 *h)
{
	__builtin_memcpy(p, "PK\006\006", 4);
	store_u8le(p + 4, h->len_record);
	store_u2le(p + 12, h->version_made);
	store_u2le(p + 14, h->version_needed);
	store_u4le(p + 16, h->disk);
	store_u4le(p + 20, h->first_disk);
	store_u8le(p + 24, h->num_here);
	store_u8le(p + 32, h->num_members);
	store_u8le(p + 40, h->len_directory);
	store_u8le(p + 48, h->ofs_directory);
}
