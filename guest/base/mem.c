/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The string instructions: short, and as fast as memory on processors of the last ten years.
 * Compiled without the sanitizer and with -fno-builtin, so that no loop here is turned into a call
 * of itself.
 */
#include <stdint.h>

#include "mem.h"

void *memcpy(void *restrict to, const void *restrict from, size_t len)
{
	void *start = to;

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(len) : : "memory");
	return start;
}

void *memmove(void *to, const void *from, size_t len)
{
	uint8_t *last_to = (uint8_t *)to + len - 1;
	const uint8_t *last_from = (const uint8_t *)from + len - 1;

	if ((uintptr_t)to - (uintptr_t)from >= len)
		return memcpy(to, from, len);
	__asm__ volatile("std; rep movsb; cld"
			 : "+D"(last_to), "+S"(last_from), "+c"(len)
			 :
			 : "memory");
	return to;
}

void *memset(void *to, int value, size_t len)
{
	void *start = to;

	__asm__ volatile("rep stosb" : "+D"(to), "+c"(len) : "a"(value) : "memory");
	return start;
}

int memcmp(const void *a, const void *b, size_t len)
{
	const uint8_t *p = a, *q = b;

	for (size_t i = 0; i < len; i++)
		if (p[i] != q[i])
			return p[i] < q[i] ? -1 : 1;
	return 0;
}
