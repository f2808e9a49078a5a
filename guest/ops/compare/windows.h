/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WINDOWS_H
#define WINDOWS_H
/* What the disk reads, for who compares it: windows that are not zeros, in ascending order. */
#include "content/content.h"
#include "io/io.h"

struct stretch;

struct windows {
	struct feed *feed;
	uint32_t output; /* the file that takes them */
	bool careful;	 /* put what can be read before a failure */
	bool copies;	 /* have the host copy what is long and plain */
	bool tells_odd;	 /* send where runs start that do not start with a sector */
	uint8_t *buffer;
	uint32_t used;
	struct stretch *stretches; /* of the disk, in the buffer */
	uint32_t num;
	struct io_put *puts;
	uint32_t num_puts;
	struct content content;
};

/* `feed` to `tells_odd` are the caller's. */
MUST_CHECK bool windows_open(struct windows *w);

/* Put what [pos, end) reads. It starts with a window. */
MUST_CHECK bool windows_put(struct windows *w, uint64_t pos, uint64_t end);

#endif
