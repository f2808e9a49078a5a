/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/check.ksy spec=6de10d81 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "check.h"

enum parse_status check_options_parse(struct parse_in *in, struct check_options *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CHECK_OPTIONS_SIZE)
		return parse_truncated(in, STRUCTURE_CHECK_OPTIONS);

	uint32_t flags = load_u4le(p);
	uint32_t max_problems = load_u4le(p + 4);
	uint64_t max_counters = load_u8le(p + 8);

	out->flags = flags;
	out->max_problems = max_problems;
	out->max_counters = max_counters;
	return PARSE_OK;
}

enum parse_status check_problem_parse(struct parse_in *in, struct check_problem *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CHECK_PROBLEM_SIZE)
		return parse_truncated(in, STRUCTURE_CHECK_PROBLEM);

	uint32_t fault = load_u4le(p);

	uint8_t effect = load_u1(p + 4);
	if (!check_effect_known(effect))
		return parse_fail(in, STRUCTURE_CHECK_PROBLEM, CHECK_PROBLEM_FIELD_EFFECT, 4,
				  PARSE_ENUM, effect);

	uint8_t depth = load_u1(p + 5);
	uint16_t disk = load_u2le(p + 6);
	uint64_t offset = load_u8le(p + 8);
	uint64_t value = load_u8le(p + 16);
	uint64_t extra0 = load_u8le(p + 24);
	uint64_t extra1 = load_u8le(p + 32);
	uint64_t extra2 = load_u8le(p + 40);

	out->fault = fault;
	out->effect = effect;
	out->depth = depth;
	out->disk = disk;
	out->offset = offset;
	out->value = value;
	out->extra0 = extra0;
	out->extra1 = extra1;
	out->extra2 = extra2;
	return PARSE_OK;
}
