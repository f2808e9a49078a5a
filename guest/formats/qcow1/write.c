/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new qcow of version 1. What is new goes to the end of the file: an L2 table before the data
 * that it places, at a multiple of the cluster; a compressed cluster at the next sector.
 */
#include "base/fault.h"
#include "formats/new_levels.h"
#include "formats/refusals.h"
#include "formats/sealing.h"
#include "generated/qcow1.h"
#include "generated/target.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"

struct new_qcow1 {
	struct qcow1_layout layout;
	unsigned l2_bits;
	struct new_levels tables;
	struct sealing sealing;
};

static bool put_header(const struct writer *w, const struct new_qcow1 *q)
{
	const struct target_text *name = &w->backing_name;
	struct qcow1_header h = {
		.version = QCOW1_HEADER_VERSION,
		.ofs_backing_file = name->len ? QCOW1_HEADER_SIZE : 0,
		.len_backing_file = name->len,
		.virtual_size = w->size,
		.cluster_bits = (uint8_t)q->layout.cluster_bits,
		.l2_bits = (uint8_t)q->l2_bits,
		.crypt_method = sealing_is_wanted(w) ? QCOW1_CRYPT_METHOD_AES
						     : QCOW1_CRYPT_METHOD_NONE,
		.ofs_l1_table = q->layout.ofs_l1,
	};
	uint8_t bytes[QCOW1_HEADER_SIZE];

	qcow1_header_store(bytes, &h);
	return writer_put(w->disk, 0, bytes, sizeof(bytes)) &&
	       writer_put(w->disk, sizeof(bytes), name->at, name->len);
}

static bool begin(struct writer *w)
{
	struct new_qcow1 *q = io_alloc(sizeof(*q), 8);
	enum target_error error;
	uint32_t field = 0;

	if (!q)
		return false;
	w->state = q;
	w->size = align_up(w->size, QCOW1_SECTOR_SIZE);
	error = qcow1_layout(w->options, w->size, &q->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->end = q->layout.end;
	w->streams = true;
	w->len_cluster = w->len_unit = 1u << q->layout.cluster_bits;
	q->l2_bits = bits_of(QCOW1_TABLE_SPAN) - q->layout.cluster_bits;
	new_levels_begin(&q->tables, w->disk, q->layout.ofs_l1,
			 q->layout.num_l1_entries * QCOW1_L1_ENTRY_SIZE, q->layout.len_l2_table);
	return put_header(w, q);
}

/* The L2 table's entry for a cluster; a table that is not there yet is put at the end. */
static uint8_t *entry_of(struct writer *w, uint64_t cluster)
{
	struct new_qcow1 *q = w->state;
	uint64_t number = cluster >> q->l2_bits;

	if (!new_levels_has(&q->tables, number)) {
		uint64_t offset = align_up(w->end, UINT64_C(1) << q->layout.cluster_bits);
		uint8_t *entry = new_levels_open(&q->tables, number, offset);

		if (!entry)
			return NULL;
		qcow1_l1_entry_store(entry, offset);
		w->end = offset + q->layout.len_l2_table;
	}
	return new_levels_entry(&q->tables, cluster & ((UINT64_C(1) << q->l2_bits) - 1));
}

static bool place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *at)
{
	const struct new_qcow1 *q = w->state;
	uint64_t size = UINT64_C(1) << q->layout.cluster_bits;
	uint8_t *entry = entry_of(w, pos >> q->layout.cluster_bits);

	(void)len;
	if (!entry)
		return false;
	*at = qcow1_l2_entry_host_offset(qcow1_l2_entry_load(entry));
	if (!*at) {
		*at = align_up(w->end, size);
		qcow1_l2_entry_store(entry, qcow1_l2_entry_make(false, *at));
		w->end = *at + size;
	}
	*at += pos & (size - 1);
	return true;
}

/* The part of a request that is in one cluster. What a new one has besides is zeros. */
static bool put_sealed(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	struct new_qcow1 *q = w->state;
	uint64_t size = UINT64_C(1) << q->layout.cluster_bits, start = pos & (size - 1), at;
	uint64_t before = w->end;

	if (!place(w, pos, len, &at))
		return false;
	if (at - start >= before &&
	    (!sealing_put(&q->sealing, w->disk, pos - start, at - start, NULL, start) ||
	     !sealing_put(&q->sealing, w->disk, pos + len, at + len, NULL, size - start - len)))
		return false;
	return sealing_put(&q->sealing, w->disk, pos, at, data, len);
}

static bool put_all_sealed(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	const struct new_qcow1 *q = w->state;
	uint64_t size = UINT64_C(1) << q->layout.cluster_bits;

	while (len > 0) {
		uint64_t room = size - (pos & (size - 1));
		uint32_t part = room < len ? (uint32_t)room : len;

		if (!put_sealed(w, pos, data, part))
			return false;
		pos += part;
		data += part;
		len -= part;
	}
	return true;
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	const struct new_qcow1 *q = w->state;

	if (sealing_is_wanted(w))
		return put_all_sealed(w, pos, data, len);
	return new_blocks_put(w, w->disk, UINT64_C(1) << q->layout.cluster_bits, place, pos, data,
			      len);
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	return target_put_zeros(w, pos, len);
}

static bool compressed(struct writer *w, uint64_t pos, const uint8_t *stream, uint32_t len)
{
	const struct new_qcow1 *q = w->state;
	unsigned bits = q->layout.cluster_bits;
	uint8_t *entry = entry_of(w, pos >> bits);
	uint64_t at = align_up(w->end, QCOW1_SECTOR_SIZE);

	if (!entry || !target_in_the_clear(w))
		return false;
	qcow1_compressed_entry_store(
		entry, qcow1_compressed_entry_make(
			       true, at | (uint64_t)len << qcow1_compressed_entry_offset_bits(
						  0, (uint8_t)bits)));
	w->end = at + len;
	return writer_put(w->disk, at, stream, len);
}

static bool end(struct writer *w)
{
	struct new_qcow1 *q = w->state;

	return new_levels_flush(&q->tables) && writer_finish(w->disk, w->end);
}

const struct target_writer writer_qcow1 = {
	.format = SOURCE_FORMAT_QCOW1,
	.begin = begin,
	.put = put,
	.zero = zero,
	.compressed = compressed,
	.end = end,
};
