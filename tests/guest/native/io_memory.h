/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IO_MEMORY_H
#define IO_MEMORY_H
#include <stddef.h>
#include <stdint.h>

/* Start a run on a file. Every file that it names is this same file again, unless
 * io_memory_attach() says which. */
void io_memory_begin(const uint8_t *bytes, size_t size);
void io_memory_attach(const uint8_t *bytes, size_t size);
/* From now on the first file may be written; the bytes stay as they are. */
void io_memory_change(void);
/* The next run on the files as they are by now. */
void io_memory_again(void);
void io_memory_end(void);

#endif
