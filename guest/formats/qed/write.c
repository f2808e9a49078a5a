/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new qed. A request puts its clusters at the end of the file and then, where there is none yet,
 * the L2 table that names them. Zeros over a backing file are marks in the table.
 */
#include "formats/new_levels.h"
#include "formats/refusals.h"
#include "base/mem.h"
#include "generated/qed.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"

#define HEADER_CLUSTERS 1u

struct new_qed {
	struct qed_layout layout;
	struct new_levels tables;
};

static bool is_raw(const struct target_text *format)
{
	return format->len == sizeof(QED_BACKING_RAW) - 1 &&
	       memcmp(format->at, QED_BACKING_RAW, format->len) == 0;
}

static uint64_t features(const struct writer *w)
{
	if (!w->backing_name.len)
		return 0;
	return QED_FEATURE_BACKING_FILE |
	       (is_raw(&w->backing_format) ? QED_FEATURE_BACKING_FORMAT_NO_PROBE : 0);
}

static bool put_header(const struct writer *w, const struct qed_layout *l)
{
	const struct target_text *name = &w->backing_name;
	struct qed_header h = {
		.cluster_size = (uint32_t)l->cluster_size,
		.table_size = (uint32_t)l->table_size,
		.num_header_clusters = HEADER_CLUSTERS,
		.features = features(w),
		.ofs_l1_table = l->ofs_l1,
		.image_size = w->size,
		.ofs_backing_file = name->len ? QED_HEADER_SIZE : 0,
		.len_backing_file = name->len,
	};
	uint8_t bytes[QED_HEADER_SIZE];

	if (name->len > l->cluster_size - QED_HEADER_SIZE)
		return target_refuse(w->options, w->size, TARGET_ERROR_INVALID_OPTION,
				     TARGET_OPTIONS_FIELD_LEN_TEXT);
	qed_header_store(bytes, &h);
	return writer_put(w->disk, 0, bytes, sizeof(bytes)) &&
	       writer_put(w->disk, sizeof(bytes), name->at, name->len);
}

static bool begin(struct writer *w)
{
	struct new_qed *q = io_alloc(sizeof(*q), 8);
	enum target_error error;
	uint32_t field = 0;

	if (!q)
		return false;
	w->state = q;
	w->size = align_up(w->size, QED_SECTOR_SIZE);
	error = qed_layout(w->options, w->size, &q->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->len_unit = (uint32_t)q->layout.cluster_size;
	w->end = q->layout.end;
	new_levels_begin(&q->tables, w->disk, q->layout.ofs_l1, UINT64_C(1) << q->layout.table_bits,
			 UINT64_C(1) << q->layout.table_bits);
	return put_header(w, &q->layout);
}

/* The table for this piece of the disk; a new one goes after `num` clusters. */
static bool open_table(struct writer *w, uint64_t number, uint64_t num)
{
	struct new_qed *q = w->state;
	uint64_t offset = w->end + (num << q->layout.cluster_bits);
	uint8_t *entry;

	if (new_levels_has(&q->tables, number))
		return true;
	entry = new_levels_open(&q->tables, number, offset);
	if (!entry)
		return false;
	qed_table_entry_store(entry, offset);
	return true;
}

/* Make `num` entries from `index` on, each `step` after the one before. */
static bool fill_entries(struct new_qed *q, uint64_t index, uint64_t num, uint64_t first,
			 uint64_t step)
{
	for (uint64_t i = 0; i < num; i++) {
		uint8_t *entry = new_levels_entry(&q->tables, index + i);

		if (!entry)
			return false;
		qed_table_entry_store(entry, first + i * step);
	}
	return true;
}

/* Clusters and, after them, the table, if it is new. */
static bool add_clusters(struct writer *w, uint64_t cluster, uint64_t num, uint64_t first,
			 uint64_t step)
{
	struct new_qed *q = w->state;
	uint64_t number = cluster >> q->layout.entries_bits;
	uint64_t index = cluster & ((UINT64_C(1) << q->layout.entries_bits) - 1);
	uint64_t num_data = step ? num : 0;
	bool is_new = !new_levels_has(&q->tables, number);

	if (!open_table(w, number, num_data) || !fill_entries(q, index, num, first, step))
		return false;
	w->end += (num_data << q->layout.cluster_bits) +
		  (is_new ? UINT64_C(1) << q->layout.table_bits : 0);
	return true;
}

/* Where the cluster is, if the request before put data in it; 0: nowhere. False: a write failed. */
static bool find_cluster(struct new_qed *q, uint64_t cluster, uint64_t *at)
{
	uint8_t *entry;

	*at = 0;
	if (!new_levels_has(&q->tables, cluster >> q->layout.entries_bits))
		return true;
	entry = new_levels_entry(&q->tables,
				 cluster & ((UINT64_C(1) << q->layout.entries_bits) - 1));
	if (!entry)
		return false;
	*at = qed_table_entry_load(entry);
	if (*at == QED_ZERO_CLUSTER)
		*at = 0;
	return true;
}

static uint64_t part_of(uint64_t pos, uint64_t len, unsigned bits)
{
	uint64_t room = (UINT64_C(1) << bits) - (pos & ((UINT64_C(1) << bits) - 1));

	return len < room ? len : room;
}

/* Data for one L2 table: in a cluster that is there, or in new ones. */
static bool put_part(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len,
		     uint32_t *done)
{
	struct new_qed *q = w->state;
	unsigned bits = q->layout.cluster_bits;
	uint64_t within = pos & (q->layout.cluster_size - 1), at;

	if (!find_cluster(q, pos >> bits, &at))
		return false;
	if (at) {
		*done = (uint32_t)part_of(pos, len, bits);
	} else {
		at = w->end;
		*done = (uint32_t)part_of(pos, len, bits + q->layout.entries_bits);
		if (!add_clusters(w, pos >> bits, pieces_of(within + *done, bits), at,
				  q->layout.cluster_size))
			return false;
	}
	return writer_put(w->disk, at + within, data, *done);
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	uint32_t done;

	for (; len > 0; pos += done, data += done, len -= done)
		if (!put_part(w, pos, data, len, &done))
			return false;
	return true;
}

/* Whole clusters. */
static bool mark_zero(struct writer *w, uint64_t pos, uint64_t len)
{
	struct new_qed *q = w->state;
	unsigned bits = q->layout.cluster_bits;
	uint64_t part;

	for (; len > 0; pos += part, len -= part) {
		part = part_of(pos, len, bits + q->layout.entries_bits);
		if (!add_clusters(w, pos >> bits, part >> bits, QED_ZERO_CLUSTER, 0))
			return false;
	}
	return true;
}

/* Parts of clusters are written as data. */
static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	const struct new_qed *q = w->state;
	uint64_t mask = q->layout.cluster_size - 1;
	uint64_t head = pos & mask ? part_of(pos, len, q->layout.cluster_bits) : 0;
	uint64_t tail = (len - head) & mask;

	return target_put_zeros(w, pos, head) && mark_zero(w, pos + head, len - head - tail) &&
	       target_put_zeros(w, pos + len - tail, tail);
}

static bool end(struct writer *w)
{
	struct new_qed *q = w->state;

	return new_levels_flush(&q->tables) && writer_finish(w->disk, w->end);
}

const struct target_writer writer_qed = {
	.format = SOURCE_FORMAT_QED,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};
