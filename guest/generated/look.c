/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/look.ksy spec=f474ffb9 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "look.h"

enum parse_status look_request_parse(struct parse_in *in, struct look_request *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LOOK_REQUEST_SIZE)
		return parse_truncated(in, STRUCTURE_LOOK_REQUEST);

	uint32_t magic = load_u4le(p);
	if (magic != 0x4b4f4f4c)
		return parse_fail(in, STRUCTURE_LOOK_REQUEST, LOOK_REQUEST_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_LOOK_REQUEST, LOOK_REQUEST_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint32_t order = load_u4le(p + 624);

	if (!bytes_zero(p + 628, 28))
		return parse_fail(in, STRUCTURE_LOOK_REQUEST, LOOK_REQUEST_FIELD_RESERVED, 628,
				  PARSE_RESERVED, load_bytes_be(p + 628, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->order = order;
	__builtin_memcpy(out->reserved, p + 628, 28);
	return PARSE_OK;
}
