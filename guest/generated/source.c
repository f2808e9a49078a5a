/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/source.ksy spec=c02e53e4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "source.h"

enum parse_status source_options_parse(struct parse_in *in, struct source_options *out)
{
	const uint8_t *p = in->buf;

	if (in->len < SOURCE_OPTIONS_SIZE)
		return parse_truncated(in, STRUCTURE_SOURCE_OPTIONS);

	uint32_t format = load_u4le(p);
	if (!source_format_known(format))
		return parse_fail(in, STRUCTURE_SOURCE_OPTIONS, SOURCE_OPTIONS_FIELD_FORMAT, 0,
				  PARSE_ENUM, format);

	uint32_t quirks = load_u4le(p + 4);

	uint32_t max_depth = load_u4le(p + 8);
	if (max_depth < 1 || max_depth > 64)
		return parse_fail(in, STRUCTURE_SOURCE_OPTIONS, SOURCE_OPTIONS_FIELD_MAX_DEPTH, 8,
				  PARSE_RANGE, max_depth);

	uint32_t request_size = load_u4le(p + 12);
	if (request_size != 512 && request_size != 1024 && request_size != 2048 &&
	    request_size != 4096 && request_size != 8192 && request_size != 16384 &&
	    request_size != 32768 && request_size != 65536 && request_size != 131072 &&
	    request_size != 262144 && request_size != 524288 && request_size != 1048576)
		return parse_fail(in, STRUCTURE_SOURCE_OPTIONS, SOURCE_OPTIONS_FIELD_REQUEST_SIZE,
				  12, PARSE_RANGE, request_size);

	uint32_t snapshot_kind = load_u4le(p + 16);
	if (!source_snapshot_kind_known(snapshot_kind))
		return parse_fail(in, STRUCTURE_SOURCE_OPTIONS, SOURCE_OPTIONS_FIELD_SNAPSHOT_KIND,
				  16, PARSE_ENUM, snapshot_kind);

	uint32_t len_snapshot = load_u4le(p + 20);
	if (len_snapshot > 256)
		return parse_fail(in, STRUCTURE_SOURCE_OPTIONS, SOURCE_OPTIONS_FIELD_LEN_SNAPSHOT,
				  20, PARSE_RANGE, len_snapshot);

	uint32_t flags = load_u4le(p + 536);
	uint32_t num_layers = load_u4le(p + 540);

	if (!bytes_zero(p + 608, 8))
		return parse_fail(in, STRUCTURE_SOURCE_OPTIONS, SOURCE_OPTIONS_FIELD_RESERVED, 608,
				  PARSE_RESERVED, load_bytes_be(p + 608, 8));

	out->format = format;
	out->quirks = quirks;
	out->max_depth = max_depth;
	out->request_size = request_size;
	out->snapshot_kind = snapshot_kind;
	out->len_snapshot = len_snapshot;
	__builtin_memcpy(out->snapshot, p + 24, 256);
	__builtin_memcpy(out->snapshot_id, p + 280, 256);
	out->flags = flags;
	out->num_layers = num_layers;
	__builtin_memcpy(out->layer_formats, p + 544, 64);
	__builtin_memcpy(out->reserved, p + 608, 8);
	return PARSE_OK;
}
