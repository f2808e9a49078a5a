/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAMS_H
#define STREAMS_H
/* Compressed clusters that were read, unpacked. */
#include <stdbool.h>
#include <stdint.h>

#include "codec/codec.h"
#include "stages/image.h"

struct unpacking {
	struct image *img;
	struct image_stream stream;
	const uint8_t *bytes; /* what the file has from stream.offset on */
	uint32_t len;
	uint64_t place; /* of the request that wants it */
	uint64_t skip;	/* of the cluster ... */
	uint32_t wanted;
	uint8_t *to; /* ... and where the rest is wanted */
};

struct streams {
	uint32_t len_cluster;		  /* no cluster is longer */
	void *states[NUM_STREAM_METHODS]; /* the decoders', made when they are needed */
	uint8_t *cluster;		  /* the one that was unpacked last; so is room for it */
	const uint8_t *bytes;		  /* what it was unpacked from; NULL: there is none */
};

/* False: the fault is recorded. */
MUST_CHECK bool streams_unpack(struct streams *s, const struct unpacking *u);

/* Bytes that were unpacked are about to be others. */
static inline void streams_forget(struct streams *s)
{
	s->bytes = NULL;
}

#endif
