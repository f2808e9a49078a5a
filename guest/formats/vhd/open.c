/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VHD: footer, dynamic header, and what of them has to fit the file. qemu takes an image for
 * dynamic when the copy of the footer is at its start, whatever its type, and looks for the
 * footer at the end only otherwise.
 */
#include "image.h"

#include "formats/facts.h"
#include "generated/raw.h"
#include "generated/structures.h"

#define BAT_WINDOW    65536u
#define BITMAP_WINDOW 4096u /* enough for the blocks of 2 MiB that everyone writes */

static uint64_t to_sectors(uint64_t bytes)
{
	return bytes / VHD_SECTOR_SIZE + (bytes % VHD_SECTOR_SIZE != 0);
}

bool vhd_check_fixed(const struct image *img, const struct vhd *v)
{
	if (v->footer.disk_type == VHD_DISK_TYPE_FIXED)
		return true;
	return fault_raise(img->disk, FAULT_VHD_FOOTER_NOT_FIXED,
			   v->footer_at + VHD_FOOTER_DISK_TYPE_OFFSET, v->footer.disk_type);
}

static bool read_footer(struct image *img, struct vhd *v)
{
	uint64_t size = io_size(img->disk);
	const uint8_t *bytes = img->head;
	uint8_t at_end[VHD_FOOTER_SIZE];
	struct parse_in in;

	if (!bytes_eq(img->head, VHD_FOOTER_COOKIE, VHD_FOOTER_COOKIE_SIZE)) {
		if (to_sectors(size) * VHD_SECTOR_SIZE < VHD_FOOTER_SIZE)
			return fault_raise(img->disk, FAULT_VHD_FOOTER_FILE_TOO_SMALL, 0, size);
		v->footer_at =
			to_sectors(size) * VHD_SECTOR_SIZE -
			VHD_FOOTER_SIZE; /* a footer of 511 bytes reads as if one zero followed */
		if (!io_read_padded(img->disk, v->footer_at, at_end, sizeof(at_end)))
			return false;
		bytes = at_end;
		v->fixed = true;
	}
	in = parse_input(bytes, VHD_FOOTER_SIZE, v->footer_at);
	if (vhd_footer_parse(&in, &v->footer) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (v->fixed && !(img->quirks & SOURCE_QUIRK_VHD_TAIL_UNCHECKED))
		return vhd_check_fixed(img, v);
	return true;
}

/* Writers disagree on what the size of the disk is, and readers know them by name: see
 * creator_application in the spec. */
static bool size_is_geometry(const struct image *img, const struct vhd_footer *f)
{
	if (vhd_geometry_num_sectors(&f->disk_geometry) == VHD_MAX_CHS_SECTORS)
		return false;
	switch (f->creator_application) {
	case VHD_CREATOR_APPLICATION_VPC:
	case VHD_CREATOR_APPLICATION_QEMU:
		return true;
	case VHD_CREATOR_APPLICATION_WIN:
	case VHD_CREATOR_APPLICATION_QEMU2:
	case VHD_CREATOR_APPLICATION_DISK2VHD:
	case VHD_CREATOR_APPLICATION_XENSERVER:
	case VHD_CREATOR_APPLICATION_XENCONVERT:
		return false;
	default:
		return img->quirks & SOURCE_QUIRK_VHD_SIZE_FROM_CHS;
	}
}

static bool set_size(struct image *img, const struct vhd *v)
{
	const struct vhd_footer *f = &v->footer;
	uint64_t sectors = size_is_geometry(img, f) ? vhd_geometry_num_sectors(&f->disk_geometry)
						    : f->current_size / VHD_SECTOR_SIZE;

	if (sectors > VHD_MAX_SECTORS)
		return fault_raise(img->disk, FAULT_VHD_FOOTER_TOO_LARGE,
				   VHD_FOOTER_CURRENT_SIZE_OFFSET, sectors);
	img->size = sectors * VHD_SECTOR_SIZE;
	return true;
}

static bool reachable(uint64_t offset, uint64_t len)
{
	return offset <= RAW_MAX_FILE_BYTES && len <= RAW_MAX_FILE_BYTES - offset;
}

static bool read_dynamic_header(struct image *img, struct vhd *v)
{
	uint64_t place = v->footer.data_offset;
	uint8_t bytes[VHD_DYNAMIC_HEADER_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), place);

	if (!reachable(place, sizeof(bytes)))
		return fault_raise(img->disk, FAULT_VHD_DYNAMIC_HEADER_UNREACHABLE,
				   VHD_FOOTER_DATA_OFFSET_OFFSET, place);
	if (place >= io_size(img->disk))
		return fault_raise(img->disk, FAULT_VHD_DYNAMIC_HEADER_PAST_END,
				   VHD_FOOTER_DATA_OFFSET_OFFSET, place);
	if (!io_read_padded(img->disk, place, bytes, sizeof(bytes)))
		return false;
	if (vhd_dynamic_header_parse(&in, &v->header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	return true;
}

static bool open_bat(struct image *img, struct vhd *v)
{
	const struct vhd_dynamic_header *h = &v->header;
	uint64_t len = (uint64_t)h->max_table_entries * VHD_BAT_ENTRY_SIZE;

	if (img->size > (uint64_t)h->max_table_entries * h->block_size)
		return fault_raise(img->disk, FAULT_VHD_DYNAMIC_HEADER_TOO_FEW_BLOCKS,
				   v->footer.data_offset +
					   VHD_DYNAMIC_HEADER_MAX_TABLE_ENTRIES_OFFSET,
				   h->max_table_entries);
	if (!reachable(h->table_offset, len) || len > VHD_MAX_BAT_READ)
		return fault_raise(img->disk, FAULT_VHD_DYNAMIC_HEADER_BAT_UNREACHABLE,
				   v->footer.data_offset + VHD_DYNAMIC_HEADER_TABLE_OFFSET_OFFSET,
				   h->table_offset);
	return table_init(&v->bat, img->disk, h->table_offset, len, BAT_WINDOW);
}

/* The largest sector number of the table, and where it is; UINT64_MAX when no block is
 * allocated. */
static bool furthest_block(struct vhd *v, uint64_t *sector, uint64_t *at)
{
	const uint8_t *entry;
	uint32_t len;

	*sector = 0;
	*at = UINT64_MAX;
	for (uint64_t pos = 0; pos < v->bat.len; pos += len) {
		if (!table_at(&v->bat, pos, VHD_BAT_ENTRY_SIZE, &entry, &len))
			return false;
		len -= len % VHD_BAT_ENTRY_SIZE;
		for (uint32_t i = 0; i < len; i += VHD_BAT_ENTRY_SIZE) {
			uint32_t e = vhd_bat_entry_load(entry + i);

			if (vhd_bat_entry_is_allocated(e) &&
			    (*at == UINT64_MAX || vhd_bat_entry_sector(e) > *sector)) {
				*sector = vhd_bat_entry_sector(e);
				*at = pos + i;
			}
		}
	}
	return true;
}

/* The table and all blocks lie in the file. */
static bool check_blocks(struct image *img, struct vhd *v)
{
	uint64_t file = to_sectors(io_size(img->disk));
	uint64_t sector, at;

	if (to_sectors(v->bat.offset + v->bat.len) > file)
		return fault_raise(img->disk, FAULT_VHD_DYNAMIC_HEADER_BAT_PAST_END,
				   v->footer.data_offset + VHD_DYNAMIC_HEADER_TABLE_OFFSET_OFFSET,
				   v->bat.offset);
	if (!furthest_block(v, &sector, &at))
		return false;
	if (at == UINT64_MAX ||
	    sector + to_sectors((uint64_t)v->len_bitmap + v->header.block_size) <= file)
		return true;
	return fault_raise(img->disk, FAULT_VHD_BAT_ENTRY_PAST_END, v->bat.offset + at, sector);
}

static bool open_dynamic(struct image *img, struct vhd *v)
{
	uint32_t sectors;

	if (!read_dynamic_header(img, v) || !open_bat(img, v))
		return false;
	sectors = v->header.block_size / VHD_SECTOR_SIZE;
	v->len_bitmap = (sectors + VHD_SECTORS_PER_BITMAP_SECTOR - 1) /
			VHD_SECTORS_PER_BITMAP_SECTOR * VHD_SECTOR_SIZE;
	img->cluster_size = v->header.block_size;
	if (!check_blocks(img, v))
		return false;
	v->differencing = v->footer.disk_type == VHD_DISK_TYPE_DIFFERENCING &&
			  !(img->source_flags & SOURCE_FLAG_NO_VHD_PARENT);
	if (!v->differencing)
		return true;
	return table_init(&v->bitmap, img->disk, 0, v->len_bitmap, BITMAP_WINDOW) &&
	       vhd_name_parent(img, v);
}

static bool vhd_open(struct image *img)
{
	struct vhd *v = io_alloc(sizeof(*v), _Alignof(struct vhd));

	if (!v)
		return false;
	img->state = v;
	v->bitmap_of = NO_BITMAP;
	return read_footer(img, v) && set_size(img, v) && (v->fixed || open_dynamic(img, v));
}

/* Each block has a bitmap in front. */
static bool visit_bitmaps(struct vhd *v, metadata_visitor *visit, void *arg)
{
	const uint8_t *entry;
	uint32_t len;

	for (uint64_t pos = 0; pos < v->bat.len; pos += VHD_BAT_ENTRY_SIZE) {
		uint32_t e;

		if (!table_at(&v->bat, pos, VHD_BAT_ENTRY_SIZE, &entry, &len))
			return false;
		e = vhd_bat_entry_load(entry);
		if (vhd_bat_entry_is_allocated(e) &&
		    !visit(arg, STRUCTURE_VHD_SECTOR_BITMAP_BYTE, vhd_bat_entry_bitmap_offset(e),
			   v->len_bitmap))
			return false;
	}
	return true;
}

/* Of a fixed image, all but the footer is the disk. */
bool vhd_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	struct vhd *v = img->state;
	uint64_t end = to_sectors(io_size(img->disk)) * VHD_SECTOR_SIZE;

	if (v->fixed)
		return visit(arg, STRUCTURE_VHD_FOOTER, v->footer_at, VHD_FOOTER_SIZE);
	return visit(arg, STRUCTURE_VHD_FOOTER, 0, VHD_FOOTER_SIZE) &&
	       visit(arg, STRUCTURE_VHD_FOOTER, end - VHD_FOOTER_SIZE, VHD_FOOTER_SIZE) &&
	       visit(arg, STRUCTURE_VHD_DYNAMIC_HEADER, v->footer.data_offset,
		     VHD_DYNAMIC_HEADER_SIZE) &&
	       visit(arg, STRUCTURE_VHD_BAT_ENTRY, v->bat.offset, v->bat.len) &&
	       visit_bitmaps(v, visit, arg);
}

const struct format format_vhd = {
	.id = SOURCE_FORMAT_VHD,
	.name = "vpc",
	.magic = VHD_FOOTER_COOKIE,
	.len_magic = VHD_FOOTER_COOKIE_SIZE,
	.magic_score = 100,
	.open = vhd_open,
	.next = vhd_next,
};
