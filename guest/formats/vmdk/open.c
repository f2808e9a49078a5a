/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK: extents that follow each other on the disk. Flat ones look through to the holes of their
 * file, as qemu does; the grains of sparse ones are found through a directory of tables. Content
 * ids have to be there, but whether a child's fits its parent matters only to those who read data.
 */
#include "image.h"

#define DIRECTORY_WINDOW 65536u

uint64_t vmdk_sectors_to_bytes(uint64_t sectors)
{
	return sectors > RAW_MAX_FILE_BYTES / VMDK_SECTOR_SIZE ? RAW_MAX_FILE_BYTES
							       : sectors * VMDK_SECTOR_SIZE;
}

static bool is_version_line(const uint8_t *line, size_t len)
{
	static const char *const versions[] = {
		VMDK_DESCRIPTOR_VERSION_1,
		VMDK_DESCRIPTOR_VERSION_2,
		VMDK_DESCRIPTOR_VERSION_3,
	};
	const size_t end = sizeof(VMDK_DESCRIPTOR_VERSION_1) - 1;

	if (len <= end ||
	    !(line[end] == '\n' || (line[end] == '\r' && len > end + 1 && line[end + 1] == '\n')))
		return false;
	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
		if (bytes_eq(line, versions[i], end))
			return true;
	return false;
}

/* Comments and lines of spaces may stand before the version. */
static int vmdk_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	size_t at = 0;

	(void)file_size;
	if (len < VMDK_DESCRIPTOR_MIN_PROBE_BYTES)
		return 0;
	if (vmdk_is_sparse(head))
		return 100;
	while (at < len && (head[at] == '#' || head[at] == ' ')) {
		uint8_t first = head[at];

		while (at < len && (first == '#' ? head[at] != '\n' : head[at] == ' '))
			at++;
		if (first == ' ' && len - at >= 2 && head[at] == '\r')
			at++;
		if (at == len || head[at] != '\n')
			return 0;
		at++;
	}
	return is_version_line(head + at, len - at) ? 100 : 0;
}

bool vmdk_add_extent(struct image *img, struct vmdk *v, const struct vmdk_extent *e,
		     uint64_t num_sectors)
{
	const uint64_t most = RAW_MAX_FILE_BYTES / VMDK_SECTOR_SIZE;
	struct vmdk_extent *to = &v->extents[v->num_extents];

	if (num_sectors > most || num_sectors > most - img->size / VMDK_SECTOR_SIZE) {
		uint64_t sum = num_sectors + img->size / VMDK_SECTOR_SIZE;

		if (sum * VMDK_SECTOR_SIZE <=
		    RAW_MAX_FILE_BYTES) /* in qemu's 64 bits, which some sizes wrap around */
			return fault_raise(e->disk, FAULT_VMDK_DESCRIPTOR_SIZE_WRAPS, 0, sum);
		return fault_raise(e->disk, FAULT_VMDK_DESCRIPTOR_TOO_LARGE, 0, sum);
	}
	*to = *e;
	to->start = img->size;
	to->end = img->size + num_sectors * VMDK_SECTOR_SIZE;
	img->size = to->end;
	if (to->grain_sectors != 0) {
		uint32_t slice = to->num_gtes * VMDK_GRAIN_TABLE_ENTRY_SIZE;

		v->largest_slice = slice > v->largest_slice ? slice : v->largest_slice;
		if (to->num_directory > v->largest_directory)
			v->largest_directory = to->num_directory;
	}
	v->num_extents++;
	return true;
}

/* The only extent of a disk that describes itself. */
static bool open_single(struct image *img, struct vmdk *v, const uint8_t *head)
{
	struct vmdk_extent e;

	v->max_extents = 1;
	v->extents = io_alloc(sizeof(*v->extents), _Alignof(struct vmdk_extent));
	return v->extents && vmdk_open_sparse(img->disk, head, &e) &&
	       vmdk_add_extent(img, v, &e, e.end);
}

/* Content ids and the parent's name, out of the descriptor at `offset`. */
static bool read_ids(struct image *img, struct vmdk *v, uint64_t offset, bool embedded)
{
	struct vmdk_text text, parent;

	if (!vmdk_read_text(img, offset, VMDK_DESCRIPTOR_MAX_IDS_BYTES, &text))
		return false;
	v->text = text;
	if (!vmdk_has_number(&text, VMDK_DESCRIPTOR_KEY_CID) ||
	    !vmdk_has_number(&text, VMDK_DESCRIPTOR_KEY_PARENT_CID))
		return fault_raise(img->disk,
				   embedded ? FAULT_VMDK_SPARSE_HEADER_BAD_DESCRIPTOR
					    : FAULT_VMDK_DESCRIPTOR_BAD_CID,
				   embedded ? VMDK_SPARSE_HEADER_DESCRIPTOR_SECTOR_OFFSET : 0,
				   offset / VMDK_SECTOR_SIZE);
	if (!vmdk_has(&text, VMDK_DESCRIPTOR_KEY_PARENT_FILE_NAME_HINT))
		return true;
	if (!vmdk_find_value(&text, VMDK_DESCRIPTOR_KEY_PARENT_FILE_NAME_HINT, &parent))
		return fault_raise(img->disk, FAULT_VMDK_DESCRIPTOR_BAD_PARENT, offset, 0);
	img->backing_name = parent.p;
	img->len_backing_name = (uint32_t)parent.len;
	img->backing_is = img->format;
	return true;
}

