/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/bochs.ksy spec=b3f5f642 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "bochs.h"

enum parse_status bochs_header_parse(struct parse_in *in, struct bochs_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BOCHS_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_BOCHS_HEADER);

	if (!bytes_eq(p, "Bochs Virtual HD Image\000", 23))
		return parse_fail(in, STRUCTURE_BOCHS_HEADER, BOCHS_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	if (!bytes_eq(p + 32, "Redolog\000", 8))
		return parse_fail(in, STRUCTURE_BOCHS_HEADER, BOCHS_HEADER_FIELD_TYPE, 32,
				  PARSE_BAD_MAGIC, load_bytes_be(p + 32, 8));

	if (!bytes_eq(p + 48, "Growing\000", 8))
		return parse_fail(in, STRUCTURE_BOCHS_HEADER, BOCHS_HEADER_FIELD_SUBTYPE, 48,
				  PARSE_BAD_MAGIC, load_bytes_be(p + 48, 8));

	uint32_t version = load_u4le(p + 64);
	if (version != 0x10000 && version != 0x20000)
		return parse_fail(in, STRUCTURE_BOCHS_HEADER, BOCHS_HEADER_FIELD_VERSION, 64,
				  PARSE_RANGE, version);

	uint32_t len_header = load_u4le(p + 68);

	uint32_t num_catalog_entries = load_u4le(p + 72);
	if (num_catalog_entries > 1048576)
		return parse_fail(in, STRUCTURE_BOCHS_HEADER,
				  BOCHS_HEADER_FIELD_NUM_CATALOG_ENTRIES, 72, PARSE_RANGE,
				  num_catalog_entries);

	uint32_t len_bitmap = load_u4le(p + 76);
	uint32_t len_extent = load_u4le(p + 80);

	out->version = version;
	out->len_header = len_header;
	out->num_catalog_entries = num_catalog_entries;
	out->len_bitmap = len_bitmap;
	out->len_extent = len_extent;
	return PARSE_OK;
}

void bochs_header_store(uint8_t *p, const struct bochs_header *h)
{
	__builtin_memset(p, 0, BOCHS_HEADER_SIZE);
	__builtin_memcpy(p, "Bochs Virtual HD Image\000", 23);
	__builtin_memcpy(p + 32, "Redolog\000", 8);
	__builtin_memcpy(p + 48, "Growing\000", 8);
	store_u4le(p + 64, h->version);
	store_u4le(p + 68, h->len_header);
	store_u4le(p + 72, h->num_catalog_entries);
	store_u4le(p + 76, h->len_bitmap);
	store_u4le(p + 80, h->len_extent);
}

enum parse_status bochs_end_2_parse(struct parse_in *in, struct bochs_end_2 *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BOCHS_END_2_SIZE)
		return parse_truncated(in, STRUCTURE_BOCHS_END_2);

	uint32_t timestamp = load_u4le(p);
	uint64_t len_disk = load_u8le(p + 4);

	out->timestamp = timestamp;
	out->len_disk = len_disk;
	return PARSE_OK;
}

void bochs_end_2_store(uint8_t *p, const struct bochs_end_2 *h)
{
	store_u4le(p, h->timestamp);
	store_u8le(p + 4, h->len_disk);
}
