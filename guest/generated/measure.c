/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/measure.ksy spec=94106210 gen=1 */
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
	if (version != 1)
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint32_t flags = load_u4le(p + 552);

	uint32_t target = load_u4le(p + 556);
	if (!source_format_known(target))
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_TARGET, 556,
				  PARSE_ENUM, target);

	uint32_t has_source = load_u4le(p + 560);
	if (has_source > 1)
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_HAS_SOURCE,
				  560, PARSE_RANGE, has_source);

	uint32_t subformat = load_u4le(p + 564);
	if (!measure_subformat_known(subformat))
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_SUBFORMAT, 564,
				  PARSE_ENUM, subformat);

	uint64_t virtual_size = load_u8le(p + 568);
	uint64_t cluster_size = load_u8le(p + 576);
	uint32_t refcount_bits = load_u4le(p + 584);
	uint32_t table_size = load_u4le(p + 588);
	uint64_t log_size = load_u8le(p + 592);
	uint64_t len_payload = load_u8le(p + 600);
	uint32_t len_text = load_u4le(p + 608);
	uint32_t options = load_u4le(p + 612);

	if (!bytes_zero(p + 616, 64))
		return parse_fail(in, STRUCTURE_MEASURE_CONFIG, MEASURE_CONFIG_FIELD_RESERVED, 616,
				  PARSE_RESERVED, load_bytes_be(p + 616, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->flags = flags;
	out->target = target;
	out->has_source = has_source;
	out->subformat = subformat;
	out->virtual_size = virtual_size;
	out->cluster_size = cluster_size;
	out->refcount_bits = refcount_bits;
	out->table_size = table_size;
	out->log_size = log_size;
	out->len_payload = len_payload;
	out->len_text = len_text;
	out->options = options;
	__builtin_memcpy(out->reserved, p + 616, 64);
	return PARSE_OK;
}