/* Tables for the largest extent serve all of them in turn. */
static bool make_tables(struct image *img, struct vmdk *v)
{
	if (v->largest_slice == 0)
		return true;
	return table_init(&v->levels.first, img->disk, 0,
			  v->largest_directory * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE,
			  DIRECTORY_WINDOW) &&
	       two_level_init(&v->levels, img, img->disk, v->largest_slice);
}

static bool vmdk_open(struct image *img)
{
	struct vmdk *v = io_alloc(sizeof(*v), _Alignof(struct vmdk));
	const uint8_t *head = image_beginning(img, VMDK_COWD_HEADER_SIZE);
	uint64_t ofs_descriptor = 0;
	bool embedded;

	if (!v || !head)
		return false;
	img->state = v;
	img->size = 0;
	if (io_size(img->disk) == 0)
		return fault_raise(img->disk, FAULT_VMDK_DESCRIPTOR_TOO_SMALL, 0, 0);
	embedded = vmdk_is_sparse(head) && !vmdk_hands_over(head, &ofs_descriptor);
	if (embedded) {
		ofs_descriptor = vmdk_ofs_ids(head);
		if (!open_single(img, v, head))
			return false;
	} else if (!vmdk_open_descriptor(img, v, ofs_descriptor)) {
		return false;
	}
	if (v->num_extents > 0)
		img->cluster_size = (uint64_t)v->extents[0].grain_sectors * VMDK_SECTOR_SIZE;
	return read_ids(img, v, ofs_descriptor, embedded) && make_tables(img, v);
}

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
	*offset = vmdk_grain_directory_entry_is_allocated(entry)
			  ? vmdk_grain_directory_entry_table_offset(entry)
			  : PAGES_NONE;
	return true;
}

static TWO_LEVEL_INLINE struct block read_entry(const struct image *img, const struct two_level *t,
						const uint8_t *p)
{
	const struct vmdk_extent *e = ((const struct vmdk *)t)->current;
	uint32_t entry = vmdk_grain_table_entry_load(p);

	if (!vmdk_grain_table_entry_is_allocated(entry))
		return (struct block){ .flags = img->unallocated };
	if (entry == VMDK_GRAIN_TABLE_ENTRY_ZEROED && e->has_zeroed_grain)
		return (struct block){ .flags = EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO };
	if (e->compressed)
		return (struct block){ .flags = EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_DATA |
						EXTENT_FLAG_COMPRESSED };
	return (struct block){ .flags = EXTENT_PLAIN,
			       .host = vmdk_grain_table_entry_grain_offset(entry) };
}

/* Point the tables at another sparse extent. */
static void use_extent(struct vmdk *v, const struct vmdk_extent *e)
{
	struct two_level *t = &v->levels;

	if (v->current == e)
		return;
	v->current = e;
	t->num_first = e->num_directory;
	t->short_fault = e->short_fault;
	t->short_offset = e->ofs_capacity;
	t->block_size = (uint64_t)e->grain_sectors * VMDK_SECTOR_SIZE;
	t->entry_size = VMDK_GRAIN_TABLE_ENTRY_SIZE;
	t->num_entries = e->num_gtes;
	t->find = find_grain_table;
	two_level_cut(t, e->end - e->start);
	t->first.disk = e->disk;
	t->first.offset = e->ofs_directory;
	t->first.len = e->num_directory * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE;
	t->first.win_len = 0;
	t->second.disk = e->disk;
	t->second.page_size = two_level_slice_size(t);
}

/* The extent at `pos`, which is on the disk. */
static const struct vmdk_extent *find_extent(const struct vmdk *v, uint64_t pos)
{
	size_t low = 0, high = v->num_extents - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pos < v->extents[middle].end)
			high = middle;
		else
			low = middle + 1;
	}
	return &v->extents[low];
}

static bool add_flat(struct image *img, const struct vmdk_extent *e, struct extent_list *l,
		     uint64_t pos, uint64_t end)
{
	uint64_t host = e->ofs_data + (pos - e->start);

	if (img->quirks & SOURCE_QUIRK_NO_FILE_HOLES_IN_FLAT)
		return extent_add(l, pos, end - pos, EXTENT_PLAIN, host);
	return extent_add_through(l, pos, end - pos, EXTENT_PLAIN, EXTENT_PLAIN_HOLE, host);
}

static bool vmdk_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		      size_t max, size_t *num)
{
	struct vmdk *v = img->state;
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	while (pos < end) {
		const struct vmdk_extent *e = find_extent(v, pos);
		uint64_t stop = e->end < end ? e->end : end;
		bool more;

		list.disk = e->disk;
		if (e->grain_sectors == 0) {
			more = add_flat(img, e, &list, pos, stop);
		} else {
			use_extent(v, e);
			more = two_level_walk(img, &v->levels, &list, e->start, pos, stop,
					      read_entry);
		}
		if (!more)
			break;
		pos = stop;
	}
	return extent_list_end(&list, num);
}

/* A directory and its tables. */
static bool visit_directory(struct image *img, struct vmdk *v, const struct vmdk_extent *e,
			    uint64_t offset, metadata_visitor *visit, void *arg)
{
	v->current = NULL;
	use_extent(v, e);
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

/* Grains of a stream are compressed: nothing is written where they stand. */
static bool vmdk_metadata(struct image *img, metadata_visitor *visit, void *arg)
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

const struct format format_vmdk = {
	.id = SOURCE_FORMAT_VMDK4,
	.name = "vmdk",
	.backing = true,
	.probe = vmdk_probe,
	.open = vmdk_open,
	.next = vmdk_next,
	.info = vmdk_info,
	.metadata = vmdk_metadata,
};
