/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/parallels.ksy spec=ca4f037f gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "parallels.h"

enum parse_status parallels_header_parse(struct parse_in *in, struct parallels_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < PARALLELS_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_PARALLELS_HEADER);

	if (!bytes_eq(p, "WithoutFreeSpace", 16) && !bytes_eq(p, "WithouFreSpacExt", 16))
		return parse_fail(in, STRUCTURE_PARALLELS_HEADER, PARALLELS_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, 0);

	uint32_t version = load_u4le(p + 16);
	if (version != 2)
		return parse_fail(in, STRUCTURE_PARALLELS_HEADER, PARALLELS_HEADER_FIELD_VERSION,
				  16, PARSE_RANGE, version);

	uint32_t num_heads = load_u4le(p + 20);
	uint32_t num_cylinders = load_u4le(p + 24);

	uint32_t cluster_sectors = load_u4le(p + 28);
	if (cluster_sectors > 4186127)
		return parse_fail(in, STRUCTURE_PARALLELS_HEADER,
				  PARALLELS_HEADER_FIELD_CLUSTER_SECTORS, 28, PARSE_RANGE,
				  cluster_sectors);

	uint32_t num_bat_entries = load_u4le(p + 32);
	if (num_bat_entries > 0x1fffffff)
		return parse_fail(in, STRUCTURE_PARALLELS_HEADER,
				  PARALLELS_HEADER_FIELD_NUM_BAT_ENTRIES, 32, PARSE_RANGE,
				  num_bat_entries);

	uint64_t num_sectors = load_u8le(p + 36);
	uint32_t in_use = load_u4le(p + 44);
	uint32_t data_sector = load_u4le(p + 48);
	uint32_t flags = load_u4le(p + 52);
	uint64_t extension_sector = load_u8le(p + 56);

	__builtin_memcpy(out->magic, p, 16);
	out->version = version;
	out->num_heads = num_heads;
	out->num_cylinders = num_cylinders;
	out->cluster_sectors = cluster_sectors;
	out->num_bat_entries = num_bat_entries;
	out->num_sectors = num_sectors;
	out->in_use = in_use;
	out->data_sector = data_sector;
	out->flags = flags;
	out->extension_sector = extension_sector;
	return PARSE_OK;
}

void parallels_header_store(uint8_t *p, const struct parallels_header *h)
{
	__builtin_memcpy(p, h->magic, 16);
	store_u4le(p + 16, 2);
	store_u4le(p + 20, h->num_heads);
	store_u4le(p + 24, h->num_cylinders);
	store_u4le(p + 28, h->cluster_sectors);
	store_u4le(p + 32, h->num_bat_entries);
	store_u8le(p + 36, h->num_sectors);
	store_u4le(p + 44, h->in_use);
	store_u4le(p + 48, h->data_sector);
	store_u4le(p + 52, h->flags);
	store_u8le(p + 56, h->extension_sector);
}

enum parse_status parallels_extension_header_parse(struct parse_in *in,
						   struct parallels_extension_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < PARALLELS_EXTENSION_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_PARALLELS_EXTENSION_HEADER);

	uint64_t magic = load_u8le(p);
	if (magic != UINT64_C(0xab234cef23dcea87))
		return parse_fail(in, STRUCTURE_PARALLELS_EXTENSION_HEADER,
				  PARALLELS_EXTENSION_HEADER_FIELD_MAGIC, 0, PARSE_BAD_MAGIC,
				  magic);

	out->magic = magic;
	__builtin_memcpy(out->checksum, p + 8, 16);
	return PARSE_OK;
}

void parallels_extension_header_store(uint8_t *p, const struct parallels_extension_header *h)
{
	store_u8le(p, UINT64_C(0xab234cef23dcea87));
	__builtin_memcpy(p + 8, h->checksum, 16);
}

enum parse_status parallels_extension_feature_parse(struct parse_in *in,
						    struct parallels_extension_feature *out)
{
	const uint8_t *p = in->buf;

	if (in->len < PARALLELS_EXTENSION_FEATURE_SIZE)
		return parse_truncated(in, STRUCTURE_PARALLELS_EXTENSION_FEATURE);

	uint64_t magic = load_u8le(p);
	uint64_t flags = load_u8le(p + 8);
	uint32_t len_data = load_u4le(p + 16);

	out->magic = magic;
	out->flags = flags;
	out->len_data = len_data;
	return PARSE_OK;
}

void parallels_extension_feature_store(uint8_t *p, const struct parallels_extension_feature *h)
{
	__builtin_memset(p, 0, PARALLELS_EXTENSION_FEATURE_SIZE);
	store_u8le(p, h->magic);
	store_u8le(p + 8, h->flags);
	store_u4le(p + 16, h->len_data);
}

enum parse_status parallels_dirty_bitmap_parse(struct parse_in *in,
					       struct parallels_dirty_bitmap *out)
{
	const uint8_t *p = in->buf;

	if (in->len < PARALLELS_DIRTY_BITMAP_SIZE)
		return parse_truncated(in, STRUCTURE_PARALLELS_DIRTY_BITMAP);

	uint64_t num_sectors = load_u8le(p);
	uint32_t granularity = load_u4le(p + 24);
	uint32_t num_l1_entries = load_u4le(p + 28);

	out->num_sectors = num_sectors;
	__builtin_memcpy(out->uuid, p + 8, 16);
	out->granularity = granularity;
	out->num_l1_entries = num_l1_entries;
	return PARSE_OK;
}

void parallels_dirty_bitmap_store(uint8_t *p, const struct parallels_dirty_bitmap *h)
{
	store_u8le(p, h->num_sectors);
	__builtin_memcpy(p + 8, h->uuid, 16);
	store_u4le(p + 24, h->granularity);
	store_u4le(p + 28, h->num_l1_entries);
}
