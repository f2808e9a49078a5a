/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/block.ksy spec=aedd644b gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "block.h"

enum parse_status block_descriptor_parse(struct parse_in *in, struct block_descriptor *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BLOCK_DESCRIPTOR_SIZE)
		return parse_truncated(in, STRUCTURE_BLOCK_DESCRIPTOR);

	uint64_t address = load_u8le(p);
	uint32_t len_buffer = load_u4le(p + 8);
	uint16_t flags = load_u2le(p + 12);
	uint16_t next = load_u2le(p + 14);

	out->address = address;
	out->len_buffer = len_buffer;
	out->flags = flags;
	out->next = next;
	return PARSE_OK;
}

enum parse_status block_available_parse(struct parse_in *in, struct block_available *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BLOCK_AVAILABLE_SIZE)
		return parse_truncated(in, STRUCTURE_BLOCK_AVAILABLE);

	uint16_t flags = load_u2le(p);
	uint16_t index = load_u2le(p + 2);

	uint16_t ring[1024];
	for (size_t i = 0; i < 1024; i++) {
		ring[i] = load_u2le(p + 4 + 2 * i);
	}

	uint16_t used_event = load_u2le(p + 2052);

	if (!bytes_zero(p + 2054, 2))
		return parse_fail(in, STRUCTURE_BLOCK_AVAILABLE, BLOCK_AVAILABLE_FIELD_RESERVED,
				  2054, PARSE_RESERVED, load_bytes_be(p + 2054, 2));

	out->flags = flags;
	out->index = index;
	__builtin_memcpy(out->ring, ring, sizeof(out->ring));
	out->used_event = used_event;
	__builtin_memcpy(out->reserved, p + 2054, 2);
	return PARSE_OK;
}

enum parse_status block_used_parse(struct parse_in *in, struct block_used *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BLOCK_USED_SIZE)
		return parse_truncated(in, STRUCTURE_BLOCK_USED);

	uint16_t flags = load_u2le(p);
	uint16_t index = load_u2le(p + 2);

	uint32_t ring[2048];
	for (size_t i = 0; i < 2048; i++) {
		ring[i] = load_u4le(p + 4 + 4 * i);
	}

	uint16_t available_event = load_u2le(p + 8196);

	if (!bytes_zero(p + 8198, 2))
		return parse_fail(in, STRUCTURE_BLOCK_USED, BLOCK_USED_FIELD_RESERVED, 8198,
				  PARSE_RESERVED, load_bytes_be(p + 8198, 2));

	out->flags = flags;
	out->index = index;
	__builtin_memcpy(out->ring, ring, sizeof(out->ring));
	out->available_event = available_event;
	__builtin_memcpy(out->reserved, p + 8198, 2);
	return PARSE_OK;
}

enum parse_status block_request_parse(struct parse_in *in, struct block_request *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BLOCK_REQUEST_SIZE)
		return parse_truncated(in, STRUCTURE_BLOCK_REQUEST);

	uint32_t type = load_u4le(p);
	if (!block_request_type_known(type))
		return parse_fail(in, STRUCTURE_BLOCK_REQUEST, BLOCK_REQUEST_FIELD_TYPE, 0,
				  PARSE_ENUM, type);

	uint32_t disk = load_u4le(p + 4);
	uint64_t place = load_u8le(p + 8);

	out->type = type;
	out->disk = disk;
	out->place = place;
	return PARSE_OK;
}

enum parse_status block_data_range_parse(struct parse_in *in, struct block_data_range *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BLOCK_DATA_RANGE_SIZE)
		return parse_truncated(in, STRUCTURE_BLOCK_DATA_RANGE);

	uint64_t start = load_u8le(p);

	uint64_t length = load_u8le(p + 8);
	if (length < 1)
		return parse_fail(in, STRUCTURE_BLOCK_DATA_RANGE, BLOCK_DATA_RANGE_FIELD_LENGTH, 8,
				  PARSE_RANGE, length);

	out->start = start;
	out->length = length;
	return PARSE_OK;
}

enum parse_status block_copy_parse(struct parse_in *in, struct block_copy *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BLOCK_COPY_SIZE)
		return parse_truncated(in, STRUCTURE_BLOCK_COPY);

	uint64_t source_start = load_u8le(p);
	uint64_t start = load_u8le(p + 8);

	uint64_t length = load_u8le(p + 16);
	if (length < 1)
		return parse_fail(in, STRUCTURE_BLOCK_COPY, BLOCK_COPY_FIELD_LENGTH, 16,
				  PARSE_RANGE, length);

	uint32_t source = load_u4le(p + 24);

	if (!bytes_zero(p + 28, 4))
		return parse_fail(in, STRUCTURE_BLOCK_COPY, BLOCK_COPY_FIELD_RESERVED, 28,
				  PARSE_RESERVED, load_bytes_be(p + 28, 4));

	out->source_start = source_start;
	out->start = start;
	out->length = length;
	out->source = source;
	__builtin_memcpy(out->reserved, p + 28, 4);
	return PARSE_OK;
}
