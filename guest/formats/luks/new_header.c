/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LUKS1 On-Disk Format Specification: the header, section 4, and the anti-forensic split, section
 * 2.4. Keys and salts are drawn here; what depends on the passphrase is derived by the host.
 */
#include "new_header.h"

#include "algorithms.h"
#include "split.h"

#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/random.h"
#include "generated/key.h"
#include "generated/luks.h"
#include "generated/structures.h"
#include "generated/target.h"
#include "io/io.h"
#include "io/writer.h"

/* Whether everything that the header names is chosen, and the key material is whole sectors. */
static bool is_complete(const struct target_encryption *e)
{
	return e->method == TARGET_ENCRYPTION_METHOD_LUKS &&
	       e->len_key * LUKS_STRIPES % LUKS_SECTOR_SIZE == 0 &&
	       e->cipher != TARGET_CIPHER_NONE && e->mode != TARGET_CIPHER_MODE_NONE &&
	       e->vector != TARGET_CIPHER_VECTOR_NONE && e->hash != TARGET_CIPHER_HASH_NONE &&
	       (e->vector != TARGET_CIPHER_VECTOR_ESSIV ||
		e->vector_hash != TARGET_CIPHER_HASH_NONE);
}

/* A cipher as the image's encryption says, with one of its keys. */
static bool begin_cipher(const struct target_encryption *e, const uint8_t *key,
			 struct sectors *cipher)
{
	return (is_complete(e) && luks_begin_cipher(e, key, cipher)) ||
	       fault_raise(0, FAULT_TARGET_IMAGE_UNKNOWN_CIPHER, 0, e->len_key);
}

/* Sectors of one slot's key material, rounded up to where the next may begin. */
static uint32_t slot_sectors(uint32_t len_key)
{
	uint64_t sectors = pieces_of((uint64_t)len_key * LUKS_STRIPES, bits_of(LUKS_SECTOR_SIZE));

	return (uint32_t)align_up(sectors, LUKS_KEY_MATERIAL_ALIGN);
}

static void name_uuid(uint8_t *text, struct random *random)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t uuid[RANDOM_LEN_UUID];
	uint32_t len = 0;

	random_uuid(random, uuid);
	for (unsigned i = 0; i < RANDOM_LEN_UUID; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			text[len++] = '-';
		text[len++] = (uint8_t)digits[uuid[i] >> 4];
		text[len++] = (uint8_t)digits[uuid[i] & 0xf];
	}
}

/* Keys of a header in the making. */
struct new_keys {
	uint8_t master[KEY_MAX_LEN];
	uint8_t slot[KEY_MAX_LEN];
};

static void fill_slots(const struct target_encryption *e, struct luks_phdr *h)
{
	uint32_t first = LUKS_HEADER_AREA_BYTES / LUKS_SECTOR_SIZE;

	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS; i++)
		h->key_slots[i] = (struct luks_key_slot){
			.state = LUKS_SLOT_STATE_INACTIVE,
			.key_material_sector = first + i * slot_sectors(e->len_key),
			.stripes = LUKS_STRIPES,
		};
	h->payload_sector = first + LUKS_NUM_KEY_SLOTS * slot_sectors(e->len_key);
	h->key_slots[0].state = LUKS_SLOT_STATE_ACTIVE;
	h->key_slots[0].iterations = e->slot_iterations;
}

static void fill_header(const struct writer *w, struct random *random, struct luks_phdr *h)
{
	const struct target_encryption *e = w->encryption;

	*h = (struct luks_phdr){ .version = LUKS_PHDR_VERSION,
				 .len_key = e->len_key,
				 .mk_digest_iterations = e->master_iterations };
	luks_put_names(h, e);
	name_uuid(h->uuid, random);
	fill_slots(e, h);
	if (w->options->flags & TARGET_FLAG_DETACHED_HEADER)
		h->payload_sector = 0;
	random_bytes(random, h->mk_digest_salt, sizeof(h->mk_digest_salt));
	random_bytes(random, h->key_slots[0].salt, sizeof(h->key_slots[0].salt));
}

