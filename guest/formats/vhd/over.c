/* SPDX-License-Identifier: Apache-2.0 */
/* A VHD that exists, whose disk is written over. A new block is where the footer was, which moves
 * after it; the copy at the start stays. */
#include "base/arith.h"
#include "base/mem.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/writer.h"
#include "over.h"

static bool is_clear(uint64_t start, uint64_t end, uint64_t at, uint64_t len)
{
	return end <= at || start >= at + len;
}

/* A block is neither in the table nor in the headers. The footer at the end has no place of its
 * own. */
static bool is_apart(const struct vhd_over *o, uint64_t at)
{
	const struct vhd *v = o->v;
	uint64_t start = at - v->len_bitmap, end = at + o->blocks.len_block;

	return start >= VHD_FOOTER_SIZE && is_clear(start, end, v->bat.offset, v->bat.len) &&
	       is_clear(start, end, v->footer.data_offset, VHD_DYNAMIC_HEADER_SIZE);
}

static bool find(struct writer *w, const uint8_t *entry, uint64_t *at)
{
	const struct vhd_over *o = w->state;
	uint32_t e = vhd_bat_entry_load(entry);

	*at = 0;
	if (!vhd_bat_entry_is_allocated(e))
		return true;
	*at = vhd_bat_entry_bitmap_offset(e) + o->v->len_bitmap;
	return is_apart(o, *at) || over_blocks_refuse(w, entry, *at);
}

static bool take(struct writer *w, uint8_t *entry, uint64_t *at)
{
	struct vhd_over *o = w->state;

	if (o->end_of_data / VHD_SECTOR_SIZE >= VHD_BAT_ENTRY_UNALLOCATED)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_FULL_OVER, 0, o->end_of_data);
	vhd_bat_entry_store(entry, (uint32_t)(o->end_of_data / VHD_SECTOR_SIZE));
	*at = o->end_of_data + o->v->len_bitmap;
	o->end_of_data = *at + o->blocks.len_block;
	if (o->end_of_data + VHD_FOOTER_SIZE > w->end)
		w->end = o->end_of_data + VHD_FOOTER_SIZE;
	return true;
}

/* As by qemu: all sectors of a block that is written to are there. */
static bool touch(struct writer *w, uint64_t at)
{
	struct vhd_over *o = w->state;

	if (o->touched == at)
		return true;
	o->touched = at;
	return writer_put(w->disk, at - o->v->len_bitmap, o->ones, o->v->len_bitmap);
}

static bool publish(struct writer *w)
{
	const struct vhd_over *o = w->state;

	return writer_put(w->disk, o->end_of_data, o->footer, VHD_FOOTER_SIZE);
}

static const struct over_blocks_format format = {
	.find = find, .take = take, .touch = touch, .publish = publish
};

static bool find_end(struct writer *w)
{
	struct vhd_over *o = w->state;
	const struct vhd *v = o->v;
	uint64_t end, num, tables = v->bat.offset + v->bat.len;
	uint8_t there[VHD_FOOTER_SIZE];

	if (!over_blocks_look(w, &end, &num))
		return false;
	if (tables < v->footer.data_offset + VHD_DYNAMIC_HEADER_SIZE)
		tables = v->footer.data_offset + VHD_DYNAMIC_HEADER_SIZE;
	o->end_of_data = align_up(end > tables ? end : tables, VHD_SECTOR_SIZE);
	if (!io_read_padded(w->disk, o->end_of_data, there, sizeof(there)))
		return false;
	if (o->end_of_data + VHD_FOOTER_SIZE > w->end)
		w->end = o->end_of_data + VHD_FOOTER_SIZE;
	o->blocks.dirty = memcmp(there, o->footer, sizeof(there)) != 0; /* a run that was ended */
	return true;
}

static bool begin(struct writer *w)
{
	const struct vhd *v = w->image->state;
	struct vhd_over *o = io_alloc(sizeof(*o), 8);

	if (v->footer.disk_type == VHD_DISK_TYPE_DIFFERENCING)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_KIND_OVER, 0, v->footer.disk_type);
	if (!o)
		return false;
	*o = (struct vhd_over){
		.blocks = { .format = &format,
			    .ofs_table = v->bat.offset,
			    .num = v->header.max_table_entries,
			    .len_entry = VHD_BAT_ENTRY_SIZE,
			    .len_block = v->header.block_size,
			    .len_lead = v->len_bitmap },
		.v = v,
	};
	w->state = o;
	over_blocks_begin(w);
	if (v->fixed)
		return true;
	o->ones = io_alloc(v->len_bitmap, 8);
	if (!o->ones)
		return false;
	memset(o->ones, UINT8_MAX, v->len_bitmap);
	return io_read_padded(w->disk, 0, o->footer, sizeof(o->footer)) && find_end(w);
}

static bool is_fixed(const struct writer *w)
{
	return ((const struct vhd_over *)w->state)->v->fixed;
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	return is_fixed(w) ? writer_put(w->disk | IO_OVER, pos, data, len)
			   : over_blocks_put(w, pos, data, len);
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	return is_fixed(w) ? target_fill(w->disk | IO_OVER, pos, len)
			   : over_blocks_zero(w, pos, len);
}

const struct target_writer vhd_over = {
	.format = SOURCE_FORMAT_VHD,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = over_blocks_end,
};

const struct editor vhd_editor = {
	.format = SOURCE_FORMAT_VHD,
	.resize = vhd_resize,
	.writer = &vhd_over,
};
