/* SPDX-License-Identifier: Apache-2.0 */
#include "parent_path.h"

static const char volume_prefix[] =
	"//?/"; /* in front of volume{GUID} and of paths of more than 260 characters */

static bool is_letter(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How many bytes at the start only name a drive or a volume. */
static size_t len_volume(const uint8_t *path, size_t len)
{
	size_t at = 0;

	if (len > sizeof(volume_prefix) - 1 &&
	    bytes_eq(path, volume_prefix, sizeof(volume_prefix) - 1)) {
		at = sizeof(volume_prefix) - 1;
		while (at < len && path[at] != '/')
			at++;
		return at;
	}
	return len > 2 && is_letter(path[0]) && path[1] == ':' && path[2] == '/' ? 2 : 0;
}

void parent_path_set(struct image *img, uint8_t *path, size_t len)
{
	size_t skip;

	for (size_t i = 0; i < len; i++)
		if (path[i] == '\\')
			path[i] = '/';
	skip = len_volume(path, len);
	while (len - skip > 2 && path[skip] == '.' && path[skip + 1] == '/')
		skip += 2;
	img->backing_name = path + skip;
	img->len_backing_name = (uint32_t)(len - skip);
	img->backing_is = img->format;
}
