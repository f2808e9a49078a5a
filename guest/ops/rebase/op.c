/* SPDX-License-Identifier: Apache-2.0 */
/* rebase: an image names another backing image, or gets what its disk reads of the one that it
 * names. */
#include "io/op.h"

#include "copy.h"
#include "formats/edit.h"
#include "io/message.h"
#include "stages/chain.h"

static bool name(const struct rebase_config *config, struct image *img)
{
	const struct editor *editor = editor_of(img->format->id);

	if (!editor || !editor->rebase)
		return fault_code(EDIT_ERROR_UNSUPPORTED, img->format->id);
	return editor->rebase(img, &config->backing);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct guest_message message = { .kind = GUEST_MESSAGE_REBASE };
	static struct rebase_config config;
	struct image *img;

	if (rebase_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (!chain_open(&config.source, EXTENT_DETAIL_BYTES, &img))
		return false;
	message.rebase.format = img->format->id;
	if (!(config.flags & REBASE_FLAG_COPY ? rebase_copy(&config, img, &message.rebase)
					      : name(&config, img)))
		return false;
	return message_emit(&message);
}
