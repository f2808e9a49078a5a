/* SPDX-License-Identifier: Apache-2.0 */
/* The disk's key, out of the first slot that the passphrase opens. */
#include "algorithms.h"
#include "image.h"
#include "split.h"
#include "unlock.h"

#include "base/arith.h"
#include "base/mem.h"
#include "formats/cipher.h"
#include "generated/key.h"
#include "generated/structures.h"

static bool not_read(const struct image *img, const struct luks_phdr *h, uint64_t offset)
{
	size_t len = 0;

	while (len < sizeof(h->cipher_name) && h->cipher_name[len] != '\0')
		len++;
	return fault_raise_detail(img->disk, FAULT_LUKS_PHDR_NOT_READ,
				  offset + LUKS_PHDR_CIPHER_NAME_OFFSET, 0, h->cipher_name, len);
}

/* The stripes of a slot as its key makes them of what is in the file. */
static bool read_stripes(struct luks_unlocking *u, const struct luks_key_slot *slot)
{
	uint64_t at = u->offset + (uint64_t)slot->key_material_sector * LUKS_SECTOR_SIZE;
	struct sectors cipher;

	if (!luks_derive_slot(u->h, slot, u->secret, u->e.hash, u->key) ||
	    !io_read_padded(u->img->disk, at, u->material, u->len_material))
		return false;
	if (!luks_begin_cipher(&u->e, u->key, &cipher))
		return not_read(u->img, u->h, u->offset);
	sectors_decrypt(&cipher, 0, u->material, u->len_material);
	return true;
}

bool luks_try_slot(struct luks_unlocking *u, const struct luks_key_slot *slot, bool *fits)
{
	uint8_t digest[sizeof(u->h->mk_digest)];

	*fits = false;
	if (slot->state != LUKS_SLOT_STATE_ACTIVE || slot->stripes != LUKS_STRIPES ||
	    slot->iterations == 0)
		return true;
	if (!read_stripes(u, slot))
		return false;
	luks_merge(luks_hash(u->e.hash), u->material, LUKS_STRIPES, u->key, u->h->len_key);
	if (!luks_derive_digest(u->h, u->e.hash, u->key, digest))
		return false;
	*fits = memcmp(digest, u->h->mk_digest, sizeof(digest)) == 0;
	return true;
}

bool luks_find_key(struct luks_unlocking *u)
{
	bool fits = false;

	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS && !fits; i++)
		if (!luks_try_slot(u, &u->h->key_slots[i], &fits))
			return false;
	return fits || fault_raise(u->img->disk, FAULT_LUKS_PHDR_WRONG_KEY,
				   u->offset + LUKS_PHDR_KEY_SLOTS_OFFSET, 0);
}

bool luks_unlocking_begin(struct luks_unlocking *u)
{
	if (!luks_read_names(u->h, &u->e))
		return not_read(u->img, u->h, u->offset);
	u->len_material =
		(uint32_t)align_up((uint64_t)u->h->len_key * LUKS_STRIPES, LUKS_SECTOR_SIZE);
	u->material = io_alloc(u->len_material, 16);
	return u->material != NULL;
}

bool luks_unlock(struct image *img, const struct luks_phdr *h, uint64_t offset, uint64_t origin)
{
	struct disk_cipher *c = io_alloc(sizeof(*c), 16);
	struct luks_unlocking u = { .img = img, .h = h, .offset = offset, .secret = img->secret };
	size_t mark = io_mark();
	bool done;

	if (!c)
		return false;
	done = luks_unlocking_begin(&u) && luks_find_key(&u) &&
	       luks_begin_cipher(&u.e, u.key, &c->sectors);
	io_release(mark);
	c->by_place = true;
	c->origin = origin;
	img->cipher = c;
	return done;
}
