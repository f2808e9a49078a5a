/* SPDX-License-Identifier: Apache-2.0 */
/* Formats that are recognised so that their images are not taken for raw ones, and refused by name.
 */
#include "stages/image.h"

#include "generated/bochs.h"
#include "generated/cloop.h"
#include "generated/structures.h"

static bool refuse(struct image *img)
{
	return fault_raise_text(img->disk, FAULT_SOURCE_OPTIONS_REFUSED_FORMAT, 0, img->format->id,
				img->format->name);
}

static int bochs_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	struct parse_in in = parse_input(head, len, 0);
	struct bochs_header header;

	(void)file_size;
	return bochs_header_parse(&in, &header) == PARSE_OK ? 100 : 0;
}

const struct format format_bochs = {
	.id = SOURCE_FORMAT_BOCHS,
	.name = "bochs",
	.probe = bochs_probe,
	.open = refuse,
};

const struct format format_cloop = {
	.id = SOURCE_FORMAT_CLOOP,
	.name = "cloop",
	.magic = CLOOP_HEADER_MAGIC,
	.len_magic = CLOOP_HEADER_MAGIC_SIZE,
	.magic_score = 2,
	.open = refuse,
};

/* Recognised by the file's name alone, as in qemu. */
const struct format format_dmg = {
	.id = SOURCE_FORMAT_DMG,
	.name = "dmg",
	.name_flag = SOURCE_FLAG_NAMED_DMG,
	.open = refuse,
};
