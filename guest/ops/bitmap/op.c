/* SPDX-License-Identifier: Apache-2.0 */
/* bitmap: a persistent bitmap of an image is changed, or read. */
#include "io/op.h"

#include "formats/edit.h"
#include "generated/bitmap.h"
#include "io/io.h"
#include "io/message.h"
#include "stages/chain.h"

static bool parse_steps(const uint8_t *bytes, size_t len, uint32_t num,
			struct edit_bitmap_step **steps)
{
	*steps = io_alloc((num + 1) * sizeof(**steps), _Alignof(struct edit_bitmap_step));
	if (!*steps)
		return false;
	for (uint32_t i = 0; i < num; i++) {
		size_t at = BITMAP_CONFIG_SIZE + (size_t)i * EDIT_BITMAP_STEP_SIZE;
		struct parse_in in = parse_input(bytes + at, len > at ? len - at : 0, at);

		if (edit_bitmap_step_parse(&in, &(*steps)[i]) != PARSE_OK)
			return fault_parse(0, &in);
	}
	return true;
}

/* An image of a format without bitmaps has none of any name. */
static void find_none(const struct image *img, const struct edit_bitmap *wanted,
		      const struct edit_bitmap_step *steps, struct guest_bitmap_result *done)
{
	uint32_t *i = &done->num_done;

	while (*i < wanted->num_actions && steps[*i].action == EDIT_BITMAP_ACTION_REMOVE_ALL)
		++*i;
	if (*i == wanted->num_actions)
		return;
	done->error = steps[*i].action == EDIT_BITMAP_ACTION_ADD ? EDIT_ERROR_UNSUPPORTED
								 : EDIT_ERROR_NOT_FOUND;
	done->value = img->format->id;
}

static bool change(struct image *img, const struct edit_bitmap *wanted,
		   const struct edit_bitmap_step *steps, struct guest_bitmap_result *done)
{
	const struct editor *editor = editor_of(img->format->id);
	uint32_t first = wanted->num_actions ? steps[0].action : 0;

	if (!editor || !editor->bitmap) {
		find_none(img, wanted, steps, done);
		return true;
	}
	switch (first) {
	case EDIT_BITMAP_ACTION_READ:
		return editor->read_bitmap(img, wanted, img->disk + 1, done);
	case EDIT_BITMAP_ACTION_COPY:
	case EDIT_BITMAP_ACTION_COPY_DISABLED:
		return editor->copy_bitmaps(img, wanted, steps, done);
	default:
		return editor->bitmap(img, wanted, steps, done);
	}
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct guest_message message = { .kind = GUEST_MESSAGE_BITMAP };
	struct bitmap_config config;
	struct edit_bitmap_step *steps;
	struct image *img;

	if (bitmap_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	return parse_steps(bytes, len, config.change.num_actions, &steps) &&
	       chain_open(&config.source, EXTENT_DETAIL_FULL, &img) &&
	       change(img, &config.change, steps, &message.bitmap) && message_emit(&message);
}
