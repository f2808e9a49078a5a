/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONTENT_H
#define CONTENT_H
/* Bytes of the disk: what the extents of the sources say, queued and read many to a doorbell. */
#include "feed.h"
#include "io/io.h"

struct content {
	struct feed *feed;
	struct io_read *reads;
	size_t num;
};

MUST_CHECK bool content_open(struct content *c, struct feed *feed);

/* Have [pos, pos + len) in `buf` after content_load(). *zeros: all of it is known to be zeros,
 * and already there. */
MUST_CHECK bool content_add(struct content *c, uint64_t pos, uint64_t len, uint8_t *buf,
			    bool *zeros);
MUST_CHECK bool content_load(struct content *c);

#endif
