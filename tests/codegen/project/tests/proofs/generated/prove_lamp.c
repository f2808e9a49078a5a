/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/lamp.ksy spec=eb8885b6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "lamp.c"
/* unwind 20 */

void prove_lamp_spare(void)
{
	struct parse_in in = any_input();
	struct lamp_spare h;
	enum parse_status status = lamp_spare_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8);
	assert((((__int128)h.level) >= (-((__int128)5)) && ((__int128)h.level) <= ((__int128)5)));
}

void prove_lamp_config(void)
{
	struct parse_in in = any_input();
	struct lamp_config h;
	enum parse_status status = lamp_config_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 16);
	assert(((__int128)h.magic) == ((__int128)UINT64_C(0x4c414d50)));
	assert((((__int128)h.colour) == ((__int128)0) || ((__int128)h.colour) == ((__int128)7)));
}

void prove_lamp_options(void)
{
	struct parse_in in = any_input();
	struct lamp_options h;
	enum parse_status status = lamp_options_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8);
}

void prove_lamp_colour_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(LAMP_COLOUR_RED == ((__int128)0) && LAMP_COLOUR_VIOLET == ((__int128)7));
	assert(lamp_colour_known(v) == (v == ((__int128)0) || v == ((__int128)7)));
}

void prove_lamp_oil_size(void)
{
	struct lamp_options options;
	uint64_t value = lamp_oil_size(&options);

	assert(value == (__int128)(options.size == 0 ? 512 : options.size));
}

void prove_lamp_oil_size_allowed(void)
{
	__int128 v = any_u64();
	uint64_t one = any_u64() % 64, other = any_u64() % 64;

	if (v == (__int128)1 << one)
		assert(lamp_oil_size_allowed(v) == (v >= 512 && v <= 2097152));
	if (one != other && (v >> one & 1) && (v >> other & 1))
		assert(!lamp_oil_size_allowed(v));
}
