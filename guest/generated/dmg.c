/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/dmg.ksy spec=b1f9fa81 gen=1 */
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
	if (version != 4)
		return parse_fail(in, STRUCTURE_DMG_TRAILER, DMG_TRAILER_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	uint32_t len_header = load_u4be(p + 8);
	if (len_header != 512)
		return parse_fail(in, STRUCTURE_DMG_TRAILER, DMG_TRAILER_FIELD_LEN_HEADER, 8,
				  PARSE_RANGE, len_header);

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
	store_u4be(p + 4, 4);
	store_u4be(p + 8, 512);
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
