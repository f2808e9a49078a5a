/* SPDX-License-Identifier: Apache-2.0 */
/* resize: the disk of an image becomes longer or shorter. */
#include "io/op.h"

#include "content/older.h"
#include "formats/edit.h"
#include "formats/look.h"
#include "generated/guest_message.h"
#include "generated/resize.h"
#include "io/message.h"
#include "stages/chain.h"

static enum resize_action action_of(uint64_t from, uint64_t to)
{
	if (from == to)
		return RESIZE_ACTION_NOOP;
	return from < to ? RESIZE_ACTION_GROW : RESIZE_ACTION_SHRINK;
}

/* What the host believes of the image and of the change is so. */
static bool check(const struct resize_config *config, const struct image *img)
{
	uint32_t unknown = config->flags & ~(uint32_t)RESIZE_FLAG_SHRINK;
	enum resize_action action = action_of(img->size, config->new_size);

	if (unknown)
		return fault_code(RESIZE_ERROR_INVALID_OPTION, unknown);
	if (img->size != config->current_virtual_size)
		return fault_code(RESIZE_ERROR_SIZE_MISMATCH, img->size);
	if (action != config->action ||
	    (action == RESIZE_ACTION_SHRINK && !(config->flags & RESIZE_FLAG_SHRINK)))
		return fault_code(RESIZE_ERROR_ACTION_MISMATCH, action);
	return true;
}

static bool change(const struct resize_config *config, struct image *img)
{
	static struct older older;
	struct resize to = { .size = config->new_size,
			     .preallocation = config->preallocation,
			     .entropy = config->entropy };
	const struct editor *editor = editor_of(img->format->id);

	if (!editor || !editor->resize)
		return fault_code(RESIZE_ERROR_FORMAT, img->format->id);
	if (img->cluster_size && img->size % img->cluster_size != 0) {
		if (!older_open(&older, img))
			return false;
		to.old = older_read;
		to.older = &older;
	}
	return editor->resize(img, &to);
}

static bool run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct guest_message message = { .kind = GUEST_MESSAGE_RESIZE };
	struct resize_config config;
	struct image *img;

	if (resize_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (!chain_open(&config.source, EXTENT_DETAIL_BYTES, &img) || !check(&config, img))
		return false;
	message.resize.old_virtual_size = img->size;
	if (!change(&config, img))
		return false;
	message.resize.new_virtual_size = config.new_size;
	return message_emit(&message);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	return look_and_change(bytes, len, run);
}
