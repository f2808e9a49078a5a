/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS: opening has held the header against itself; whether the keys are there is looked at here.
 * qemu-img has no check for it. */
#include "formats/check.h"
#include "image.h"

#include "generated/luks.h"

#define PIECE 65536u

struct look {
	struct image *img;
	struct check_sink *sink;
	struct luks_phdr header;
};

static bool tell(struct look *l, uint32_t fault, uint32_t slot, uint64_t value)
{
	return check_field(l->sink, l->img, fault, CHECK_EFFECT_CORRUPTION,
			   LUKS_PHDR_KEY_SLOTS_OFFSET + slot * LUKS_KEY_SLOT_SIZE, value, slot, 0);
}

/* One byte all over, in a sector of what looks random: that was written later. */
static bool is_blank(const uint8_t *sector, uint64_t len)
{
	for (uint64_t i = 1; i < len; i++)
		if (sector[i] != sector[0])
			return false;
	return len == LUKS_SECTOR_SIZE;
}

/* The first blank sector of [start, end), or `end`. */
static bool find_blank(struct look *l, uint64_t start, uint64_t end, uint64_t *at)
{
	size_t mark = io_mark();
	uint8_t *piece = io_alloc(PIECE, 1);

	*at = end;
	for (uint64_t pos = start; piece && pos < end && *at == end; pos += PIECE) {
		uint64_t len = end - pos < PIECE ? end - pos : PIECE;

		if (!io_read(l->img->disk, pos, piece, (uint32_t)len))
			return false;
		for (uint64_t i = 0; i < len && *at == end; i += LUKS_SECTOR_SIZE)
			if (is_blank(piece + i,
				     len - i < LUKS_SECTOR_SIZE ? len - i : LUKS_SECTOR_SIZE))
				*at = pos + i;
	}
	io_release(mark);
	return piece != NULL;
}

static bool check_material(struct look *l, uint32_t slot)
{
	const struct luks_key_slot *s = &l->header.key_slots[slot];
	uint64_t start = (uint64_t)s->key_material_sector * LUKS_SECTOR_SIZE, blank;
	uint64_t end = start + (uint64_t)l->header.len_key * s->stripes;

	if (end > io_size(l->img->disk))
		return tell(l, FAULT_LUKS_PHDR_CHECK_MATERIAL_MISSING, slot, start);
	return find_blank(l, start, end, &blank) &&
	       (blank == end || tell(l, FAULT_LUKS_PHDR_CHECK_MATERIAL_BLANK, slot, blank));
}

bool luks_check_keys(struct image *img, struct check_sink *sink)
{
	struct look l = { .img = img, .sink = sink };
	bool is_volume;
	struct parse_in in = parse_input(img->head, LUKS_PHDR_SIZE, 0);
	uint32_t active = 0;

	if (luks_is_version_2(img))
		return luks_check_headers(img, sink, &is_volume);
	if (luks_phdr_parse(&in, &l.header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS; i++) {
		if (l.header.key_slots[i].state != LUKS_SLOT_STATE_ACTIVE)
			continue;
		active++;
		if (!check_material(&l, i))
			return false;
	}
	return active > 0 || tell(&l, FAULT_LUKS_PHDR_CHECK_NO_KEY, 0, 0);
}
