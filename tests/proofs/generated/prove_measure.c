/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/measure.ksy spec=94106210 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "measure.c"
/* unwind 20 */

void prove_measure_config(void)
{
	struct parse_in in = any_input();
	struct measure_config h;
	enum parse_status status = measure_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 680);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x4d454153)));
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.target) == ((__int128)0) || ((__int128)h.target) == ((__int128)1) ||
		((__int128)h.target) == ((__int128)2) || ((__int128)h.target) == ((__int128)3) ||
		((__int128)h.target) == ((__int128)4) || ((__int128)h.target) == ((__int128)5) ||
		((__int128)h.target) == ((__int128)6) || ((__int128)h.target) == ((__int128)7) ||
		((__int128)h.target) == ((__int128)8) || ((__int128)h.target) == ((__int128)9) ||
		((__int128)h.target) == ((__int128)10) || ((__int128)h.target) == ((__int128)11) ||
		((__int128)h.target) == ((__int128)12) || ((__int128)h.target) == ((__int128)13) ||
		((__int128)h.target) == ((__int128)14) || ((__int128)h.target) == ((__int128)15) ||
		((__int128)h.target) == ((__int128)16)));
	assert((((__int128)h.has_source) <= ((__int128)1)));
	assert((((__int128)h.subformat) == ((__int128)0) ||
		((__int128)h.subformat) == ((__int128)1) ||
		((__int128)h.subformat) == ((__int128)2) ||
		((__int128)h.subformat) == ((__int128)3) ||
		((__int128)h.subformat) == ((__int128)4) ||
		((__int128)h.subformat) == ((__int128)5) ||
		((__int128)h.subformat) == ((__int128)6) ||
		((__int128)h.subformat) == ((__int128)7)));
}

void prove_measure_preallocation_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(MEASURE_PREALLOCATION_OFF == ((__int128)0) &&
	       MEASURE_PREALLOCATION_METADATA == ((__int128)1) &&
	       MEASURE_PREALLOCATION_FALLOC == ((__int128)2) &&
	       MEASURE_PREALLOCATION_FULL == ((__int128)3));
	assert(measure_preallocation_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
						  v == ((__int128)2) || v == ((__int128)3)));
}

void prove_measure_subformat_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(MEASURE_SUBFORMAT_DEFAULT == ((__int128)0) &&
	       MEASURE_SUBFORMAT_MONOLITHIC_SPARSE == ((__int128)1) &&
	       MEASURE_SUBFORMAT_MONOLITHIC_FLAT == ((__int128)2) &&
	       MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE == ((__int128)3) &&
	       MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT == ((__int128)4) &&
	       MEASURE_SUBFORMAT_STREAM_OPTIMIZED == ((__int128)5) &&
	       MEASURE_SUBFORMAT_DYNAMIC == ((__int128)6) &&
	       MEASURE_SUBFORMAT_FIXED == ((__int128)7));
	assert(measure_subformat_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					      v == ((__int128)2) || v == ((__int128)3) ||
					      v == ((__int128)4) || v == ((__int128)5) ||
					      v == ((__int128)6) || v == ((__int128)7)));
}
