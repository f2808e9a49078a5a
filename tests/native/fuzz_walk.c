/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A libFuzzer target: bytes as an image in whatever format they look like, walked for both details. The first byte chooses quirks and
 * flags. What it may end in is an answer or a recorded fault; records have to partition the part that was walked.
 */
#include <stdlib.h>

#include "formats/format.h"
#include "io_memory.h"
#include "lib/chain.h"

#define MAX_PULLS 16u
#define RECORDS 64u
#define MAX_WALK (64u << 20)	/* bytes of the disk, from its start and before its end */

static void require(bool truth)
{
	if (!truth)
		abort();
}

static void walk(struct image *top, uint64_t pos, uint64_t end)
{
	struct extent_record records[RECORDS];

	for (uint32_t i = 0; i < MAX_PULLS && pos < end; i++) {
		size_t num = 0;

		if (!chain_next(top, pos, end, records, RECORDS, &num)) {
			require(the_fault.set);
			return;
		}
		require(num > 0 && num <= RECORDS);
		for (size_t k = 0; k < num; k++) {
			require(records[k].start == pos && records[k].length > 0 && records[k].length <= end - pos);
			pos += records[k].length;
		}
	}
}

static void run(const uint8_t *data, size_t size, uint8_t choice, enum extent_detail detail)
{
	struct source_options options = {
		.max_depth = SOURCE_MAX_DEPTH_DEFAULT,
		.quirks = choice & 7,
		.flags = SOURCE_FLAG_HAS_SECRET | SOURCE_FLAG_RAW_BACKING | (choice >> 3 & SOURCE_FLAG_NO_BACKING),
		.snapshot_kind = choice >> 4 & 1 ? SOURCE_SNAPSHOT_KIND_ID_OR_NAME : SOURCE_SNAPSHOT_KIND_NONE,
		.len_snapshot = 1,
		.snapshot = "1",
	};
	struct image *top;

	io_memory_begin(data, size);
	if (chain_open(&options, detail, &top)) {
		chain_set_grain(top, 1u << (choice & 31));
		walk(top, 0, top->size < MAX_WALK ? top->size : MAX_WALK);
		if (top->size > MAX_WALK)
			walk(top, top->size - MAX_WALK, top->size);
	} else {
		require(the_fault.set);
	}
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	run(data + 1, size - 1, data[0], EXTENT_DETAIL_FULL);
	run(data + 1, size - 1, data[0], EXTENT_DETAIL_STATE);
	return 0;
}
