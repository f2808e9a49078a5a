/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/bench.ksy spec=e6e7948f gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "bench.h"

enum parse_status bench_config_parse(struct parse_in *in, struct bench_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < BENCH_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_BENCH_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x48434e42)
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	struct target_image image;
	{
		struct parse_in part = parse_part(in, 624, TARGET_IMAGE_SIZE);

		if (target_image_parse(&part, &image) != PARSE_OK)
			return parse_part_fail(in, 624, &part);
	}

	uint32_t flags = load_u4le(p + 9040);

	uint32_t num_requests = load_u4le(p + 9044);
	if (num_requests > 0x7fffffff)
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_NUM_REQUESTS, 9044,
				  PARSE_RANGE, num_requests);

	uint32_t depth = load_u4le(p + 9048);
	if (depth < 1 || depth > 0x7fffffff)
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_DEPTH, 9048,
				  PARSE_RANGE, depth);

	uint32_t len_request = load_u4le(p + 9052);
	if (len_request > 0x7fffffff)
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_LEN_REQUEST, 9052,
				  PARSE_RANGE, len_request);

	uint32_t step = load_u4le(p + 9056);
	if (step > 0x7fffffff)
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_STEP, 9056,
				  PARSE_RANGE, step);

	uint32_t flush_interval = load_u4le(p + 9060);
	if (flush_interval > 0x7fffffff)
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_FLUSH_INTERVAL,
				  9060, PARSE_RANGE, flush_interval);

	uint64_t start = load_u8le(p + 9064);
	uint8_t pattern = load_u1(p + 9072);

	if (!bytes_zero(p + 9073, 31))
		return parse_fail(in, STRUCTURE_BENCH_CONFIG, BENCH_CONFIG_FIELD_RESERVED, 9073,
				  PARSE_RESERVED, load_bytes_be(p + 9073, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->image = image;
	out->flags = flags;
	out->num_requests = num_requests;
	out->depth = depth;
	out->len_request = len_request;
	out->step = step;
	out->flush_interval = flush_interval;
	out->start = start;
	out->pattern = pattern;
	__builtin_memcpy(out->reserved, p + 9073, 31);
	return PARSE_OK;
}
