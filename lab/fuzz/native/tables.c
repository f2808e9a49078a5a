/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Snapshot tables, bitmap directories and bitmap tables of qcow2 on their own. The packed file has
 * them at fixed places (tables.h, made by lab/fuzz/tables.py), and a header that points at them
 * is laid over it. The image is reported, opened at a snapshot and its bitmaps are visited: what
 * comes out is as many as the header says, or a fault.
 */
#include <string.h>

#include "checks.h"
#include "generated/info.h"
#include "generated/qcow2.h"
#include "io_memory.h"
#include "stages/chain.h"
#include "io/message.h"
#include "io/op.h"
#include "mutate.h"
#include "tables.h"

#define REFCOUNTS_AT	      (1u << 16)
#define L1_AT		      (2u << 16)
#define HEADER_ROOM	      512u /* the smallest cluster */
#define SMALLEST_CLUSTER_BITS 9u
#define NUM_CLUSTER_BITS      8u
#define NUM_KINDS	      (SOURCE_SNAPSHOT_KIND_ID_AND_NAME + 1u)
#define SHORT_WALK	      (1u << 20)
#define MANY		      512u
#define FEW		      64u

/* Of TABLES_AS_IT_IS' byte. */
#define ASK_KIND   7u
#define ASK_QUIRKS 8u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct tables_choice {
	uint8_t ask, cluster_bits, version, len_asked;
	uint64_t virtual_size;
	uint32_t num_snapshots, num_bitmaps, len_directory;
	uint8_t asked[8], asked_id[8];
};

const size_t mutate_prefix = sizeof(struct tables_choice);

static struct tables_choice choice;
static bool with_bitmaps, told;
static uint32_t visited;

static void put(uint8_t *at, uint64_t value, unsigned bytes)
{
	while (bytes--) {
		at[bytes] = (uint8_t)value;
		value >>= 8;
	}
}

static void put4(uint8_t *at, uint64_t value)
{
	put(at, value, 4);
}

static void put8(uint8_t *at, uint64_t value)
{
	put(at, value, 8);
}

/* Numbers at random are refused before any table is read, and the largest that are not take their
 * time. */
static void tame(void)
{
	if (choice.num_snapshots <= QCOW2_MAX_SNAPSHOTS)
		choice.num_snapshots %= MANY;
	if (choice.num_bitmaps <= QCOW2_MAX_BITMAPS)
		choice.num_bitmaps %= MANY;
	if (choice.ask & TABLES_AS_IT_IS)
		return;
	choice.num_snapshots %= FEW;
	choice.num_bitmaps %= FEW;
	choice.len_directory %= 8192;
	choice.virtual_size %= UINT64_C(1) << 38;
}

static void lay_extensions(uint8_t *at)
{
	if (choice.num_bitmaps == 0)
		return;
	put4(at + QCOW2_EXTENSION_HEADER_TYPE_OFFSET, QCOW2_EXTENSION_TYPE_BITMAPS);
	put4(at + QCOW2_EXTENSION_HEADER_LEN_DATA_OFFSET, QCOW2_BITMAPS_EXTENSION_SIZE);
	at += QCOW2_EXTENSION_HEADER_SIZE;
	put4(at + QCOW2_BITMAPS_EXTENSION_NUM_BITMAPS_OFFSET, choice.num_bitmaps);
	put8(at + QCOW2_BITMAPS_EXTENSION_LEN_DIRECTORY_OFFSET, choice.len_directory);
	put8(at + QCOW2_BITMAPS_EXTENSION_OFS_DIRECTORY_OFFSET, TABLES_DIRECTORY_AT);
}

/* An empty image that has the tables. */
static void lay_header(const struct packed_file *file)
{
	uint8_t head[HEADER_ROOM] = { 0 };
	unsigned bits = SMALLEST_CLUSTER_BITS +
			(choice.cluster_bits - SMALLEST_CLUSTER_BITS) % NUM_CLUSTER_BITS;
	uint64_t covered = (UINT64_C(1) << bits << bits) / QCOW2_L2_ENTRY_SIZE;
	bool newest = choice.version & 1;

	memcpy(head + QCOW2_HEADER_MAGIC_OFFSET, QCOW2_HEADER_MAGIC, QCOW2_HEADER_MAGIC_SIZE);
	put4(head + QCOW2_HEADER_VERSION_OFFSET,
	     newest ? QCOW2_HEADER_VERSION_MAX : QCOW2_HEADER_VERSION_MIN);
	put4(head + QCOW2_HEADER_CLUSTER_BITS_OFFSET, bits);
	put8(head + QCOW2_HEADER_VIRTUAL_SIZE_OFFSET, choice.virtual_size);
	put4(head + QCOW2_HEADER_NUM_L1_ENTRIES_OFFSET, choice.virtual_size / covered + 1);
	put8(head + QCOW2_HEADER_OFS_L1_TABLE_OFFSET, L1_AT);
	put8(head + QCOW2_HEADER_OFS_REFCOUNT_TABLE_OFFSET, REFCOUNTS_AT);
	put4(head + QCOW2_HEADER_NUM_REFCOUNT_TABLE_CLUSTERS_OFFSET, 1);
	put4(head + QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, choice.num_snapshots);
	put8(head + QCOW2_HEADER_OFS_SNAPSHOTS_OFFSET, TABLES_SNAPSHOTS_AT);
	if (newest) {
		put8(head + QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET,
		     choice.num_bitmaps ? QCOW2_AUTOCLEAR_FEATURE_BITMAPS : 0);
		put4(head + QCOW2_HEADER_REFCOUNT_ORDER_OFFSET, QCOW2_DEFAULT_REFCOUNT_ORDER);
		put4(head + QCOW2_HEADER_LEN_HEADER_OFFSET, QCOW2_HEADER_LEN_HEADER_MIN);
	}
	lay_extensions(head + (newest ? QCOW2_HEADER_LEN_HEADER_MIN : QCOW2_HEADER_V2_LENGTH));
	packed_lay(file, 0, head, sizeof(head));
	with_bitmaps = newest && choice.num_bitmaps;
}

