/* SPDX-License-Identifier: Apache-2.0 */
/* What the extents of a VMDK hold. */
#include "base/container.h"
#include "formats/facts.h"
#include "generated/zlib.h"
#include "image.h"

static bool find_grain_table(struct image *img, struct two_level *t, uint64_t index,
			     uint64_t *offset)
{
	const uint8_t *p;
	uint32_t len, entry;

	(void)img;
	if (!table_at(&t->first, index * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE,
		      VMDK_GRAIN_DIRECTORY_ENTRY_SIZE, &p, &len))
		return false;
	entry = vmdk_grain_directory_entry_load(p);
	*offset = vmdk_grain_directory_entry_classify(entry) == MEANS_TABLE
			  ? vmdk_grain_directory_entry_table_offset(entry)
			  : PAGES_NONE;
	return true;
}

static TWO_LEVEL_INLINE struct block read_entry(const struct image *img, const struct two_level *t,
						const uint8_t *p)
{
	const struct vmdk_extent *e = CONTAINER_OF(t, struct vmdk, levels)->current;
	uint32_t entry = vmdk_grain_table_entry_load(p);

	enum meaning means = vmdk_grain_table_entry_classify(entry);

	if (means == MEANS_HOLE)
		return (struct block){ .flags = img->unallocated };
	if (means == MEANS_ZERO && e->has_zeroed_grain)
		return (struct block){ .flags = EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO };
	if (e->compressed)
		return (struct block){ .flags = two_level_compressed(img),
				       .host = vmdk_grain_table_entry_grain_offset(entry) };
	return (struct block){ .flags = EXTENT_PLAIN,
			       .host = vmdk_grain_table_entry_grain_offset(entry) };
}

/* Point the tables at another sparse extent. */
void vmdk_use_extent(struct vmdk *v, const struct vmdk_extent *e)
{
	struct two_level *t = &v->levels;

	if (v->current == e)
		return;
	v->current = e;
	t->num_first = e->num_directory;
	t->short_fault = e->short_fault;
	t->short_offset = e->ofs_capacity;
	t->block_size = (uint64_t)e->grain_sectors * VMDK_SECTOR_SIZE;
	t->num_entries = e->num_gtes;
	t->entry_size = VMDK_GRAIN_TABLE_ENTRY_SIZE;
	t->find = find_grain_table;
	if (e->space_efficient)
		vmdk_use_sesparse(t);
	two_level_cut(t, e->end - e->start);
	t->first.disk = e->disk;
	t->first.offset = e->ofs_directory;
	t->first.len = e->num_directory * vmdk_entry_size(e);
	t->first.win_len = 0;
	t->second.disk = e->disk;
	t->second.page_size = two_level_slice_size(t);
}

/* How an entry of the extent's tables reads. */
struct block vmdk_grain(const struct image *img, const struct vmdk *v, const uint8_t *entry)
{
	return v->current->space_efficient ? vmdk_sesparse_grain(img, v, entry)
					   : read_entry(img, &v->levels, entry);
}

static bool walk_sparse(struct image *img, struct vmdk *v, struct extent_list *l,
			const struct vmdk_extent *e, uint64_t pos, uint64_t end)
{
	vmdk_use_extent(v, e);
	return e->space_efficient
		       ? vmdk_walk_sesparse(img, v, l, pos, end)
		       : two_level_walk(img, &v->levels, l, e->start, pos, end, read_entry);
}

static bool add_flat(struct image *img, const struct vmdk_extent *e, struct extent_list *l,
		     uint64_t pos, uint64_t end)
{
	uint64_t host = e->ofs_data + (pos - e->start);

	if (img->quirks & SOURCE_QUIRK_NO_FILE_HOLES_IN_FLAT)
		return extent_add(l, pos, end - pos, EXTENT_PLAIN, host);
	return extent_add_through(l, pos, end - pos, EXTENT_PLAIN, EXTENT_PLAIN_HOLE, host);
}

