/* SPDX-License-Identifier: Apache-2.0 */
/* VHDX: blocks that do not lie in the file. A log that has to be replayed keeps the image from
 * being opened. */
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

bool vhdx_check(struct image *img, struct check_sink *sink)
{
	struct vhdx *v = img->state;
	struct look l = { .img = img, .v = v, .sink = sink, .file_end = vhdx_file_end(img) };
	uint64_t end = vhdx_bat_in_file(img, v), index = 0, in_chunk = 0;
	const uint8_t *entries;
	uint32_t len;

	if (img->quirks & SOURCE_QUIRK_VHDX_BAT_UNCHECKED)
		return true;
	for (uint64_t pos = 0; pos < end; pos += len) {
		if (!table_at(&v->bat, pos, VHDX_PAYLOAD_BAT_ENTRY_SIZE, &entries, &len))
			return false;
		len -= len % VHDX_PAYLOAD_BAT_ENTRY_SIZE;
		for (uint32_t i = 0; i < len; i += VHDX_PAYLOAD_BAT_ENTRY_SIZE, index++) {
			uint64_t entry = vhdx_payload_bat_entry_load(entries + i);

			if (in_chunk++ == v->chunk_blocks)
				in_chunk = 0; /* a bitmap's entry */
			else if (vhdx_is_checked(v, entry) && (!check_place(&l, index, entry) ||
							       !check_overlap(&l, index, entry)))
				return false;
		}
	}
	return true;
}
