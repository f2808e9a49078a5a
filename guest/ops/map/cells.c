/* SPDX-License-Identifier: Apache-2.0 */
#include "cells.h"

#include "stages/image.h"
#include "generated/guest_message.h"

static uint64_t num_cells(const struct cells *c, uint64_t end)
{
	return end > c->start ? (end - 1) / c->cell - c->start / c->cell + 1 : 0;
}

bool cells_begin(struct cells *c, const struct image *top, uint64_t start, uint64_t end,
		 uint32_t max)
{
	*c = (struct cells){ .start = start, .cell = MAP_CELL_WITHOUT_CLUSTERS };
	if (top->cluster_size >= SOURCE_SECTOR_SIZE && top->cluster_size <= top->size)
		c->cell = top->cluster_size;
	while (num_cells(c, end) > max)
		c->cell *= 2;
	c->parts = io_alloc(MAP_MAX_FILE_CELLS * sizeof(c->parts[0]), sizeof(uint64_t));
	c->runs = io_alloc(MAP_MAX_FILE_CELLS * sizeof(c->runs[0]), sizeof(uint64_t));
	return c->parts && c->runs;
}

bool cells_end(struct cells *c)
{
	for (uint32_t i = 0; i < c->num_kinds; i++) {
		c->kinds[i].start = c->at;
		c->at += c->kinds[i].length;
		if (!c->take(c->arg, &c->kinds[i]))
			return false;
	}
	c->num_kinds = 0;
	return true;
}

/* Hold `length` bytes from `pos` on that are like the record. */
static bool hold(struct cells *c, const struct extent_record *r, uint64_t pos, uint64_t length)
{
	uint32_t i;

	for (i = 0; i < c->num_kinds; i++)
		if (c->kinds[i].flags == r->flags && c->kinds[i].depth == r->depth &&
		    c->kinds[i].disk == r->disk)
			break;
	if (i == CELL_KINDS) { /* their order means nothing: what there is can go */
		if (!cells_end(c))
			return false;
		i = 0;
	}
	if (c->num_kinds == 0)
		c->at = pos;
	if (i == c->num_kinds) {
		c->num_kinds++;
		c->kinds[i] = (struct extent_record){ .flags = r->flags,
						      .depth = r->depth,
						      .disk = r->disk };
	}
	c->kinds[i].length += length;
	return true;
}

static void choose_parts(struct cells *c, uint32_t disk)
{
	c->has_file = true;
	c->file = disk;
	for (c->len_part = SOURCE_SECTOR_SIZE; c->len_part * MAP_MAX_FILE_CELLS < io_size(disk);)
		c->len_part *= 2;
	c->num_parts = (io_size(disk) + c->len_part - 1) / c->len_part;
}

/* Data that begins in a part of the file, and may go on in the next ones. */
static void add_parts(struct cells *c, const struct extent_record *r)
{
	uint64_t pos = r->host_offset, end = pos + r->length;

	for (uint64_t i = pos / c->len_part; pos < end && i < c->num_parts; i++) {
		uint64_t limit = (i + 1) * c->len_part;
		uint64_t stop = end < limit ? end : limit;
		uint64_t place = r->start + (pos - r->host_offset);

		c->parts[i].stored += stop - pos;
		c->parts[i].place += place / c->cell - c->start / c->cell;
		c->runs[i]++;
		pos = stop;
	}
}

static void add_to_file(struct cells *c, const struct extent_record *r)
{
	uint32_t wanted = EXTENT_FLAG_DATA | EXTENT_FLAG_OFFSET_VALID;

	if ((r->flags & wanted) != wanted || r->depth > 0)
		return;
	if (!c->has_file)
		choose_parts(c, r->disk);
	if (r->disk != c->file)
		return;
	c->pieces += c->pieces == 0 || r->host_offset != c->next;
	c->next = r->host_offset + r->length;
	c->mapped += r->length;
	add_parts(c, r);
}

bool cells_add(struct cells *c, const struct extent_record *r)
{
	uint64_t pos = r->start, end = r->start + r->length;

	add_to_file(c, r);
	while (pos < end) {
		uint64_t stop;

		if (pos >= c->limit) {
			if (!cells_end(c))
				return false;
			c->limit = pos - pos % c->cell + c->cell;
		}
		stop = end < c->limit ? end : c->limit;
		if (!hold(c, r, pos, stop - pos))
			return false;
		pos = stop;
	}
	return true;
}

void cells_report(struct cells *c, struct guest_map_result *result)
{
	for (uint64_t i = 0; i < c->num_parts; i++)
		if (c->runs[i])
			c->parts[i].place /= c->runs[i];
	result->pieces = c->pieces;
	result->mapped = c->mapped;
	result->file = c->file;
	result->len_part = c->len_part;
	result->parts = (struct bytes_view){ c->parts, c->num_parts * sizeof(c->parts[0]) };
}
