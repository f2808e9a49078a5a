/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/zlib.ksy spec=ddf96ded gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "zlib.c"
/* unwind 20 */

void prove_zlib_header(void)
{
	uint8_t bytes[ZLIB_HEADER_SIZE];
	uint16_t e = (uint16_t)zlib_header_load(bytes);
	(void)zlib_header_word(e);
	(void)zlib_header_is_sound(e);
}

void prove_zlib_header_store(void)
{
	uint8_t *bytes = malloc(ZLIB_HEADER_SIZE);
	assume(bytes != NULL);
	uint16_t e = (uint16_t)any_u64();

	zlib_header_store(bytes, e);
	assert(zlib_header_load(bytes) == e);
}

void prove_zlib_trailer(void)
{
	uint8_t bytes[ZLIB_TRAILER_SIZE];
	uint32_t e = (uint32_t)zlib_trailer_load(bytes);
	(void)zlib_trailer_checksum(e);
}

void prove_zlib_trailer_store(void)
{
	uint8_t *bytes = malloc(ZLIB_TRAILER_SIZE);
	assume(bytes != NULL);
	uint32_t e = (uint32_t)any_u64();

	zlib_trailer_store(bytes, e);
	assert(zlib_trailer_load(bytes) == e);
}
