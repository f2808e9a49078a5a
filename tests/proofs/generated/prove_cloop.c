/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/cloop.ksy spec=39296902 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "cloop.c"
/* unwind 20 */

void prove_cloop_header(void)
{
	struct parse_in in = any_input();
	struct cloop_header h;
	enum parse_status status = cloop_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 136);
}