/* Key material on its way into the file, a sector at a time. */
struct material {
	const struct sectors *cipher;
	uint32_t disk;
	uint64_t offset; /* in the file, of the first sector */
	uint64_t number; /* of the sector */
	uint32_t used;
	uint8_t sector[LUKS_SECTOR_SIZE];
};

static bool put_sector(struct material *m)
{
	uint64_t at = m->offset + m->number * LUKS_SECTOR_SIZE;
	uint32_t len = m->used;

	if (len == 0)
		return true;
	sectors_encrypt(m->cipher, m->number++, m->sector, len);
	m->used = 0;
	return writer_put(m->disk, at, m->sector, len);
}

static bool add_material(struct material *m, const uint8_t *bytes, size_t len)
{
	while (len > 0) {
		size_t room = sizeof(m->sector) - m->used, part = len < room ? len : room;

		memcpy(m->sector + m->used, bytes, part);
		m->used += (uint32_t)part;
		bytes += part;
		len -= part;
		if (m->used == sizeof(m->sector) && !put_sector(m))
			return false;
	}
	return true;
}

/* The master key in stripes, all but the last random; without any of them it is lost. */
static bool put_stripes(const struct target_encryption *e, const uint8_t *master,
			struct random *random, struct material *m)
{
	uint8_t sum[KEY_MAX_LEN] = { 0 }, stripe[KEY_MAX_LEN];

	for (uint32_t i = 0; i < LUKS_STRIPES; i++) {
		if (i + 1 < LUKS_STRIPES)
			random_bytes(random, stripe, e->len_key);
		else
			memcpy(stripe, master, e->len_key);
		for (uint32_t k = 0; k < e->len_key; k++)
			sum[k] ^= stripe[k];
		if (!add_material(m, i + 1 < LUKS_STRIPES ? stripe : sum, e->len_key))
			return false;
		luks_diffuse(luks_hash(e->hash), sum, e->len_key);
	}
	return put_sector(m);
}

/* The slot's key from the passphrase, and the digest that tells whether a master key is right. */
static bool derive(const struct target_encryption *e, struct luks_phdr *h, struct new_keys *keys)
{
	return luks_derive_slot(h, &h->key_slots[0], KEY_NEW_IMAGE, e->hash, keys->slot) &&
	       luks_derive_digest(h, e->hash, keys->master, h->mk_digest);
}

bool luks_put_material(const struct target_encryption *e, uint32_t disk, uint64_t offset,
		       const uint8_t *slot_key, const uint8_t *master, struct random *random)
{
	struct sectors cipher;
	struct material m = { .cipher = &cipher, .disk = disk, .offset = offset };

	return begin_cipher(e, slot_key, &cipher) && put_stripes(e, master, random, &m);
}

/* The header, then the slot's key material. */
static bool put(const struct writer *w, uint64_t offset, struct random *random,
		const struct luks_phdr *h, const struct new_keys *keys)
{
	uint8_t bytes[LUKS_PHDR_SIZE];

	luks_phdr_store(bytes, h);
	return writer_put(w->disk, offset, bytes, sizeof(bytes)) &&
	       luks_put_material(w->encryption, w->disk, offset + LUKS_HEADER_AREA_BYTES,
				 keys->slot, keys->master, random);
}

bool luks_put_header(const struct writer *w, uint64_t offset, struct random *random,
		     struct sectors *disk)
{
	const struct target_encryption *e = w->encryption;
	struct new_keys keys;
	struct luks_phdr h;

	if (!e || !is_complete(e))
		return fault_raise(0, FAULT_TARGET_IMAGE_UNKNOWN_CIPHER, 0, e ? e->len_key : 0);
	fill_header(w, random, &h);
	random_bytes(random, keys.master, e->len_key);
	return begin_cipher(e, keys.master, disk) && derive(e, &h, &keys) &&
	       put(w, offset, random, &h, &keys);
}
