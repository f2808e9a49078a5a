/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new VMDK. Sparse extents have all their tables from the start; a grain goes to the end of the
 * extent's file, whole. The first data that is written gives the disk a new CID.
 */
#include "new.h"

#include "base/fault.h"
#include "base/mem.h"
#include "base/random.h"
#include "formats/refusals.h"
#include "io/io.h"
#include "io/writer.h"

#define ROOM_DESCRIPTOR ((uint64_t)VMDK_DEFAULT_DESCRIPTOR_SECTORS * VMDK_SECTOR_SIZE)
#define OFS_DESCRIPTOR	((uint64_t)VMDK_DEFAULT_DESCRIPTOR_SECTOR * VMDK_SECTOR_SIZE)

static uint32_t version_of(const struct writer *w, const struct vmdk_layout *l)
{
	if (l->kind->compressed)
		return VMDK_VERSION_COMPRESSED;
	return w->options->flags & TARGET_FLAG_ZEROED_GRAIN ? VMDK_VERSION_ZEROED_GRAIN
							    : VMDK_VERSION_PLAIN;
}

static uint32_t flags_of(const struct writer *w, const struct vmdk_layout *l)
{
	uint32_t flags = VMDK_SPARSE_HEADER_FLAG_NEWLINE_TEST |
			 VMDK_SPARSE_HEADER_FLAG_REDUNDANT_GD;

	if (l->kind->compressed)
		flags |= VMDK_SPARSE_HEADER_FLAG_COMPRESSED | VMDK_SPARSE_HEADER_FLAG_MARKERS;
	if (w->options->flags & TARGET_FLAG_ZEROED_GRAIN)
		flags |= VMDK_SPARSE_HEADER_FLAG_ZEROED_GRAIN;
	return flags;
}

static bool put_header(const struct writer *w, const struct new_extent *e)
{
	const struct vmdk_layout *l = &((const struct new_vmdk *)w->state)->layout;
	struct vmdk_sparse_header h = {
		.version = version_of(w, l),
		.flags = flags_of(w, l),
		.capacity = e->size / VMDK_SECTOR_SIZE,
		.grain_sectors = l->grain_size / VMDK_SECTOR_SIZE,
		.descriptor_sector = VMDK_DEFAULT_DESCRIPTOR_SECTOR,
		.descriptor_sectors = VMDK_DEFAULT_DESCRIPTOR_SECTORS,
		.num_gtes_per_gt = VMDK_MAX_GTES_PER_GT,
		.redundant_gd_sector = e->layout.ofs_redundant / VMDK_SECTOR_SIZE,
		.gd_sector = e->layout.ofs_directory / VMDK_SECTOR_SIZE,
		.overhead_sectors = e->layout.ofs_grains / VMDK_SECTOR_SIZE,
		.single_end_line_char = '\n',
		.non_end_line_char = ' ',
		.double_end_line_char_1 = '\r',
		.double_end_line_char_2 = '\n',
		.compress_algorithm = l->kind->compressed ? VMDK_COMPRESS_ALGORITHM_DEFLATE
							  : VMDK_COMPRESS_ALGORITHM_NONE,
	};
	uint8_t bytes[VMDK_SPARSE_HEADER_SIZE];

	vmdk_sparse_header_store(bytes, &h);
	return writer_put(e->disk, 0, bytes, sizeof(bytes));
}

/* The tables of a directory follow it and each other. */
struct directory {
	uint64_t first; /* sector of the first table */
	uint64_t num_tables;
};

static void fresh_directory(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes)
{
	const struct directory *d = layout;
	uint64_t first = at / VMDK_GRAIN_DIRECTORY_ENTRY_SIZE;

	memset(bytes, 0, len);
	for (uint64_t i = 0; i < len / VMDK_GRAIN_DIRECTORY_ENTRY_SIZE; i++)
		if (first + i < d->num_tables)
			vmdk_grain_directory_entry_store(
				bytes + i * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE,
				(uint32_t)(d->first + (first + i) * VMDK_DEFAULT_GT_SECTORS));
}

static void fresh_grain_tables(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes)
{
	(void)layout;
	(void)at;
	memset(bytes, 0, len);
}

/* A directory, laid down whole; its tables are all there and empty. */
static bool put_directory(const struct new_extent *e, uint64_t offset)
{
	static struct new_table table; /* larger than a small frame */
	struct directory d = { (offset + e->layout.len_directory) / VMDK_SECTOR_SIZE,
			       e->layout.num_tables };

	table = (struct new_table){ .disk = e->disk,
				    .offset = offset,
				    .len = e->layout.len_directory,
				    .used = e->layout.len_directory,
				    .fresh = fresh_directory,
				    .layout = &d };
	return new_table_lay(&table);
}

