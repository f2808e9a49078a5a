/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/panic.ksy spec=f571e4e1 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "panic.h"

enum parse_status panic_record_parse(struct parse_in *in, struct panic_record *out)
{
	const uint8_t *p = in->buf;

	if (in->len < PANIC_RECORD_SIZE)
		return parse_truncated(in, STRUCTURE_PANIC_RECORD);

	uint32_t reason = load_u4le(p);

	if (!bytes_zero(p + 4, 4))
		return parse_fail(in, STRUCTURE_PANIC_RECORD, PANIC_RECORD_FIELD_RESERVED, 4,
				  PARSE_RESERVED, load_bytes_be(p + 4, 4));

	uint64_t value = load_u8le(p + 8);

	out->reason = reason;
	__builtin_memcpy(out->reserved, p + 4, 4);
	out->value = value;
	return PARSE_OK;
}
