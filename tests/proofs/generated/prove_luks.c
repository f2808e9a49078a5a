/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/luks.ksy spec=329de32a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "luks.c"
/* unwind 20 */

void prove_luks_key_slot(void)
{
	struct parse_in in = any_input();
	struct luks_key_slot h;
	enum parse_status status = luks_key_slot_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 48);
}

void prove_luks_phdr(void)
{
	struct parse_in in = any_input();
	struct luks_phdr h;
	enum parse_status status = luks_phdr_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 592);
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.payload_sector) >= ((__int128)8)));
	assert((((__int128)h.mk_digest_iterations) >= ((__int128)1)));
	(void)luks_phdr_ofs_payload(&h);
	(void)luks_phdr_num_key_material_sectors(&h);
}

void prove_luks_header2(void)
{
	struct parse_in in = any_input();
	struct luks_header2 h;
	enum parse_status status = luks_header2_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4096);
	assert(((__int128)h.version) == ((__int128)2));
	assert((((__int128)h.len_header) == ((__int128)16384) ||
		((__int128)h.len_header) == ((__int128)32768) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x20000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x40000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x80000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x100000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x200000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x400000))));
	assert(((__int128)h.ofs_header) == ((__int128)0));
}
