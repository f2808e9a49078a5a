/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPARE_RUNS_H
#define COMPARE_RUNS_H
/* Runs of the disk as qemu-img asks for them, sent in batches. */
#include "content/feed.h"

struct runs {
	struct feed *feed;
	struct extent_record *batch;
};

MUST_CHECK bool runs_open(struct runs *r, struct feed *feed);

/* Send those from `pos` on, as many as a message takes; *end is where they end. False: there is
 * none. */
MUST_CHECK bool runs_send(struct runs *r, uint64_t pos, uint64_t *end);

#endif
