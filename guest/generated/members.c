/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/members.ksy spec=8169baa9 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "members.h"

enum parse_status members_config_parse(struct parse_in *in, struct members_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < MEMBERS_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_MEMBERS_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x5342454d)
		return parse_fail(in, STRUCTURE_MEMBERS_CONFIG, MEMBERS_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_MEMBERS_CONFIG, MEMBERS_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	uint32_t kind = load_u4le(p + 8);
	if (!archive_kind_known(kind))
		return parse_fail(in, STRUCTURE_MEMBERS_CONFIG, MEMBERS_CONFIG_FIELD_KIND, 8,
				  PARSE_ENUM, kind);

	if (!bytes_zero(p + 12, 28))
		return parse_fail(in, STRUCTURE_MEMBERS_CONFIG, MEMBERS_CONFIG_FIELD_RESERVED, 12,
				  PARSE_RESERVED, load_bytes_be(p + 12, 8));

	out->magic = magic;
	out->version = version;
	out->kind = kind;
	__builtin_memcpy(out->reserved, p + 12, 28);
	return PARSE_OK;
}
