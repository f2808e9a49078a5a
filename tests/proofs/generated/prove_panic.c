/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/panic.ksy spec=f571e4e1 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "panic.c"
/* unwind 20 */

void prove_panic_record(void)
{
	struct parse_in in = any_input();
	struct panic_record h;
	enum parse_status status = panic_record_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}
