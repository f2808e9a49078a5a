/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/resize.ksy spec=f816a3ef gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "resize.h"

enum parse_status resize_config_parse(struct parse_in *in, struct resize_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < RESIZE_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_RESIZE_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x52455349)
		return parse_fail(in, STRUCTURE_RESIZE_CONFIG, RESIZE_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_RESIZE_CONFIG, RESIZE_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint32_t action = load_u4le(p + 624);
	if (!resize_action_known(action))
		return parse_fail(in, STRUCTURE_RESIZE_CONFIG, RESIZE_CONFIG_FIELD_ACTION, 624,
				  PARSE_ENUM, action);

	uint32_t flags = load_u4le(p + 628);
	uint64_t current_virtual_size = load_u8le(p + 632);
	uint64_t new_size = load_u8le(p + 640);

	uint32_t preallocation = load_u4le(p + 648);
	if (!target_preallocation_known(preallocation))
		return parse_fail(in, STRUCTURE_RESIZE_CONFIG, RESIZE_CONFIG_FIELD_PREALLOCATION,
				  648, PARSE_ENUM, preallocation);

	if (!bytes_zero(p + 652, 4))
		return parse_fail(in, STRUCTURE_RESIZE_CONFIG, RESIZE_CONFIG_FIELD_RESERVED_WORD,
				  652, PARSE_RESERVED, load_bytes_be(p + 652, 4));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->action = action;
	out->flags = flags;
	out->current_virtual_size = current_virtual_size;
	out->new_size = new_size;
	out->preallocation = preallocation;
	__builtin_memcpy(out->reserved_word, p + 652, 4);
	__builtin_memcpy(out->entropy, p + 656, 64);
	return PARSE_OK;
}
