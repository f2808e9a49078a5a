/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/compare.ksy spec=1da6430c gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "compare.h"

enum parse_status compare_config_parse(struct parse_in *in, struct compare_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < COMPARE_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_COMPARE_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x434d5052)
		return parse_fail(in, STRUCTURE_COMPARE_CONFIG, COMPARE_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_COMPARE_CONFIG, COMPARE_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint32_t flags = load_u4le(p + 624);

	uint32_t num_sources = load_u4le(p + 628);
	if (num_sources < 1 || num_sources > 64)
		return parse_fail(in, STRUCTURE_COMPARE_CONFIG, COMPARE_CONFIG_FIELD_NUM_SOURCES,
				  628, PARSE_RANGE, num_sources);

	uint64_t start = load_u8le(p + 696);
	uint64_t length = load_u8le(p + 704);

	if (!bytes_zero(p + 712, 40))
		return parse_fail(in, STRUCTURE_COMPARE_CONFIG, COMPARE_CONFIG_FIELD_RESERVED, 712,
				  PARSE_RESERVED, load_bytes_be(p + 712, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->flags = flags;
	out->num_sources = num_sources;
	__builtin_memcpy(out->formats, p + 632, 64);
	out->start = start;
	out->length = length;
	__builtin_memcpy(out->reserved, p + 712, 40);
	return PARSE_OK;
}
