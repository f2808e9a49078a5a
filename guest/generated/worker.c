/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/worker.ksy spec=55fac5f3 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "worker.h"

enum parse_status worker_config_parse(struct parse_in *in, struct worker_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < WORKER_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_WORKER_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x574f524b)
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint64_t start = load_u8le(p + 552);
	uint64_t length = load_u8le(p + 560);

	uint32_t len_unit = load_u4le(p + 568);
	if (len_unit < 512 || len_unit > 2097152)
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_LEN_UNIT, 568,
				  PARSE_RANGE, len_unit);

	uint32_t method = load_u4le(p + 572);
	if (!worker_method_known(method))
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_METHOD, 572,
				  PARSE_ENUM, method);

	if (!bytes_zero(p + 576, 64))
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_RESERVED, 576,
				  PARSE_RESERVED, load_bytes_be(p + 576, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->start = start;
	out->length = length;
	out->len_unit = len_unit;
	out->method = method;
	__builtin_memcpy(out->reserved, p + 576, 64);
	return PARSE_OK;
}

enum parse_status worker_piece_parse(struct parse_in *in, struct worker_piece *out)
{
	const uint8_t *p = in->buf;

	if (in->len < WORKER_PIECE_SIZE)
		return parse_truncated(in, STRUCTURE_WORKER_PIECE);

	uint32_t len_piece = load_u4le(p);
	if (len_piece > 2097152)
		return parse_fail(in, STRUCTURE_WORKER_PIECE, WORKER_PIECE_FIELD_LEN_PIECE, 0,
				  PARSE_RANGE, len_piece);

	uint32_t state = load_u4le(p + 4);
	if (!worker_state_known(state))
		return parse_fail(in, STRUCTURE_WORKER_PIECE, WORKER_PIECE_FIELD_STATE, 4,
				  PARSE_ENUM, state);

	out->len_piece = len_piece;
	out->state = state;
	return PARSE_OK;
}
