/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/target.ksy spec=cb328030 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "target.h"

enum parse_status target_options_parse(struct parse_in *in, struct target_options *out)
{
	const uint8_t *p = in->buf;

	if (in->len < TARGET_OPTIONS_SIZE)
		return parse_truncated(in, STRUCTURE_TARGET_OPTIONS);

	uint64_t cluster_size = load_u8le(p);
	uint64_t log_size = load_u8le(p + 8);
	uint64_t len_payload = load_u8le(p + 16);

	uint32_t format = load_u4le(p + 24);
	if (!source_format_known(format))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_FORMAT, 24,
				  PARSE_ENUM, format);

	uint32_t subformat = load_u4le(p + 28);
	if (!target_subformat_known(subformat))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_SUBFORMAT, 28,
				  PARSE_ENUM, subformat);

	uint32_t flags = load_u4le(p + 32);

	uint32_t preallocation = load_u4le(p + 36);
	if (!target_preallocation_known(preallocation))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_PREALLOCATION,
				  36, PARSE_ENUM, preallocation);

	uint32_t refcount_bits = load_u4le(p + 40);
	uint32_t table_size = load_u4le(p + 44);
	uint32_t len_text = load_u4le(p + 48);

	if (!bytes_zero(p + 52, 4))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_RESERVED, 52,
				  PARSE_RESERVED, load_bytes_be(p + 52, 4));

	out->cluster_size = cluster_size;
	out->log_size = log_size;
	out->len_payload = len_payload;
	out->format = format;
	out->subformat = subformat;
	out->flags = flags;
	out->preallocation = preallocation;
	out->refcount_bits = refcount_bits;
	out->table_size = table_size;
	out->len_text = len_text;
	__builtin_memcpy(out->reserved, p + 52, 4);
	return PARSE_OK;
}
