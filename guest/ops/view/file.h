/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_H
#define FILE_H
/* The file that is looked at, and how much more may be done with it. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"

void file_begin(uint32_t disk);
uint64_t file_end(void);

/* Bytes of the file; false: it ends before, or cannot be read. */
MUST_CHECK bool file_read(uint64_t offset, uint8_t *buf, uint32_t len);

/* Whatever takes time is a step. False: stop, the file takes too many, or cannot be read. */
MUST_CHECK bool file_step(void);
bool file_stopped(void);
/* So many steps were taken that it is time to end with what is found. */
bool file_is_tiring(void);

#endif
