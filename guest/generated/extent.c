/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/extent.ksy spec=1037e597 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "extent.h"

enum parse_status extent_record_parse(struct parse_in *in, struct extent_record *out)
{
	const uint8_t *p = in->buf;

	if (in->len < EXTENT_RECORD_SIZE)
		return parse_truncated(in, STRUCTURE_EXTENT_RECORD);

	uint64_t start = load_u8le(p);

	uint64_t length = load_u8le(p + 8);
	if (length < 1)
		return parse_fail(in, STRUCTURE_EXTENT_RECORD, EXTENT_RECORD_FIELD_LENGTH, 8,
				  PARSE_RANGE, length);

	uint64_t host_offset = load_u8le(p + 16);
	uint16_t flags = load_u2le(p + 24);
	uint8_t depth = load_u1(p + 26);
	uint8_t disk = load_u1(p + 27);

	if (!bytes_zero(p + 28, 4))
		return parse_fail(in, STRUCTURE_EXTENT_RECORD, EXTENT_RECORD_FIELD_RESERVED, 28,
				  PARSE_RESERVED, load_bytes_be(p + 28, 4));

	out->start = start;
	out->length = length;
	out->host_offset = host_offset;
	out->flags = flags;
	out->depth = depth;
	out->disk = disk;
	__builtin_memcpy(out->reserved, p + 28, 4);
	return PARSE_OK;
}
