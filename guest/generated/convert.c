/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/convert.ksy spec=f76bf298 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "convert.h"

enum parse_status convert_config_parse(struct parse_in *in, struct convert_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CONVERT_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_CONVERT_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x434f4e56)
		return parse_fail(in, STRUCTURE_CONVERT_CONFIG, CONVERT_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_CONVERT_CONFIG, CONVERT_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	struct target_image image;
	{
		struct parse_in part = parse_part(in, 624, TARGET_IMAGE_SIZE);

		if (target_image_parse(&part, &image) != PARSE_OK)
			return parse_part_fail(in, 624, &part);
	}

	uint32_t num_sources = load_u4le(p + 9040);
	if (num_sources < 1 || num_sources > 64)
		return parse_fail(in, STRUCTURE_CONVERT_CONFIG, CONVERT_CONFIG_FIELD_NUM_SOURCES,
				  9040, PARSE_RANGE, num_sources);

	uint32_t len_sparse = load_u4le(p + 9044);
	if (len_sparse > 16777216)
		return parse_fail(in, STRUCTURE_CONVERT_CONFIG, CONVERT_CONFIG_FIELD_LEN_SPARSE,
				  9044, PARSE_RANGE, len_sparse);

	uint32_t flags = load_u4le(p + 9048);
	uint32_t backing_depth = load_u4le(p + 9052);
	uint64_t backing_size = load_u8le(p + 9056);
	uint64_t len_sources = load_u8le(p + 9128);
	uint64_t start = load_u8le(p + 9136);
	uint64_t length = load_u8le(p + 9144);
	uint32_t len_block = load_u4le(p + 9152);

	if (!bytes_zero(p + 9156, 20))
		return parse_fail(in, STRUCTURE_CONVERT_CONFIG, CONVERT_CONFIG_FIELD_RESERVED, 9156,
				  PARSE_RESERVED, load_bytes_be(p + 9156, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->image = image;
	out->num_sources = num_sources;
	out->len_sparse = len_sparse;
	out->flags = flags;
	out->backing_depth = backing_depth;
	out->backing_size = backing_size;
	__builtin_memcpy(out->formats, p + 9064, 64);
	out->len_sources = len_sources;
	out->start = start;
	out->length = length;
	out->len_block = len_block;
	__builtin_memcpy(out->reserved, p + 9156, 20);
	return PARSE_OK;
}