static struct source_options options(bool with_snapshot)
{
	struct source_options o = {
		.format = SOURCE_FORMAT_QCOW2,
		.max_depth = SOURCE_MAX_DEPTH_DEFAULT,
		.request_size = io_request_size(),
		.quirks = choice.ask & ASK_QUIRKS ? ~0u : 0,
		.flags = SOURCE_FLAG_NO_BACKING,
	};

	if (with_snapshot) {
		o.snapshot_kind = (choice.ask & ASK_KIND) % NUM_KINDS;
		o.len_snapshot = choice.len_asked % (sizeof(choice.asked) + 1);
		memcpy(o.snapshot, choice.asked, o.len_snapshot);
		memcpy(o.snapshot_id, choice.asked_id, sizeof(choice.asked_id));
	}
	return o;
}

void watched(const struct guest_message *message)
{
	if (message->kind != GUEST_MESSAGE_INFO || !message->info.opened)
		return;
	told = true;
	require(message->info.num_snapshots == choice.num_snapshots,
		"not all snapshots are reported");
	require(message->info.has_qcow2, "nothing is reported of the qcow2");
	require(message->info.qcow2.num_bitmaps == (with_bitmaps ? choice.num_bitmaps : 0),
		"not all bitmaps are reported");
	for (size_t i = 0; i < message->info.qcow2.num_bitmaps; i++)
		require(message->info.qcow2.bitmaps[i].granularity >>
				QCOW2_BITMAP_ENTRY_MIN_GRANULARITY_BITS,
			"too fine a bitmap");
}

static void tell(const struct packed_file *file)
{
	struct info_config config = {
		.magic = INFO_CONFIG_MAGIC,
		.version = INFO_CONFIG_VERSION,
		.source = options(false),
	};

	told = false;
	io_memory_begin(file->bytes, file->size);
	if (!op_run((const uint8_t *)&config, sizeof(config)))
		check_fault();
	else
		require(told, "no answer");
	io_memory_end();
}

static bool visit(void *arg, uint64_t size, uint32_t granularity_bits, uint32_t len_name)
{
	(void)arg;
	require(granularity_bits >= QCOW2_BITMAP_ENTRY_MIN_GRANULARITY_BITS && size <= INT64_MAX &&
			granularity_bits <= QCOW2_BITMAP_ENTRY_MAX_GRANULARITY_BITS &&
			len_name <= QCOW2_MAX_BITMAP_NAME_BYTES,
		"a bitmap that cannot be");
	visited++;
	return true;
}

/* What `info` reports opens, unless the snapshot is not there. */
static void look(const struct packed_file *file)
{
	struct source_options o = options(true);
	struct image *top;

	io_memory_begin(file->bytes, file->size);
	visited = 0;
	if (chain_open(&o, EXTENT_DETAIL_FULL, &top)) {
		require(told, "opened, and not reported");
		check_walk(top, 0, top->size < SHORT_WALK ? top->size : SHORT_WALK);
		fault_clear();
		require(top->format->bitmaps(top, visit, NULL),
			"bitmaps that were fine when the image was opened");
		require(visited == (with_bitmaps ? choice.num_bitmaps : 0),
			"not all bitmaps are visited");
	} else {
		require(the_fault.set, "not opened, and no fault was recorded");
		require(!told || o.snapshot_kind != SOURCE_SNAPSHOT_KIND_NONE,
			"reported, and not opened");
	}
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packed_file file;

	if (size < sizeof(choice))
		return 0;
	memcpy(&choice, data, sizeof(choice));
	tame();
	file = packed_open(data + sizeof(choice), size - sizeof(choice));
	if (file.size >= HEADER_ROOM) {
		lay_header(&file);
		tell(&file);
		look(&file);
	}
	packed_close();
	return 0;
}
