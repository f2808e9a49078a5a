/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_SPLIT_H
#define FORMATS_LUKS_SPLIT_H
/* The anti-forensic split of a key (LUKS1 On-Disk Format Specification, section 2.4): without any
 * of its stripes it is lost. */
#include "crypto/hash.h"

/* Each piece of a digest's length becomes the digest of its number and itself. */
void luks_diffuse(enum hash_algorithm hash, uint8_t *bytes, size_t len);

/* The key of `len` bytes whose `num` stripes these are. */
void luks_merge(enum hash_algorithm hash, const uint8_t *stripes, uint32_t num, uint8_t *key,
		size_t len);

#endif
