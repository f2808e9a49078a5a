/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Apple disk images: chunks that are kept as they are, or compressed, or not at all. All of it is
 * data to qemu's `map` and `measure`.
 */
#include "image.h"

#include "formats/two_level.h"
#include "stages/extent_list.h"

#include "generated/structures.h"

/* The trailer is last, but for a few bytes that some programs add. */
static bool find_trailer(const struct image *img, uint64_t *place)
{
	uint8_t bytes[DMG_LEN_TRAILER_SEARCH];
	uint64_t end = image_file_end(img->disk);
	uint64_t start = end > DMG_LEN_TRAILER_WINDOW ? end - DMG_LEN_TRAILER_WINDOW : 0;
	uint64_t left = end - start;
	uint32_t len = left < sizeof(bytes) ? (uint32_t)left : (uint32_t)sizeof(bytes);

	if (!io_read_padded(img->disk, start, bytes, len))
		return false;
	for (uint32_t i = 0; len >= DMG_TRAILER_SIZE && i + DMG_TRAILER_MAGIC_SIZE <= len; i++)
		if (bytes_eq(bytes + i, DMG_TRAILER_MAGIC, DMG_TRAILER_MAGIC_SIZE)) {
			*place = start + i;
			return true;
		}
	return fault_raise(img->disk, FAULT_DMG_TRAILER_MISSING, start, 0);
}

static bool read_trailer(const struct image *img, uint64_t place, struct dmg_trailer *t)
{
	uint8_t bytes[DMG_TRAILER_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), place);

	if (!io_read_padded(img->disk, place, bytes, sizeof(bytes)))
		return false;
	return dmg_trailer_parse(&in, t) == PARSE_OK || fault_parse(img->disk, &in);
}

static bool is_before(uint64_t offset, uint64_t len, uint64_t end)
{
	return offset < end && len <= end - offset;
}

static bool part_fault(const struct image *img, uint32_t fault, uint64_t place, uint64_t offset,
		       uint64_t len)
{
	(void)fault_raise(img->disk, fault, place, offset);
	fault_extra(len);
	return false;
}

static bool check_parts(const struct image *img, const struct dmg_trailer *t, uint64_t place)
{
	if (t->ofs_data_fork > place)
		return fault_raise(img->disk, FAULT_DMG_TRAILER_DATA_PAST_END,
				   place + DMG_TRAILER_OFS_DATA_FORK_OFFSET, t->ofs_data_fork);
	if (!is_before(t->ofs_resource_fork, t->len_resource_fork, place))
		return part_fault(img, FAULT_DMG_TRAILER_FORK_PAST_END,
				  place + DMG_TRAILER_OFS_RESOURCE_FORK_OFFSET,
				  t->ofs_resource_fork, t->len_resource_fork);
	if (!is_before(t->ofs_property_list, t->len_property_list, place))
		return part_fault(img, FAULT_DMG_TRAILER_LIST_PAST_END,
				  place + DMG_TRAILER_OFS_PROPERTY_LIST_OFFSET,
				  t->ofs_property_list, t->len_property_list);
	return true;
}

static bool check_trailer(const struct image *img, const struct dmg_trailer *t, uint64_t place)
{
	uint64_t len = t->len_resource_fork ? t->len_resource_fork : t->len_property_list;
	uint32_t fault = 0;

	if (!check_parts(img, t, place))
		return false;
	if (t->num_sectors > INT64_MAX)
		fault = FAULT_DMG_TRAILER_DISK_NEGATIVE;
	else if (t->num_sectors > DMG_MAX_DISK_SECTORS)
		fault = FAULT_DMG_TRAILER_DISK_TOO_LARGE;
	if (fault)
		return fault_raise(img->disk, fault, place + DMG_TRAILER_NUM_SECTORS_OFFSET,
				   t->num_sectors);
	if (len == 0)
		fault = FAULT_DMG_TRAILER_NO_RESOURCES;
	else if (len > DMG_MAX_RESOURCE_BYTES)
		fault = FAULT_DMG_TRAILER_RESOURCES_TOO_LONG;
	return !fault ||
	       fault_raise(img->disk, fault, place + DMG_TRAILER_LEN_PROPERTY_LIST_OFFSET, len);
}

/* Whether an image opens none of whose chunks can be read. */
static bool opens_unread(const struct image *img)
{
	return (img->source_flags & SOURCE_FLAG_BEYOND_QEMU) ||
	       (img->quirks & SOURCE_QUIRK_DMG_CHUNKS_OPTIONAL);
}

