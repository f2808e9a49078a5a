/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WRITER_H
#define WRITER_H
/*
 * Puts, gathered: small ones are copied and travel many to a doorbell; those that follow each other
 * in a file become one. They reach the file in the order in which they were queued, and nothing
 * else may be asked of that file before writer_drain().
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"
#include "io/io.h"

/*
 * Let the `len` bytes from `window` on stand for those that a source has at `offset`: what is put
 * of them the host moves, and they are not looked at. NULL: they are themselves again.
 */
void writer_refer(const void *window, uint32_t len, uint32_t source, uint64_t offset);
#define WRITER_COPIED 4096u
/* Copied where it is no longer than that; a longer buffer must stay as it is until writer_drain().
 */
MUST_CHECK bool writer_put(uint32_t disk, uint64_t offset, const void *buf, uint32_t len);
/* All that is queued is in the files when this returns. */
MUST_CHECK bool writer_drain(void);
/* writer_drain(), and what a file has at `offset` then, which is before its end now already. */
MUST_CHECK bool writer_drain_and_read(uint32_t disk, uint64_t offset, void *buf, uint32_t len);
/* Whatever ends the machine, what is queued is in this file before what is queued later. */
MUST_CHECK bool writer_part(uint32_t disk);
/* The same, and nothing stays queued. */
MUST_CHECK static inline bool writer_barrier(uint32_t disk)
{
	return writer_part(disk) && writer_drain();
}

/* writer_drain(), after which the file has so many bytes. */
MUST_CHECK bool writer_finish(uint32_t disk, uint64_t length);

/* Start over, for programs that go through several runs. */
void writer_forget(void);

#endif
