/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/call_table.ksy spec=2ce66f76 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "call_table.c"
/* unwind 20 */

void prove_call_table_transfer(void)
{
	struct parse_in in = any_input();
	struct call_table_transfer h;
	enum parse_status status = call_table_transfer_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
}

void prove_call_table_failure(void)
{
	struct parse_in in = any_input();
	struct call_table_failure h;
	enum parse_status status = call_table_failure_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}

void prove_call_table_table(void)
{
	struct parse_in in = any_input();
	struct call_table_table h;
	enum parse_status status = call_table_table_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 176);
	assert(((__int128)h.version) == ((__int128)1));
}
