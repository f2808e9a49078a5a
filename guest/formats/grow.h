/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_GROW_H
#define FORMATS_GROW_H
/*
 * Images of formats that qemu-img does not resize: their disks become longer. The number that says
 * how long comes last, in one sector, when all that it is about is in the file.
 */
#include "edit.h"

/* A longer disk, of at most `most` bytes, of which nothing is reserved. */
MUST_CHECK bool grow_check(const struct image *img, const struct resize *to, uint64_t most);
/* An image with something that cannot be, at byte `at` of the file. */
MUST_CHECK bool grow_refuse_damaged(const struct image *img, uint64_t at);
/* A size that the tables, as they are, cannot describe. */
MUST_CHECK bool grow_refuse_size(const struct image *img, uint64_t size);
/* An image of a kind that does not become longer. */
MUST_CHECK bool grow_refuse_kind(const struct image *img, uint64_t kind);
/* Bytes of the file that the disk does not have yet, and that will be read: they become zeros,
 * where they are not. What is queued is written before. */
MUST_CHECK bool grow_blank(uint32_t disk, uint64_t at, uint64_t len);

#endif
