/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS in place: key slots, and the size of the disk, which is the rest of the file. */
#include "formats/target.h"
#include "io/io.h"
#include "io/writer.h"
#include "slots.h"

/* What is added was never encrypted: it reads as noise. */
static bool resize(struct image *img, const struct resize *to)
{
	uint64_t end = *(const uint64_t *)img->state + to->size, now = io_size(img->disk);

	if (end == now)
		return true;
	return target_reserve(img->disk, to->preallocation, now, end) && writer_drain() &&
	       io_resize(img->disk, end);
}

static bool amend(struct image *img, const struct edit_amendment *to,
		  struct guest_amend_result *done)
{
	return to->key_slot.action == EDIT_SLOT_ACTION_KEEP ||
	       luks_change_slots(img, 0, to, &done->key_slots);
}

const struct editor luks_editor = {
	.format = SOURCE_FORMAT_LUKS,
	.resize = resize,
	.amend = amend,
};
