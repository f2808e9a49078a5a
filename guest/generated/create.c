/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/create.ksy spec=27f685c5 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "create.h"

enum parse_status create_config_parse(struct parse_in *in, struct create_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CREATE_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_CREATE_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x43524541)
		return parse_fail(in, STRUCTURE_CREATE_CONFIG, CREATE_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_CREATE_CONFIG, CREATE_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct target_image image;
	{
		struct parse_in part = parse_part(in, 8, TARGET_IMAGE_SIZE);

		if (target_image_parse(&part, &image) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	out->magic = magic;
	out->version = version;
	out->image = image;
	return PARSE_OK;
}
