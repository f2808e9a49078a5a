/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/view.ksy spec=ff3b2ba6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "view.h"

enum parse_status view_config_parse(struct parse_in *in, struct view_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VIEW_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_VIEW_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x57454956)
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint64_t tables = load_u8le(p + 624);

	uint32_t max_nodes = load_u4le(p + 632);
	if (max_nodes < 1 || max_nodes > 16000000)
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_MAX_NODES, 632,
				  PARSE_RANGE, max_nodes);

	uint32_t max_elements = load_u4le(p + 636);
	if (max_elements < 1 || max_elements > 16000000)
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_MAX_ELEMENTS, 636,
				  PARSE_RANGE, max_elements);

	uint64_t first_element = load_u8le(p + 640);

	uint32_t depth = load_u4le(p + 648);
	if (depth > 24)
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_DEPTH, 648,
				  PARSE_RANGE, depth);

	uint32_t num_steps = load_u4le(p + 652);
	if (num_steps > 12)
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_NUM_STEPS, 652,
				  PARSE_RANGE, num_steps);

	uint64_t steps[12];
	for (size_t i = 0; i < 12; i++) {
		steps[i] = load_u8le(p + 656 + 8 * i);
	}

	uint32_t mode = load_u4le(p + 752);
	if (!view_mode_known(mode))
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_MODE, 752,
				  PARSE_ENUM, mode);

	uint32_t rows = load_u4le(p + 756);
	if (rows > 1)
		return parse_fail(in, STRUCTURE_VIEW_CONFIG, VIEW_CONFIG_FIELD_ROWS, 756,
				  PARSE_RANGE, rows);

	uint64_t place = load_u8le(p + 760);

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->tables = tables;
	out->max_nodes = max_nodes;
	out->max_elements = max_elements;
	out->first_element = first_element;
	out->depth = depth;
	out->num_steps = num_steps;
	__builtin_memcpy(out->steps, steps, sizeof(out->steps));
	out->mode = mode;
	out->rows = rows;
	out->place = place;
	return PARSE_OK;
}

enum parse_status view_run_parse(struct parse_in *in, struct view_run *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VIEW_RUN_SIZE)
		return parse_truncated(in, STRUCTURE_VIEW_RUN);

	uint64_t offset = load_u8le(p);
	uint64_t length = load_u8le(p + 8);
	uint64_t guest = load_u8le(p + 16);
	uint64_t guest_length = load_u8le(p + 24);

	uint32_t owner = load_u4le(p + 32);
	if (!view_owner_known(owner))
		return parse_fail(in, STRUCTURE_VIEW_RUN, VIEW_RUN_FIELD_OWNER, 32, PARSE_ENUM,
				  owner);

	uint32_t num_steps = load_u4le(p + 36);
	if (num_steps > 12)
		return parse_fail(in, STRUCTURE_VIEW_RUN, VIEW_RUN_FIELD_NUM_STEPS, 36, PARSE_RANGE,
				  num_steps);

	uint64_t steps[12];
	for (size_t i = 0; i < 12; i++) {
		steps[i] = load_u8le(p + 40 + 8 * i);
	}

	out->offset = offset;
	out->length = length;
	out->guest = guest;
	out->guest_length = guest_length;
	out->owner = owner;
	out->num_steps = num_steps;
	__builtin_memcpy(out->steps, steps, sizeof(out->steps));
	return PARSE_OK;
}

enum parse_status view_node_parse(struct parse_in *in, struct view_node *out)
{
	const uint8_t *p = in->buf;

	if (in->len < VIEW_NODE_SIZE)
		return parse_truncated(in, STRUCTURE_VIEW_NODE);

	uint32_t owner = load_u4le(p);
	uint32_t attribute = load_u4le(p + 4);
	uint32_t object = load_u4le(p + 8);

	uint16_t kind = load_u2le(p + 12);
	if (!view_node_kind_known(kind))
		return parse_fail(in, STRUCTURE_VIEW_NODE, VIEW_NODE_FIELD_KIND, 12, PARSE_ENUM,
				  kind);

	uint16_t flags = load_u2le(p + 14);
	if (((uint32_t)flags & ~(uint32_t)0x7f) != 0)
		return parse_fail(in, STRUCTURE_VIEW_NODE, VIEW_NODE_FIELD_FLAGS, 14, PARSE_RULE,
				  flags);

	uint32_t depth = load_u4le(p + 16);
	if (depth > 24)
		return parse_fail(in, STRUCTURE_VIEW_NODE, VIEW_NODE_FIELD_DEPTH, 16, PARSE_RANGE,
				  depth);

	uint32_t len_data = load_u4le(p + 20);
	if (len_data > 512)
		return parse_fail(in, STRUCTURE_VIEW_NODE, VIEW_NODE_FIELD_LEN_DATA, 20,
				  PARSE_RANGE, len_data);

	uint64_t index = load_u8le(p + 24);
	uint64_t offset = load_u8le(p + 32);
	uint64_t length = load_u8le(p + 40);
	uint64_t value = load_u8le(p + 48);

	uint32_t first_bit = load_u4le(p + 56);
	if (first_bit > 63)
		return parse_fail(in, STRUCTURE_VIEW_NODE, VIEW_NODE_FIELD_FIRST_BIT, 56,
				  PARSE_RANGE, first_bit);

	uint32_t num_bits = load_u4le(p + 60);
	if (num_bits > 64)
		return parse_fail(in, STRUCTURE_VIEW_NODE, VIEW_NODE_FIELD_NUM_BITS, 60,
				  PARSE_RANGE, num_bits);

	uint64_t num_alike = load_u8le(p + 64);
	uint64_t step = load_u8le(p + 72);
	uint64_t means = load_u8le(p + 80);

	out->owner = owner;
	out->attribute = attribute;
	out->object = object;
	out->kind = kind;
	out->flags = flags;
	out->depth = depth;
	out->len_data = len_data;
	out->index = index;
	out->offset = offset;
	out->length = length;
	out->value = value;
	out->first_bit = first_bit;
	out->num_bits = num_bits;
	out->num_alike = num_alike;
	out->step = step;
	out->means = means;
	return PARSE_OK;
}
