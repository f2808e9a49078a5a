/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNS_H
#define RUNS_H
/* Whose the bytes of a file are: runs as they are found, and in the order of the file. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"
#include "run.h"

struct runs {
	struct run *list;
	uint32_t num;
	struct run below; /* whose bytes are all that are of nobody else; length 0: there is none */
	uint64_t num_sent, most; /* most: to send */
	bool full;		 /* there are more, or what leads to more was not looked at */
	uint8_t *batch;
	uint32_t len_batch;
};

MUST_CHECK bool runs_begin(struct runs *r, uint64_t most);

/* One more; what continues the one before is part of it. */
void runs_add(struct runs *r, const struct run *one);

/* Send one. */
MUST_CHECK bool runs_send(struct runs *r, const struct run *one);
MUST_CHECK bool runs_flush(struct runs *r);

/* Send all, in the order of the file and with the gaps between them. */
MUST_CHECK bool runs_sweep(struct runs *r);

#endif
