/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/qed.ksy spec=d4cf34e4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "qed.h"

const struct qed_string qed_strings[QED_NUM_STRINGS] = {
	{ QED_BACKING_RAW, 3 },
};

enum parse_status qed_header_parse(struct parse_in *in, struct qed_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QED_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_QED_HEADER);

	if (!bytes_eq(p, "QED\000", 4))
		return parse_fail(in, STRUCTURE_QED_HEADER, QED_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t cluster_size = load_u4le(p + 4);
	if (cluster_size != 0x1000 && cluster_size != 0x2000 && cluster_size != 0x4000 &&
	    cluster_size != 0x8000 && cluster_size != 0x10000 && cluster_size != 0x20000 &&
	    cluster_size != 0x40000 && cluster_size != 0x80000 && cluster_size != 0x100000 &&
	    cluster_size != 0x200000 && cluster_size != 0x400000 && cluster_size != 0x800000 &&
	    cluster_size != 0x1000000 && cluster_size != 0x2000000 && cluster_size != 0x4000000)
		return parse_fail(in, STRUCTURE_QED_HEADER, QED_HEADER_FIELD_CLUSTER_SIZE, 4,
				  PARSE_RANGE, cluster_size);

	uint32_t table_size = load_u4le(p + 8);
	if (table_size != 1 && table_size != 2 && table_size != 4 && table_size != 8 &&
	    table_size != 16)
		return parse_fail(in, STRUCTURE_QED_HEADER, QED_HEADER_FIELD_TABLE_SIZE, 8,
				  PARSE_RANGE, table_size);

	uint32_t num_header_clusters = load_u4le(p + 12);

	uint64_t features = load_u8le(p + 16);
	if (features > 7)
		return parse_fail(in, STRUCTURE_QED_HEADER, QED_HEADER_FIELD_FEATURES, 16,
				  PARSE_RANGE, features);

	uint64_t compat_features = load_u8le(p + 24);
	uint64_t autoclear_features = load_u8le(p + 32);
	uint64_t ofs_l1_table = load_u8le(p + 40);

	uint64_t image_size = load_u8le(p + 48);
	if (image_size % 512 != 0)
		return parse_fail(in, STRUCTURE_QED_HEADER, QED_HEADER_FIELD_IMAGE_SIZE, 48,
				  PARSE_ALIGN, image_size);

	uint32_t ofs_backing_file = load_u4le(p + 56);
	uint32_t len_backing_file = load_u4le(p + 60);

	out->cluster_size = cluster_size;
	out->table_size = table_size;
	out->num_header_clusters = num_header_clusters;
	out->features = features;
	out->compat_features = compat_features;
	out->autoclear_features = autoclear_features;
	out->ofs_l1_table = ofs_l1_table;
	out->image_size = image_size;
	out->ofs_backing_file = ofs_backing_file;
	out->len_backing_file = len_backing_file;
	return PARSE_OK;
}

void qed_header_store(uint8_t *p, const struct qed_header *h)
{
	__builtin_memcpy(p, "QED\000", 4);
	store_u4le(p + 4, h->cluster_size);
	store_u4le(p + 8, h->table_size);
	store_u4le(p + 12, h->num_header_clusters);
	store_u8le(p + 16, h->features);
	store_u8le(p + 24, h->compat_features);
	store_u8le(p + 32, h->autoclear_features);
	store_u8le(p + 40, h->ofs_l1_table);
	store_u8le(p + 48, h->image_size);
	store_u4le(p + 56, h->ofs_backing_file);
	store_u4le(p + 60, h->len_backing_file);
}
