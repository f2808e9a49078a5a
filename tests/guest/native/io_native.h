/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IO_NATIVE_H
#define IO_NATIVE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Open the next disk; the first is disk 0. Files that images name are found next to the file that
 * names them. */
bool io_native_open(const char *path);
/* The next disk is an output: made or emptied. */
bool io_native_create(const char *path);
void io_native_close(void);

/* What was asked of the host. */
struct io_native_counters {
	uint64_t reads, bytes, puts, written, doorbells, range_questions, ranges, allocated;
};
extern struct io_native_counters io_native_counters;

extern size_t io_native_arena; /* bytes that io_alloc gives before it is out of memory */
extern void (*io_native_on_message)(const void *message, size_t len);

#endif
