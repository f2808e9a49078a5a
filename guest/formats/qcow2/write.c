/* SPDX-License-Identifier: Apache-2.0 */
/* A qcow2 image, a new one or one that exists, cluster by cluster where qemu puts it. */
#include "base/arith.h"
#include "base/fault.h"
#include "edit.h"
#include "formats/refusals.h"
#include "formats/target.h"
#include "generated/qcow2.h"
#include "generated/source.h"
#include "io/io.h"
#include "io/writer.h"
#include "write.h"

#define MAX_ZEROS (16u << 20) /* of one request */

uint64_t qcow2_unit(const struct qcow2_writer *q)
{
	uint64_t cluster = UINT64_C(1) << q->layout.cluster_bits;

	return q->extended ? cluster / QCOW2_SUBCLUSTERS_PER_CLUSTER : cluster;
}

static bool make(struct writer *w, struct qcow2_writer **made)
{
	struct qcow2_writer *q = io_alloc(sizeof(*q), _Alignof(struct qcow2_writer));
	uint32_t field = 0;
	enum target_error error;

	if (!q)
		return false;
	*made = q;
	w->state = q;
	w->size = align_up(w->size, SOURCE_SECTOR_SIZE);
	error = qcow2_layout(w->options, w->size, &q->layout, &field);
	if (!error && q->layout.num_l2 > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE)
		error = TARGET_ERROR_OVERFLOW;
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->streams = !(w->options->flags & TARGET_FLAG_DATA_FILE);
	w->len_cluster = 1u << q->layout.cluster_bits;
	q->w = w;
	q->v3 = w->options->flags & TARGET_FLAG_COMPAT_V3;
	q->extended = w->options->flags & TARGET_FLAG_EXTENDED_L2;
	w->joins_zeros = true;
	w->len_unit = (uint32_t)qcow2_unit(q);
	q->external = w->options->flags & TARGET_FLAG_DATA_FILE;
	q->data_disk = w->disk + q->external;
	q->sliced = qcow2_is_sliced(&q->layout);
	w->is_noise = sealing_is_wanted(w) && w->options->preallocation != TARGET_PREALLOCATION_OFF;
	w->moves = !sealing_is_wanted(w) && w->options->preallocation == TARGET_PREALLOCATION_OFF;
	q->data_end = w->size;
	q->first = io_alloc((size_t)1 << q->layout.cluster_bits, 8);
	return q->first != NULL;
}

static bool begin(struct writer *w)
{
	struct qcow2_writer *q;

	if (!make(w, &q))
		return false;
	/* Before anything is reserved: what does not fit the first cluster fails here. */
	return qcow2_alloc_init(&q->alloc, w, q->layout.cluster_bits,
				bits_of(q->layout.refcount_bits)) &&
	       qcow2_tables_init(&q->tables, &q->alloc, &q->layout) && qcow2_make_header(q) &&
	       qcow2_preallocate(q) && qcow2_put_encryption(q);
}

/* How far the file reaches now. */
static void reach(struct qcow2_writer *q, uint64_t end)
{
	uint64_t *last = q->external ? &q->data_end : &q->w->end;

	if (end > *last)
		*last = end;
	q->tables.has_data = q->external;
	q->tables.data_disk = q->data_disk;
}

static bool put_sealed(struct qcow2_writer *q, uint32_t disk, uint64_t pos, uint64_t at,
		       const uint8_t *data, uint64_t len)
{
	reach(q, at + len);
	return sealing_put(&q->sealing, disk, pos, at, data, len);
}

/* What a new place has around what is written there: of a new image zeros, of another what was read
 * before. */
static bool put_beside(struct qcow2_writer *q, uint64_t pos, uint64_t at, const uint8_t *old,
		       uint64_t len)
{
	if (len == 0)
		return true;
	if (sealing_is_wanted(q->w))
		return put_sealed(q, q->data_disk, pos, at, q->w->image ? old : NULL, len);
	if (!q->w->image && !q->external)
		return target_blank(q->w, at, len);
	reach(q, at + len); /* a new data file is a hole where nothing was written */
	return !q->w->image || writer_put(q->data_disk, at, old, (uint32_t)len);
}

/* Without data: zeros. */
static bool put_data(struct qcow2_writer *q, uint32_t disk, uint64_t pos, uint64_t at,
		     const uint8_t *data, uint32_t len)
{
	if (sealing_is_wanted(q->w))
		return put_sealed(q, disk, pos, at, data, len);
	reach(q, at + len);
	return data ? writer_put(disk, at, data, len) : target_fill(disk, at, len);
}

/* Where the file has a cluster. A place that was another cluster's before is written whole first,
 * unless there are subclusters. */
static uint32_t disk_over(const struct qcow2_writer *q)
{
	return q->w->image && !q->extended ? q->data_disk | IO_OVER : q->data_disk;
}

