/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS version 2: the disk is its one segment, and its key that of the first slot that opens, of
 * those that are preferred or else of the others. */
#include "algorithms.h"
#include "image.h"
#include "split.h"
#include "volume2.h"

#include "base/mem.h"
#include "formats/cipher.h"
#include "generated/structures.h"

struct unlocking {
	struct image *img;
	const struct luks_volume2 *v;
	const struct luks_segment2 *s;
	uint8_t *material;
	uint8_t key[KEY_MAX_LEN];
	struct fault passed; /* why a slot was passed over, if one was */
};

static uint64_t text_at(const struct luks_volume2 *v)
{
	return v->place + LUKS_HEADER2_SIZE;
}

static bool refuse(const struct unlocking *u, uint32_t fault)
{
	return fault_raise(u->img->disk, fault, text_at(u->v), 0);
}

/* A cipher that takes no keys of that length. */
static bool not_read(const struct unlocking *u, uint32_t len_key)
{
	return fault_raise_detail(u->img->disk, FAULT_LUKS_HEADER2_UNKNOWN_ENCRYPTION,
				  text_at(u->v), len_key, u->s->encryption.p, u->s->encryption.len);
}

/* Whether the host does not derive a key since that asks too much of it. */
static bool asks_too_much(void)
{
	return the_fault.fault == FAULT_KEY_REQUEST_TOO_MANY_ITERATIONS ||
	       the_fault.fault == FAULT_KEY_REQUEST_TOO_MUCH_MEMORY ||
	       the_fault.fault == FAULT_KEY_REQUEST_NO_ARGON2;
}

/* The key of a slot's area. A slot that asks too much is passed over: another one may open. */
static bool derive(struct unlocking *u, const struct luks_slot2 *slot, bool *passed)
{
	struct key_request request = slot->request;

	request.secret = u->img->secret;
	*passed = false;
	if (io_derive(&request, NULL, u->key))
		return true;
	if (!asks_too_much())
		return false;
	*passed = true;
	if (!u->passed.set)
		u->passed = the_fault;
	fault_clear();
	return true;
}

/* The stripes of the slot as its key makes them of what is in the file. */
static bool read_stripes(struct unlocking *u, const struct luks_slot2 *slot)
{
	uint32_t len = luks_len_material2(slot);
	struct sectors cipher;

	if (!io_read_padded(u->img->disk, slot->start, u->material, len))
		return false;
	if (!luks_begin_cipher(&slot->encryption, u->key, &cipher))
		return not_read(u, slot->request.len_key);
	sectors_decrypt(&cipher, 0, u->material, len);
	return true;
}

static bool try_slot(struct unlocking *u, const struct luks_slot2 *slot, bool *fits)
{
	struct key_request request = u->s->request;
	uint8_t digest[KEY_MAX_LEN];
	bool passed;

	if (!derive(u, slot, &passed))
		return false;
	if (passed)
		return true;
	if (!read_stripes(u, slot))
		return false;
	luks_merge(luks_hash(slot->hash), u->material, LUKS_STRIPES, u->key, slot->len_key);
	request.len_password = slot->len_key;
	if (!io_derive(&request, u->key, digest))
		return false;
	*fits = memcmp(digest, u->s->digest, request.len_key) == 0;
	return true;
}

static bool try_slots(struct unlocking *u, const struct luks_slots2 *all, uint32_t priority,
		      bool *fits, uint32_t *len_key)
{
	for (uint32_t i = 0; i < all->num && !*fits; i++) {
		const struct luks_slot2 *slot = &all->slots[i];

		*len_key = slot->len_key;
		if (slot->is_known && slot->is_of_segment && slot->priority == priority &&
		    !try_slot(u, slot, fits))
			return false;
	}
	return true;
}

static bool find_key(struct unlocking *u, const struct luks_slots2 *all, uint32_t *len_key)
{
	bool fits = false;

	if (!try_slots(u, all, LUKS_SLOT_PRIORITY_PREFER, &fits, len_key) ||
	    (!fits && !try_slots(u, all, LUKS_SLOT_PRIORITY_NORMAL, &fits, len_key)))
		return false;
	if (fits)
		return true;
	if (!u->passed.set)
		return refuse(u, FAULT_LUKS_HEADER2_WRONG_KEY);
	the_fault = u->passed;
	return false;
}

static bool unlock(struct unlocking *u, const struct luks_slots2 *all, struct disk_cipher *c)
{
	const struct json *name = &u->s->encryption;
	struct target_encryption e;
	uint32_t len_key = 0;

	u->material = io_alloc(KEY_MAX_LEN * LUKS_STRIPES, 16);
	if (!u->material || !find_key(u, all, &len_key))
		return false;
	if (!luks_read_encryption(name->p, name->len, len_key, &e) ||
	    !luks_begin_cipher(&e, u->key, &c->sectors))
		return not_read(u, len_key);
	c->sectors.size = u->s->sector_size;
	c->by_place = false;
	c->first = u->s->first;
	u->img->cipher = c;
	return true;
}

/* Everything but the state and the cipher is given back. */
static bool open_volume(struct image *img, const struct luks_volume2 *v, struct luks_state *state,
			struct disk_cipher *c)
{
	struct luks_slots2 *all = io_alloc(sizeof(*all), 8);
	struct luks_segment2 s;
	struct unlocking u = { .img = img, .v = v, .s = &s };

	if (!all || !luks_read_segment2(img, v, &s) || !luks_read_slots2(img, v, &s, all))
		return false;
	img->encrypted = true;
	img->size = s.size;
	state->ofs_payload = s.start;
	return !cipher_is_wanted(img) || unlock(&u, all, c);
}

bool luks_open2(struct image *img, bool *is_volume)
{
	struct luks_state *state = io_alloc(sizeof(*state), 8);
	struct disk_cipher *c = io_alloc(sizeof(*c), 16);
	size_t mark = io_mark();
	struct luks_volume2 v;
	bool done;

	*is_volume = false;
	if (!state || !c)
		return false;
	*state = (struct luks_state){ .is_version_2 = true };
	img->state = state;
	done = luks_read2(img, &v, is_volume) && open_volume(img, &v, state, c);
	io_release(mark);
	return done;
}
