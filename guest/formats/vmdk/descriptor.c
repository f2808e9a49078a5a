/* SPDX-License-Identifier: Apache-2.0 */
/* VMDK: a descriptor that names extents, and opening these. */
#include <string.h>

#include "image.h"

#include "generated/boot.h"

/* Files that were attached, by name: a file may hold several extents. */
struct attached {
	struct vmdk_text name[BOOT_MAX_DISKS];
	uint32_t disk[BOOT_MAX_DISKS];
	uint32_t num;
};

static bool attach(struct image *img, struct attached *files, const struct vmdk_text *name,
		   uint32_t *disk)
{
	for (uint32_t i = 0; i < files->num; i++) {
		if (files->name[i].len == name->len &&
		    memcmp(files->name[i].p, name->p, name->len) == 0) {
			*disk = files->disk[i];
			return true;
		}
	}
	if (!io_attach(img->disk, IO_ATTACH_EXTENT, name->p, name->len, disk))
		return false;
	if (files->num < BOOT_MAX_DISKS) {
		files->name[files->num] = *name;
		files->disk[files->num++] = *disk;
	}
	return true;
}

static bool text_fault(const struct image *img, uint32_t fault, uint64_t value,
		       const struct vmdk_text *detail)
{
	return fault_raise_detail(img->disk, fault, 0, value, detail->p, detail->len);
}

static bool check_type(struct image *img, struct vmdk *v, const struct vmdk_text *text,
		       bool handed_over)
{
	static const char *const supported[] = {
		VMDK_CREATE_TYPE_MONOLITHIC_FLAT,
		VMDK_CREATE_TYPE_VMFS,
		VMDK_CREATE_TYPE_VMFS_SPARSE,
		VMDK_CREATE_TYPE_SE_SPARSE,
		VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE,
		VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT,
	};
	struct vmdk_text type;

	if (!vmdk_find_value(text, VMDK_DESCRIPTOR_KEY_CREATE_TYPE, &type) ||
	    type.len > VMDK_DESCRIPTOR_MAX_TYPE_BYTES)
		return fault_raise(img->disk, FAULT_VMDK_DESCRIPTOR_GARBAGE, 0, 0);
	for (size_t i = 0; i < sizeof(supported) / sizeof(supported[0]); i++)
		if (vmdk_is(&type, supported[i])) {
			v->create_type = type;
			return true;
		}
	if (handed_over)
		return fault_raise_detail(img->disk, FAULT_VMDK_SPARSE_HEADER_DESCRIPTOR_SAYS,
					  VMDK_SPARSE_HEADER_CAPACITY_OFFSET, 0, type.p, type.len);
	return text_fault(img, FAULT_VMDK_DESCRIPTOR_UNSUPPORTED_TYPE, 0, &type);
}

static bool open_flat(struct image *img, struct vmdk *v, const struct vmdk_line *line,
		      uint32_t disk)
{
	struct vmdk_extent e = {
		.disk = disk,
		.ofs_data = vmdk_sectors_to_bytes(line->first_sector),
		.type = line->type,
	};

	return vmdk_add_extent(img, v, &e, line->num_sectors);
}

static bool open_sparse(struct image *img, struct vmdk *v, const struct vmdk_line *line,
			uint32_t disk)
{
	uint8_t head[VMDK_COWD_HEADER_SIZE];
	struct vmdk_extent e;
	uint64_t ofs_descriptor;

	if (!image_is_at_rest(disk) || !io_read_padded(disk, 0, head, sizeof(head)))
		return false;
	if (vmdk_is(&line->type, VMDK_EXTENT_TYPE_SE_SPARSE)) {
		if (!vmdk_open_sesparse(disk, head, &e))
			return false;
	} else {
		if (!vmdk_is_sparse(head))
			return text_fault(img, FAULT_VMDK_DESCRIPTOR_NOT_SPARSE, 0, &line->name);
		if (vmdk_hands_over(head, &ofs_descriptor))
			return text_fault(img, FAULT_VMDK_DESCRIPTOR_NESTED, 0, &line->name);
		if (!vmdk_open_sparse(disk, head, &e))
			return false;
	}
	e.type = line->type;
	return vmdk_add_extent(img, v, &e, e.end);
}

/* Room for as many extents as the text has, up to the first line that is invalid. */
static bool count_extents(struct vmdk *v, const struct vmdk_text *text)
{
	struct vmdk_lines lines = { .text = *text };
	struct vmdk_line line;

	while (vmdk_next_line(&lines, &line) == VMDK_LINE_EXTENT)
		v->max_extents++;
	v->extents = io_alloc(v->max_extents * sizeof(*v->extents), _Alignof(struct vmdk_extent));
	return v->extents != NULL;
}

bool vmdk_open_descriptor(struct image *img, struct vmdk *v, uint64_t offset)
{
	struct vmdk_lines lines = { 0 };
	struct attached *files = io_alloc(sizeof(*files), _Alignof(struct attached));
	struct vmdk_line line;
	uint32_t disk;

	if (!files || !vmdk_read_text(img, offset, VMDK_DESCRIPTOR_MAX_FILE_BYTES, &lines.text))
		return false;
	if (!check_type(img, v, &lines.text, offset != 0) || !count_extents(v, &lines.text))
		return false;
	for (;;) {
		switch (vmdk_next_line(&lines, &line)) {
		case VMDK_LINE_NONE:
			return true;
		case VMDK_LINE_INVALID:
			return text_fault(img, FAULT_VMDK_DESCRIPTOR_INVALID_EXTENT,
					  (uint64_t)(line.whole.p - lines.text.p), &line.whole);
		case VMDK_LINE_EXTENT:
			if (!attach(img, files, &line.name, &disk) ||
			    !(line.flat ? open_flat(img, v, &line, disk)
					: open_sparse(img, v, &line, disk)))
				return false;
		}
	}
}
