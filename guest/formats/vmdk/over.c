/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A VMDK that exists, whose disk is written over, extent by extent. A new grain goes to the end of
 * its file, at a multiple of its size, as from qemu, and into both tables. Before anything else the
 * disk gets another content id, since its children must not take it for what it was.
 */
#include "over.h"

#include "base/arith.h"
#include "base/ascii.h"
#include "base/random.h"
#include "formats/edit.h"
#include "io/io.h"
#include "io/writer.h"

#define DIGIT_BITS 4u

/* --- the content id --- */

/* Another one than `old` and than that of no parent, of at most so many digits. */
static uint32_t new_cid(const struct writer *w, uint32_t old, size_t digits)
{
	uint32_t cid = UINT32_MAX >> 1;
	struct random r;

	random_begin(&r, w->entropy);
	cid &= random_u4(&r);
	if (digits < VMDK_CID_DIGITS)
		cid &= (1u << digits * DIGIT_BITS) - 1;
	return cid == old ? cid ^ 1 : cid;
}

/* As long as the one before, so that nothing after it moves. */
static bool mark(struct writer *w)
{
	struct vmdk_over *o = ((struct vmdk_part *)w->state)->all;
	const struct vmdk_text *text = &o->v->text;
	uint8_t digits[ASCII_MAX_DIGITS];
	size_t at, len;
	uint32_t cid, first;

	if (o->is_marked)
		return true;
	o->is_marked = true;
	if (!vmdk_find_cid(text, &at, &len))
		return fault_raise(o->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, 0, o->v->ofs_text);
	cid = new_cid(w, vmdk_hex_number(text, VMDK_DESCRIPTOR_KEY_CID), len);
	first = ascii_digits(digits, cid, ASCII_HEX, (uint32_t)len);
	return writer_put(o->disk | IO_OVER, o->v->ofs_text + at, digits + first, (uint32_t)len);
}

/* --- grains --- */

static bool find(struct writer *w, const uint8_t *entry, uint64_t *at)
{
	const struct vmdk_extent *e = ((const struct vmdk_part *)w->state)->e;
	uint32_t value = vmdk_grain_table_entry_load(entry);
	bool is_zeroed = value == VMDK_GRAIN_TABLE_ENTRY_ZEROED && e->has_zeroed_grain;

	*at = is_zeroed ? 0 : vmdk_grain_table_entry_grain_offset(value);
	return true;
}

static bool take(struct writer *w, uint8_t *entry, uint64_t *at)
{
	struct vmdk_part *part = w->state;

	if (part->next / VMDK_SECTOR_SIZE > UINT32_MAX)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_FULL_OVER, 0, part->next);
	*at = part->next;
	part->next += part->blocks.len_block;
	w->end = part->next;
	vmdk_grain_table_entry_store(entry, (uint32_t)(*at / VMDK_SECTOR_SIZE));
	return true;
}

static bool touch(struct writer *w, uint64_t at)
{
	(void)at;
	return mark(w);
}

static bool seek(struct writer *w, uint64_t index, uint64_t *table, uint64_t *copy)
{
	const struct vmdk_extent *e = ((const struct vmdk_part *)w->state)->e;
	uint64_t within = index / e->num_gtes * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE;
	uint8_t bytes[VMDK_GRAIN_DIRECTORY_ENTRY_SIZE];

	if (!io_read_padded(w->disk, e->ofs_directory + within, bytes, sizeof(bytes)))
		return false;
	*table = vmdk_grain_directory_entry_table_offset(vmdk_grain_directory_entry_load(bytes));
	if (e->ofs_redundant == 0)
		return true;
	if (!io_read_padded(w->disk, e->ofs_redundant + within, bytes, sizeof(bytes)))
		return false;
	*copy = vmdk_grain_directory_entry_table_offset(vmdk_grain_directory_entry_load(bytes));
	return true;
}

/* In front of a backing image, a whole grain is marked where that can be, and another one is
 * written. */
static bool hide(struct writer *w, uint64_t pos, uint32_t len, uint8_t *entry)
{
	struct vmdk_part *part = w->state;

	if (!w->image->backing || vmdk_grain_table_entry_load(entry) != 0)
		return true;
	if (!part->e->has_zeroed_grain || len < part->blocks.len_block)
		return target_put_zeros(w, pos, len);
	vmdk_grain_table_entry_store(entry, VMDK_GRAIN_TABLE_ENTRY_ZEROED);
	part->blocks.dirty = true;
	return mark(w);
}

static const struct over_blocks_format format = {
	.find = find,
	.take = take,
	.touch = touch,
	.seek = seek,
	.hide = hide,
	.keep_off = vmdk_keep_off_tables,
};

/* --- extents --- */

/* Whether its grains are in tables that are there from the beginning. */
static bool is_written(const struct vmdk_extent *e)
{
	return e->grain_sectors == 0 ||
	       (e->hosted && !e->compressed && !e->has_markers && !e->has_footer);
}

