/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MEM_H
#define MEM_H
/* The only part of a C library that exists in the guest; natively, it is the system's. */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t len);
void *memmove(void *to, const void *from, size_t len);
void *memset(void *to, int value, size_t len);
int memcmp(const void *a, const void *b, size_t len);

#endif
