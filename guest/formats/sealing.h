/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_SEALING_H
#define FORMATS_SEALING_H
/* Data of an encrypted image on its way into the file: copied, encrypted, queued. */
#include "crypto/disk.h"
#include "target.h"

struct sealing {
	struct disk_cipher cipher;
	bool has_key;
	uint8_t *room; /* what is queued; reused after writer_drain() */
	uint32_t used;
};

/* Whether the image is encrypted: what was not written would be decrypted too. */
bool sealing_is_wanted(const struct writer *w);

/* Data for the disk at `pos`, at `at` in the file: whole sectors, or zeros after the end of the
 * last one. Without data, zeros. */
MUST_CHECK bool sealing_put(struct sealing *s, uint32_t disk, uint64_t pos, uint64_t at,
			    const uint8_t *data, uint64_t len);

#endif
