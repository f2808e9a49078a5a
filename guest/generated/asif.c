/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/asif.ksy spec=71f3d058 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "asif.h"

enum parse_status asif_header_parse(struct parse_in *in, struct asif_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ASIF_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_ASIF_HEADER);

	if (!bytes_eq(p, "shdw", 4))
		return parse_fail(in, STRUCTURE_ASIF_HEADER, ASIF_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t version = load_u4be(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_ASIF_HEADER, ASIF_HEADER_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	uint32_t len_header = load_u4be(p + 8);
	uint32_t flags = load_u4be(p + 12);

	uint64_t ofs_directories[2];
	for (size_t i = 0; i < 2; i++) {
		ofs_directories[i] = load_u8be(p + 16 + 8 * i);
	}

	uint64_t num_sectors = load_u8be(p + 48);
	uint64_t max_sectors = load_u8be(p + 56);

	uint32_t len_chunk = load_u4be(p + 64);
	if (!(len_chunk >= 32768 && len_chunk <= 0x4000000 && (len_chunk & (len_chunk - 1)) == 0))
		return parse_fail(in, STRUCTURE_ASIF_HEADER, ASIF_HEADER_FIELD_LEN_CHUNK, 64,
				  PARSE_RULE, len_chunk);

	uint16_t len_sector = load_u2be(p + 68);
	if (!(len_sector >= 512 && len_sector <= 4096 && (len_sector & (len_sector - 1)) == 0 &&
	      (int64_t)len_chunk - 32 * len_sector >= 8))
		return parse_fail(in, STRUCTURE_ASIF_HEADER, ASIF_HEADER_FIELD_LEN_SECTOR, 68,
				  PARSE_RULE, len_sector);

	uint16_t num_segments = load_u2be(p + 70);
	uint64_t metadata_chunk = load_u8be(p + 72);
	uint32_t read_only_flags = load_u4be(p + 96);
	uint32_t metadata_flags = load_u4be(p + 100);
	uint32_t metadata_read_only_flags = load_u4be(p + 104);

	out->version = version;
	out->len_header = len_header;
	out->flags = flags;
	__builtin_memcpy(out->ofs_directories, ofs_directories, sizeof(out->ofs_directories));
	__builtin_memcpy(out->uuid, p + 32, 16);
	out->num_sectors = num_sectors;
	out->max_sectors = max_sectors;
	out->len_chunk = len_chunk;
	out->len_sector = len_sector;
	out->num_segments = num_segments;
	out->metadata_chunk = metadata_chunk;
	out->read_only_flags = read_only_flags;
	out->metadata_flags = metadata_flags;
	out->metadata_read_only_flags = metadata_read_only_flags;
	return PARSE_OK;
}

void asif_header_store(uint8_t *p, const struct asif_header *h)
{
	__builtin_memset(p, 0, ASIF_HEADER_SIZE);
	__builtin_memcpy(p, "shdw", 4);
	store_u4be(p + 4, 1);
	store_u4be(p + 8, h->len_header);
	store_u4be(p + 12, h->flags);
	for (size_t i = 0; i < 2; i++)
		store_u8be(p + 16 + 8 * i, h->ofs_directories[i]);
	__builtin_memcpy(p + 32, h->uuid, 16);
	store_u8be(p + 48, h->num_sectors);
	store_u8be(p + 56, h->max_sectors);
	store_u4be(p + 64, h->len_chunk);
	store_u2be(p + 68, h->len_sector);
	store_u2be(p + 70, h->num_segments);
	store_u8be(p + 72, h->metadata_chunk);
	store_u4be(p + 96, h->read_only_flags);
	store_u4be(p + 100, h->metadata_flags);
	store_u4be(p + 104, h->metadata_read_only_flags);
}
