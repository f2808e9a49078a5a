/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_CIPHER_H
#define FORMATS_CIPHER_H
/* Keys of encrypted images, which the host derives. */
#include "crypto/disk.h"
#include "stages/image.h"

/* Whether the image can be opened: there is a secret for it, or none is needed. */
bool cipher_has_secret(const struct image *img);

/* Whether the key is wanted. */
static inline bool cipher_is_wanted(const struct image *img)
{
	return img->encrypted && img->source_flags & SOURCE_FLAG_KEYS;
}

/* AES in the mode cbc by the passphrase itself, as qcow and qcow2 had it before LUKS. */
MUST_CHECK bool cipher_of_passphrase(uint32_t secret, struct disk_cipher *c);
/* The same for an image: img->cipher. */
MUST_CHECK bool cipher_unlock(struct image *img);

#endif
