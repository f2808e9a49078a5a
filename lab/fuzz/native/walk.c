/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A packed file as an image: opened, walked for both details and by windows, its bitmaps visited,
 * reported. FUZZ_FORMAT names the format it is forced to, so that a corpus is about one; without it
 * the file is what it looks like. It ends in an answer or in a recorded fault; records partition
 * what was walked, and windows see the same as the whole.
 */
#include "checks.h"
#include "generated/info.h"
#include "io_memory.h"
#include "stages/chain.h"
#include "io/op.h"
#include "mutate.h"
#include "packed.h"

#define RECORDS 64u

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const size_t mutate_prefix = 0;

static uint32_t forced;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	forced = format_asked();
	return 0;
}

/* What the first record from `pos` on says of the byte there must not depend on where the walk
 * began. */
static void look_again(struct image *top, uint64_t pos)
{
	struct extent_record whole[RECORDS], one;
	size_t num = 0, num_one = 0;
	uint64_t end = top->size < MAX_WALK ? top->size : MAX_WALK;

	if (pos >= end || !chain_next(top, 0, end, whole, RECORDS, &num))
		return;
	for (size_t k = 0; k < num; k++)
		if (pos - whole[k].start < whole[k].length) {
			if (!chain_next(top, pos, pos + 1, &one, 1, &num_one))
				return;
			require(num_one == 1 && one.start == pos && one.length == 1,
				"a window of one byte is more than that");
			require(one.flags == whole[k].flags && one.depth == whole[k].depth,
				"a window sees another state");
		}
}

static bool visit(void *arg, uint64_t size, uint32_t granularity_bits, uint32_t len_name)
{
	(void)arg;
	require(granularity_bits < 64 && size <= INT64_MAX && len_name < 65536,
		"a bitmap that cannot be");
	return true;
}

static struct source_options options_of(uint8_t choice)
{
	return (struct source_options){
		.format = forced,
		.max_depth = SOURCE_MAX_DEPTH_DEFAULT,
		.request_size = io_request_size(),
		.quirks = (choice & 1 ? ~0u : 0) ^ (choice & 2 ? 5 : 0),
		.flags = SOURCE_FLAG_HAS_SECRET | (choice & 4 ? SOURCE_FLAG_NO_BACKING : 0),
		.snapshot_kind = choice & 8 ? SOURCE_SNAPSHOT_KIND_ID_OR_NAME
					    : SOURCE_SNAPSHOT_KIND_NONE,
		.len_snapshot = 1,
		.snapshot = "1",
	};
}

static void run(const struct packed_file *file, enum extent_detail detail)
{
	struct source_options options = options_of(file->choice);
	struct image *top;

	io_memory_begin(file->bytes, file->size);
	if (chain_open(&options, detail, &top)) {
		chain_set_grain(top, 1u << (9 + file->choice % 13));
		check_walk(top, 0, top->size < MAX_WALK ? top->size : MAX_WALK);
		if (top->size > MAX_WALK)
			check_walk(top, top->size - MAX_WALK, top->size);
		if (detail == EXTENT_DETAIL_FULL)
			look_again(top, (top->size < MAX_WALK ? top->size : MAX_WALK) / 3);
		if (top->format->bitmaps && !top->format->bitmaps(top, visit, NULL))
			require(the_fault.set, "no fault was recorded");
	} else {
		require(the_fault.set, "not opened, and no fault was recorded");
	}
	io_memory_end();
}

/* The operation `info`, from its configuration to its messages. */
static void tell(const struct packed_file *file)
{
	struct info_config config = {
		.magic = INFO_CONFIG_MAGIC,
		.version = INFO_CONFIG_VERSION,
		.source = options_of(file->choice & (uint8_t)~8u),
		.flags = file->choice >> 4 & (INFO_FLAG_BACKING_CHAIN | INFO_FLAG_SAFETY),
	};

	if ((config.flags & INFO_FLAG_SAFETY) &&
	    !is_walked_soon(file, &config.source)) /* it walks all of the disk */
		config.flags &= ~(uint32_t)INFO_FLAG_SAFETY;
	io_memory_begin(file->bytes, file->size);
	if (!op_run((const uint8_t *)&config, sizeof(config)))
		check_fault();
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packed_file file = packed_open(data, size);

	run(&file, EXTENT_DETAIL_FULL);
	run(&file, EXTENT_DETAIL_STATE);
	tell(&file);
	packed_close();
	return 0;
}
