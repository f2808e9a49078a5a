/* SPDX-License-Identifier: Apache-2.0 */
/* Formats that are recognised so that their images are not taken for raw ones, and refused by name.
 */
#include "stages/image.h"

#include "generated/structures.h"

static bool refuse(struct image *img)
{
	return fault_raise_text(img->disk, FAULT_SOURCE_OPTIONS_REFUSED_FORMAT, 0, img->format->id,
				img->format->name);
}

/* Recognised by the file's name alone, as in qemu. */
const struct format format_dmg = {
	.id = SOURCE_FORMAT_DMG,
	.name = "dmg",
	.name_flag = SOURCE_FLAG_NAMED_DMG,
	.open = refuse,
};