static bool dmg_open(struct image *img)
{
	struct dmg *d = io_alloc(sizeof(*d), _Alignof(struct dmg));
	struct dmg_trailer t;

	if (!d || !find_trailer(img, &d->ofs_trailer) || !read_trailer(img, d->ofs_trailer, &t) ||
	    !check_trailer(img, &t, d->ofs_trailer))
		return false;
	img->state = d;
	img->size = t.num_sectors * DMG_SECTOR_SIZE;
	d->ofs_data = t.ofs_data_fork;
	if (!dmg_read_tables(img, d, &t))
		return false;
	return d->num_read > 0 || ((d->num > 0 || d->said_unknown) && opens_unread(img)) ||
	       fault_raise(img->disk, FAULT_DMG_TRAILER_NO_CHUNKS,
			   d->ofs_trailer + DMG_TRAILER_NUM_SECTORS_OFFSET, t.num_sectors);
}

/* The first chunk that ends past `pos`, in the order of the disk; their number: none does. */
static uint32_t find_chunk(const struct dmg *d, uint64_t pos)
{
	uint64_t sector = pos / DMG_SECTOR_SIZE;
	uint32_t low = 0, high = d->num;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct dmg_chunk *c = dmg_chunk_at(d, middle);

		if (c->first_sector + c->num_sectors > sector)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static bool is_inside(const struct dmg *d, const struct dmg_chunk *c)
{
	return is_before(c->ofs_data, c->len_data, d->ofs_trailer);
}

/* What cannot be read is, to who looks for it, a compressed chunk too. */
static bool add_chunk(struct extent_list *l, const struct image *img, const struct dmg_chunk *c,
		      uint64_t pos, uint64_t len, uint32_t index)
{
	const struct dmg *d = img->state;
	uint64_t past = pos - c->first_sector * DMG_SECTOR_SIZE;

	if (c->type == DMG_CHUNK_TYPE_ZEROS || c->type == DMG_CHUNK_TYPE_IGNORED)
		return extent_add(l, pos, len, EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO, 0);
	if (c->type == DMG_CHUNK_TYPE_STORED && is_inside(d, c))
		return extent_add(l, pos, len, EXTENT_PLAIN, c->ofs_data + past);
	return extent_add(l, pos, len, two_level_compressed(img), index);
}

static bool dmg_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		     size_t max, size_t *num)
{
	const struct dmg *d = img->state;
	struct extent_list list;

	if (!(img->source_flags & SOURCE_FLAG_BY_TABLE))
		return extent_list_opaque(img, pos, end, out, max, num);
	extent_list_begin(&list, img, out, max);
	for (uint32_t i = find_chunk(d, pos); pos < end;) {
		const struct dmg_chunk *c = i < d->num ? dmg_chunk_at(d, i) : NULL;
		uint64_t start = c ? c->first_sector * DMG_SECTOR_SIZE : end, stop = start;
		bool added;

		if (start <= pos && c) {
			stop = start + c->num_sectors * DMG_SECTOR_SIZE;
			stop = stop < end ? stop : end;
			added = add_chunk(&list, img, c, pos, stop - pos, i++);
		} else {
			stop = stop < end ? stop : end;
			added = extent_add(&list, pos, stop - pos, two_level_compressed(img),
					   d->num + (uint64_t)i);
		}
		if (!added)
			break;
		pos = stop;
	}
	return extent_list_end(&list, num);
}

static const char *name_of(uint32_t type)
{
	return type == DMG_CHUNK_TYPE_BZIP2   ? "bzip2"
	       : type == DMG_CHUNK_TYPE_LZFSE ? "lzfse"
	       : type == DMG_CHUNK_TYPE_LZMA  ? "lzma"
					      : "adc";
}

static bool dmg_stream(struct image *img, const struct extent_record *r,
		       struct image_stream *stream)
{
	const struct dmg *d = img->state;
	uint32_t index = find_chunk(d, r->start);
	const struct dmg_chunk *c = index < d->num ? dmg_chunk_at(d, index) : NULL;
	uint64_t sector = r->start / DMG_SECTOR_SIZE;

	if (!c || c->first_sector > sector)
		return fault_raise(img->disk, FAULT_DMG_CHUNK_MISSING, d->ofs_trailer, sector);
	if (!is_inside(d, c))
		return fault_raise(img->disk, FAULT_DMG_CHUNK_DATA_PAST_END, d->ofs_trailer,
				   c->ofs_data);
	if (c->type != DMG_CHUNK_TYPE_ZLIB)
		return fault_raise_text(img->disk, FAULT_DMG_CHUNK_NOT_SUPPORTED, c->ofs_data,
					c->type, name_of(c->type));
	*stream = (struct image_stream){
		.start = c->first_sector * DMG_SECTOR_SIZE,
		.len = c->num_sectors * DMG_SECTOR_SIZE,
		.offset = c->ofs_data,
		.len_stored = (uint32_t)c->len_data,
		.method = STREAM_ZLIB,
	};
	return true;
}

/* Recognised by the file's name alone, as in qemu. */
const struct format format_dmg = {
	.id = SOURCE_FORMAT_DMG,
	.name = "dmg",
	.is_opaque = true,
	.risky = true,
	.name_flag = SOURCE_FLAG_NAMED_DMG,
	.open = dmg_open,
	.next = dmg_next,
	.stream = dmg_stream,
};
