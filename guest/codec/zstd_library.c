/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zstd, with one thread and without a heap: the single file takes the first from the absence of
 * this platform's name only. Contexts live in memory that they are given, so that nobody asks for
 * any.
 */
#define __EMSCRIPTEN__ 1
#define ZSTD_DEPS_MALLOC
#define ZSTD_malloc(size)      ((void)(size), (void *)0)
#define ZSTD_calloc(num, size) ((void)(num), (void)(size), (void *)0)
#define ZSTD_free(memory)      ((void)(memory))

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include <zstd.c>
