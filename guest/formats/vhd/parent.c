/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parent of a differencing VHD. Up to eight locators say where it is, in the notations of
 * several platforms; the relative Windows path is the one that still holds after both files were
 * moved. Where none can be read, the header's own name is taken.
 */
#include "image.h"

#include "generated/structures.h"
#include "base/utf16.h"
#include "formats/parent_path.h"

/* The text of a locator as UTF-8, when it lies in the file and is a path that means something here.
 */
static bool read_locator(struct image *img, const struct vhd_parent_locator *l, uint8_t **name,
			 size_t *len)
{
	uint64_t size = io_size(img->disk);
	uint32_t bytes = l->platform_data_length;
	uint8_t *raw;

	*len = 0;
	if (bytes == 0 || bytes > PARENT_PATH_MAX || l->platform_data_offset > size ||
	    bytes > size - l->platform_data_offset)
		return true;
	raw = io_alloc(bytes, 2);
	*name = io_alloc(utf16_max_utf8(bytes), 1);
	if (!raw || !*name || !io_read(img->disk, l->platform_data_offset, raw, bytes))
		return false;
	*len = utf16le_to_utf8(raw, bytes, *name);
	return true;
}

bool vhd_name_parent(struct image *img, const struct vhd *v)
{
	static const uint32_t preferred[] = { VHD_PLATFORM_CODE_W2RU, VHD_PLATFORM_CODE_W2KU };
	const struct vhd_dynamic_header *h = &v->header;
	uint8_t *name;
	size_t len;

	for (size_t p = 0; p < sizeof(preferred) / sizeof(preferred[0]); p++)
		for (size_t i = 0; i < sizeof(h->parent_locators) / sizeof(h->parent_locators[0]);
		     i++) {
			if (h->parent_locators[i].platform_code != preferred[p])
				continue;
			if (!read_locator(img, &h->parent_locators[i], &name, &len))
				return false;
			if (len == 0)
				continue;
			parent_path_set(img, name, len);
			return true;
		}
	name = io_alloc(utf16_max_utf8(sizeof(h->parent_unicode_name)), 1);
	if (!name)
		return false;
	len = utf16be_to_utf8(h->parent_unicode_name, sizeof(h->parent_unicode_name), name);
	if (len == 0)
		return fault_raise(
			img->disk, FAULT_VHD_DYNAMIC_HEADER_DIFFERENCING,
			v->footer.data_offset + VHD_DYNAMIC_HEADER_PARENT_UNICODE_NAME_OFFSET, 0);
	parent_path_set(img, name, len);
	return true;
}