/* Bits of the subclusters that a piece of a cluster touches. */
static uint32_t touched(const struct qcow2_writer *q, uint64_t start, uint64_t len)
{
	uint64_t first = start / qcow2_unit(q), last = (start + len - 1) / qcow2_unit(q);

	return (uint32_t)(((UINT64_C(2) << last) - 1) & ~((UINT64_C(1) << first) - 1));
}

/* Mark subclusters of a cluster as written, others as zero. Returns those that were written. */
static uint32_t mark(struct qcow2_writer *q, uint64_t cluster, uint32_t written, uint32_t zeroed)
{
	uint64_t old = qcow2_tables_subclusters(&q->tables, cluster);
	uint32_t before = (uint32_t)qcow2_subcluster_bitmap_allocated(old);
	uint32_t zeros = (uint32_t)qcow2_subcluster_bitmap_reads_as_zero(old);

	qcow2_tables_set_subclusters(&q->tables, cluster,
				     qcow2_subcluster_bitmap_make((zeros & ~written) | zeroed,
								  (before & ~zeroed) | written));
	return before;
}

/* Mark subclusters of a cluster that has its place, and fill up those that are new. */
static bool touch_subclusters(struct qcow2_writer *q, uint64_t cluster, uint64_t host,
			      uint64_t start, uint64_t len)
{
	uint64_t before, unit = qcow2_unit(q);
	uint64_t low = start & ~(unit - 1), high = align_up(start + len, unit);
	uint64_t base = cluster << q->layout.cluster_bits;

	if (!qcow2_read_beside(q, base + start, (uint32_t)len))
		return false;
	before = mark(q, cluster, touched(q, start, len), 0);
	if (!(before & (UINT64_C(1) << low / unit)) &&
	    !put_beside(q, base + low, host + low, q->low, start - low))
		return false;
	if (before & (UINT64_C(1) << (high - 1) / unit))
		return true;
	return put_beside(q, base + start + len, host + start + len, q->high, high - start - len);
}

/* Only in an image that exists: a place that was prepared and reads as zeros. They are written
 * where nothing else is. */
static bool touch_prepared(struct qcow2_writer *q, uint64_t cluster, uint64_t host, uint64_t start,
			   uint64_t len)
{
	uint64_t size = UINT64_C(1) << q->layout.cluster_bits;
	uint64_t pos = cluster << q->layout.cluster_bits, end = start + len;

	qcow2_set_place(q, cluster, host >> q->layout.cluster_bits);
	return put_data(q, disk_over(q), pos, host, NULL, (uint32_t)start) &&
	       put_data(q, disk_over(q), pos + end, host + end, NULL, (uint32_t)(size - end));
}

static bool touch(struct qcow2_writer *q, uint64_t cluster, uint64_t host, uint64_t start,
		  uint64_t len)
{
	if (q->extended)
		return touch_subclusters(q, cluster, host, start, len);
	if (qcow2_l2_entry_zero(qcow2_tables_entry(&q->tables, cluster)))
		return touch_prepared(q, cluster, host, start, len);
	return true;
}

/* The place of a cluster in the file is one where it can be. */
static bool is_sound(const struct qcow2_writer *q, uint64_t cluster, uint64_t host)
{
	uint64_t past = host & ((UINT64_C(1) << q->layout.cluster_bits) - 1);

	if (!q->w->image || (q->external ? host == cluster << q->layout.cluster_bits
					 : host && !past && host < q->w->end))
		return true;
	return fault_raise(q->w->disk, FAULT_QCOW2_HEADER_EDIT_PAST_END,
			   QCOW2_HEADER_OFS_L1_TABLE_OFFSET, host);
}

/* The part of a request that lies in one cluster which has its place. */
static bool put_inside(struct qcow2_writer *q, uint64_t pos, const uint8_t *data, uint32_t len)
{
	uint64_t cluster = pos >> q->layout.cluster_bits;
	uint64_t start = pos & ((UINT64_C(1) << q->layout.cluster_bits) - 1);
	uint64_t host = qcow2_l2_entry_host_offset(qcow2_tables_entry(&q->tables, cluster));

	return is_sound(q, cluster, host) && touch(q, cluster, host, start, len) &&
	       put_data(q, disk_over(q), pos, host + start, data, len);
}

