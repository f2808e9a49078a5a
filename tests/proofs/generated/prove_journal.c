/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/journal.ksy spec=62b47234 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "journal.c"
/* unwind 20 */

void prove_journal_header(void)
{
	struct parse_in in = any_input();
	struct journal_header h;
	enum parse_status status = journal_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 64);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x4c4e524a54534e49)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.len_old) <= ((__int128)UINT64_C(0x7fffffffffffffff))));
	assert((((__int128)h.len_journal) <= ((__int128)UINT64_C(0x7fffffffffffffff))));
}

void prove_journal_record(void)
{
	struct parse_in in = any_input();
	struct journal_record h;
	enum parse_status status = journal_record_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
	assert((((__int128)h.kind) == ((__int128)0) || ((__int128)h.kind) == ((__int128)1) ||
		((__int128)h.kind) == ((__int128)2) || ((__int128)h.kind) == ((__int128)3) ||
		((__int128)h.kind) == ((__int128)4) || ((__int128)h.kind) == ((__int128)5) ||
		((__int128)h.kind) == ((__int128)6) || ((__int128)h.kind) == ((__int128)7) ||
		((__int128)h.kind) == ((__int128)8)));
	assert((((__int128)h.start) <= ((__int128)UINT64_C(0x7fffffffffffffff))));
	assert((((__int128)h.length) <= ((__int128)UINT64_C(0x7fffffffffffffff))));
}

void prove_journal_companion(void)
{
	struct parse_in in = any_input();
	struct journal_companion h;
	enum parse_status status = journal_companion_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 272);
	assert((((__int128)h.len_old) <= ((__int128)UINT64_C(0x7fffffffffffffff))));
	assert((((__int128)h.is_new) <= ((__int128)1)));
}

void prove_journal_seal(void)
{
	struct parse_in in = any_input();
	struct journal_seal h;
	enum parse_status status = journal_seal_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 64);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x4c41455354534e49)));
	assert((((__int128)h.len_new) <= ((__int128)UINT64_C(0x7fffffffffffffff))));
}

void prove_journal_kind_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(JOURNAL_KIND_PUT == ((__int128)0) && JOURNAL_KIND_BARRIER == ((__int128)1) &&
	       JOURNAL_KIND_RESIZE == ((__int128)2) && JOURNAL_KIND_ZERO == ((__int128)3) &&
	       JOURNAL_KIND_RESERVE == ((__int128)4) && JOURNAL_KIND_FILL == ((__int128)5) &&
	       JOURNAL_KIND_OVER == ((__int128)6) && JOURNAL_KIND_GROWN == ((__int128)7) &&
	       JOURNAL_KIND_COMPANION == ((__int128)8));
	assert(journal_kind_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2) ||
		v == ((__int128)3) || v == ((__int128)4) || v == ((__int128)5) ||
		v == ((__int128)6) || v == ((__int128)7) || v == ((__int128)8)));
}
