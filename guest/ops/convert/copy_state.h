/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COPY_STATE_H
#define COPY_STATE_H
/* How far a conversion is, and what it has read. */
#include "content/content.h"
#include "content/pieces.h"
#include "content/zeros.h"
#include "generated/guest_message.h"
#include "content/packer.h"
#include "salvage.h"

struct writer;

/* One request. What is read may begin before it and end after it, at ends of the target's units. */
struct piece {
	uint64_t pos, len;
	uint8_t *buf;	     /* what is at `pos`; NULL: zeros of whole units */
	uint64_t start, end; /* of what is read */
	bool zeros;	     /* known to be, without a look */
	bool is_read;
	bool unwalked; /* tables are broken there */
};

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

#endif
