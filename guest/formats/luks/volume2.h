/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_VOLUME2_H
#define FORMATS_LUKS_VOLUME2_H
/* What the JSON text of LUKS version 2 says: the one segment, the digest of its key, key slots. */
#include "generated/key.h"
#include "generated/target.h"
#include "header2.h"

struct luks_segment2 {
	uint64_t slots_end; /* where the room for key slots ends */
	uint64_t start, size;
	uint64_t first; /* number of its first sector in vectors */
	uint32_t sector_size;
	struct json encryption;
	struct json slots;	    /* the names of those that have its key */
	struct key_request request; /* of the digest of its key */
	struct json hash;
	uint8_t digest[KEY_MAX_LEN];
};

struct luks_slot2 {
	uint64_t number;
	bool is_known;	    /* else nothing more is known of it */
	bool is_of_segment; /* it has the segment's key, of so many bytes */
	uint32_t priority;  /* enum luks_slot_priority, or what nobody tries */
	uint32_t len_key;
	uint32_t hash; /* of the split: TARGET_CIPHER_HASH_* */
	uint64_t start, size;
	struct target_encryption encryption; /* of its place */
	struct json kdf;
	struct key_request request; /* of the key of its place; it lacks whose secret */
};

struct luks_slots2 {
	uint32_t num;
	struct luks_slot2 slots[LUKS_MAX_KEY_SLOTS2];
};

/* What cannot be right, and what is not read, is a fault. */
MUST_CHECK bool luks_read_segment2(struct image *img, const struct luks_volume2 *v,
				   struct luks_segment2 *s);
MUST_CHECK bool luks_read_slots2(struct image *img, const struct luks_volume2 *v,
				 const struct luks_segment2 *s, struct luks_slots2 *all);

/* Bytes of its place that the split key takes. */
uint32_t luks_len_material2(const struct luks_slot2 *slot);

#endif
