/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/map.ksy spec=b35e6efb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "map.c"
/* unwind 20 */

void prove_map_config(void)
{
	struct parse_in in = any_input();
	struct map_config h;
	enum parse_status status = map_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 712);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x4d41505f)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.max_extents) >= ((__int128)1) &&
		((__int128)h.max_extents) <= ((__int128)UINT64_C(0x40000000))));
	assert((((__int128)h.max_cells) <= ((__int128)16384)));
}

void prove_map_file_cell(void)
{
	struct parse_in in = any_input();
	struct map_file_cell h;
	enum parse_status status = map_file_cell_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
}
