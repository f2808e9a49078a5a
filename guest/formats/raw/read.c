/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A raw image is its file: data where the file has data, zeros in its holes. Its size is rounded up
 * to sectors; the bytes that this adds after an odd end are a hole, as holes_find has everything
 * past the end of a file.
 */
#include "stages/extent_list.h"
#include "stages/image.h"

static int raw_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	(void)head;
	(void)len;
	(void)file_size;
	return 1; /* every file is one */
}

static bool raw_open(struct image *img)
{
	img->size = image_file_end(img->disk);
	return true;
}

static bool raw_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		     size_t max, size_t *num)
{
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	extent_add_through(&list, pos, end - pos, EXTENT_PLAIN, EXTENT_FLAT_HOLE, pos);
	return extent_list_end(&list, num);
}

const struct format format_raw = {
	.id = SOURCE_FORMAT_RAW,
	.name = "raw",
	.is_headless = true,
	.probe = raw_probe,
	.open = raw_open,
	.next = raw_next,
};
