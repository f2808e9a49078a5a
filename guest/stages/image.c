/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "image.h"

bool image_new(uint32_t disk, uint32_t depth, const struct source_options *options,
	       struct image **out)
{
	struct image *img = io_alloc(sizeof(*img), _Alignof(struct image));

	if (!img)
		return false;
	img->disk = disk;
	img->depth = depth;
	img->quirks = options->quirks;
	img->source_flags = options->flags;
	*out = img;
	return true;
}

/* The head that was read last, for one more that opens the file. */
static struct {
	uint8_t bytes[IMAGE_HEAD_SIZE];
	uint32_t disk, len;
	bool keeps;
} kept;

void image_keep_head(bool keep)
{
	kept.keeps = keep;
	kept.len = 0;
}

/* As much of it as the file has. */
static uint32_t head_length(uint32_t disk)
{
	uint64_t size = io_size(disk);

	return size < IMAGE_HEAD_SIZE ? (uint32_t)size : IMAGE_HEAD_SIZE;
}

uint8_t *image_head_to_keep(uint32_t disk, uint32_t *len)
{
	image_keep_head(false);
	kept.disk = disk;
	kept.len = *len = head_length(disk);
	return kept.bytes;
}

/* Heads of files after the first do not take its place. */
static bool read_head(const struct image *img, uint8_t *head)
{
	bool is_kept = kept.len > 0 && kept.disk == img->disk && kept.len == img->len_head;

	if (is_kept) {
		memcpy(head, kept.bytes, kept.len);
		image_keep_head(false);
		return true;
	}
	if (!io_read(img->disk, 0, head, img->len_head))
		return false;
	if (kept.keeps && kept.len == 0) {
		memcpy(kept.bytes, head, img->len_head);
		kept.disk = img->disk;
		kept.len = img->len_head;
	}
	return true;
}

bool image_read_head(struct image *img)
{
	uint8_t *head;

	if (img->head)
		return true;
	img->len_head = head_length(img->disk);
	head = io_alloc(IMAGE_HEAD_SIZE, 16);
	if (!head)
		return false;
	if (img->len_head > 0 && !read_head(img, head))
		return false;
	img->head = head;
	return true;
}

bool image_is_at_rest(uint32_t disk)
{
	return !io_in_use(disk) || fault_raise(disk, FAULT_SOURCE_OPTIONS_IN_USE, 0, 0);
}

/* Writers of these move no tables while somebody reads. */
static bool has_tables(const struct format *format)
{
	return format->id != SOURCE_FORMAT_RAW && format->id != SOURCE_FORMAT_LUKS;
}

bool image_open(struct image *img, const struct format *format)
{
	img->format = format;
	if (has_tables(format) && !image_is_at_rest(img->disk))
		return false;
	if (!format->is_headless && !image_read_head(img))
		return false;
	return format->open(img);
}

bool image_read_backing_name(struct image *img, uint64_t offset, uint32_t len)
{
	uint8_t *name = io_alloc((size_t)len + 1, 1);

	if (!name || !io_read_padded(img->disk, offset, name, len))
		return false;
	img->backing_name = name;
	while (name[img->len_backing_name] != 0)
		img->len_backing_name++;
	return true;
}

const uint8_t *image_beginning(struct image *img, uint32_t len)
{
	uint8_t *start;

	if (len <= IMAGE_HEAD_SIZE)
		return img->head; /* zeroed after the file's end */
	start = io_alloc(len, 16);
	if (!start || !io_read_padded(img->disk, 0, start, len))
		return NULL;
	return start;
}
