/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PAGES_H
#define PAGES_H
/* A file of any length that is written, over bytes that stay as they are. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* It has these bytes, and is as long. */
void pages_begin(const uint8_t *bytes, size_t size);
uint64_t pages_size(void);
/* What is past the end reads as zeros. */
void pages_read(uint64_t offset, uint8_t *buf, size_t len);
/* Both make it longer where they must; false: more has changed than there is room for. */
bool pages_write(uint64_t offset, const uint8_t *buf, size_t len);
bool pages_zero(uint64_t start, uint64_t len);
bool pages_resize(uint64_t length);

#endif
