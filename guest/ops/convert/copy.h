/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COPY_H
#define COPY_H
/* From the sources into the writer: requests of qemu-img's lengths, in its order. */
#include "content/content.h"
#include "content/pieces.h"
#include "content/zeros.h"
#include "generated/guest_message.h"
#include "content/packer.h"
#include "salvage.h"

struct writer;

struct copy {
	struct feed *feed;
	struct writer *writer;
	struct zeros zeros;
	struct guest_convert_result *result;
	bool tell;	   /* report progress */
	bool moves;	   /* the host may move bytes of a source */
	bool writes_zeros; /* what is not written would not read as zeros */
	bool unread;	   /* something that was requested could not be queued */
	bool walked;	   /* the tables of the run that is copied are sound */
	struct salvage salvage;
	uint64_t lost;	    /* bytes of the run, if they are not */
	bool unscanned;	    /* data is written without a look for zeros in it */
	bool has_desk;	    /* workers may be asked ... */
	uint32_t desk;	    /* ... whose results are there */
	uint32_t len_block; /* of each request, whatever the runs are; 0: by runs */
	uint64_t rest;	    /* bytes of the disk after the sources' end */
	bool pack;	    /* write whole clusters, compressed where the image takes that */
	uint64_t total, done, told; /* bytes of what is read; up to where it was reported */
	struct content content;
	struct packer packer;
	struct pieces made; /* `by_workers` */
	bool by_workers;
	uint8_t *blank;	      /* a cluster of zeros */
	struct piece *pieces; /* requested, and not yet written */
	uint32_t num;
	uint8_t *buffer;
	uint64_t used;
	uint64_t written; /* with a backing file: units up to there are */
};

/* `zeros`, `feed`, `writer` and `result` to `pack` are the caller's. */
MUST_CHECK bool copy_all(struct copy *c);

#endif
