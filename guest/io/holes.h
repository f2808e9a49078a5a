/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HOLES_H
#define HOLES_H
/*
 * Where an attached file has holes. The host is asked for data ranges in windows; a lookup inside
 * the run that was found last costs two instructions, and walking the file upwards or downwards
 * costs one question per few hundred ranges.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"

struct holes {
	uint64_t start, end; /* the run found last; empty at first. The run after the last data
				never ends. */
	bool hole;
	uint32_t disk;
	struct holes_window *window;
};

/* The cursor of a disk; one per disk, shared by all who ask. NULL when memory is out (the fault is
 * recorded). */
struct holes *holes_of(uint32_t disk);

/* Start over, for programs that go through several runs: the cursors are in the arena. */
void holes_forget(void);

MUST_CHECK bool holes_seek(struct holes *h, uint64_t offset);

/* Make start <= offset < end. What is past the end of the file is a hole. */
MUST_CHECK static inline bool holes_find(struct holes *h, uint64_t offset)
{
	if (offset - h->start < h->end - h->start)
		return true;
	return holes_seek(h, offset);
}

#endif
