/* SPDX-License-Identifier: Apache-2.0 */
/* Encryption of a new qcow2 file. LUKS has a header, in clusters of its own after all others. */
#include "base/random.h"
#include "formats/luks/new_header.h"
#include "generated/qcow2.h"
#include "generated/target.h"
#include "io/writer.h"
#include "write.h"

uint32_t qcow2_crypt_method(const struct qcow2_writer *q)
{
	switch (q->w->encryption ? q->w->encryption->method : TARGET_ENCRYPTION_METHOD_NONE) {
	case TARGET_ENCRYPTION_METHOD_AES:
		return QCOW2_CRYPT_METHOD_AES;
	case TARGET_ENCRYPTION_METHOD_LUKS:
		return QCOW2_CRYPT_METHOD_LUKS;
	default:
		return QCOW2_CRYPT_METHOD_NONE;
	}
}

bool qcow2_put_encryption(struct qcow2_writer *q)
{
	unsigned bits = q->layout.cluster_bits;
	uint64_t num = pieces_of(q->w->options->len_payload, bits), first;
	struct random random;

	if (qcow2_crypt_method(q) != QCOW2_CRYPT_METHOD_LUKS)
		return true;
	if (!qcow2_alloc(&q->alloc, num, &first))
		return false;
	q->ofs_luks = first << bits;
	q->sealing.cipher.by_place = q->sealing.has_key = true;
	random_begin(&random, q->w->entropy);
	return target_blank(q->w, q->ofs_luks, num << bits) && writer_drain() &&
	       luks_put_header(q->w, q->ofs_luks, &random, &q->sealing.cipher.sectors);
}
