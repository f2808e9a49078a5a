/* SPDX-License-Identifier: Apache-2.0 */
/* A VDI that exists, whose disk is written over. New blocks follow the last one. */
#include "base/arith.h"
#include "base/store.h"
#include "formats/edit.h"
#include "io/io.h"
#include "io/writer.h"
#include "over.h"

static uint64_t place_of(const struct vdi *v, uint64_t block)
{
	return v->header.ofs_data + block * VDI_BLOCK_SIZE;
}

static bool find(struct writer *w, const uint8_t *entry, uint64_t *at)
{
	const struct vdi_over *o = w->state;
	uint32_t e = vdi_block_map_entry_load(entry);

	*at = vdi_block_map_entry_is_allocated(e) ? place_of(o->v, vdi_block_map_entry_block(e))
						  : 0;
	return true;
}

static bool take(struct writer *w, uint8_t *entry, uint64_t *at)
{
	struct vdi_over *o = w->state;

	*at = place_of(o->v, o->next);
	if (o->next >= VDI_BLOCK_MAP_ENTRY_ZERO)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_FULL_OVER, 0, *at);
	vdi_block_map_entry_store(entry, (uint32_t)o->next++);
	o->num_allocated += !o->moves;
	if (*at + VDI_BLOCK_SIZE > w->end)
		w->end = *at + VDI_BLOCK_SIZE;
	return true;
}

static bool publish(struct writer *w)
{
	const struct vdi_over *o = w->state;
	uint8_t bytes[sizeof(o->num_allocated)];

	store_u4le(bytes, o->num_allocated);
	return writer_put(w->disk, VDI_HEADER_BLOCKS_ALLOCATED_OFFSET, bytes, sizeof(bytes));
}

static const struct over_blocks_format format = { .find = find, .take = take, .publish = publish };

bool vdi_map_is_apart(const struct vdi *v)
{
	return v->map.offset >= VDI_HEADER_SIZE && v->map.offset + v->map.len <= v->header.ofs_data;
}

static bool begin(struct writer *w)
{
	const struct vdi *v = w->image->state;
	struct vdi_over *o = io_alloc(sizeof(*o), 8);
	uint64_t end, num;

	if (!vdi_map_is_apart(v))
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, 0, v->map.offset);
	if (!o)
		return false;
	*o = (struct vdi_over){
		.blocks = { .format = &format,
			    .ofs_table = v->header.ofs_block_map,
			    .num = v->header.blocks_in_image,
			    .len_entry = VDI_BLOCK_MAP_ENTRY_SIZE,
			    .len_block = VDI_BLOCK_SIZE,
			    .ofs_place = v->header.ofs_data,
			    .len_place = VDI_BLOCK_SIZE },
		.v = v,
	};
	w->state = o;
	over_blocks_begin(w);
	if (!over_blocks_look(w, &end, &num))
		return false;
	o->num_allocated = (uint32_t)num;
	o->blocks.dirty = num != v->header.blocks_allocated; /* a run that was ended */
	o->next = end == 0 ? 0 : pieces_of(end - v->header.ofs_data, bits_of(VDI_BLOCK_SIZE));
	return true;
}

const struct target_writer vdi_over = {
	.format = SOURCE_FORMAT_VDI,
	.begin = begin,
	.put = over_blocks_put,
	.zero = over_blocks_zero,
	.end = over_blocks_end,
};

const struct editor vdi_editor = {
	.format = SOURCE_FORMAT_VDI,
	.resize = vdi_resize,
	.writer = &vdi_over,
};
