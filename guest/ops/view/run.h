/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUN_H
#define RUN_H
/* Some bytes of a file, and whose they are. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"
#include "generated/view.h"

struct run {
	uint64_t offset, length;
	uint64_t guest; /* VIEW_NOT_ON_DISK: not of the disk */
	uint64_t span;	/* bytes of the disk, where it is compressed */
	uint32_t steps[VIEW_MAX_STEPS];
	uint8_t num_steps, owner;
	uint16_t tree; /* those of different trees may share bytes */
};

static inline bool is_packed(const struct run *one)
{
	return one->owner == VIEW_OWNER_COMPRESSED;
}

static inline uint64_t span_of(const struct run *one)
{
	return is_packed(one) ? one->span : one->length;
}

#endif
