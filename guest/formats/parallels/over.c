/* SPDX-License-Identifier: Apache-2.0 */
/* A Parallels image that exists, whose disk is written over. New clusters follow the last one. */
#include "base/arith.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/writer.h"
#include "over.h"

/* Readers do not agree on clusters that are not wholly in the file, or where tables are. */
static bool find(struct writer *w, const uint8_t *entry, uint64_t *at)
{
	const struct parallels_over *o = w->state;
	uint32_t e = parallels_bat_entry_load(entry);

	*at = 0;
	if (!parallels_bat_entry_is_allocated(e))
		return true;
	*at = parallels_sector_of(o->p, e) * PARALLELS_SECTOR_SIZE;
	return (*at >= o->p->data_sector * PARALLELS_SECTOR_SIZE &&
		*at + o->blocks.len_block <= align_up(w->end, PARALLELS_SECTOR_SIZE)) ||
	       over_blocks_refuse(w, entry, *at);
}

static bool take(struct writer *w, uint8_t *entry, uint64_t *at)
{
	struct parallels_over *o = w->state;
	uint64_t unit = (uint64_t)o->p->unit * PARALLELS_SECTOR_SIZE;

	*at = (o->end_of_data + unit - 1) / unit * unit;
	if (*at / unit > UINT32_MAX)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_FULL_OVER, 0, *at);
	parallels_bat_entry_store(entry, (uint32_t)(*at / unit));
	o->end_of_data = *at + o->blocks.len_block;
	if (o->end_of_data > w->end)
		w->end = o->end_of_data;
	return true;
}

static const struct over_blocks_format format = { .find = find, .take = take };

static bool begin(struct writer *w)
{
	const struct parallels *p = w->image->state;
	struct parallels_over *o = io_alloc(sizeof(*o), 8);
	uint64_t end, num;

	if (p->header.extension_sector != 0 || p->header.in_use == PARALLELS_IN_USE_OPEN)
		return fault_raise(w->disk, FAULT_TARGET_IMAGE_KIND_OVER, 0,
				   p->header.extension_sector);
	if (!o)
		return false;
	*o = (struct parallels_over){
		.blocks = { .format = &format,
			    .ofs_table = PARALLELS_BAT_OFFSET,
			    .num = p->header.num_bat_entries,
			    .len_entry = PARALLELS_BAT_ENTRY_SIZE,
			    .len_block = w->image->cluster_size,
			    .len_place = parallels_header_is_extended(&p->header)
						 ? w->image->cluster_size
						 : 0 },
		.p = p,
	};
	w->state = o;
	over_blocks_begin(w);
	if (!over_blocks_look(w, &end, &num))
		return false;
	o->end_of_data = p->data_sector * PARALLELS_SECTOR_SIZE;
	if (end > o->end_of_data)
		o->end_of_data = end;
	return true;
}

const struct target_writer parallels_over = {
	.format = SOURCE_FORMAT_PARALLELS,
	.begin = begin,
	.put = over_blocks_put,
	.zero = over_blocks_zero,
	.end = over_blocks_end,
};

const struct editor parallels_editor = {
	.format = SOURCE_FORMAT_PARALLELS,
	.resize = parallels_resize,
	.writer = &parallels_over,
};
