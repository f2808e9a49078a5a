/* SPDX-License-Identifier: Apache-2.0 */
/* VDI: blocks that are none, blocks that are used twice, and the header's count of them. */
#include "formats/bits.h"
#include "formats/check.h"
#include "image.h"

struct look {
	struct image *img;
	struct check_sink *sink;
	struct bits used;
	uint64_t allocated;
};

static bool check_entry(struct look *l, uint64_t index, uint32_t entry)
{
	const struct vdi *v = l->img->state;
	uint64_t at = v->map.offset + index * VDI_BLOCK_MAP_ENTRY_SIZE;

	if (vdi_block_map_entry_classify(entry) != MEANS_DATA)
		return true;
	if (entry >= v->header.blocks_in_image)
		return check_field(l->sink, l->img, FAULT_VDI_BLOCK_MAP_ENTRY_CHECK_TOO_LARGE,
				   CHECK_EFFECT_CORRUPTION, at, entry, v->header.blocks_in_image,
				   index);
	l->allocated++;
	return !bits_set(&l->used, entry) ||
	       check_field(l->sink, l->img, FAULT_VDI_BLOCK_MAP_ENTRY_CHECK_USED_TWICE,
			   CHECK_EFFECT_CORRUPTION, at, entry, 0, index);
}

static bool check_map(struct look *l)
{
	struct vdi *v = l->img->state;
	const uint8_t *entries;
	uint32_t len;

	for (uint64_t pos = 0; pos < v->map.len; pos += len) {
		if (!table_at(&v->map, pos, VDI_BLOCK_MAP_ENTRY_SIZE, &entries, &len))
			return false;
		len -= len % VDI_BLOCK_MAP_ENTRY_SIZE;
		for (uint32_t i = 0; i < len; i += VDI_BLOCK_MAP_ENTRY_SIZE)
			if (!check_entry(l, (pos + i) / VDI_BLOCK_MAP_ENTRY_SIZE,
					 (uint32_t)vdi_block_map_entry_load(entries + i)))
				return false;
	}
	return true;
}

bool vdi_check(struct image *img, struct check_sink *sink)
{
	const struct vdi *v = img->state;
	struct look l = { .img = img, .sink = sink };

	if (v->header.blocks_in_image > BITS_MOST)
		return check_end(sink, CHECK_OUTCOME_TOO_LARGE);
	if (!bits_init(&l.used, v->header.blocks_in_image) || !check_map(&l))
		return false;
	return l.allocated == v->header.blocks_allocated ||
	       check_field(sink, img, FAULT_VDI_HEADER_CHECK_BLOCKS_ALLOCATED,
			   CHECK_EFFECT_CORRUPTION, VDI_HEADER_BLOCKS_ALLOCATED_OFFSET,
			   v->header.blocks_allocated, l.allocated, 0);
}
