/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/info.ksy spec=a6e0f91c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "info.h"

enum parse_status info_config_parse(struct parse_in *in, struct info_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < INFO_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_INFO_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x494e464f)
		return parse_fail(in, STRUCTURE_INFO_CONFIG, INFO_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_INFO_CONFIG, INFO_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint32_t flags = load_u4le(p + 624);
	uint32_t max_compression_ratio = load_u4le(p + 628);
	uint64_t max_virtual_size = load_u8le(p + 632);

	if (!bytes_zero(p + 640, 64))
		return parse_fail(in, STRUCTURE_INFO_CONFIG, INFO_CONFIG_FIELD_RESERVED, 640,
				  PARSE_RESERVED, load_bytes_be(p + 640, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->flags = flags;
	out->max_compression_ratio = max_compression_ratio;
	out->max_virtual_size = max_virtual_size;
	__builtin_memcpy(out->reserved, p + 640, 64);
	return PARSE_OK;
}
