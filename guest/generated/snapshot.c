/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/snapshot.ksy spec=eff42f94 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "snapshot.h"

enum parse_status snapshot_config_parse(struct parse_in *in, struct snapshot_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < SNAPSHOT_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_SNAPSHOT_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x50414e53)
		return parse_fail(in, STRUCTURE_SNAPSHOT_CONFIG, SNAPSHOT_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_SNAPSHOT_CONFIG, SNAPSHOT_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	struct edit_snapshot change;
	{
		struct parse_in part = parse_part(in, 624, EDIT_SNAPSHOT_SIZE);

		if (edit_snapshot_parse(&part, &change) != PARSE_OK)
			return parse_part_fail(in, 624, &part);
	}

	if (!bytes_zero(p + 1664, 32))
		return parse_fail(in, STRUCTURE_SNAPSHOT_CONFIG, SNAPSHOT_CONFIG_FIELD_RESERVED,
				  1664, PARSE_RESERVED, load_bytes_be(p + 1664, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->change = change;
	__builtin_memcpy(out->reserved, p + 1664, 32);
	return PARSE_OK;
}
