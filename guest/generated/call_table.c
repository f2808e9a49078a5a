/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/call_table.ksy spec=2ce66f76 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "call_table.h"

enum parse_status call_table_transfer_parse(struct parse_in *in, struct call_table_transfer *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CALL_TABLE_TRANSFER_SIZE)
		return parse_truncated(in, STRUCTURE_CALL_TABLE_TRANSFER);

	uint64_t buffer = load_u8le(p);
	uint64_t offset = load_u8le(p + 8);
	uint32_t length = load_u4le(p + 16);
	uint32_t disk = load_u4le(p + 20);

	out->buffer = buffer;
	out->offset = offset;
	out->length = length;
	out->disk = disk;
	return PARSE_OK;
}

enum parse_status call_table_failure_parse(struct parse_in *in, struct call_table_failure *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CALL_TABLE_FAILURE_SIZE)
		return parse_truncated(in, STRUCTURE_CALL_TABLE_FAILURE);

	uint32_t disk = load_u4le(p);
	uint32_t status = load_u4le(p + 4);
	uint64_t offset = load_u8le(p + 8);

	out->disk = disk;
	out->status = status;
	out->offset = offset;
	return PARSE_OK;
}

enum parse_status call_table_table_parse(struct parse_in *in, struct call_table_table *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CALL_TABLE_TABLE_SIZE)
		return parse_truncated(in, STRUCTURE_CALL_TABLE_TABLE);

	if (!bytes_eq(p, "INSTAR\000C", 8))
		return parse_fail(in, STRUCTURE_CALL_TABLE_TABLE, CALL_TABLE_TABLE_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint32_t version = load_u4le(p + 8);
	if (version != 1)
		return parse_fail(in, STRUCTURE_CALL_TABLE_TABLE, CALL_TABLE_TABLE_FIELD_VERSION, 8,
				  PARSE_RANGE, version);

	uint32_t len_table = load_u4le(p + 12);
	uint64_t read = load_u8le(p + 16);
	uint64_t put = load_u8le(p + 24);
	uint64_t flush = load_u8le(p + 32);
	uint64_t allocated = load_u8le(p + 40);
	uint64_t data_ranges = load_u8le(p + 48);
	uint64_t attach = load_u8le(p + 56);
	uint64_t num_disks = load_u8le(p + 64);
	uint64_t disk_size = load_u8le(p + 72);
	uint64_t disk_flags = load_u8le(p + 80);
	uint64_t request_size = load_u8le(p + 88);
	uint64_t emit = load_u8le(p + 96);
	uint64_t flush_messages = load_u8le(p + 104);
	uint64_t alloc = load_u8le(p + 112);
	uint64_t mark = load_u8le(p + 120);
	uint64_t release = load_u8le(p + 128);
	uint64_t panic = load_u8le(p + 136);
	uint64_t resize = load_u8le(p + 144);
	uint64_t change = load_u8le(p + 152);
	uint64_t copy = load_u8le(p + 160);
	uint64_t derive = load_u8le(p + 168);

	__builtin_memcpy(out->magic, p, 8);
	out->version = version;
	out->len_table = len_table;
	out->read = read;
	out->put = put;
	out->flush = flush;
	out->allocated = allocated;
	out->data_ranges = data_ranges;
	out->attach = attach;
	out->num_disks = num_disks;
	out->disk_size = disk_size;
	out->disk_flags = disk_flags;
	out->request_size = request_size;
	out->emit = emit;
	out->flush_messages = flush_messages;
	out->alloc = alloc;
	out->mark = mark;
	out->release = release;
	out->panic = panic;
	out->resize = resize;
	out->change = change;
	out->copy = copy;
	out->derive = derive;
	return PARSE_OK;
}
