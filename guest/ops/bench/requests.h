/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REQUESTS_H
#define REQUESTS_H
/* The requests of a benchmark, as many at once as are asked for and the buffers hold. */
#include "content/content.h"
#include "formats/target.h"
#include "generated/bench.h"

struct requests {
	const struct bench_config *config;
	uint64_t size; /* of the disk, in whole sectors */
	bool (*add)(struct requests *r, uint64_t pos, uint32_t len);
	bool (*finish)(struct requests *r); /* all that were added are done */
	uint8_t *buffer;
	uint32_t used;	 /* of the buffer */
	uint32_t num;	 /* under way */
	uint32_t silent; /* since the host has heard of the guest */
	uint64_t end;	 /* reading: where the disk's bytes end */
	struct content content;
	struct writer *writer;
};

MUST_CHECK bool requests_read(struct requests *r, struct feed *feed);
MUST_CHECK bool requests_write(struct requests *r, struct writer *w, uint8_t pattern);
MUST_CHECK bool requests_make(struct requests *r);

#endif
