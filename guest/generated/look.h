/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/look.ksy spec=f474ffb9 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_LOOK_H
#define GENERATED_LOOK_H
/*
 * Request for a change with a look before it and after it. What the host sends to an operation that
 * changes an image, in place of the operation's own configuration, which is then the content of
 * another file of the run, the order. The guest opens the image and answers as `info` does
 * (`InfoResult` in guest.proto). Then it reads the order, which the host makes when it is first
 * read, from what the guest has said. The guest makes the change, opens the image anew and answers
 * as `info` does once more. An order that begins with a zero wants no change: the guest is done.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

/*
 * How to look at the image, and where the order is.
 *
 *  off size field
 *    0    4 magic    0x4b4f4f4c
 *    4    4 version  1
 *    8  616 source
 *  624    4 order
 *  628   28 reserved zero
 */
#define LOOK_REQUEST_SIZE  656u
#define LOOK_REQUEST_MAGIC 0x4b4f4f4cu

enum look_request_field {
	LOOK_REQUEST_FIELD_MAGIC = 1,
	LOOK_REQUEST_FIELD_VERSION = 2,
	LOOK_REQUEST_FIELD_SOURCE = 3,
	LOOK_REQUEST_FIELD_ORDER = 4,
	LOOK_REQUEST_FIELD_RESERVED = 5,
};

struct look_request {
	uint32_t magic;	  /* `LOOK`. */
	uint32_t version; /* Version of this structure. */
	/* How to open the image, which is disk 0, for a look. */
	struct source_options source;
	uint32_t order;	      /* Which file is the order. */
	uint8_t reserved[28]; /* Room for later versions. */
};

_Static_assert(sizeof(struct look_request) == LOOK_REQUEST_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct look_request, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct look_request, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct look_request, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct look_request, order) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct look_request, reserved) == 628u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * look_request_parse - check and copy a look request
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status look_request_parse(struct parse_in *in, struct look_request *out);

#endif
