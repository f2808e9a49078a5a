/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/raw.ksy spec=f5f0aeda gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "raw.c"
/* unwind 20 */

void prove_raw_mbr_partition(void)
{
	struct parse_in in = any_input();
	struct raw_mbr_partition h;
	enum parse_status status = raw_mbr_partition_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
	assert((((__int128)h.boot_indicator) == ((__int128)0) ||
		((__int128)h.boot_indicator) == ((__int128)128)));
	(void)raw_mbr_partition_is_used(&h);
	(void)raw_mbr_partition_is_protective(&h);
}

void prove_raw_mbr(void)
{
	struct parse_in in = any_input();
	struct raw_mbr h;
	enum parse_status status = raw_mbr_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
}

void prove_raw_protective_mbr(void)
{
	struct parse_in in = any_input();
	struct raw_protective_mbr h;
	enum parse_status status = raw_protective_mbr_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
	assert((((__int128)h.boot_indicator) == ((__int128)0) ||
		((__int128)h.boot_indicator) == ((__int128)128)));
	assert(((__int128)h.type) == ((__int128)238));
	assert(((__int128)h.start_sector) == ((__int128)1));
}

void prove_raw_gpt_header(void)
{
	struct parse_in in = any_input();
	struct raw_gpt_header h;
	enum parse_status status = raw_gpt_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 92);
	assert((((__int128)h.revision) >= ((__int128)UINT64_C(0x10000)) &&
		((__int128)h.revision) <= ((__int128)UINT64_C(0x1ffff))));
	assert((((__int128)h.len_header) >= ((__int128)92) &&
		((__int128)h.len_header) <= ((__int128)512)));
	assert((((__int128)h.last_usable_sector) >= ((__int128)h.first_usable_sector)));
	assert((((__int128)h.entries_sector) >= ((__int128)2)));
	assert((((__int128)h.len_entry) == ((__int128)128) ||
		((__int128)h.len_entry) == ((__int128)256) ||
		((__int128)h.len_entry) == ((__int128)512) ||
		((__int128)h.len_entry) == ((__int128)1024) ||
		((__int128)h.len_entry) == ((__int128)2048) ||
		((__int128)h.len_entry) == ((__int128)4096)));
}

void prove_raw_gpt_entry(void)
{
	struct parse_in in = any_input();
	struct raw_gpt_entry h;
	enum parse_status status = raw_gpt_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 128);
}
