/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operation `resize`: a configuration, then a packed file of any format, whose disk becomes
 * longer, or shorter. It ends in one result, or in a fault and none. After a result the file opens
 * with the new size, and what was on the disk is there, but for what lies in a structure; of a
 * qcow2 or QED image that is so where the check finds it sound. What is added is zeros, in the
 * formats in which qemu-img lets nothing else be seen.
 */
#include <string.h>

#include "checks.h"
#include "content/older.h"
#include "formats/check.h"
#include "formats/facts.h"
#include "generated/extent.h"
#include "generated/resize.h"
#include "io/message.h"
#include "io/op.h"
#include "io/writer.h"
#include "io_memory.h"
#include "mutate.h"
#include "stages/chain.h"

#define PROBES	  48u
#define LEN_PROBE 512u
#define LEN_MEND  (UINT64_C(1) << 42)

/* Bits of the first byte. */
#define BY_A_LITTLE 1u /* the new size is near the old one */
#define WHOLE	    2u /* and in whole sectors */
#define NO_SPACE    4u /* is reserved */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const size_t mutate_prefix = 1 + sizeof(struct resize_config);

static struct resize_config config;
static uint32_t forced, results;

/* Bytes of the disk, as they were before, and where: from `low` to `high` of the file. */
static struct probe {
	uint64_t pos, low, high;
	uint8_t bytes[LEN_PROBE];
} probes[PROBES];
static uint32_t num_probes;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	forced = format_asked();
	return 0;
}

void watched(const struct guest_message *message)
{
	require(message->kind == GUEST_MESSAGE_RESIZE, "resize says something else");
	require(message->resize.old_virtual_size == config.current_virtual_size &&
			message->resize.new_virtual_size == config.new_size,
		"sizes that are not those of the question");
	results++;
}

/* What a disk has there, unless that takes a codec. Of encrypted data it is what the file has,
 * which is enough to know it again. */
static bool look(struct image *top, uint64_t pos, uint8_t *buf, uint32_t len, struct probe *place)
{
	struct extent_record r;
	uint32_t part;
	size_t num;

	for (; len > 0; pos += part, buf += part, len -= part) {
		if (!chain_next(top, pos, pos + len, &r, 1, &num) || num == 0)
			return false;
		part = (uint32_t)r.length;
		memset(buf, 0, part);
		if (r.flags & EXTENT_FLAG_ZERO || !(r.flags & EXTENT_FLAG_DATA))
			continue;
		if (r.flags & EXTENT_FLAG_COMPRESSED || !(r.flags & EXTENT_FLAG_OFFSET_VALID) ||
		    !io_read_padded(r.disk, r.host_offset, buf, part))
			return false;
		if (place && r.disk == 0) {
			place->low = place->high > 0 && place->low < r.host_offset ? place->low
										   : r.host_offset;
			place->high = place->high > r.host_offset + part ? place->high
									 : r.host_offset + part;
		}
	}
	return true;
}

/* In place of content/, which needs the codecs. */
bool older_open(struct older *o, struct image *image)
{
	o->feed = (struct feed){ 0 };
	o->content.feed = (struct feed *)image;
	return true;
}

bool older_read(void *older, uint64_t pos, uint8_t *buf, uint32_t len)
{
	struct older *o = older;

	return (!((struct image *)o->content.feed)->encrypted &&
		look((struct image *)o->content.feed, pos, buf, len, NULL)) ||
	       (!the_fault.set && fault_raise(0, FAULT_BLOCK_REQUEST_READ_FAILED, 0, pos));
}

static void add_probe(struct image *top, uint64_t pos, uint64_t end)
{
	struct probe *p = &probes[num_probes];
	uint32_t len = end - pos < LEN_PROBE ? (uint32_t)(end - pos) : LEN_PROBE;

	if (pos >= end || num_probes == PROBES)
		return;
	*p = (struct probe){ .pos = pos };
	num_probes += look(top, pos, p->bytes, len, p);
}

/* Data that is in a structure changes with that. */
static bool drop_probes(void *arg, uint32_t structure, uint64_t offset, uint64_t len)
{
	uint32_t kept = 0;

	(void)arg;
	(void)structure;
	for (uint32_t i = 0; i < num_probes; i++)
		if (probes[i].high <= offset ||
		    (probes[i].low >= offset && probes[i].low - offset >= len))
			probes[kept++] = probes[i];
	num_probes = kept;
	return true;
}

/* Where extents begin and end, at the start and at the end of what stays of the disk. */
static void probe(struct image *top, uint64_t end)
{
	const struct reporter *reporter = reporter_of(top->format);
	struct extent_record records[PROBES / 3];
	size_t num = 0;

	num_probes = 0;
	if (end > 0 && chain_next(top, 0, end, records, PROBES / 3, &num))
		for (size_t i = 0; i < num; i++) {
			uint64_t last = records[i].start + records[i].length;

			add_probe(top, records[i].start, end);
			if (last - records[i].start > LEN_PROBE)
				add_probe(top, last - LEN_PROBE, end);
		}
	if (end > LEN_PROBE)
		add_probe(top, end - LEN_PROBE, end);
	add_probe(top, end / 2, end);
	if (reporter && reporter->metadata && !reporter->metadata(top, drop_probes, NULL))
		num_probes = 0;
}

static bool open(struct image **top)
{
	return chain_open(&config.source, EXTENT_DETAIL_BYTES, top);
}

