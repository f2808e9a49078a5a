/* SPDX-License-Identifier: Apache-2.0 */
/* Reads, to compare and to time. */
#include "base/fault.h"
#include "io/io.h"
#include "base/mem.h"
#include "trial.h"

#define BATCH 256u

static uint64_t hash(uint64_t state, const uint8_t *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		state = (state ^ data[i]) * 0x100000001b3ull;
	return state;
}

/*
 * arguments: disk, first offset, length of each, how many, stride, and 0: hash all bytes, 1: hash
 * the first byte of each, with 256 times the largest batch added. Batches go through the same
 * buffers. A stride of 0 takes pseudo-random places below `first offset`, whole sectors.
 */
bool trial_read(const struct trial_config *config)
{
	const uint64_t *a = config->argument;
	uint64_t room = 4u << 20;
	uint64_t most = a[5] >> 8 != 0 ? a[5] >> 8 : BATCH;
	uint64_t batch = room / a[2] < most ? room / a[2] : most;
	uint8_t *buffers = io_alloc(batch * a[2], 4096);
	uint64_t state = 0xcbf29ce484222325ull, offset = a[1], seed = 1;
	struct io_read reads[BATCH];

	if (buffers == NULL)
		return false;
	for (uint64_t done = 0; done < a[3]; done += batch) {
		uint64_t num = a[3] - done < batch ? a[3] - done : batch;

		for (uint64_t i = 0; i < num; i++) {
			reads[i] = (struct io_read){ buffers + i * a[2], offset, (uint32_t)a[2],
						     (uint32_t)a[0] };
			if (a[4] == 0) {
				seed = seed * 6364136223846793005ull % 0xffffffffffffffc5ull;
				reads[i].offset = (seed >> 8) % (a[1] / a[2]) * a[2];
			} else {
				offset += a[4];
			}
		}
		if (!io_read_batch(reads, num))
			return false;
		for (uint64_t i = 0; i < num; i++)
			state = hash(state, reads[i].buf, (a[5] & 1) != 0 ? 1 : a[2]);
	}
	trial_say_number(state);
	return true;
}
