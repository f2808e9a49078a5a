/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/channel.ksy spec=33c0cbab gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "channel.c"
/* unwind 20 */

void prove_channel_state(void)
{
	struct parse_in in = any_input();
	struct channel_state h;
	enum parse_status status = channel_state_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8);
}
