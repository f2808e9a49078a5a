/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_IMAGE_H
#define FORMATS_LUKS_IMAGE_H
/* LUKS headers, of volumes and of encrypted images of other formats. */
#include "stages/image.h"

struct luks_phdr;
struct bytes_view;
struct info_sink;

/* What an open volume is. */
struct luks_state {
	uint64_t ofs_payload;
	bool is_version_2;
};

static inline bool luks_is_version_2(const struct image *img)
{
	return ((const struct luks_state *)img->state)->is_version_2;
}

/* open2.c: open a volume of version 2. Not *is_volume: it is none, and no fault was recorded. */
MUST_CHECK bool luks_open2(struct image *img, bool *is_volume);

/* open.c: check a LUKS header, of which `head` holds all bytes; `offset` is where it is in the
 * file. */
MUST_CHECK bool luks_check(struct image *img, const uint8_t *head, uint64_t offset,
			   struct luks_phdr *h);

/* unlock.c: img->cipher, by the passphrase that the host has for the image. Sectors are numbered
 * from `origin` of the file on. */
MUST_CHECK bool luks_unlock(struct image *img, const struct luks_phdr *h, uint64_t offset,
			    uint64_t origin);

/* facts.c: a cipher's name and the bits of its key: `aes-256`. */
MUST_CHECK bool luks_name_cipher(const struct bytes_view *cipher, uint32_t len_key,
				 struct bytes_view *out);

/* facts2.c: report a volume of version 2. */
MUST_CHECK bool luks_tell2(struct image *img, struct info_sink *sink);

/* facts.c: report the LUKS header at `offset` of the image's file. */
MUST_CHECK bool luks_tell(struct image *img, uint64_t offset, struct info_sink *sink);

#endif