bool vmdk_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out, size_t max,
	       size_t *num)
{
	struct vmdk *v = img->state;
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	while (pos < end) {
		const struct vmdk_extent *e = vmdk_find_extent(v, pos);
		uint64_t stop = e->end < end ? e->end : end;
		bool more;

		list.disk = e->disk;
		more = e->grain_sectors == 0 ? add_flat(img, e, &list, pos, stop)
					     : walk_sparse(img, v, &list, e, pos, stop);
		if (!more)
			break;
		pos = stop;
	}
	return extent_list_end(&list, num);
}

/* Its length is before the stream, if anywhere: read what it may have at most. */
bool vmdk_stream(struct image *img, const struct extent_record *r, struct image_stream *stream)
{
	const struct vmdk_extent *e = vmdk_find_extent(img->state, r->start);
	uint64_t grain = (uint64_t)e->grain_sectors * VMDK_SECTOR_SIZE;
	uint64_t start = r->start - (r->start - e->start) % grain;

	*stream = (struct image_stream){
		.start = start,
		.len = grain < e->end - start ? grain : e->end - start,
		.offset = r->host_offset,
		.len_stored = (uint32_t)(2 * grain),
		.method = STREAM_DEFLATE,
	};
	return true;
}

/* A zlib stream, after a marker in most files. */
bool vmdk_unwrap(struct image *img, const struct image_stream *stream, const uint8_t *bytes,
		 uint32_t len, uint32_t *at, uint32_t *len_stream)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct vmdk_grain_marker marker;

	*at = 0;
	if (vmdk_find_extent(img->state, stream->start)->has_markers) {
		if (vmdk_grain_marker_parse(&in, &marker) != PARSE_OK)
			return false;
		*at = VMDK_GRAIN_MARKER_SIZE;
		if (marker.len_data < len - *at)
			len = marker.len_data + *at;
	}
	if (len - *at < ZLIB_HEADER_SIZE)
		return false;
	*at += ZLIB_HEADER_SIZE;
	*len_stream = len - *at;
	return true;
}

/* A directory and its tables. */
static bool visit_directory(struct image *img, struct vmdk *v, const struct vmdk_extent *e,
			    uint64_t offset, metadata_visitor *visit, void *arg)
{
	v->current = NULL;
	vmdk_use_extent(v, e);
	v->levels.first.offset = offset;
	return two_level_visit(img, &v->levels, STRUCTURE_VMDK_GRAIN_DIRECTORY_ENTRY,
			       STRUCTURE_VMDK_GRAIN_TABLE_ENTRY, visit, arg);
}

/* What a header in front says of the file; the directory that readers may use instead is as good
 * as the first. */
static bool visit_header(struct image *img, struct vmdk *v, const struct vmdk_extent *e,
			 metadata_visitor *visit, void *arg)
{
	struct parse_in in = parse_input(img->head, VMDK_SPARSE_HEADER_SIZE, 0);
	struct vmdk_sparse_header h;

	if (vmdk_sparse_header_parse(&in, &h) != PARSE_OK)
		return visit(arg, STRUCTURE_VMDK_COWD_HEADER, 0, VMDK_COWD_HEADER_SIZE);
	return visit(arg, STRUCTURE_VMDK_SPARSE_HEADER, 0, VMDK_SPARSE_HEADER_SIZE) &&
	       visit(arg, STRUCTURE_VMDK_SPARSE_HEADER, 0,
		     vmdk_sectors_to_bytes(h.overhead_sectors)) &&
	       visit(arg, STRUCTURE_VMDK_DESCRIPTOR, vmdk_ofs_descriptor(img->head),
		     vmdk_sectors_to_bytes(h.descriptor_sectors)) &&
	       (!vmdk_sparse_header_has_redundant_gd(&h) ||
		visit_directory(img, v, e, vmdk_sectors_to_bytes(h.redundant_gd_sector), visit,
				arg));
}

/* Grains of a stream are compressed: nothing is written where they are. */
bool vmdk_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	struct vmdk *v = img->state;
	const struct vmdk_extent *e = v->extents;
	bool fine;

	if (v->num_extents == 0 || e->disk != img->disk || e->grain_sectors == 0 || e->compressed)
		return true;
	fine = visit_header(img, v, e, visit, arg) &&
	       visit_directory(img, v, e, e->ofs_directory, visit, arg);
	v->current = NULL;
	return fine;
}
