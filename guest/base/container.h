/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONTAINER_H
#define CONTAINER_H
#include <stddef.h>
#include <stdint.h>

/* The struct of which `*pointer` is the member. */
#define CONTAINER_OF(pointer, type, member) \
	((const type *)(const void *)((const uint8_t *)(pointer) - offsetof(type, member)))

#endif
