/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONTENT_H
#define CONTENT_H
/* Bytes of the disk: what the extents of the sources say, queued and read many to a doorbell. */
#include "feed.h"
#include "crypto/disk.h"
#include "io/io.h"
#include "pieces.h"
#include "streams.h"

/* Bytes that were read, where they are on the disk and in their file. */
struct decryption {
	const struct disk_cipher *cipher;
	uint64_t pos, place;
	uint8_t *bytes;
	uint32_t len;
	const uint8_t *sector; /* a part of one sector, which is here so far; NULL: whole ones */
	uint32_t len_sector, skip;
};

struct content {
	struct feed *feed;
	struct io_read *reads;
	size_t num;
	struct unpacking *unpackings; /* of what is read */
	size_t num_unpackings;
	struct decryption *decryptions;
	size_t num_decryptions;
	struct streams streams;
	uint8_t *packed; /* compressed clusters as they are in their files; NULL: none was yet */
	uint32_t used;
	struct io_read *last; /* the last read into `packed`; NULL: none is queued */
	uint64_t place;	      /* what is read next is wanted for the request there */
	uint64_t first;	      /* ... and the first that waits */
	bool asks;	      /* workers unpack what is compressed ... */
	bool asked;	      /* ... and have begun */
	uint32_t desk;
	struct pieces made;
	uint64_t first_made; /* one more than the first chunk that is to be read; 0: none is */
};

MUST_CHECK bool content_open(struct content *c, struct feed *feed);

/* Have workers unpack what is compressed, from the first such extent on. */
void content_ask_workers(struct content *c, uint32_t desk);

/* Have [pos, pos + len) in `buf` after content_load(). *zeros: all of it is known to be zeros,
 * and already there. */
MUST_CHECK bool content_add(struct content *c, uint64_t pos, uint64_t len, uint8_t *buf,
			    bool *zeros);
MUST_CHECK bool content_load(struct content *c);

/* Have nothing queued, after a failure that is not the end. */
void content_forget(struct content *c);

#endif
