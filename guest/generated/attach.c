/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/attach.ksy spec=f1dde835 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "attach.h"

enum parse_status attach_exchange_parse(struct parse_in *in, struct attach_exchange *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ATTACH_EXCHANGE_SIZE)
		return parse_truncated(in, STRUCTURE_ATTACH_EXCHANGE);

	uint32_t from_disk = load_u4le(p);

	uint32_t kind = load_u4le(p + 4);
	if (!attach_kind_known(kind))
		return parse_fail(in, STRUCTURE_ATTACH_EXCHANGE, ATTACH_EXCHANGE_FIELD_KIND, 4,
				  PARSE_ENUM, kind);

	uint32_t len_name = load_u4le(p + 8);
	if (len_name > 4096)
		return parse_fail(in, STRUCTURE_ATTACH_EXCHANGE, ATTACH_EXCHANGE_FIELD_LEN_NAME, 8,
				  PARSE_RANGE, len_name);

	uint32_t status = load_u4le(p + 12);
	if (!attach_status_known(status))
		return parse_fail(in, STRUCTURE_ATTACH_EXCHANGE, ATTACH_EXCHANGE_FIELD_STATUS, 12,
				  PARSE_ENUM, status);

	uint32_t disk = load_u4le(p + 16);
	uint32_t flags = load_u4le(p + 20);
	uint64_t len_file = load_u8le(p + 24);
	uint64_t allocated = load_u8le(p + 32);

	out->from_disk = from_disk;
	out->kind = kind;
	out->len_name = len_name;
	out->status = status;
	out->disk = disk;
	out->flags = flags;
	out->len_file = len_file;
	out->allocated = allocated;
	__builtin_memcpy(out->name, p + 40, 4096);
	return PARSE_OK;
}
