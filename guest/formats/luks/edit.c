/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS in place: key slots, and the size of the disk, which is the rest of the file. */
#include "formats/target.h"
#include "io/io.h"
#include "io/writer.h"
#include "image.h"
#include "generated/luks.h"
#include "generated/structures.h"
#include "slots.h"

/* Of version 2, the copy of the header and both checksums would have to follow. */
static bool is_changed(struct image *img)
{
	return !luks_is_version_2(img) ||
	       fault_raise(img->disk, FAULT_LUKS_PHDR_VERSION_2, LUKS_PHDR_VERSION_OFFSET, 0);
}

/* What is added was never encrypted: it reads as noise. */
static bool resize(struct image *img, const struct resize *to)
{
	const struct luks_state *state = img->state;
	uint64_t end = state->ofs_payload + to->size, now = io_size(img->disk);

	if (!is_changed(img))
		return false;
	if (end == now)
		return true;
	return target_reserve(img->disk, to->preallocation, now, end) && writer_drain() &&
	       io_resize(img->disk, end);
}

static bool amend(struct image *img, const struct edit_amendment *to,
		  struct guest_amend_result *done)
{
	if (!is_changed(img))
		return false;
	return to->key_slot.action == EDIT_SLOT_ACTION_KEEP ||
	       luks_change_slots(img, 0, to, &done->key_slots);
}

const struct editor luks_editor = {
	.format = SOURCE_FORMAT_LUKS,
	.resize = resize,
	.amend = amend,
};
