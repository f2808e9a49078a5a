/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/extent.ksy spec=5724f7b4 gen=1 */
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
	uint16_t depth = load_u2le(p + 26);
	uint32_t disk = load_u4le(p + 28);

	out->start = start;
	out->length = length;
	out->host_offset = host_offset;
	out->flags = flags;
	out->depth = depth;
	out->disk = disk;
	return PARSE_OK;
}
