/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/check_run.ksy spec=a7c56466 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "check_run.h"

enum parse_status check_run_config_parse(struct parse_in *in, struct check_run_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CHECK_RUN_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_CHECK_RUN_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x43484b5f)
		return parse_fail(in, STRUCTURE_CHECK_RUN_CONFIG, CHECK_RUN_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 2)
		return parse_fail(in, STRUCTURE_CHECK_RUN_CONFIG, CHECK_RUN_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	struct check_options options;
	{
		struct parse_in part = parse_part(in, 624, CHECK_OPTIONS_SIZE);

		if (check_options_parse(&part, &options) != PARSE_OK)
			return parse_part_fail(in, 624, &part);
	}

	if (!bytes_zero(p + 640, 64))
		return parse_fail(in, STRUCTURE_CHECK_RUN_CONFIG, CHECK_RUN_CONFIG_FIELD_RESERVED,
				  640, PARSE_RESERVED, load_bytes_be(p + 640, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->options = options;
	__builtin_memcpy(out->reserved, p + 640, 64);
	return PARSE_OK;
}
