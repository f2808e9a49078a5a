/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_UNLOCK_H
#define FORMATS_LUKS_UNLOCK_H
/* The disk's key, by the slots of a header. */
#include "generated/key.h"
#include "generated/luks.h"
#include "generated/target.h"
#include "stages/image.h"

struct luks_unlocking {
	struct image *img;
	const struct luks_phdr *h;
	uint64_t offset; /* of the header in the file */
	uint32_t secret; /* the host's number of it */
	struct target_encryption e;
	uint8_t *material; /* of a slot, in whole sectors */
	uint32_t len_material;
	uint8_t key[KEY_MAX_LEN];
};

/* The caller has set what comes before ->e. */
MUST_CHECK bool luks_unlocking_begin(struct luks_unlocking *u);
/* ->key is what the secret makes of a slot; *fits: it is the disk's. */
MUST_CHECK bool luks_try_slot(struct luks_unlocking *u, const struct luks_key_slot *slot,
			      bool *fits);
/* ->key is the disk's. A fault: no slot has it. */
MUST_CHECK bool luks_find_key(struct luks_unlocking *u);

#endif
