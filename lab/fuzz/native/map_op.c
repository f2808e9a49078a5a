/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operation `map`: a configuration, then a packed file of any format. What it emits are runs
 * that partition the window, or, for people, some of it; none could be merged with the one before.
 * After a fault they end early.
 */
#include <string.h>

#include "checks.h"
#include "generated/extent.h"
#include "generated/map.h"
#include "io_memory.h"
#include "io/message.h"
#include "io/op.h"
#include "mutate.h"

#define KNOWN_FLAGS                                                                \
	(MAP_FLAG_HUMAN | MAP_FLAG_IGNORE_ALLOCATED | MAP_FLAG_IGNORE_COMPRESSED | \
	 MAP_FLAG_UNALLOCATED_UNKNOWN)
#define SHORT_WINDOW (UINT64_C(1) << 30)

/* Bits of the first byte. */
#define SHORT	      1u /* a window that is walked soon */
#define FROM_START    2u
#define UNKNOWN_FLAGS 4u
#define PICTURE	      8u

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const size_t mutate_prefix = 1 + sizeof(struct map_config);

static struct map_config config;
static uint32_t forced;

static struct {
	uint64_t pos;	/* end of the last run, from the start of the disk */
	uint64_t total; /* of the window */
	uint64_t count;
	bool opened, done;
	struct extent_record last;
} seen;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	forced = format_asked();
	return 0;
}

static bool continues(const struct extent_record *a, const struct extent_record *b)
{
	return a->start + a->length == b->start && a->flags == b->flags && a->depth == b->depth &&
	       (!(a->flags & EXTENT_FLAG_OFFSET_VALID) ||
		(a->disk == b->disk && a->host_offset + a->length == b->host_offset));
}

static void see_run(const struct extent_record *r)
{
	bool human = config.flags & MAP_FLAG_HUMAN;

	require(human ? r->start >= seen.pos : r->start == seen.pos,
		"runs leave something out, or overlap");
	require(r->length > 0, "an empty run");
	require(r->start - config.start <= seen.total &&
			r->length <= seen.total - (r->start - config.start),
		"a run leaves the window");
	require(r->disk < io_num_disks(), "a run names a file that is none");
	require(!human || ((r->flags & EXTENT_FLAG_DATA) && !(r->flags & EXTENT_FLAG_ZERO)),
		"zeros in the human table");
	require(config.max_cells || seen.count == 0 || !continues(&seen.last, r),
		"runs that belong together");
	seen.last = *r;
	seen.pos = r->start + r->length;
	seen.count++;
}

static void see_runs(const struct bytes_view *records)
{
	require(seen.opened, "runs before the image is open");
	require(records->len > 0 && records->len % EXTENT_RECORD_SIZE == 0, "part of a run");
	for (size_t at = 0; at < records->len; at += EXTENT_RECORD_SIZE) {
		struct extent_record r;

		memcpy(&r, records->p + at, sizeof(r));
		see_run(&r);
	}
}

static void see_opened(const struct guest_opened *opened)
{
	uint64_t left = config.start < opened->virtual_size ? opened->virtual_size - config.start
							    : 0;

	require(!seen.opened, "opened twice");
	require(opened->virtual_size <= INT64_MAX, "a disk that leaves 63 bits");
	seen.opened = true;
	seen.total = config.length < left ? config.length : left;
}

static void see_parts(const struct guest_map_result *map)
{
	uint64_t size = map->len_part ? io_size(map->file) : 0;
	struct map_file_cell part;

	require(map->parts.len % sizeof(part) == 0, "part of a part");
	require(map->parts.len / sizeof(part) <= MAP_MAX_FILE_CELLS, "too many parts");
	require(!map->len_part ||
			map->parts.len / sizeof(part) == (size + map->len_part - 1) / map->len_part,
		"parts that are not those of the file");
	for (size_t at = 0; at < map->parts.len; at += sizeof(part)) {
		memcpy(&part, (const uint8_t *)map->parts.p + at, sizeof(part));
		require(part.place < config.max_cells, "a place that is none");
	}
}

void watched(const struct guest_message *message)
{
	require(!seen.done, "something after the result");
	switch (message->kind) {
	case GUEST_MESSAGE_EXTENTS:
		see_runs(&message->extents.records);
		break;
	case GUEST_MESSAGE_OPENED:
		see_opened(&message->opened);
		break;
	case GUEST_MESSAGE_MAP:
		require(seen.opened && (config.max_cells || message->map.num_extents == seen.count),
			"the count is not that of the runs");
		see_parts(&message->map);
		require(seen.total == 0 || message->map.virtual_size - config.start >= seen.total,
			"a window past the disk's end");
		require((config.flags & MAP_FLAG_HUMAN) || seen.total == 0 ||
				seen.pos == config.start + seen.total,
			"the end is missing");
		seen.done = true;
		break;
	default:
		require(false, "map says something else");
	}
}

static void tame(uint8_t choice)
{
	config.magic = MAP_CONFIG_MAGIC;
	config.version = MAP_CONFIG_VERSION;
	tame_source(&config.source, forced);
	if (!(choice & UNKNOWN_FLAGS))
		config.flags &= KNOWN_FLAGS;
	if (config.max_extents < 1 || config.max_extents > MAP_CONFIG_MAX_EXTENTS_MAX)
		config.max_extents = MAP_MAX_EXTENTS_DEFAULT;
	if (config.max_cells > MAP_CONFIG_MAX_CELLS_MAX)
		config.max_cells = choice & PICTURE ? config.max_cells % 256 : 0;
	if (choice & FROM_START)
		config.start = 0;
	if (choice & SHORT)
		config.length %= SHORT_WINDOW;
	memset(config.reserved, 0, sizeof(config.reserved));
}

static void run(const struct packed_file *file)
{
	io_memory_begin(file->bytes, file->size);
	if (op_run((const uint8_t *)&config, sizeof(config))) {
		require(seen.done, "no result, and no fault was recorded");
	} else {
		check_fault();
		require(!seen.done, "a result, and a fault");
	}
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packed_file file;

	if (size < mutate_prefix)
		return 0;
	memcpy(&config, data + 1, sizeof(config));
	tame(data[0]);
	memset(&seen, 0, sizeof(seen));
	seen.pos = config.start;
	file = packed_open(data + mutate_prefix, size - mutate_prefix);
	if (is_walked_soon(&file, &config.source))
		run(&file);
	packed_close();
	return 0;
}
