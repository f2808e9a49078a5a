/* SPDX-License-Identifier: Apache-2.0 */
/* VHDX: blocks that do not lie in the file. A log that has to be replayed keeps the image from
 * being opened, unless it is repaired: then it has been replayed before anything is looked at. */
#include "formats/check.h"
#include "image.h"

struct look {
	struct image *img;
	struct vhdx *v;
	struct check_sink *sink;
	uint64_t file_end;
};

static bool tell(struct look *l, uint32_t fault, uint64_t index, uint64_t entry, uint64_t place)
{
	const struct check_problem problem = {
		.fault = fault,
		.effect = CHECK_EFFECT_CORRUPTION,
		.disk = (uint16_t)l->img->disk,
		.offset = l->v->bat.offset + index * VHDX_PAYLOAD_BAT_ENTRY_SIZE,
		.value = vhdx_payload_bat_entry_file_offset_mb(entry),
		.extra0 = index,
		.extra1 = place,
		.extra2 = l->file_end,
	};

	return check_tell(l->sink, &problem);
}

static bool check_place(struct look *l, uint64_t index, uint64_t entry)
{
	uint64_t start = vhdx_payload_bat_entry_file_offset(entry);
	uint64_t size = vhdx_len_in_disk(l->v, index);

	if (start > (uint64_t)INT64_MAX - size &&
	    !tell(l, FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_OFFSET_OVERFLOW, index, entry, start))
		return false;
	if (start >= l->file_end)
		return tell(l, FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_START_PAST_END, index, entry,
			    start);
	return size <= l->file_end - start ||
	       tell(l, FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_END_PAST_END, index, entry,
		    start + size - 1);
}

static bool check_overlap(struct look *l, uint64_t index, uint64_t entry)
{
	uint64_t start = vhdx_payload_bat_entry_file_offset(entry);
	uint64_t end = start + l->v->parameters.block_size;
	struct vhdx_region other;
	struct check_problem problem = {
		.fault = FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_OVERLAP,
		.effect = CHECK_EFFECT_CORRUPTION,
		.disk = (uint16_t)l->img->disk,
		.offset = l->v->bat.offset + index * VHDX_PAYLOAD_BAT_ENTRY_SIZE,
		.value = start,
		.extra0 = end,
	};

	if (!vhdx_overlaps(l->v, start, end, &other))
		return true;
	problem.extra1 = other.start;
	problem.extra2 = other.end;
	return check_tell(l->sink, &problem);
}

static bool check_block(void *arg, uint64_t index, uint64_t entry)
{
	struct look *l = arg;

	return check_place(l, index, entry) && check_overlap(l, index, entry);
}

static bool tell_replayed(struct look *l)
{
	return !l->v->replayed ||
	       check_field(l->sink, l->img, FAULT_VHDX_HEADER_CHECK_REPLAYED,
			   CHECK_EFFECT_CORRUPTION_REPAIRED,
			   l->v->header_at + VHDX_HEADER_LOG_GUID_OFFSET, 0, 0, 0);
}

bool vhdx_check(struct image *img, struct check_sink *sink)
{
	struct vhdx *v = img->state;
	struct look l = { .img = img, .v = v, .sink = sink, .file_end = image_file_end(img->disk) };

	return tell_replayed(&l) && ((img->quirks & SOURCE_QUIRK_VHDX_BAT_UNCHECKED) ||
				     vhdx_visit_blocks(img, v, check_block, &l));
}
