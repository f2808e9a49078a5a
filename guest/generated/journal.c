/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/journal.ksy spec=62b47234 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "journal.h"

enum parse_status journal_header_parse(struct parse_in *in, struct journal_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < JOURNAL_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_JOURNAL_HEADER);

	uint64_t magic = load_u8le(p);
	if (magic != UINT64_C(0x4c4e524a54534e49))
		return parse_fail(in, STRUCTURE_JOURNAL_HEADER, JOURNAL_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 8);
	if (version != 1)
		return parse_fail(in, STRUCTURE_JOURNAL_HEADER, JOURNAL_HEADER_FIELD_VERSION, 8,
				  PARSE_RANGE, version);

	uint32_t owner = load_u4le(p + 12);
	uint64_t inode = load_u8le(p + 16);

	uint64_t len_old = load_u8le(p + 24);
	if (len_old > UINT64_C(0x7fffffffffffffff))
		return parse_fail(in, STRUCTURE_JOURNAL_HEADER, JOURNAL_HEADER_FIELD_LEN_OLD, 24,
				  PARSE_RANGE, len_old);

	uint64_t len_journal = load_u8le(p + 56);
	if (len_journal > UINT64_C(0x7fffffffffffffff))
		return parse_fail(in, STRUCTURE_JOURNAL_HEADER, JOURNAL_HEADER_FIELD_LEN_JOURNAL,
				  56, PARSE_RANGE, len_journal);

	out->magic = magic;
	out->version = version;
	out->owner = owner;
	out->inode = inode;
	out->len_old = len_old;
	__builtin_memcpy(out->command, p + 32, 24);
	out->len_journal = len_journal;
	return PARSE_OK;
}

enum parse_status journal_record_parse(struct parse_in *in, struct journal_record *out)
{
	const uint8_t *p = in->buf;

	if (in->len < JOURNAL_RECORD_SIZE)
		return parse_truncated(in, STRUCTURE_JOURNAL_RECORD);

	uint32_t kind = load_u4le(p);
	if (!journal_kind_known(kind))
		return parse_fail(in, STRUCTURE_JOURNAL_RECORD, JOURNAL_RECORD_FIELD_KIND, 0,
				  PARSE_ENUM, kind);

	if (!bytes_zero(p + 4, 4))
		return parse_fail(in, STRUCTURE_JOURNAL_RECORD, JOURNAL_RECORD_FIELD_RESERVED, 4,
				  PARSE_RESERVED, load_bytes_be(p + 4, 4));

	uint64_t start = load_u8le(p + 8);
	if (start > UINT64_C(0x7fffffffffffffff))
		return parse_fail(in, STRUCTURE_JOURNAL_RECORD, JOURNAL_RECORD_FIELD_START, 8,
				  PARSE_RANGE, start);

	uint64_t length = load_u8le(p + 16);
	if (length > UINT64_C(0x7fffffffffffffff))
		return parse_fail(in, STRUCTURE_JOURNAL_RECORD, JOURNAL_RECORD_FIELD_LENGTH, 16,
				  PARSE_RANGE, length);

	out->kind = kind;
	__builtin_memcpy(out->reserved, p + 4, 4);
	out->start = start;
	out->length = length;
	return PARSE_OK;
}

enum parse_status journal_companion_parse(struct parse_in *in, struct journal_companion *out)
{
	const uint8_t *p = in->buf;

	if (in->len < JOURNAL_COMPANION_SIZE)
		return parse_truncated(in, STRUCTURE_JOURNAL_COMPANION);

	uint64_t inode = load_u8le(p);

	uint64_t len_old = load_u8le(p + 8);
	if (len_old > UINT64_C(0x7fffffffffffffff))
		return parse_fail(in, STRUCTURE_JOURNAL_COMPANION, JOURNAL_COMPANION_FIELD_LEN_OLD,
				  8, PARSE_RANGE, len_old);

	uint8_t is_new = load_u1(p + 16);
	if (is_new > 1)
		return parse_fail(in, STRUCTURE_JOURNAL_COMPANION, JOURNAL_COMPANION_FIELD_IS_NEW,
				  16, PARSE_RANGE, is_new);

	out->inode = inode;
	out->len_old = len_old;
	out->is_new = is_new;
	__builtin_memcpy(out->name, p + 17, 255);
	return PARSE_OK;
}

enum parse_status journal_seal_parse(struct parse_in *in, struct journal_seal *out)
{
	const uint8_t *p = in->buf;

	if (in->len < JOURNAL_SEAL_SIZE)
		return parse_truncated(in, STRUCTURE_JOURNAL_SEAL);

	uint64_t magic = load_u8le(p);
	if (magic != UINT64_C(0x4c41455354534e49))
		return parse_fail(in, STRUCTURE_JOURNAL_SEAL, JOURNAL_SEAL_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint64_t num_records = load_u8le(p + 8);
	uint64_t len_records = load_u8le(p + 16);

	uint64_t len_new = load_u8le(p + 24);
	if (len_new > UINT64_C(0x7fffffffffffffff))
		return parse_fail(in, STRUCTURE_JOURNAL_SEAL, JOURNAL_SEAL_FIELD_LEN_NEW, 24,
				  PARSE_RANGE, len_new);

	out->magic = magic;
	out->num_records = num_records;
	out->len_records = len_records;
	out->len_new = len_new;
	__builtin_memcpy(out->hash, p + 32, 32);
	return PARSE_OK;
}
