/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_NEW_HEADER_H
#define FORMATS_LUKS_NEW_HEADER_H
/* A new LUKS header with one key slot, of a volume or of an encrypted image of another format. */
#include "crypto/sectors.h"
#include "formats/target.h"

struct random;

/* The header and the slot's key material, at `offset` of the image's file, which has zeros there,
 * as the image's encryption says; keys and salts are drawn from `random`. `*disk` is the cipher for
 * what follows. It is queued: see io/writer.h. */
MUST_CHECK bool luks_put_header(const struct writer *w, uint64_t offset, struct random *random,
				struct sectors *disk);

/* The disk's key in the stripes of a slot, encrypted with the slot's key, at `offset` of a file.
 * Queued as well. */
MUST_CHECK bool luks_put_material(const struct target_encryption *e, uint32_t disk, uint64_t offset,
				  const uint8_t *slot_key, const uint8_t *master,
				  struct random *random);

#endif
