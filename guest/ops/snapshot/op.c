/* SPDX-License-Identifier: Apache-2.0 */
/* snapshot: an internal snapshot of an image is made, applied or deleted. */
#include "io/op.h"

#include "formats/edit.h"
#include "formats/look.h"
#include "generated/snapshot.h"
#include "io/message.h"
#include "stages/chain.h"

static bool change(const struct snapshot_config *config, struct image *img,
		   struct guest_snapshot_result *done)
{
	const struct editor *editor = editor_of(img->format->id);

	if (!editor || !editor->snapshot)
		return fault_code(EDIT_ERROR_UNSUPPORTED, img->format->id);
	return editor->snapshot(img, &config->change, done);
}

static bool run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct guest_message message = { .kind = GUEST_MESSAGE_SNAPSHOT };
	struct snapshot_config config;
	struct image *img;

	if (snapshot_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (!chain_open(&config.source, EXTENT_DETAIL_FULL, &img) ||
	    !change(&config, img, &message.snapshot))
		return false;
	return message_emit(&message);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	return look_and_change(bytes, len, run);
}
