/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/hdd.ksy spec=6b95a47a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "hdd.h"

const struct hdd_descriptor_string hdd_descriptor_strings[HDD_DESCRIPTOR_NUM_STRINGS] = {
	{ HDD_DESCRIPTOR_ROOT, 20 },	     { HDD_DESCRIPTOR_PARAMETERS, 15 },
	{ HDD_DESCRIPTOR_DISK_SIZE, 9 },     { HDD_DESCRIPTOR_PADDING, 7 },
	{ HDD_DESCRIPTOR_ENCRYPTION, 10 },   { HDD_DESCRIPTOR_ENGINE, 6 },
	{ HDD_DESCRIPTOR_STORAGE_DATA, 11 }, { HDD_DESCRIPTOR_STORAGE, 7 },
	{ HDD_DESCRIPTOR_START, 5 },	     { HDD_DESCRIPTOR_END, 3 },
	{ HDD_DESCRIPTOR_IMAGE, 5 },	     { HDD_DESCRIPTOR_GUID, 4 },
	{ HDD_DESCRIPTOR_TYPE, 4 },	     { HDD_DESCRIPTOR_FILE, 4 },
	{ HDD_DESCRIPTOR_TYPE_PLAIN, 5 },    { HDD_DESCRIPTOR_TYPE_COMPRESSED, 10 },
	{ HDD_DESCRIPTOR_SNAPSHOTS, 9 },     { HDD_DESCRIPTOR_TOP_GUID, 7 },
	{ HDD_DESCRIPTOR_SHOT, 4 },	     { HDD_DESCRIPTOR_PARENT_GUID, 10 },
	{ HDD_DESCRIPTOR_GUID_NONE, 38 },    { HDD_DESCRIPTOR_GUID_TOP, 38 },
};

enum parse_status hdd_descriptor_parse(struct parse_in *in, struct hdd_descriptor *out)
{
	const uint8_t *p = in->buf;

	if (in->len < HDD_DESCRIPTOR_SIZE)
		return parse_truncated(in, STRUCTURE_HDD_DESCRIPTOR);

	__builtin_memcpy(out->text, p, 1);
	return PARSE_OK;
}

void hdd_descriptor_store(uint8_t *p, const struct hdd_descriptor *h)
{
	__builtin_memcpy(p, h->text, 1);
}
