/* SPDX-License-Identifier: Apache-2.0 */
/* commit: what an image has is written into its backing image, or is forgotten after that. */
#include "io/op.h"

#include "base/fault.h"
#include "down.h"
#include "formats/edit.h"
#include "generated/structures.h"
#include "io/message.h"
#include "stages/chain.h"

static bool empty(const struct commit_config *config, struct guest_commit_result *result)
{
	const struct editor *editor;
	struct image *img;

	if (!chain_open(&config->source, EXTENT_DETAIL_FULL, &img))
		return false;
	editor = editor_of(img->format->id);
	result->format = img->format->id;
	if (!editor || !editor->empty)
		return fault_code(EDIT_ERROR_UNSUPPORTED, img->format->id);
	return editor->empty(img);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct guest_message message = { .kind = GUEST_MESSAGE_COMMIT };
	static struct commit_config config;

	if (commit_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	return (config.flags & COMMIT_FLAG_EMPTY ? empty : commit_down)(&config, &message.commit) &&
	       message_emit(&message);
}
