/* SPDX-License-Identifier: Apache-2.0 */
/* amend: options of an image change. */
#include "io/op.h"

#include "formats/edit.h"
#include "generated/amend.h"
#include "io/message.h"
#include "stages/chain.h"

static bool change(const struct amend_config *config, struct image *img,
		   struct guest_amend_result *done)
{
	const struct editor *editor = editor_of(img->format->id);

	if (!editor || !editor->amend)
		return fault_code(EDIT_ERROR_UNSUPPORTED, img->format->id);
	return editor->amend(img, &config->change, done);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct guest_message message = { .kind = GUEST_MESSAGE_AMEND };
	static struct amend_config config;
	struct image *img;

	if (amend_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (!chain_open(&config.source, EXTENT_DETAIL_FULL, &img) ||
	    !change(&config, img, &message.amend))
		return false;
	message.amend.format = img->format->id;
	message.amend.virtual_size = img->size;
	return message_emit(&message);
}
