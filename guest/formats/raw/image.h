/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_RAW_IMAGE_H
#define FORMATS_RAW_IMAGE_H
/* What is known of a plain disk's first sector. */
#include <stdbool.h>
#include <stdint.h>

/* The boot sector of a FAT file system ends in the signature too, and has no partitions. */
bool raw_is_fat(const uint8_t *head);

#endif