/* What lies before and after what a run of new clusters is given; then the subclusters. */
static bool pad(struct qcow2_writer *q, uint64_t first, uint64_t host, uint64_t pos, uint32_t len)
{
	unsigned bits = q->layout.cluster_bits;
	uint64_t unit = qcow2_unit(q), end = pos + len, base = (host << bits) - (first << bits);
	uint64_t last = (end - 1) >> bits;

	if (!put_beside(q, pos & ~(unit - 1), base + (pos & ~(unit - 1)), q->low,
			pos & (unit - 1)) ||
	    !put_beside(q, end, base + end, q->high, align_up(end, unit) - end))
		return false;
	if (!q->extended)
		return true;
	for (uint64_t c = first; c <= last; c++) {
		uint64_t low = c << bits, high = low + (UINT64_C(1) << bits);

		low = low < pos ? pos : low;
		high = high < end ? high : end;
		if (!qcow2_tables_load(&q->tables, c))
			return false;
		(void)mark(q, c, touched(q, low & ((UINT64_C(1) << bits) - 1), high - low), 0);
	}
	return true;
}

/* How much of a request is looked at together. */
static uint32_t at_once(const struct qcow2_writer *q, uint64_t pos, uint32_t len)
{
	uint64_t size = UINT64_C(1) << q->layout.cluster_bits;
	uint64_t most = QCOW2_MAX_ENCRYPTED_CLUSTERS * size - (pos & (size - 1));

	return sealing_is_wanted(q->w) && most < len ? (uint32_t)most : len;
}

/* As much of a request as gets new clusters in one piece; *done is its length. */
static bool put_new(struct qcow2_writer *q, uint64_t pos, const uint8_t *data, uint32_t len,
		    uint32_t *done)
{
	unsigned bits = q->layout.cluster_bits;
	uint64_t first = pos >> bits, host = 0;
	uint64_t num = pieces_of(pos + len, bits) - first, end;

	if (!qcow2_read_beside(q, pos, len) || !qcow2_map_new(q, first, &num, &host))
		return false;
	end = (first + num) << bits;
	*done = end - pos < len ? (uint32_t)(end - pos) : len;
	return pad(q, first, host, pos, *done) &&
	       put_data(q, q->data_disk, pos, (host << bits) + (pos - (first << bits)), data,
			*done);
}

/* One request; without data, of zeros. */
static bool write(struct qcow2_writer *q, uint64_t pos, const uint8_t *data, uint32_t len)
{
	while (len > 0) {
		uint64_t rest = (UINT64_C(1) << q->layout.cluster_bits) -
				(pos & ((UINT64_C(1) << q->layout.cluster_bits) - 1));
		uint32_t done = len < rest ? len : (uint32_t)rest;

		if (!qcow2_tables_load(&q->tables, pos >> q->layout.cluster_bits))
			return false;
		if (qcow2_is_placed(q, pos >> q->layout.cluster_bits)) {
			if (!put_inside(q, pos, data, done))
				return false;
		} else if (!put_new(q, pos, data, at_once(q, pos, len), &done)) {
			return false;
		}
		pos += done;
		data = data ? data + done : NULL;
		len -= done;
	}
	return true;
}

/* The entry of a cluster that reads as zero; its own, if it has one, is free. */
static bool zero_cluster(struct qcow2_writer *q, uint64_t cluster)
{
	uint64_t entry, host;

	if (!qcow2_tables_load(&q->tables, cluster))
		return false;
	entry = qcow2_tables_entry(&q->tables, cluster);
	host = qcow2_l2_entry_host_sector(entry) >>
	       (q->layout.cluster_bits - bits_of(SOURCE_SECTOR_SIZE));
	if (!qcow2_tables_replace(&q->tables, cluster,
				  qcow2_l2_entry_make(false, false, 0, q->v3 && !q->extended)))
		return false;
	if (q->extended)
		qcow2_tables_set_subclusters(&q->tables, cluster,
					     qcow2_subcluster_bitmap_make(UINT32_MAX, 0));
	return q->w->image || !host || q->external || qcow2_free(&q->alloc, host, 1);
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	return write(w->state, pos, data, len);
}

static bool write_zeros(struct qcow2_writer *q, uint64_t pos, uint64_t end)
{
	while (pos < end) {
		uint32_t len = end - pos < MAX_ZEROS ? (uint32_t)(end - pos) : MAX_ZEROS;

		if (!write(q, pos, NULL, len))
			return false;
		pos += len;
	}
	return true;
}

/* Subclusters that read as zero, all of one cluster; its place stays. */
static bool zero_subclusters(struct qcow2_writer *q, uint64_t pos, uint64_t end)
{
	uint64_t cluster = pos >> q->layout.cluster_bits;
	uint64_t start = pos - (cluster << q->layout.cluster_bits);

	if (!qcow2_tables_load(&q->tables, cluster))
		return false;
	(void)mark(q, cluster, 0, touched(q, start, end - pos));
	return true;
}

