/* SPDX-License-Identifier: Apache-2.0 */
#include "extent_list.h"

#include "base/fault.h"
#include "io/holes.h"

void extent_list_begin(struct extent_list *l, const struct image *img, struct extent_record *out,
		       size_t max)
{
	*l = (struct extent_list){
		.out = out,
		.max = max,
		.detail = img->detail,
		.depth = img->depth,
		.disk = img->disk,
	};
}

bool extent_list_end(struct extent_list *l, size_t *num)
{
	if (l->failed)
		return extent_list_fail(l, num);
	*num = l->num;
	return true;
}

bool extent_list_fail(struct extent_list *l, size_t *num)
{
	*num = l->num;
	if (l->num == 0)
		return false;
	fault_clear();
	return true;
}

static bool continues(const struct extent_list *l, uint32_t flags, uint64_t host_offset)
{
	const struct extent_record *last = &l->out[l->num - 1];

	if (last->flags != flags)
		return false;
	if (l->detail == EXTENT_DETAIL_STATE)
		return true;
	if (last->disk != l->disk || last->depth != l->depth)
		return false;
	return !(flags & EXTENT_FLAG_OFFSET_VALID) ||
	       last->host_offset + last->length == host_offset;
}

bool extent_add(struct extent_list *l, uint64_t start, uint64_t length, uint32_t flags,
		uint64_t host_offset)
{
	if (l->detail == EXTENT_DETAIL_STATE)
		flags = extent_state(flags);
	if (l->num > 0 && continues(l, flags, host_offset)) {
		l->out[l->num - 1].length += length;
		return true;
	}
	if (l->num == l->max)
		return false;
	l->out[l->num++] = (struct extent_record){
		.start = start,
		.length = length,
		.host_offset = flags & (EXTENT_FLAG_OFFSET_VALID | EXTENT_APART) ? host_offset : 0,
		.flags = (uint16_t)flags,
		.depth = l->depth,
		.disk = l->disk,
	};
	return true;
}

bool extent_add_through(struct extent_list *l, uint64_t start, uint64_t length, uint32_t data_flags,
			uint32_t hole_flags, uint64_t host_offset)
{
	struct holes *holes = holes_of(l->disk);

	while (holes && length > 0) {
		uint64_t n = length;

		if (!holes_find(holes, host_offset))
			break;
		if (n > holes->end - host_offset)
			n = holes->end - host_offset;
		if (!extent_add(l, start, n, holes->hole ? hole_flags : data_flags, host_offset))
			return false;
		start += n;
		host_offset += n;
		length -= n;
	}
	l->failed = length > 0;
	return !l->failed;
}

bool extent_list_opaque(const struct image *img, uint64_t pos, uint64_t end,
			struct extent_record *out, size_t max, size_t *num)
{
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	(void)!extent_add(&list, pos, end - pos, EXTENT_STATE_DATA, 0);
	return extent_list_end(&list, num);
}

/* Bytes of [pos, end) that are in the block at `pos`. */
static uint64_t part(uint64_t pos, uint64_t end, uint64_t len_block)
{
	uint64_t left = len_block - pos % len_block;

	return left < end - pos ? left : end - pos;
}

bool extent_add_blocks(struct extent_list *l, struct image *img, const struct block_table *blocks,
		       uint64_t pos, uint64_t end)
{
	while (pos < end) {
		uint64_t index = blocks->index ? blocks->index(img, pos) : pos / blocks->len_block;
		uint64_t n = part(pos, end, blocks->len_block), done = n;
		const uint8_t *entry;
		uint32_t len;

		if (!table_at(blocks->table, index * blocks->len_entry, blocks->len_entry, &entry,
			      &len)) {
			l->failed = true;
			return false;
		}
		if (!blocks->add(img, l, pos, n, entry, &done))
			return false;
		pos += done;
	}
	return true;
}
