/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/rebase.ksy spec=ae359adb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "rebase.h"

enum parse_status rebase_config_parse(struct parse_in *in, struct rebase_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < REBASE_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_REBASE_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x45534252)
		return parse_fail(in, STRUCTURE_REBASE_CONFIG, REBASE_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_REBASE_CONFIG, REBASE_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	struct edit_backing backing;
	{
		struct parse_in part = parse_part(in, 624, EDIT_BACKING_SIZE);

		if (edit_backing_parse(&part, &backing) != PARSE_OK)
			return parse_part_fail(in, 624, &part);
	}

	uint32_t flags = load_u4le(p + 4744);

	struct source_options onto;
	{
		struct parse_in part = parse_part(in, 4748, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &onto) != PARSE_OK)
			return parse_part_fail(in, 4748, &part);
	}

	if (!bytes_zero(p + 5364, 28))
		return parse_fail(in, STRUCTURE_REBASE_CONFIG, REBASE_CONFIG_FIELD_RESERVED, 5364,
				  PARSE_RESERVED, load_bytes_be(p + 5364, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->backing = backing;
	out->flags = flags;
	out->onto = onto;
	__builtin_memcpy(out->reserved, p + 5364, 28);
	return PARSE_OK;
}
