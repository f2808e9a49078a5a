/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A VHDX that exists, whose disk is written over. A new block goes to the end of the file, at the
 * next MiB, as from qemu; then its entry, which is in one sector, says where it is, so that no log
 * is needed. Before anything else, the older header becomes the newer one, with new identities.
 */
#include "base/arith.h"
#include "edit.h"
#include "formats/over_blocks.h"
#include "io/io.h"
#include "io/writer.h"

struct over {
	struct over_blocks blocks;
	const struct vhdx *v;
	uint64_t next;	/* where a new block goes */
	bool is_marked; /* the header says that the disk is written */
};

static uint64_t index_of(const struct writer *w, uint64_t block)
{
	const struct over *o = w->state;

	return block + block / o->v->chunk_blocks;
}

static bool find(struct writer *w, const uint8_t *bytes, uint64_t *at)
{
	uint64_t entry = vhdx_payload_bat_entry_load(bytes);

	*at = 0;
	switch (vhdx_payload_bat_entry_classify(entry)) {
	case MEANS_HOLE:
	case MEANS_ZERO:
		return true;
	case MEANS_DATA:
		*at = vhdx_payload_bat_entry_file_offset(entry);
		return *at != 0 || over_blocks_refuse(w, bytes, 0);
	default:
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_KIND_OVER, 0,
				   vhdx_payload_bat_entry_state(entry));
	}
}

static bool take(struct writer *w, uint8_t *entry, uint64_t *at)
{
	struct over *o = w->state;

	*at = o->next;
	o->next += o->blocks.len_block;
	w->end = o->next;
	vhdx_payload_bat_entry_store(
		entry, vhdx_payload_bat_entry_make(VHDX_PAYLOAD_BLOCK_STATE_FULLY_PRESENT,
						   *at / VHDX_ALIGNMENT));
	return true;
}

static bool touch(struct writer *w, uint64_t at)
{
	struct over *o = w->state;
	uint8_t bytes[VHDX_HEADER_SIZE];

	if (o->is_marked)
		return true;
	o->is_marked = true;
	return vhdx_renew(w->image, w->entropy, bytes, &at) &&
	       writer_put(w->disk | IO_OVER, at, bytes, sizeof(bytes));
}

/* Blocks are neither in the headers nor in a region, of which each is in the file. */
static bool keep_off_regions(struct writer *w)
{
	struct over *o = w->state;
	uint64_t end = align_up(o->blocks.len_old, VHDX_ALIGNMENT);

	over_blocks_keep_off(&o->blocks, 0, VHDX_HEADER_SECTION_SIZE);
	for (uint32_t i = 0; i < o->v->num_sorted; i++) {
		const struct vhdx_region *r = &o->v->sorted[i];

		if (r->end > end)
			return fault_raise(w->disk, FAULT_TARGET_IMAGE_DAMAGED_OVER, 0, r->start);
		over_blocks_keep_off(&o->blocks, r->start, r->end);
	}
	return true;
}

static const struct over_blocks_format format = {
	.find = find, .take = take, .touch = touch, .index = index_of, .keep_off = keep_off_regions
};

static bool begin(struct writer *w)
{
	const struct vhdx *v = w->image->state;
	struct over *o = io_alloc(sizeof(*o), 8);
	uint64_t end, num;

	if (v->differencing)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_KIND_OVER, 0, 1);
	if (!o)
		return false;
	*o = (struct over){
		.blocks = { .format = &format,
			    .ofs_table = v->bat.offset,
			    .num = pieces_by(v->disk_size, v->parameters.block_size),
			    .len_entry = VHDX_PAYLOAD_BAT_ENTRY_SIZE,
			    .num_entries = v->bat.len / VHDX_PAYLOAD_BAT_ENTRY_SIZE,
			    .len_block = v->parameters.block_size,
			    .len_place = VHDX_ALIGNMENT },
		.v = v,
	};
	w->state = o;
	over_blocks_begin(w);
	if (!over_blocks_look(w, &end, &num))
		return false;
	o->next = align_up(end > o->blocks.len_old ? end : o->blocks.len_old, VHDX_ALIGNMENT);
	return true;
}

static const struct target_writer vhdx_over = {
	.format = SOURCE_FORMAT_VHDX,
	.begin = begin,
	.put = over_blocks_put,
	.zero = over_blocks_zero,
	.end = over_blocks_end,
};

const struct editor vhdx_editor = {
	.format = SOURCE_FORMAT_VHDX,
	.resize = vhdx_resize,
	.writer = &vhdx_over,
};
