/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/worker.ksy spec=437c4612 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "worker.h"

enum parse_status worker_config_parse(struct parse_in *in, struct worker_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < WORKER_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_WORKER_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x574f524b)
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint32_t num_sources = load_u4le(p + 624);
	if (num_sources < 1 || num_sources > 64)
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_NUM_SOURCES, 624,
				  PARSE_RANGE, num_sources);

	uint32_t len_unit = load_u4le(p + 628);
	if (len_unit < 512 || len_unit > 2097152)
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_LEN_UNIT, 628,
				  PARSE_RANGE, len_unit);

	uint32_t method = load_u4le(p + 632);
	if (!desk_method_known(method))
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_METHOD, 632,
				  PARSE_ENUM, method);

	uint32_t flags = load_u4le(p + 636);

	if (!bytes_zero(p + 704, 64))
		return parse_fail(in, STRUCTURE_WORKER_CONFIG, WORKER_CONFIG_FIELD_RESERVED, 704,
				  PARSE_RESERVED, load_bytes_be(p + 704, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->num_sources = num_sources;
	out->len_unit = len_unit;
	out->method = method;
	out->flags = flags;
	__builtin_memcpy(out->formats, p + 640, 64);
	__builtin_memcpy(out->reserved, p + 704, 64);
	return PARSE_OK;
}
