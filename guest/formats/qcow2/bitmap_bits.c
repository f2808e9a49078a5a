/* SPDX-License-Identifier: Apache-2.0 */
/* The bits of bitmaps, a cluster of them at a time. */
#include "base/arith.h"
#include "base/mem.h"
#include "bitmap_list.h"
#include "io/io.h"
#include "io/writer.h"

#define PIECE 4096u /* bytes of a source that are looked at at once */

static uint64_t bits_each(const struct qcow2 *q)
{
	return (uint64_t)q->cluster_size * BITS_PER_BYTE;
}

/* Bits past the end of the disk say nothing, that of before the change or of after it. */
static void cut(const struct qcow2_edit *e, unsigned granularity_bits, uint64_t first,
		uint8_t *bits, uint64_t len)
{
	uint64_t size = e->img->size < e->old_size ? e->img->size : e->old_size;
	uint64_t num = pieces_of(size, granularity_bits);
	uint64_t kept = num > first ? num - first : 0;

	if (kept >= len * BITS_PER_BYTE)
		return;
	if (kept % BITS_PER_BYTE)
		bits[kept / BITS_PER_BYTE] &= (uint8_t)((1u << kept % BITS_PER_BYTE) - 1);
	memset(bits + pieces_by(kept, BITS_PER_BYTE), 0, len - pieces_by(kept, BITS_PER_BYTE));
}

static bool read_entry(struct qcow2_edit *e, const struct qcow2_bitmap_record *r, uint64_t index,
		       uint64_t *entry)
{
	uint8_t bytes[QCOW2_BITMAP_TABLE_ENTRY_SIZE];

	if (!io_read_padded(e->img->disk, r->table + index * sizeof(bytes), bytes, sizeof(bytes)))
		return false;
	*entry = qcow2_bitmap_table_entry_load(bytes);
	return true;
}

/* `len` bytes of the bits from byte `at` on, which are of one cluster. */
static bool read_bits(struct qcow2_edit *e, const struct qcow2_bitmap_record *r, uint64_t at,
		      uint8_t *bits, uint32_t len)
{
	uint64_t entry = 0, index = at / e->q->cluster_size, host;
	enum meaning means;

	if (r->table && index < r->num_entries && !read_entry(e, r, index, &entry))
		return false;
	means = qcow2_bitmap_table_entry_classify(entry);
	host = qcow2_bitmap_table_entry_host_offset(entry);
	if (means != MEANS_DATA)
		memset(bits, means == MEANS_ONES ? UINT8_MAX : 0, len);
	else if (!io_read_padded(e->img->disk, host + at % e->q->cluster_size, bits, len))
		return false;
	cut(e, r->granularity_bits, at * BITS_PER_BYTE, bits, len);
	return true;
}

bool qcow2_bits_stored(struct qcow2_edit *e, const struct qcow2_bitmap_record *r, uint32_t index,
		       uint8_t *bits)
{
	return read_bits(e, r, (uint64_t)index * e->q->cluster_size, bits, e->q->cluster_size);
}

static bool read_source(struct qcow2_edit *e, const struct qcow2_bits_source *source, uint64_t at,
			uint8_t *bits, uint32_t len)
{
	if (source->record)
		return read_bits(e, source->record, at, bits, len);
	if (!io_read_padded(source->disk, at, bits, len))
		return false;
	cut(e, source->granularity_bits, at * BITS_PER_BYTE, bits, len);
	return true;
}

/* A part of the disk, and the bits of it that there is room for. */
struct span {
	uint64_t start, end;
	unsigned granularity_bits;
	uint8_t *bits;
};

/* Set the bits that are about any byte from `start` to before `end`. */
static void mark(const struct span *to, uint64_t start, uint64_t end)
{
	uint64_t bit, last;

	start = start > to->start ? start : to->start;
	end = end < to->end ? end : to->end;
	if (start >= end)
		return;
	last = (end - 1 - to->start) >> to->granularity_bits;
	for (bit = (start - to->start) >> to->granularity_bits; bit <= last; bit++)
		to->bits[bit / BITS_PER_BYTE] |= (uint8_t)(1u << bit % BITS_PER_BYTE);
}

/* Bits of a source, the first of which is number `first`. */
static void mark_all(const struct span *to, const uint8_t *bits, uint32_t len, uint64_t first,
		     unsigned granularity_bits)
{
	for (uint32_t i = 0; i < len; i++)
		for (uint32_t n = 0; bits[i] >> n; n++)
			if (bits[i] >> n & 1) {
				uint64_t bit = first + i * BITS_PER_BYTE + n;

				mark(to, bit << granularity_bits, (bit + 1) << granularity_bits);
			}
}

/* What a cluster of bits is about, without what is past the end of the disk. */
static struct span span_of(const struct qcow2_edit *e, const struct qcow2_bitmap_record *r,
			   uint32_t index, uint8_t *bits)
{
	uint64_t each = bits_each(e->q) << r->granularity_bits;
	uint64_t start = index * each, size = e->img->size;

	return (struct span){ .start = start,
			      .end = each < size - start ? start + each : size,
			      .granularity_bits = r->granularity_bits,
			      .bits = bits };
}

bool qcow2_bits_merge(struct qcow2_edit *e, const struct qcow2_bits_source *source,
		      const struct qcow2_bitmap_record *r, uint32_t index, uint8_t *bits)
{
	unsigned g = source->record ? source->record->granularity_bits : source->granularity_bits;
	struct span to = span_of(e, r, index, bits);
	uint64_t at = (to.start >> g) / BITS_PER_BYTE;
	uint64_t end = ((to.end - 1) >> g) / BITS_PER_BYTE + 1;
	uint8_t piece[PIECE];

	while (at < end) {
		uint64_t until = (at | (sizeof(piece) - 1)) + 1; /* within a cluster */
		uint32_t len;

		if (until > (at | (e->q->cluster_size - 1)) + 1)
			until = (at | (e->q->cluster_size - 1)) + 1;
		len = (uint32_t)((until < end ? until : end) - at);
		if (!read_source(e, source, at, piece, len))
			return false;
		mark_all(&to, piece, len, at * BITS_PER_BYTE, g);
		at += len;
	}
	return true;
}
