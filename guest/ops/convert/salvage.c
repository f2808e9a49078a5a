/* SPDX-License-Identifier: Apache-2.0 */
#include "salvage.h"

#include "content/feed.h"
#include "generated/structures.h"
#include "io/message.h"
#include "stages/image.h"

bool salvage_goes_on(const struct salvage *s)
{
	if (!s->wanted)
		return false;
	switch (the_fault.fault) {
	case FAULT_CALL_TABLE_TABLE_OUT_OF_MEMORY: /* nobody's data is broken */
	case FAULT_BLOCK_REQUEST_WRITE_FAILED:
	case FAULT_SOURCE_OPTIONS_TABLES_OVERLAP: /* nothing is walked any more */
		return false;
	default:
		fault_clear();
		return true;
	}
}

bool salvage_tell(struct salvage *s)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_UNREADABLE };

	if (s->length == 0)
		return true;
	message.unreadable = (struct guest_unreadable){
		.start = s->start,
		.length = s->length,
		.walk = s->walk,
		.read = s->read,
		.has_error = true,
		.error = message_error(&s->why),
	};
	s->length = 0;
	return message_emit(&message);
}

bool salvage_lose(struct salvage *s, uint64_t start, uint64_t length, bool walk, bool read)
{
	if (s->length > 0 && s->start + s->length == start && s->walk == walk && s->read == read) {
		s->length += length;
		return true;
	}
	if (!salvage_tell(s))
		return false;
	s->start = start;
	s->length = length;
	s->walk = walk;
	s->read = read;
	s->why = the_fault;
	return true;
}

/* The shortest cluster of the layers at the source, if they have any. */
static uint64_t shortest_cluster(const struct image *img)
{
	uint64_t least = 0;

	for (; img; img = img->backing)
		if (img->cluster_size > 0 && (least == 0 || img->cluster_size < least))
			least = img->cluster_size;
	return least;
}

uint64_t salvage_length(struct feed *f, uint64_t pos)
{
	uint64_t cluster = shortest_cluster(f->tops[f->current]), left = f->size - pos;
	uint64_t sector = left < SOURCE_SECTOR_SIZE ? left : SOURCE_SECTOR_SIZE;
	struct extent_record r;
	struct fault why = the_fault;
	uint64_t length;

	if (cluster <= SOURCE_SECTOR_SIZE)
		return sector;
	length = cluster - (pos - f->start) % cluster;
	if (length > left)
		length = left;
	if (length <= sector || feed_extent(f, pos + length - sector, &r))
		length = sector;
	the_fault = why;
	return length;
}
