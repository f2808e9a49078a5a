/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_IMAGE_H
#define FORMATS_LUKS_IMAGE_H
/* LUKS headers, of volumes and of encrypted images of other formats. */
#include "stages/image.h"

struct luks_phdr;
struct info_sink;

/* open.c: check a LUKS header, of which `head` holds all bytes; `offset` is where it is in the
 * file. */
MUST_CHECK bool luks_check(struct image *img, const uint8_t *head, uint64_t offset,
			   struct luks_phdr *h);

/* unlock.c: img->cipher, by the passphrase that the host has for the image. Sectors are numbered
 * from `origin` of the file on. */
MUST_CHECK bool luks_unlock(struct image *img, const struct luks_phdr *h, uint64_t offset,
			    uint64_t origin);

/* facts.c: report the LUKS header at `offset` of the image's file. */
MUST_CHECK bool luks_tell(struct image *img, uint64_t offset, struct info_sink *sink);

#endif
