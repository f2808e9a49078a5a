/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALVAGE_H
#define SALVAGE_H
/* Parts of the sources that cannot be read: they become zeros, and the host hears of them. */
#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/parse.h"

struct feed;

struct salvage {
	bool wanted;
	uint64_t start, length; /* of what is not yet reported; length 0: nothing */
	bool walk, read;
	struct fault why; /* of its first sector */
};

/* After a failure: whether it is one that a source may have and others not, and is forgotten. */
MUST_CHECK bool salvage_goes_on(const struct salvage *s);

/* Part of the disk is lost, for the reason recorded last. Parts come in order. */
MUST_CHECK bool salvage_lose(struct salvage *s, uint64_t start, uint64_t length, bool walk,
			     bool read);

/* The host has heard of everything after this. */
MUST_CHECK bool salvage_tell(struct salvage *s);

/* How many bytes from `pos` on, where tables are broken, are lost with it. */
uint64_t salvage_length(struct feed *f, uint64_t pos);

#endif
