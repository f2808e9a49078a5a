/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cloop: blocks that are a zlib stream each, one after the other, and a table of where they are.
 * All of it is data to qemu's `map` and `measure`.
 */
#include "formats/two_level.h"
#include "stages/extent_list.h"

#include "generated/cloop.h"
#include "generated/structures.h"

#define OFFSETS_WINDOW 65536u

struct cloop {
	uint32_t len_block, num_blocks;
	struct table offsets;
};

static bool check_block(const struct image *img, uint32_t len)
{
	uint32_t fault = 0;

	if (len % CLOOP_SECTOR_SIZE)
		fault = FAULT_CLOOP_HEADER_BLOCK_UNEVEN;
	else if (len == 0)
		fault = FAULT_CLOOP_HEADER_BLOCK_EMPTY;
	else if (len > CLOOP_MAX_BLOCK_BYTES)
		fault = FAULT_CLOOP_HEADER_BLOCK_TOO_LARGE;
	return !fault || fault_raise(img->disk, fault, CLOOP_HEADER_LEN_BLOCK_OFFSET, len);
}

static uint64_t len_table(uint32_t num_blocks)
{
	return ((uint64_t)num_blocks + 1) * CLOOP_OFFSET_SIZE;
}

static bool check_table(const struct image *img, uint32_t num)
{
	uint32_t fault = 0;

	if (num > CLOOP_MAX_ADDRESSED_BLOCKS)
		fault = FAULT_CLOOP_HEADER_TOO_MANY_BLOCKS;
	else if (num == CLOOP_MAX_ADDRESSED_BLOCKS)
		fault = FAULT_CLOOP_HEADER_TABLE_WRAPS;
	else if (len_table(num) > CLOOP_MAX_TABLE_BYTES)
		fault = FAULT_CLOOP_HEADER_TABLE_TOO_LARGE;
	return !fault || fault_raise(img->disk, fault, CLOOP_HEADER_NUM_BLOCKS_OFFSET, num);
}

static bool offset_fault(const struct image *img, const struct cloop *c, uint32_t fault,
			 uint64_t index, uint64_t value)
{
	(void)fault_raise(img->disk, fault, c->offsets.offset + index * CLOOP_OFFSET_SIZE, value);
	fault_extra(index);
	return false;
}

/* Blocks follow each other, and none is out of all proportion. */
static bool check_offsets(const struct image *img, struct cloop *c)
{
	uint64_t before = 0, index = 0;
	const uint8_t *bytes;
	uint32_t len;

	for (uint64_t at = 0; at < c->offsets.len; at += len) {
		if (!table_at(&c->offsets, at, CLOOP_OFFSET_SIZE, &bytes, &len))
			return false;
		len -= len % CLOOP_OFFSET_SIZE;
		for (uint32_t i = 0; i < len; i += CLOOP_OFFSET_SIZE, index++) {
			uint64_t place = cloop_offset_place(cloop_offset_load(bytes + i));

			if (index > 0 && place < before)
				return offset_fault(img, c, FAULT_CLOOP_OFFSET_DESCENDS, index,
						    place);
			if (index > 0 && place - before > CLOOP_MAX_STORED_BYTES)
				return offset_fault(img, c, FAULT_CLOOP_OFFSET_TOO_LONG, index,
						    place);
			before = place;
		}
	}
	return true;
}

/* The script decides only where the format is not said: the numbers are looked at alone. */
static bool cloop_open(struct image *img)
{
	struct cloop *c = io_alloc(sizeof(*c), _Alignof(struct cloop));

	if (!c)
		return false;
	img->state = c;
	c->len_block = cloop_header_peek_len_block(img->head);
	c->num_blocks = cloop_header_peek_num_blocks(img->head);
	if (!check_block(img, c->len_block) || !check_table(img, c->num_blocks))
		return false;
	img->size = (uint64_t)c->num_blocks * c->len_block;
	return table_init(&c->offsets, img->disk, CLOOP_HEADER_SIZE, len_table(c->num_blocks),
			  OFFSETS_WINDOW) &&
	       check_offsets(img, c);
}

/* Each block is a record of its own for those who unpack it. */
static bool cloop_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		       size_t max, size_t *num)
{
	const struct cloop *c = img->state;
	struct extent_list list;

	if (!(img->source_flags & SOURCE_FLAG_BY_TABLE))
		return extent_list_opaque(img, pos, end, out, max, num);
	extent_list_begin(&list, img, out, max);
	while (pos < end) {
		uint64_t block = pos / c->len_block;
		uint64_t stop = (block + 1) * c->len_block;

		if (stop > end)
			stop = end;
		if (!extent_add(&list, pos, stop - pos, two_level_compressed(img), block))
			break;
		pos = stop;
	}
	return extent_list_end(&list, num);
}

static bool read_offset(struct cloop *c, uint64_t index, uint64_t *place)
{
	const uint8_t *bytes;
	uint32_t len;

	if (!table_at(&c->offsets, index * CLOOP_OFFSET_SIZE, CLOOP_OFFSET_SIZE, &bytes, &len))
		return false;
	*place = cloop_offset_place(cloop_offset_load(bytes));
	return true;
}

static bool cloop_stream(struct image *img, const struct extent_record *r,
			 struct image_stream *stream)
{
	struct cloop *c = img->state;
	uint64_t block = r->start / c->len_block, end;

	*stream = (struct image_stream){
		.start = block * c->len_block,
		.len = c->len_block,
		.method = STREAM_ZLIB,
	};
	if (!read_offset(c, block, &stream->offset) || !read_offset(c, block + 1, &end))
		return false;
	stream->len_stored = (uint32_t)(end - stream->offset);
	return true;
}

const struct format format_cloop = {
	.id = SOURCE_FORMAT_CLOOP,
	.name = "cloop",
	.is_opaque = true,
	.risky = true,
	.magic = CLOOP_HEADER_MAGIC,
	.len_magic = CLOOP_HEADER_MAGIC_SIZE,
	.magic_score = 2,
	.open = cloop_open,
	.next = cloop_next,
	.stream = cloop_stream,
};
