/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/measure.ksy spec=836b5b8d gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "measure.h"

enum parse_status measure_config_parse(struct parse_in *in, struct measure_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < MEASURE_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_MEASURE_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x4d454153)
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 2)
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint64_t virtual_size = load_u8le(p + 624);

	struct target_options target;
	{
		struct parse_in part = parse_part(in, 632, TARGET_OPTIONS_SIZE);

		if (target_options_parse(&part, &target) != PARSE_OK)
			return parse_part_fail(in, 632, &part);
	}

	uint32_t has_source = load_u4le(p + 688);
	if (has_source > 1)
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_HAS_SOURCE,
				  688, PARSE_RANGE, has_source);

	if (!bytes_zero(p + 692, 4))
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_PADDING, 692,
				  PARSE_RESERVED, load_bytes_be(p + 692, 4));

	if (!bytes_zero(p + 696, 56))
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_RESERVED, 696,
				  PARSE_RESERVED, load_bytes_be(p + 696, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->virtual_size = virtual_size;
	out->target = target;
	out->has_source = has_source;
	__builtin_memcpy(out->padding, p + 692, 4);
	__builtin_memcpy(out->reserved, p + 696, 56);
	return PARSE_OK;
}