static struct new_table grain_tables(const struct new_extent *e, uint64_t ofs_directory)
{
	return (struct new_table){ .disk = e->disk,
				   .offset = ofs_directory + e->layout.len_directory,
				   .len = e->layout.num_tables * VMDK_DEFAULT_GT_SECTORS *
					  VMDK_SECTOR_SIZE,
				   .fresh = fresh_grain_tables };
}

/* Where everything of an extent is. */
static void open_extent(const struct writer *w, struct new_extent *e, uint64_t number)
{
	const struct vmdk_layout *l = &((const struct new_vmdk *)w->state)->layout;
	uint64_t left = l->disk - number * l->kind->extent_size;

	e->number = number;
	e->disk = w->disk + (l->kind->infix ? 1 + (uint32_t)number : 0);
	e->size = left < l->kind->extent_size ? left : l->kind->extent_size;
	e->end = e->size;
	if (!l->kind->sparse)
		return;
	vmdk_extent_layout(e->size, l->grain_size, &e->layout);
	e->end = e->layout.ofs_grains;
	e->next = e->end;
	e->tables[NEW_VMDK_REDUNDANT] = grain_tables(e, e->layout.ofs_redundant);
	e->tables[NEW_VMDK_MAIN] = grain_tables(e, e->layout.ofs_directory);
}

static bool close_extent(struct new_extent *e, bool sparse)
{
	if (sparse && (!new_table_flush(&e->tables[NEW_VMDK_REDUNDANT]) ||
		       !new_table_flush(&e->tables[NEW_VMDK_MAIN])))
		return false;
	return writer_finish(e->disk, e->end);
}

static bool lay_extent(const struct writer *w, struct new_extent *e, uint64_t number)
{
	const struct vmdk_layout *l = &((const struct new_vmdk *)w->state)->layout;

	open_extent(w, e, number);
	if (!l->kind->sparse)
		return close_extent(e, false);
	return put_header(w, e) && put_directory(e, e->layout.ofs_redundant) &&
	       put_directory(e, e->layout.ofs_directory) && close_extent(e, true);
}

static bool lay_extents(const struct writer *w, struct new_vmdk *v)
{
	const struct vmdk_layout *l = &v->layout;

	if (!l->kind->infix)
		return lay_extent(w, &v->extent, 0);
	if (l->num_extents >= w->num_disks)
		return target_refuse(w->options, w->size, TARGET_ERROR_OVERFLOW, 0);
	for (uint64_t i = l->num_extents; i > 0; i--)
		if (!lay_extent(w, &v->extent, i - 1))
			return false;
	return true;
}

static bool begin(struct writer *w)
{
	struct new_vmdk *v = io_alloc(sizeof(*v), 8);
	struct random r;
	enum target_error error;
	uint32_t field = 0;

	if (!v)
		return false;
	w->state = v;
	w->size = align_up(w->size, VMDK_SECTOR_SIZE);
	error = vmdk_layout(w->options, w->size, &v->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->streams = v->layout.kind->compressed;
	w->only_streams = v->layout.kind->compressed;
	w->len_cluster = w->len_unit = (uint32_t)v->layout.grain_size;
	random_begin(&r, w->entropy);
	v->cid = random_u4(&r);
	v->written_cid = random_u4(&r);
	return lay_extents(w, v);
}

/* The extent that has this place of the disk. */
static bool enter(struct writer *w, uint64_t pos)
{
	struct new_vmdk *v = w->state;
	uint64_t number = pos / v->layout.kind->extent_size;

	v->written = true;
	if (v->extent.number == number)
		return true;
	if (!close_extent(&v->extent, v->layout.kind->sparse))
		return false;
	open_extent(w, &v->extent, number);
	return true;
}

static bool mark_grain(struct new_extent *e, uint64_t grain, uint32_t entry)
{
	for (unsigned i = 0; i < NEW_VMDK_COPIES; i++) {
		uint8_t *bytes =
			new_table_change(&e->tables[i], grain * VMDK_GRAIN_TABLE_ENTRY_SIZE);

		if (!bytes)
			return false;
		vmdk_grain_table_entry_store(bytes, entry);
	}
	return true;
}

/* In the open extent. */
static bool place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *at)
{
	struct new_vmdk *v = w->state;
	struct new_extent *e = &v->extent;
	uint64_t grain = pos / v->layout.grain_size, within = pos % v->layout.grain_size;
	uint8_t *bytes =
		new_table_change(&e->tables[NEW_VMDK_MAIN], grain * VMDK_GRAIN_TABLE_ENTRY_SIZE);
	uint32_t entry;

	(void)len;
	if (!bytes)
		return false;
	entry = vmdk_grain_table_entry_load(bytes);
	if (entry > VMDK_GRAIN_TABLE_ENTRY_ZEROED) {
		*at = (uint64_t)entry * VMDK_SECTOR_SIZE + within;
		return true;
	}
	*at = e->next + within;
	entry = (uint32_t)(e->next / VMDK_SECTOR_SIZE);
	e->next += v->layout.grain_size;
	e->end = e->next;
	return mark_grain(e, grain, entry);
}

