/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/lamp.ksy spec=eb8885b6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "lamp.h"

enum parse_status lamp_spare_parse(struct parse_in *in, struct lamp_spare *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LAMP_SPARE_SIZE)
		return parse_truncated(in, STRUCTURE_LAMP_SPARE);

	int16_t level = (int16_t)load_u2le(p);
	if (level < (-5) || level > 5)
		return parse_fail(in, STRUCTURE_LAMP_SPARE, LAMP_SPARE_FIELD_LEVEL, 0, PARSE_RANGE,
				  (uint64_t)level);

	if (!bytes_zero(p + 2, 6))
		return parse_fail(in, STRUCTURE_LAMP_SPARE, LAMP_SPARE_FIELD_RESERVED, 2,
				  PARSE_RESERVED, load_bytes_be(p + 2, 6));

	out->level = level;
	__builtin_memcpy(out->reserved, p + 2, 6);
	return PARSE_OK;
}

enum parse_status lamp_config_parse(struct parse_in *in, struct lamp_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LAMP_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_LAMP_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x4c414d50)
		return parse_fail(in, STRUCTURE_LAMP_CONFIG, LAMP_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t colour = load_u4le(p + 4);
	if (!lamp_colour_known(colour))
		return parse_fail(in, STRUCTURE_LAMP_CONFIG, LAMP_CONFIG_FIELD_COLOUR, 4,
				  PARSE_ENUM, colour);

	struct lamp_spare spare;
	{
		struct parse_in part = parse_part(in, 8, LAMP_SPARE_SIZE);

		if (lamp_spare_parse(&part, &spare) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	out->magic = magic;
	out->colour = colour;
	out->spare = spare;
	return PARSE_OK;
}

enum parse_status lamp_options_parse(struct parse_in *in, struct lamp_options *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LAMP_OPTIONS_SIZE)
		return parse_truncated(in, STRUCTURE_LAMP_OPTIONS);

	uint32_t size = load_u4le(p);
	uint32_t colour = load_u4le(p + 4);

	out->size = size;
	out->colour = colour;
	return PARSE_OK;
}

const struct lamp_option_fault lamp_option_faults[LAMP_NUM_OPTION_FAULTS] = {
	{ LAMP_COLOUR_RED, LAMP_OPTIONS_FIELD_SIZE, FAULT_LAMP_OPTIONS_BAD_SIZE, 512u, 2097152u },
};
