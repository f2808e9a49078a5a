/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LUKS1 On-Disk Format Specification: key slots. A slot is filled by the disk's key, in stripes
 * that the passphrase encrypts, before the header says so; one that is erased is nobody's before
 * its key material is overwritten.
 */
#include "slots.h"

#include "algorithms.h"
#include "image.h"
#include "new_header.h"
#include "unlock.h"

#include "base/mem.h"
#include "base/random.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/writer.h"

#define PIECE 4096u

struct slots {
	struct luks_unlocking u;
	struct luks_phdr h;
	const struct edit_amendment *to;
	struct random random;
};

static uint64_t material_of(const struct slots *s, uint32_t i)
{
	return s->u.offset + (uint64_t)s->h.key_slots[i].key_material_sector * LUKS_SECTOR_SIZE;
}

static bool refuse(const struct slots *s, uint32_t fault, uint32_t slot)
{
	return fault_raise(s->u.img->disk, fault, s->u.offset + LUKS_PHDR_KEY_SLOTS_OFFSET, slot);
}

static bool is_active(const struct slots *s, uint32_t i)
{
	return s->h.key_slots[i].state == LUKS_SLOT_STATE_ACTIVE;
}

static uint32_t all_active(const struct slots *s)
{
	uint32_t all = 0;

	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS; i++)
		all |= is_active(s, i) ? 1u << i : 0;
	return all;
}

static bool put_slot(const struct slots *s, uint32_t i)
{
	uint8_t bytes[LUKS_KEY_SLOT_SIZE];

	luks_key_slot_store(bytes, &s->h.key_slots[i]);
	return writer_put(s->u.img->disk,
			  s->u.offset + LUKS_PHDR_KEY_SLOTS_OFFSET + i * LUKS_KEY_SLOT_SIZE, bytes,
			  sizeof(bytes)) &&
	       writer_barrier(s->u.img->disk);
}

/* --- a new one --- */

static bool add(struct slots *s, uint32_t *changed)
{
	uint32_t i = s->to->key_slot.slot;
	struct luks_key_slot *slot;
	uint8_t key[KEY_MAX_LEN];

	if (i >= LUKS_NUM_KEY_SLOTS)
		return refuse(s, FAULT_LUKS_PHDR_AMEND_NO_SLOT, i);
	slot = &s->h.key_slots[i];
	s->u.secret = s->u.img->secret;
	if (!luks_find_key(&s->u))
		return false;
	slot->state = LUKS_SLOT_STATE_ACTIVE;
	slot->iterations = s->to->key_slot.iterations;
	slot->stripes = LUKS_STRIPES;
	random_bytes(&s->random, slot->salt, sizeof(slot->salt));
	*changed = 1u << i;
	return luks_derive_slot(&s->h, slot, KEY_NEW_IMAGE, s->u.e.hash, key) &&
	       luks_put_material(&s->u.e, s->u.img->disk, material_of(s, i), key, s->u.key,
				 &s->random) &&
	       writer_barrier(s->u.img->disk) && put_slot(s, i);
}

/* --- those that are erased --- */

static bool overwrite(struct slots *s, uint32_t i)
{
	uint64_t at = material_of(s, i);
	uint32_t left = s->h.len_key * LUKS_STRIPES;
	uint8_t noise[PIECE];

	while (left > 0) {
		uint32_t len = left < PIECE ? left : PIECE;

		random_bytes(&s->random, noise, len);
		if (!writer_put(s->u.img->disk, at, noise, len) || !writer_drain())
			return false;
		at += len;
		left -= len;
	}
	return writer_barrier(s->u.img->disk);
}

static bool erase(struct slots *s, uint32_t i)
{
	struct luks_key_slot *slot = &s->h.key_slots[i];

	slot->state = LUKS_SLOT_STATE_INACTIVE;
	slot->iterations = 0;
	memset(slot->salt, 0, sizeof(slot->salt));
	return put_slot(s, i) && overwrite(s, i);
}

/* Which slots the old secret opens. */
static bool find_old(struct slots *s, uint32_t *found)
{
	bool fits;

	s->u.secret = KEY_OLD_SECRET;
	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS; i++) {
		if (!luks_try_slot(&s->u, &s->h.key_slots[i], &fits))
			return false;
		*found |= fits ? 1u << i : 0;
	}
	return true;
}

static bool check_one(const struct slots *s, uint32_t i, uint32_t opened)
{
	bool forced = s->to->flags & EDIT_AMEND_FLAG_FORCE;

	if (s->to->flags & EDIT_AMEND_FLAG_OLD_SECRET && !(opened & 1u << i))
		return refuse(s, FAULT_LUKS_PHDR_AMEND_OTHER_SECRET, i);
	if (!forced && !is_active(s, i))
		return refuse(s, FAULT_LUKS_PHDR_AMEND_ERASED, i);
	if (!forced && all_active(s) == 1u << i)
		return refuse(s, FAULT_LUKS_PHDR_AMEND_LAST_SLOT, i);
	return true;
}

static bool check_all(const struct slots *s, uint32_t opened)
{
	if (opened == 0)
		return refuse(s, FAULT_LUKS_PHDR_AMEND_NO_SLOT, 0);
	if (!(s->to->flags & EDIT_AMEND_FLAG_FORCE) && opened == all_active(s))
		return refuse(s, FAULT_LUKS_PHDR_AMEND_ALL_SLOTS, 0);
	return true;
}

static bool erase_wanted(struct slots *s, uint32_t *changed)
{
	uint32_t opened = 0, i = s->to->key_slot.slot;
	bool is_one = i < LUKS_NUM_KEY_SLOTS;

	if (s->to->flags & EDIT_AMEND_FLAG_OLD_SECRET && !find_old(s, &opened))
		return false;
	if (!(is_one ? check_one(s, i, opened) : check_all(s, opened)))
		return false;
	*changed = (is_one ? 1u << i : opened) & all_active(s);
	for (i = 0; i < LUKS_NUM_KEY_SLOTS; i++)
		if (*changed & 1u << i && !erase(s, i))
			return false;
	return true;
}

/* --- all of it --- */

static bool begin(struct slots *s)
{
	uint8_t bytes[LUKS_PHDR_SIZE];

	s->u.h = &s->h;
	random_begin(&s->random, s->to->key_slot.entropy);
	return io_read_padded(s->u.img->disk, s->u.offset, bytes, sizeof(bytes)) &&
	       luks_check(s->u.img, bytes, s->u.offset, &s->h) && luks_unlocking_begin(&s->u);
}

bool luks_change_slots(struct image *img, uint64_t offset, const struct edit_amendment *to,
		       uint32_t *changed)
{
	static struct slots s;

	s = (struct slots){ .u = { .img = img, .offset = offset }, .to = to };
	if (!begin(&s))
		return false;
	return to->key_slot.action == EDIT_SLOT_ACTION_ADD ? add(&s, changed)
							   : erase_wanted(&s, changed);
}
