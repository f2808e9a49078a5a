/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VHDX_EDIT_H
#define VHDX_EDIT_H
/* A VHDX that exists, and is changed. */
#include "formats/edit.h"
#include "image.h"

/* identity.c: the header that says that file and disk are written from now on, and its place.
 * Unless it gets there whole, it does not count. */
MUST_CHECK bool vhdx_renew(const struct image *img, const uint8_t *entropy,
			   uint8_t bytes[VHDX_HEADER_SIZE], uint64_t *at);

MUST_CHECK bool vhdx_resize(struct image *img, const struct resize *to); /* grow.c */

#endif
