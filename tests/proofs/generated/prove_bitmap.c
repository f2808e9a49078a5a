/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/bitmap.ksy spec=1e81d95d gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "edit.c"
#include "source.c"
#include "bitmap.c"
/* unwind 20 */

void prove_bitmap_config(void)
{
	struct parse_in in = any_input();
	struct bitmap_config h;
	enum parse_status status = bitmap_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 1672);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x504d5442)));
	assert(((__int128)h.version) == ((__int128)1));
}
