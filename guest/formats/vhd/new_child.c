/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new differencing VHD. qemu makes none, so there are no bytes to be equal to: one locator has
 * the path as the user gave it, in the notation of Windows, and the header has the file's name.
 */
#include "new.h"

#include "base/mem.h"
#include "base/utf16.h"
#include "formats/new_parent.h"
#include "generated/structures.h"
#include "image.h"
#include "io/writer.h"

extern const struct format format_vhd;

static uint8_t sector_bit(uint64_t sector)
{
	return (uint8_t)(1u << (BITS_PER_BYTE - 1 - sector % BITS_PER_BYTE));
}

bool vhd_mark_sectors(const struct writer *w, struct new_vhd *v, uint64_t bitmap, uint64_t within,
		      uint32_t len)
{
	if (v->bitmap.offset != bitmap) {
		if (!new_table_flush(&v->bitmap))
			return false;
		v->bitmap = (struct new_table){ .disk = w->disk,
						.offset = bitmap,
						.len = v->layout.len_bitmap,
						.fresh = new_table_zero };
	}
	return new_bitmap_mark(&v->bitmap, sector_bit, within / VHD_SECTOR_SIZE,
			       (within + len - 1) / VHD_SECTOR_SIZE);
}

/* What comes after the last slash, as much as the field holds. */
static void name_parent(const struct target_text *path, struct vhd_dynamic_header *h)
{
	uint8_t name[PARENT_PATH_MAX];
	uint32_t from = path->len;
	size_t bytes;

	while (from > 0 && path->at[from - 1] != '/')
		from--;
	bytes = utf8_to_utf16be(path->at + from, path->len - from, name);
	if (bytes > sizeof(h->parent_unicode_name))
		bytes = sizeof(h->parent_unicode_name);
	memcpy(h->parent_unicode_name, name, bytes);
}

static bool put_path(const struct writer *w, const struct vhd_layout *l,
		     struct vhd_parent_locator *locator)
{
	uint8_t path[PARENT_PATH_MAX];
	size_t bytes = new_parent_path(w, path);

	if (bytes == 0)
		return fault_raise_detail(w->disk, FAULT_VHD_PARENT_LOCATOR_NO_PATH, l->ofs_path,
					  sizeof(path), w->backing_name.at, w->backing_name.len);
	*locator = (struct vhd_parent_locator){
		.platform_code = new_parent_is_relative(w) ? VHD_PLATFORM_CODE_W2RU
							   : VHD_PLATFORM_CODE_W2KU,
		.platform_data_space = VHD_PARENT_PATH_ROOM,
		.platform_data_length = (uint32_t)bytes,
		.platform_data_offset = l->ofs_path,
	};
	return writer_put(w->disk, l->ofs_path, path, (uint32_t)bytes);
}

bool vhd_put_parent(const struct writer *w, struct new_vhd *v, struct vhd_dynamic_header *h)
{
	struct image *parent = new_parent_open(w, &format_vhd, FAULT_VHD_PARENT_LOCATOR_NO_PARENT);
	const struct vhd *known;

	if (!parent || !put_path(w, &v->layout, &h->parent_locators[0]))
		return false;
	known = parent->state;
	memcpy(h->parent_unique_id, known->footer.unique_id, sizeof(h->parent_unique_id));
	h->parent_time_stamp = (uint32_t)(w->parent_time - VHD_TIMESTAMP_EPOCH);
	name_parent(&w->backing_name, h);
	return true;
}
