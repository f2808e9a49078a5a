/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/iso9660.ksy spec=ed6664fa gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "iso9660.h"

const struct iso9660_string iso9660_strings[ISO9660_NUM_STRINGS] = {
	{ ISO9660_EXTENDED_AREA_BEGIN, 5 },
	{ ISO9660_EXTENDED_AREA_END, 5 },
	{ ISO9660_UDF_2, 5 },
	{ ISO9660_UDF_3, 5 },
};

enum parse_status iso9660_volume_descriptor_parse(struct parse_in *in,
						  struct iso9660_volume_descriptor *out)
{
	const uint8_t *p = in->buf;

	if (in->len < ISO9660_VOLUME_DESCRIPTOR_SIZE)
		return parse_truncated(in, STRUCTURE_ISO9660_VOLUME_DESCRIPTOR);

	uint8_t type = load_u1(p);

	if (!bytes_eq(p + 1, "CD001", 5))
		return parse_fail(in, STRUCTURE_ISO9660_VOLUME_DESCRIPTOR,
				  ISO9660_VOLUME_DESCRIPTOR_FIELD_IDENTIFIER, 1, PARSE_BAD_MAGIC,
				  load_bytes_be(p + 1, 5));

	uint8_t version = load_u1(p + 6);
	if (version < 1 || version > 2)
		return parse_fail(in, STRUCTURE_ISO9660_VOLUME_DESCRIPTOR,
				  ISO9660_VOLUME_DESCRIPTOR_FIELD_VERSION, 6, PARSE_RANGE, version);

	out->type = type;
	out->version = version;
	return PARSE_OK;
}

void iso9660_volume_descriptor_store(uint8_t *p, const struct iso9660_volume_descriptor *h)
{
	store_u1(p, h->type);
	__builtin_memcpy(p + 1, "CD001", 5);
	store_u1(p + 6, h->version);
}
