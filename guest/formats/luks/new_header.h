/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_NEW_HEADER_H
#define FORMATS_LUKS_NEW_HEADER_H
/* A new LUKS header with one key slot, of a volume or of an encrypted image of another format. */
#include "crypto/sectors.h"
#include "formats/target.h"

/* A cipher as the image's encryption says, with one of its keys of len_key bytes. */
MUST_CHECK bool luks_cipher(const struct writer *w, const uint8_t *key, struct sectors *cipher);
/* The header and the slot's key material, at `offset` of the image's file, which has zeros there;
 * the random parts are drawn from `random`. It is queued: see io/writer.h. */
struct random;
MUST_CHECK bool luks_put_header(const struct writer *w, uint64_t offset, struct random *random);

#endif