/* Within one extent. */
static bool put_part(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	struct new_vmdk *v = w->state;
	struct new_extent *e = &v->extent;

	if (!v->layout.kind->sparse)
		return writer_put(e->disk, pos, data, len);
	return new_blocks_put(w, e->disk, v->layout.grain_size, place, pos, data, len);
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	const struct vmdk_kind *kind = ((const struct new_vmdk *)w->state)->layout.kind;
	uint32_t part;

	if (kind->compressed) /* it is written by compressed() alone */
		return target_refuse(w->options, w->size, TARGET_ERROR_INVALID_OPTION,
				     TARGET_OPTIONS_FIELD_SUBFORMAT);
	for (; len > 0; pos += part, data += part, len -= part) {
		uint64_t within = pos % kind->extent_size, room = kind->extent_size - within;

		part = room < len ? (uint32_t)room : len;
		if (!enter(w, pos) || !put_part(w, within, data, part))
			return false;
	}
	return true;
}

/* Whole grains of zeros, in extents that can mark them. */
static bool mark_zero(struct writer *w, uint64_t pos, uint64_t len)
{
	struct new_vmdk *v = w->state;
	uint64_t extent_size = v->layout.kind->extent_size, grain_size = v->layout.grain_size;

	for (; len > 0; pos += grain_size, len -= grain_size)
		if (!enter(w, pos) || !mark_grain(&v->extent, pos % extent_size / grain_size,
						  VMDK_GRAIN_TABLE_ENTRY_ZEROED))
			return false;
	return true;
}

/* A flat extent is zeros already. Parts of grains are written as data. */
static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	struct new_vmdk *v = w->state;
	uint64_t mask = v->layout.grain_size - 1;
	uint64_t head = -pos & mask, tail;

	v->written = true;
	if (!v->layout.kind->sparse)
		return true;
	if (!(w->options->flags & TARGET_FLAG_ZEROED_GRAIN))
		return target_put_zeros(w, pos, len);
	head = head < len ? head : len;
	tail = (len - head) & mask;
	return target_put_zeros(w, pos, head) && mark_zero(w, pos + head, len - head - tail) &&
	       target_put_zeros(w, pos + len - tail, tail);
}

/* A grain of a stream takes its whole size at the end of the file, and the next one what it has
 * left. */
static bool compressed(struct writer *w, uint64_t pos, const uint8_t *stream, uint32_t len)
{
	struct new_vmdk *v = w->state;
	struct new_extent *e = &v->extent;
	struct vmdk_grain_marker m = { .lba = pos / VMDK_SECTOR_SIZE, .len_data = len };
	uint8_t marker[VMDK_GRAIN_MARKER_SIZE];
	uint64_t at = e->next, whole = at + v->layout.grain_size;

	vmdk_grain_marker_store(marker, &m);
	v->written = true;
	e->next = align_up(at + sizeof(marker) + len, VMDK_SECTOR_SIZE);
	e->end = e->next > whole ? e->next : whole;
	return mark_grain(e, pos / v->layout.grain_size, (uint32_t)(at / VMDK_SECTOR_SIZE)) &&
	       writer_put(e->disk, at, marker, sizeof(marker)) &&
	       writer_put(e->disk, at + sizeof(marker), stream, len);
}

/* A descriptor of its own ends with its text, and is whole sectors once there is data. */
static bool end_descriptor(struct writer *w)
{
	const struct new_vmdk *v = w->state;
	uint64_t len;

	if (!v->layout.kind->infix)
		return vmdk_put_descriptor(w, OFS_DESCRIPTOR, &len) &&
		       (len <= ROOM_DESCRIPTOR ||
			target_refuse(w->options, w->size, TARGET_ERROR_INVALID_OPTION,
				      TARGET_OPTIONS_FIELD_LEN_TEXT));
	if (!vmdk_put_descriptor(w, 0, &len))
		return false;
	w->end = v->written ? align_up(len, VMDK_SECTOR_SIZE) : len;
	return writer_finish(w->disk, w->end);
}

static bool end(struct writer *w)
{
	struct new_vmdk *v = w->state;

	if (!end_descriptor(w))
		return false;
	if (v->layout.kind->infix && v->layout.num_extents == 0)
		return true;
	return close_extent(&v->extent, v->layout.kind->sparse);
}

const struct target_writer writer_vmdk = {
	.format = SOURCE_FORMAT_VMDK4,
	.begin = begin,
	.put = put,
	.zero = zero,
	.compressed = compressed,
	.end = end,
};
