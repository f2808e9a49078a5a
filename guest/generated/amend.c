/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/amend.ksy spec=98f5ecb2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "amend.h"

enum parse_status amend_config_parse(struct parse_in *in, struct amend_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < AMEND_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_AMEND_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x444e4d41)
		return parse_fail(in, STRUCTURE_AMEND_CONFIG, AMEND_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_AMEND_CONFIG, AMEND_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	struct edit_amendment change;
	{
		struct parse_in part = parse_part(in, 624, EDIT_AMENDMENT_SIZE);

		if (edit_amendment_parse(&part, &change) != PARSE_OK)
			return parse_part_fail(in, 624, &part);
	}

	if (!bytes_zero(p + 8944, 16))
		return parse_fail(in, STRUCTURE_AMEND_CONFIG, AMEND_CONFIG_FIELD_RESERVED, 8944,
				  PARSE_RESERVED, load_bytes_be(p + 8944, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->change = change;
	__builtin_memcpy(out->reserved, p + 8944, 16);
	return PARSE_OK;
}
