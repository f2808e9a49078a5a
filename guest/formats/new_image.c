/* SPDX-License-Identifier: Apache-2.0 */
#include "new_image.h"

#include "base/fault.h"
#include "generated/structures.h"

/* The next of the texts, which are one after the other. */
static bool next_text(const struct target_image *image, uint32_t len, uint32_t *at,
		      struct target_text *text)
{
	*text = (struct target_text){ .at = image->texts + *at, .len = len };
	if (len > sizeof(image->texts) - *at)
		return fault_raise(0, FAULT_TARGET_IMAGE_EXTENSIONS_NO_ROOM, 0, len);
	*at += len;
	return true;
}

/* One that has a default, and may be empty. */
static bool next_given(const struct target_image *image, uint32_t room, uint32_t *at,
		       struct target_text *text)
{
	return !room || next_text(image, room - 1, at, text);
}

static bool read_texts(const struct target_image *image, struct writer *w)
{
	uint32_t at = 0;

	return next_text(image, image->len_backing_name, &at, &w->backing_name) &&
	       next_text(image, image->len_backing_format, &at, &w->backing_format) &&
	       next_text(image, image->len_data_file, &at, &w->data_file) &&
	       next_text(image, image->len_file_name, &at, &w->file_name) &&
	       next_given(image, image->hw_version_room, &at, &w->hw_version) &&
	       next_given(image, image->adapter_type_room, &at, &w->adapter_type) &&
	       next_given(image, image->tools_version_room, &at, &w->tools_version);
}

bool new_image_writer(const struct target_image *image, uint32_t disk, struct writer *w)
{
	*w = (struct writer){
		.target = writer_of(image->options.format),
		.options = &image->options,
		.entropy = image->entropy,
		.encryption = &image->encryption,
		.unix_time = image->unix_time,
		.disk = disk,
		.num_disks = image->num_outputs,
		.parent_cid = image->parent_cid,
		.has_parent = image->has_parent,
		.parent = disk - image->has_parent,
		.parent_time = image->parent_time,
		.size = image->virtual_size,
		.len_unit = SOURCE_SECTOR_SIZE,
	};
	if (!w->target)
		return fault_raise(0, FAULT_TARGET_IMAGE_NO_WRITER, 0, image->options.format);
	return read_texts(image, w);
}
