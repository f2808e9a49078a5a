/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/channel.ksy spec=33c0cbab gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "channel.h"

enum parse_status channel_state_parse(struct parse_in *in, struct channel_state *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CHANNEL_STATE_SIZE)
		return parse_truncated(in, STRUCTURE_CHANNEL_STATE);

	uint32_t len_used = load_u4le(p);
	uint32_t status = load_u4le(p + 4);

	out->len_used = len_used;
	out->status = status;
	return PARSE_OK;
}
