/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/desk.ksy spec=31353d0a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "desk.h"

enum parse_status desk_piece_parse(struct parse_in *in, struct desk_piece *out)
{
	const uint8_t *p = in->buf;

	if (in->len < DESK_PIECE_SIZE)
		return parse_truncated(in, STRUCTURE_DESK_PIECE);

	uint32_t start = load_u4le(p);
	if (start > 0x220000)
		return parse_fail(in, STRUCTURE_DESK_PIECE, DESK_PIECE_FIELD_START, 0, PARSE_RANGE,
				  start);

	uint32_t len_piece = load_u4le(p + 4);
	if (len_piece > 0x220000)
		return parse_fail(in, STRUCTURE_DESK_PIECE, DESK_PIECE_FIELD_LEN_PIECE, 4,
				  PARSE_RANGE, len_piece);

	uint32_t state = load_u4le(p + 8);
	if (!desk_state_known(state))
		return parse_fail(in, STRUCTURE_DESK_PIECE, DESK_PIECE_FIELD_STATE, 8, PARSE_ENUM,
				  state);

	if (!bytes_zero(p + 12, 4))
		return parse_fail(in, STRUCTURE_DESK_PIECE, DESK_PIECE_FIELD_RESERVED, 12,
				  PARSE_RESERVED, load_bytes_be(p + 12, 4));

	out->start = start;
	out->len_piece = len_piece;
	out->state = state;
	__builtin_memcpy(out->reserved, p + 12, 4);
	return PARSE_OK;
}