/* Where the data file by itself is the disk, it has the zeros, in places of their own. */
static bool zero_raw(struct qcow2_writer *q, uint64_t pos, uint64_t end)
{
	unsigned bits = q->layout.cluster_bits;

	if (pos >= end)
		return true;
	if (!writer_drain() || !io_unmap(q->data_disk, pos, end - pos))
		return false;
	reach(q, end < q->w->size ? end : q->w->size);
	for (uint64_t c = pos >> bits; c << bits < end; c++) {
		uint64_t base = c << bits, low = base < pos ? pos : base;
		uint64_t high = base + (UINT64_C(1) << bits);

		if (!qcow2_tables_load(&q->tables, c))
			return false;
		qcow2_set_place(q, c, c);
		high = high < end ? high : end;
		if (q->extended)
			(void)mark(q, c, touched(q, low - base, high - low), 0);
	}
	return true;
}

/* Whole units that read as zero. */
static bool zero_units(struct qcow2_writer *q, uint64_t pos, uint64_t end)
{
	uint64_t size = UINT64_C(1) << q->layout.cluster_bits;

	while (pos < end) {
		uint64_t next = (pos & ~(size - 1)) + size;
		bool whole;

		next = next < end ? next : end;
		whole = pos % size == 0 && (next % size == 0 || next >= q->w->size);
		if (!(whole ? zero_cluster(q, pos >> q->layout.cluster_bits)
			    : zero_subclusters(q, pos, next)))
			return false;
		pos = next;
	}
	return true;
}

/* What lies in [pos, end), both multiples of a unit but where the disk ends. A version without
 * zero clusters has to write over a backing file. */
static bool zero_aligned(struct qcow2_writer *q, uint64_t pos, uint64_t end)
{
	if (q->raw)
		return zero_raw(q, pos, end);
	return !q->v3 && q->w->backing_name.len ? write_zeros(q, pos, end)
						: zero_units(q, pos, end);
}

/* Whether all of a unit that exists reads as zeros, as far as its tables say. */
static bool is_blank(struct qcow2_writer *q, uint64_t pos, bool *yes)
{
	uint64_t cluster = pos >> q->layout.cluster_bits, entry, start;
	bool unknown = q->w->backing_name.len != 0;

	*yes = false;
	if (!q->w->image)
		return true;
	if (!qcow2_tables_load(&q->tables, cluster))
		return false;
	entry = qcow2_tables_entry(&q->tables, cluster);
	if (qcow2_l2_entry_compressed(entry))
		return true;
	if (!q->extended) {
		enum meaning means = qcow2_l2_entry_classify(entry);

		*yes = means == MEANS_ZERO || (!unknown && means == MEANS_HOLE);
		return true;
	}
	start = pos - (cluster << q->layout.cluster_bits);
	entry = qcow2_tables_subclusters(&q->tables, cluster);
	if (qcow2_subcluster_bitmap_reads_as_zero(entry) & touched(q, start, 1))
		*yes = true;
	else
		*yes = !unknown &&
		       !(qcow2_subcluster_bitmap_allocated(entry) & touched(q, start, 1));
	return true;
}

/* Less than a unit: zeros are written, unless they make no difference. */
static bool zero_part(struct qcow2_writer *q, uint64_t pos, uint64_t end)
{
	uint64_t unit = qcow2_unit(q), start = pos & ~(unit - 1);
	bool blank;

	if (pos >= end)
		return true;
	if (!is_blank(q, pos, &blank))
		return false;
	return blank ? zero_aligned(q, start, start + unit) : write_zeros(q, pos, end);
}

/* Where the disk ends, the rest of a unit is not seen. */
static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	struct qcow2_writer *q = w->state;
	uint64_t unit = qcow2_unit(q), end = pos + len;
	uint64_t low = align_up(pos, unit), high = end & ~(unit - 1);

	if (low > end) /* all in one unit */
		return zero_part(q, pos, end);
	if (!zero_part(q, pos, low) || !zero_aligned(q, low, high))
		return false;
	return end == w->size ? zero_aligned(q, high, end) : zero_part(q, high, end);
}

static bool end(struct writer *w)
{
	struct qcow2_writer *q = w->state;

	if (w->options->flags & TARGET_FLAG_COMPRESS) /* no reader meets the end within a sector */
		w->end = align_up(w->end, SOURCE_SECTOR_SIZE);
	if (!qcow2_tables_flush(&q->tables) ||
	    !(w->image ? qcow2_blocks_flush : qcow2_blocks_queue)(&q->alloc.b) ||
	    !(w->image || qcow2_put_header(q)) || !writer_finish(w->disk, w->end))
		return false;
	return !q->external || writer_finish(q->data_disk, q->data_end);
}

const struct target_writer writer_qcow2 = {
	.format = SOURCE_FORMAT_QCOW2,
	.begin = begin,
	.put = put,
	.zero = zero,
	.compressed = qcow2_put_compressed,
	.end = end,
};

const struct target_writer qcow2_over = {
	.format = SOURCE_FORMAT_QCOW2,
	.begin = qcow2_adopt,
	.put = put,
	.zero = zero,
	.compressed = qcow2_put_compressed,
	.end = end,
};
