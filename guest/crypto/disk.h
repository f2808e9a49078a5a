/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISK_H
#define DISK_H
/* The cipher of an encrypted disk whose parts lie in a file. */
#include "sectors.h"

struct disk_cipher {
	struct sectors sectors;
	/* Sectors are numbered by where they are in the file, from `origin` on; else by where they
	 * are on the disk. */
	bool by_place;
	uint64_t origin;
	uint64_t first; /* else: the number of the disk's first sector */
};

/* In place. Whole sectors of ->sectors.size, which are at `pos` of the disk and at `place` in the
 * file. */
void disk_encrypt(const struct disk_cipher *c, uint64_t pos, uint64_t place, uint8_t *bytes,
		  size_t len);
void disk_decrypt(const struct disk_cipher *c, uint64_t pos, uint64_t place, uint8_t *bytes,
		  size_t len);

#endif
