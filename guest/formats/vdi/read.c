/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VDI: a map of 1 MiB blocks. Images of every kind are read alike, as qemu does; the blocks of a
 * static image are looked through to the holes of the file.
 */
#include "formats/facts.h"
#include "stages/extent_list.h"
#include "image.h"

#define MAP_WINDOW 65536u

static int vdi_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	(void)file_size;
	if (len < VDI_HEADER_MAGIC_OFFSET + sizeof(uint32_t))
		return 0;
	return vdi_header_peek_magic(head) == VDI_HEADER_MAGIC ? 100 : 0;
}

static uint64_t round_size(uint64_t size)
{
	return (size + VDI_SECTOR_SIZE - 1) / VDI_SECTOR_SIZE * VDI_SECTOR_SIZE;
}

/* qemu looks at the size of the disk before anything else, and at the number of blocks for it
 * before their largest number. */
static bool check_size(struct image *img)
{
	uint64_t size = vdi_header_peek_disk_size(img->head);

	if (size <= VDI_MAX_DISK_SIZE)
		return true;
	return fault_raise(img->disk, FAULT_VDI_HEADER_TOO_LARGE, VDI_HEADER_DISK_SIZE_OFFSET,
			   size);
}

static bool check_version(const struct image *img)
{
	uint32_t minor = vdi_header_peek_version_minor(img->head);
	uint32_t major = vdi_header_peek_version_major(img->head);

	if (major == VDI_SUPPORTED_MAJOR && minor == VDI_SUPPORTED_MINOR)
		return true;
	(void)fault_raise(img->disk, FAULT_VDI_HEADER_BAD_VERSION, VDI_HEADER_VERSION_MAJOR_OFFSET,
			  major);
	fault_extra(minor);
	return false;
}

static bool check_blocks(const struct image *img)
{
	uint64_t size = round_size(vdi_header_peek_disk_size(img->head));
	uint64_t room = (uint64_t)vdi_header_peek_blocks_in_image(img->head) * VDI_BLOCK_SIZE;

	if (size <= room)
		return true;
	(void)fault_raise(img->disk, FAULT_VDI_HEADER_TOO_FEW_BLOCKS, VDI_HEADER_DISK_SIZE_OFFSET,
			  size);
	fault_extra(room);
	return false;
}

/* Two checks that the header alone cannot make are between those of its fields: before the first
 * that breaks after them. */
static bool parse_header(struct image *img, struct vdi_header *header)
{
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE, 0);
	bool parsed = vdi_header_parse(&in, header) == PARSE_OK;

	if (parsed || in.bad_off > VDI_HEADER_VERSION_MAJOR_OFFSET)
		if (!check_version(img))
			return false;
	if (parsed || in.bad_off >= VDI_HEADER_BLOCKS_IN_IMAGE_OFFSET)
		if (!check_blocks(img))
			return false;
	return parsed || fault_parse(img->disk, &in);
}

static bool vdi_open(struct image *img)
{
	struct vdi *v = io_alloc(sizeof(*v), _Alignof(struct vdi));

	if (!v)
		return false;
	img->state = v;
	if (!check_size(img) || !parse_header(img, &v->header))
		return false;
	img->size = round_size(v->header.disk_size);
	img->cluster_size = VDI_BLOCK_SIZE;
	v->through = v->header.image_type == VDI_IMAGE_TYPE_STATIC &&
		     !(img->quirks & SOURCE_QUIRK_NO_FILE_HOLES_IN_FLAT);
	if (img->quirks & SOURCE_QUIRK_FILE_HOLES_EVERYWHERE)
		v->through = true;
	return table_init(&v->map, img->disk, v->header.ofs_block_map,
			  (uint64_t)v->header.blocks_in_image * VDI_BLOCK_MAP_ENTRY_SIZE,
			  MAP_WINDOW);
}

static bool add_block(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
		      const uint8_t *bytes, uint64_t *done)
{
	const struct vdi *v = img->state;
	uint32_t entry = (uint32_t)vdi_block_map_entry_load(bytes);
	uint64_t host;

	(void)done;
	if (vdi_block_map_entry_classify(entry) != MEANS_DATA)
		return extent_add(list, pos, n, img->unallocated, 0);
	host = v->header.ofs_data + (uint64_t)entry * VDI_BLOCK_SIZE + pos % VDI_BLOCK_SIZE;
	if (v->through)
		return extent_add_through(list, pos, n, EXTENT_PLAIN, EXTENT_PLAIN_HOLE, host);
	return extent_add(list, pos, n, EXTENT_PLAIN, host);
}

static bool vdi_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		     size_t max, size_t *num)
{
	struct vdi *v = img->state;
	const struct block_table blocks = {
		.table = &v->map,
		.len_block = VDI_BLOCK_SIZE,
		.len_entry = VDI_BLOCK_MAP_ENTRY_SIZE,
		.add = add_block,
	};
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	(void)!extent_add_blocks(&list, img, &blocks, pos, end);
	return extent_list_end(&list, num);
}

bool vdi_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	const struct vdi *v = img->state;

	return visit(arg, STRUCTURE_VDI_HEADER, 0, VDI_HEADER_SIZE) &&
	       visit(arg, STRUCTURE_VDI_BLOCK_MAP_ENTRY, v->map.offset, v->map.len);
}

const struct format format_vdi = {
	.id = SOURCE_FORMAT_VDI,
	.name = "vdi",
	.by_cluster = true,
	.probe = vdi_probe,
	.open = vdi_open,
	.next = vdi_next,
};
