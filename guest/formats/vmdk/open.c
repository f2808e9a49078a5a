/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK: extents that follow each other on the disk. Flat ones look through to the holes of their
 * file, as qemu does; the grains of sparse ones are found through a directory of tables. Content
 * ids have to be there, but whether a child's fits its parent matters only to those who read data.
 */
#include "image.h"

#define DIRECTORY_WINDOW 65536u

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

/* Comments and lines of spaces may be before the version. */
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
	v->ofs_text = offset;
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
	return table_init(&v->levels.first, img->disk, 0, v->largest_directory, DIRECTORY_WINDOW) &&
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

const struct format format_vmdk = {
	.id = SOURCE_FORMAT_VMDK4,
	.name = "vmdk",
	.backing = true,
	.unallocated_unknown = true,
	.by_cluster = true,
	.probe = vmdk_probe,
	.open = vmdk_open,
	.next = vmdk_next,
	.stream = vmdk_stream,
	.unwrap = vmdk_unwrap,
};
