/* SPDX-License-Identifier: Apache-2.0 */
#include "new_parent.h"

#include "base/mem.h"
#include "base/utf16.h"

struct image *new_parent_open(const struct writer *w, const struct format *format,
			      uint32_t no_parent)
{
	static const struct source_options options;
	struct image *parent;

	if (!w->has_parent) {
		(void)fault_raise(w->disk, no_parent, 0, 0);
		return NULL;
	}
	if (!image_new(w->parent, 0, &options, &parent) || !image_open(parent, format))
		return NULL;
	return parent;
}

bool new_parent_is_relative(const struct writer *w)
{
	return w->backing_name.len > 0 && w->backing_name.at[0] != '/';
}

/* Backslashes for slashes; one that is there already would become a directory. */
static bool put_name(const struct target_text *name, uint8_t *out)
{
	for (uint32_t i = 0; i < name->len; i++) {
		if (name->at[i] == '\\')
			return false;
		out[i] = name->at[i] == '/' ? '\\' : name->at[i];
	}
	return true;
}

size_t new_parent_path(const struct writer *w, uint8_t path[PARENT_PATH_MAX])
{
	static const uint8_t here[] = { '.', '\\' };
	uint8_t text[PARENT_PATH_MAX / 2];
	size_t skip = new_parent_is_relative(w) ? sizeof(here) : 0;

	if (w->backing_name.len > sizeof(text) - sizeof(here))
		return 0;
	memcpy(text, here, skip);
	if (!put_name(&w->backing_name, text + skip))
		return 0;
	return utf8_to_utf16le(text, skip + w->backing_name.len, path);
}