static uint64_t size_for(uint8_t choice, uint64_t old)
{
	uint64_t size = config.new_size;

	if (choice & BY_A_LITTLE)
		size = old + size % (size % 3 == 0 ? LEN_MEND : LEN_PROBE * 4096u);
	if (choice & WHOLE)
		size -= size % SOURCE_SECTOR_SIZE;
	return size;
}

/* Whether the disk is held against what it was, and what is added against zeros. In formats that
 * qemu-img resizes the image ends as by qemu-img, which takes the clusters that counts call free,
 * whoever has them, and lets be seen what tables name past the end of the disk. */
static bool is_held, is_blank;

static bool is_sound(struct image *top)
{
	static const struct check_options options = { .max_problems = 0 };
	struct guest_check_result result = { 0 };
	struct check_sink sink;

	if (!check_begin(&sink, &options))
		return false;
	check_next(&sink, &result);
	return checker_of(top->format, true, false)(top, &sink) && result.corruptions == 0 &&
	       result.check_errors == 0 && result.outcome == CHECK_OUTCOME_COMPLETE;
}

static void choose(struct image *top)
{
	switch (top->format->id) {
	case SOURCE_FORMAT_QCOW2:
	case SOURCE_FORMAT_QED:
		is_held = is_sound(top);
		is_blank = false;
		break;
	case SOURCE_FORMAT_LUKS: /* its zeros are not encrypted */
		is_held = true;
		is_blank = false;
		break;
	default:
		is_held = is_blank = true;
	}
}

/* Let the question be about this disk, and look at it. False: there is nothing to ask. */
static bool ask(uint8_t choice)
{
	struct image *top;
	uint64_t size;

	if (!open(&top))
		return false;
	size = size_for(choice, top->size);
	config.current_virtual_size = top->size;
	config.new_size = size;
	config.action = size == top->size  ? RESIZE_ACTION_NOOP
			: size > top->size ? RESIZE_ACTION_GROW
					   : RESIZE_ACTION_SHRINK;
	config.flags = RESIZE_FLAG_SHRINK;
	config.preallocation = choice & NO_SPACE
				       ? TARGET_PREALLOCATION_OFF
				       : config.preallocation % (TARGET_PREALLOCATION_FULL + 1);
	probe(top, size < top->size ? size : top->size);
	choose(top);
	return true;
}

static void check_zeros(struct image *top, uint64_t pos)
{
	uint8_t bytes[LEN_PROBE] = { 0 };
	uint64_t left = top->size - pos;

	if (!look(top, pos, bytes, left < LEN_PROBE ? (uint32_t)left : LEN_PROBE, NULL))
		return;
	for (size_t i = 0; i < sizeof(bytes); i++)
		require(bytes[i] == 0, "what is added is not zeros");
}

/* The disk that is there now. Files that it names are not those that the host makes. */
static void check_disk(uint64_t old)
{
	struct image *top;
	uint8_t bytes[LEN_PROBE];

	if (!open(&top)) {
		require(the_fault.disk != 0 || io_num_disks() > 1, "the image does not open");
		return;
	}
	require(top->size == config.new_size || io_num_disks() > 1, "the disk has another size");
	for (uint32_t i = 0; i < num_probes; i++) {
		uint64_t left = top->size - probes[i].pos;

		memset(bytes, 0, sizeof(bytes));
		if (look(top, probes[i].pos, bytes, left < LEN_PROBE ? (uint32_t)left : LEN_PROBE,
			 NULL))
			require(memcmp(bytes, probes[i].bytes,
				       old - probes[i].pos < LEN_PROBE ? old - probes[i].pos
								       : LEN_PROBE) == 0,
				"the disk has other bytes");
	}
	if (!is_blank || top->size <= old || io_num_disks() > 1)
		return;
	check_zeros(top, old);
	check_zeros(top, old + (top->size - old) / 2);
	check_zeros(top, top->size > LEN_PROBE && top->size - LEN_PROBE > old
				 ? top->size - LEN_PROBE
				 : old);
}

static void run(const struct packed_file *file, uint8_t choice)
{
	uint64_t kept;

	io_memory_begin(file->bytes, file->size);
	io_memory_change();
	writer_forget();
	if (!ask(choice)) {
		io_memory_end();
		return;
	}
	io_memory_again();
	results = 0;
	if (!op_run((const uint8_t *)&config, sizeof(config))) {
		check_fault();
		require(results == 0, "a result, and a fault");
		io_memory_end();
		return;
	}
	require(results == 1, "no result, and no fault was recorded");
	kept = config.current_virtual_size < config.new_size ? config.current_virtual_size
							     : config.new_size;
	io_memory_again();
	if (is_held)
		check_disk(kept);
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packed_file file;

	if (size < mutate_prefix)
		return 0;
	memcpy(&config, data + 1, sizeof(config));
	config.magic = RESIZE_CONFIG_MAGIC;
	config.version = RESIZE_CONFIG_VERSION;
	memset(config.reserved_word, 0, sizeof(config.reserved_word));
	tame_source(&config.source, forced);
	config.source.snapshot_kind = SOURCE_SNAPSHOT_KIND_NONE;
	file = packed_open(data + mutate_prefix, size - mutate_prefix);
	if (is_walked_soon(&file, &config.source))
		run(&file, data[0]);
	packed_close();
	return 0;
}
