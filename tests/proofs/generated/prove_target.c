/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/target.ksy spec=a149effb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "target.c"

void prove_target_vmdk_descriptor(void)
{
	struct parse_in in = any_input();
	struct target_vmdk_descriptor h;
	enum parse_status status = target_vmdk_descriptor_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 0);
}
