/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/qcow1.ksy spec=e6f25dc2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "qcow1.h"

enum parse_status qcow1_header_parse(struct parse_in *in, struct qcow1_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW1_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW1_HEADER);

	if (!bytes_eq(p, "QFI\373", 4))
		return parse_fail(in, STRUCTURE_QCOW1_HEADER, QCOW1_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t version = load_u4be(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_QCOW1_HEADER, QCOW1_HEADER_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	uint64_t ofs_backing_file = load_u8be(p + 8);
	uint32_t len_backing_file = load_u4be(p + 16);
	uint32_t mtime = load_u4be(p + 20);

	uint64_t virtual_size = load_u8be(p + 24);
	if (virtual_size < 2)
		return parse_fail(in, STRUCTURE_QCOW1_HEADER, QCOW1_HEADER_FIELD_VIRTUAL_SIZE, 24,
				  PARSE_RANGE, virtual_size);

	uint8_t cluster_bits = load_u1(p + 32);
	if (cluster_bits < 9 || cluster_bits > 16)
		return parse_fail(in, STRUCTURE_QCOW1_HEADER, QCOW1_HEADER_FIELD_CLUSTER_BITS, 32,
				  PARSE_RANGE, cluster_bits);

	uint8_t l2_bits = load_u1(p + 33);
	if (l2_bits < 6 || l2_bits > 13)
		return parse_fail(in, STRUCTURE_QCOW1_HEADER, QCOW1_HEADER_FIELD_L2_BITS, 33,
				  PARSE_RANGE, l2_bits);

	uint32_t crypt_method = load_u4be(p + 36);
	if (!qcow1_crypt_method_known(crypt_method))
		return parse_fail(in, STRUCTURE_QCOW1_HEADER, QCOW1_HEADER_FIELD_CRYPT_METHOD, 36,
				  PARSE_ENUM, crypt_method);

	uint64_t ofs_l1_table = load_u8be(p + 40);

	out->version = version;
	out->ofs_backing_file = ofs_backing_file;
	out->len_backing_file = len_backing_file;
	out->mtime = mtime;
	out->virtual_size = virtual_size;
	out->cluster_bits = cluster_bits;
	out->l2_bits = l2_bits;
	out->crypt_method = crypt_method;
	out->ofs_l1_table = ofs_l1_table;
	return PARSE_OK;
}

void qcow1_header_store(uint8_t *p, const struct qcow1_header *h)
{
	__builtin_memset(p, 0, QCOW1_HEADER_SIZE);
	__builtin_memcpy(p, "QFI\373", 4);
	store_u4be(p + 4, 1);
	store_u8be(p + 8, h->ofs_backing_file);
	store_u4be(p + 16, h->len_backing_file);
	store_u4be(p + 20, h->mtime);
	store_u8be(p + 24, h->virtual_size);
	store_u1(p + 32, h->cluster_bits);
	store_u1(p + 33, h->l2_bits);
	store_u4be(p + 36, h->crypt_method);
	store_u8be(p + 40, h->ofs_l1_table);
}