static bool open_sparse(struct writer *w, struct vmdk_part *part)
{
	const struct vmdk_extent *e = part->e;
	uint64_t len = (uint64_t)e->grain_sectors * VMDK_SECTOR_SIZE, end, num;

	part->blocks = (struct over_blocks){
		.format = &format,
		.start = e->start,
		.num = pieces_by(e->end - e->start, len),
		.len_entry = VMDK_GRAIN_TABLE_ENTRY_SIZE,
		.num_entries = e->num_gtes,
		.len_block = len,
		.len_place = len,
	};
	if (part->blocks.num > e->num_directory * e->num_gtes)
		return fault_raise(e->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, 0, e->ofs_directory);
	over_blocks_begin(w);
	if (!over_blocks_look(w, &end, &num))
		return false;
	if (end < part->blocks.len_old)
		end = part->blocks.len_old;
	part->next = pieces_by(end, len) * len;
	return true;
}

static void enter(struct writer *w, struct vmdk_part *part)
{
	((struct vmdk_part *)w->state)->end = w->end;
	w->state = part;
	w->disk = part->e->disk;
	w->end = part->end;
}

/* Whether two extents are in one file; only flat ones may be, apart from each other. */
static bool meet(const struct vmdk_extent *a, const struct vmdk_extent *b)
{
	if (a->disk != b->disk)
		return false;
	return a->grain_sectors != 0 || b->grain_sectors != 0 ||
	       (a->ofs_data < b->ofs_data + (b->end - b->start) &&
		b->ofs_data < a->ofs_data + (a->end - a->start));
}

static bool open_part(struct writer *w, const struct vmdk_over *o, size_t number)
{
	struct vmdk_part *part = &o->parts[number];
	const struct vmdk_extent *e = part->e;

	if (!is_written(e))
		return fault_raise(o->disk, FAULT_TARGET_IMAGE_KIND_OVER, 0, number);
	for (size_t i = 0; i < number; i++)
		if (meet(e, o->parts[i].e))
			return fault_raise(e->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, 0,
					   e->ofs_data);
	enter(w, part);
	if (e->grain_sectors != 0)
		return open_sparse(w, part);
	return e->ofs_data + (e->end - e->start) <= io_size(e->disk) ||
	       fault_raise(e->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, 0, e->ofs_data);
}

static bool begin(struct writer *w)
{
	struct vmdk *v = w->image->state;
	struct vmdk_over *o = io_alloc(sizeof(*o), 8);

	if (!o)
		return false;
	*o = (struct vmdk_over){ .v = v, .disk = w->disk };
	o->parts = io_alloc((v->num_extents + 1) * sizeof(*o->parts), 8);
	if (!o->parts)
		return false;
	o->parts[v->num_extents].all = o; /* before the first is entered */
	w->state = &o->parts[v->num_extents];
	w->size = w->image->size;
	w->len_cluster = w->len_unit = SOURCE_SECTOR_SIZE;
	for (size_t i = 0; i < v->num_extents; i++) {
		o->parts[i].all = o;
		o->parts[i].e = &v->extents[i];
		if (!open_part(w, o, i))
			return false;
	}
	return true;
}

/* Go to the extent of `pos`; how much of `len` bytes is in it. */
static uint64_t enter_at(struct writer *w, uint64_t pos, uint64_t len)
{
	struct vmdk_over *o = ((struct vmdk_part *)w->state)->all;
	const struct vmdk_extent *e = vmdk_find_extent(o->v, pos);

	enter(w, &o->parts[e - o->v->extents]);
	return len < e->end - pos ? len : e->end - pos;
}

/* Whether the extent is flat, and where a byte of it is then. */
static bool is_flat(const struct writer *w, uint64_t pos, uint64_t *at)
{
	const struct vmdk_extent *e = ((const struct vmdk_part *)w->state)->e;

	*at = e->ofs_data + (pos - e->start);
	return e->grain_sectors == 0;
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	uint64_t at;

	for (uint32_t done; len > 0; pos += done, data += done, len -= done) {
		done = (uint32_t)enter_at(w, pos, len);
		if (is_flat(w, pos, &at)
			    ? !mark(w) || !writer_put(w->disk | IO_OVER, at, data, done)
			    : !over_blocks_put(w, pos, data, done))
			return false;
	}
	return true;
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	uint64_t at;

	for (uint64_t done; len > 0; pos += done, len -= done) {
		done = enter_at(w, pos, len);
		if (is_flat(w, pos, &at) ? !mark(w) || !target_empty(w->disk, at, done)
					 : !over_blocks_zero(w, pos, done))
			return false;
	}
	return true;
}

static bool end(struct writer *w)
{
	struct vmdk_over *o = ((struct vmdk_part *)w->state)->all;

	for (size_t i = 0; i < o->v->num_extents; i++) {
		enter(w, &o->parts[i]);
		if (o->parts[i].e->grain_sectors != 0 && !over_blocks_end(w))
			return false;
	}
	return writer_drain();
}

const struct target_writer vmdk_over = {
	.format = SOURCE_FORMAT_VMDK4,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};

const struct editor vmdk_editor = {
	.format = SOURCE_FORMAT_VMDK4,
	.resize = vmdk_resize,
	.writer = &vmdk_over,
};
