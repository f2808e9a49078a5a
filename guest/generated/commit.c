/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/commit.ksy spec=28afb9ff gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "commit.h"

enum parse_status commit_config_parse(struct parse_in *in, struct commit_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < COMMIT_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_COMMIT_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x54494d43)
		return parse_fail(in, STRUCTURE_COMMIT_CONFIG, COMMIT_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_COMMIT_CONFIG, COMMIT_CONFIG_FIELD_VERSION, 4,
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

	uint32_t num_layers = load_u4le(p + 9040);
	if (num_layers < 1 || num_layers > 64)
		return parse_fail(in, STRUCTURE_COMMIT_CONFIG, COMMIT_CONFIG_FIELD_NUM_LAYERS, 9040,
				  PARSE_RANGE, num_layers);

	uint32_t flags = load_u4le(p + 9044);

	if (!bytes_zero(p + 9048, 32))
		return parse_fail(in, STRUCTURE_COMMIT_CONFIG, COMMIT_CONFIG_FIELD_RESERVED, 9048,
				  PARSE_RESERVED, load_bytes_be(p + 9048, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->image = image;
	out->num_layers = num_layers;
	out->flags = flags;
	__builtin_memcpy(out->reserved, p + 9048, 32);
	return PARSE_OK;
}
