/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The core's block driver against a host of its own: any transfers, served as the host serves them.
 * What was read is what the files have, and no byte around it is touched.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "core/core.h"

#define NUM_DISKS     3u
#define MAX_TRANSFERS 24u
#define ROOM	      (2u << 20) /* of the arena, where transfers go to */
#define UNTOUCHED     0xA5

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *input;
static size_t left;
static jmp_buf panicked;
static unsigned fail_after; /* requests until one fails; 0: none does */
static bool failed;

static void require(bool truth, const char *what)
{
	if (!truth) {
		fprintf(stderr, "broken: %s\n", what);
		abort();
	}
}

static uint64_t number(unsigned len)
{
	uint64_t value = 0;

	for (; len && left; len--, left--)
		value = value << 8 | *input++;
	return value;
}

static uint8_t byte_of(uint32_t disk, uint64_t offset, uint64_t size)
{
	return offset < size ? (uint8_t)(offset * 31 + (offset >> 9) * 7 + disk * 101 + 1) : 0;
}

static uint8_t *room(void)
{
	return guest_at(MEMORY_OFS_ARENA);
}

void core_panic(uint32_t reason, uint64_t value)
{
	(void)reason;
	(void)value;
	longjmp(panicked, 1);
}

static uint32_t serve_holes(uint64_t offset, uint8_t *to, uint32_t len, uint64_t size)
{
	uint32_t num = 0;

	for (uint64_t at = offset / 8192 * 8192;
	     at < size && (num + 1) * BLOCK_DATA_RANGE_SIZE <= len; at += 8192) {
		struct block_data_range range = { .start = at < offset ? offset : at, .length = 0 };
		uint64_t end = at + 4096 < size ? at + 4096 : size;

		if (end <= range.start)
			continue;
		range.length = end - range.start;
		memcpy(to + num++ * BLOCK_DATA_RANGE_SIZE, &range, sizeof(range));
	}
	return num * BLOCK_DATA_RANGE_SIZE;
}

/* The host's part. What the driver must keep to is asserted. */
void doorbell(enum boot_doorbell reason)
{
	const struct block_available *available = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_AVAILABLE);
	const struct block_descriptor *table = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_DESCRIPTORS);
	struct block_used *used = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_USED);
	uint8_t *status = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_STATUS);

	require(reason == BOOT_DOORBELL_QUEUE, "another doorbell");
	require(available->index > 0 && available->index <= BLOCK_MAX_REQUESTS,
		"a batch of no or too many requests");
	for (uint32_t i = 0; i < available->index; i++) {
		const struct block_descriptor *d = &table[i * BLOCK_PER_REQUEST];
		const struct block_request *header = (const void *)(uintptr_t)d[0].address;
		uint8_t *to = (void *)(uintptr_t)d[1].address;
		uint64_t size = disk_length(header->disk),
			 offset = header->place << BLOCK_SECTOR_SHIFT;
		uint32_t written = d[1].len_buffer;

		require(available->ring[i] == i * BLOCK_PER_REQUEST,
			"a ring slot of another request");
		require(header->disk < NUM_DISKS, "a file that is none");
		status[i] = BLOCK_REQUEST_STATUS_OK;
		if (fail_after && --fail_after == 0) {
			status[i] = BLOCK_REQUEST_STATUS_IO_ERROR;
			failed = true;
			fail_after = 1;
			written = 0;
		} else if (header->type == BLOCK_REQUEST_TYPE_READ) {
			require(written && written % BLOCK_LEN_SECTOR == 0 &&
					written <= block_request_size(),
				"a length that may not be");
			require(offset + written <= (size + BLOCK_LEN_SECTOR - 1) /
							    BLOCK_LEN_SECTOR * BLOCK_LEN_SECTOR,
				"past the end");
			for (uint32_t k = 0; k < written; k++)
				to[k] = byte_of(header->disk, offset + k, size);
		} else if (header->type == BLOCK_REQUEST_TYPE_HOLES) {
			written = serve_holes(offset, to, written, size);
		}
		used->ring[2 * i] = i * BLOCK_PER_REQUEST;
		used->ring[2 * i + 1] = written + 1;
	}
	used->index = available->index;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	void *memory = mmap((void *)(uintptr_t)MEMORY_BASE, MEMORY_LEN_DEFAULT,
			    PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

	(void)argc;
	(void)argv;
	require(memory == (void *)(uintptr_t)MEMORY_BASE, "the guest's place is taken");
	return 0;
}

static void boot(void)
{
	struct boot_disk *disks = guest_at(MEMORY_OFS_BOOT + BOOT_OFS_DISKS);

	boot_info()->num_disks = NUM_DISKS;
	boot_info()->len_request = BLOCK_LEN_SECTOR << number(1) % 12;
	for (uint32_t i = 0; i < NUM_DISKS; i++)
		disks[i].len_file = number(3) % (1u << 21);
}

static uint32_t fill(struct call_table_transfer *transfers)
{
	uint32_t num = (uint32_t)number(1) % (MAX_TRANSFERS + 1), used = 0;

	for (uint32_t i = 0; i < num; i++) {
		uint32_t disk = (uint32_t)number(1) % (NUM_DISKS + 1);
		uint64_t size = disk_length(disk);
		uint64_t offset = number(1) & 1 ? number(8) : (size ? number(3) % size : 0);
		uint32_t len = (uint32_t)number(3) % 70000;

		if (len > ROOM - 64 - used)
			len = 0;
		if (offset < size && len > size - offset && number(1) % 8)
			len = (uint32_t)(size - offset);
		used += (uint32_t)number(1) % 16;
		transfers[i] =
			(struct call_table_transfer){ (uintptr_t)room() + used, offset, len, disk };
		used += len;
		if (used > ROOM - 64)
			return i + 1;
	}
	return num;
}

static void check(const struct call_table_transfer *transfers, uint32_t num)
{
	uint8_t *at = room();

	for (uint32_t i = 0; i < num; i++) {
		uint8_t *start = (void *)(uintptr_t)transfers[i].buffer;
		uint64_t size = disk_length(transfers[i].disk);

		for (; at < start; at++)
			require(*at == UNTOUCHED, "a byte between the transfers was touched");
		for (uint32_t k = 0; k < transfers[i].length; k++)
			require(start[k] ==
					byte_of(transfers[i].disk, transfers[i].offset + k, size),
				"another byte than the file's");
		at = start + transfers[i].length;
	}
	for (unsigned k = 0; k < 64; k++)
		require(at[k] == UNTOUCHED, "a byte after the transfers was touched");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct call_table_transfer transfers[MAX_TRANSFERS];
	struct call_table_failure failure;
	struct block_data_range ranges[8];
	uint64_t num_ranges = 0;
	uint32_t num, status;

	input = data;
	left = size;
	failed = false;
	fail_after = 0;
	memset(room(), UNTOUCHED, ROOM);
	boot();
	num = fill(transfers);
	fail_after = number(1) % 4 == 0 ? (unsigned)number(1) % 64 : 0;
	if (setjmp(panicked))
		return 0;
	status = block_read(transfers, num, &failure);
	require(status != CALL_TABLE_STATUS_OK || !failed, "a failure that was not reported");
	if (status == CALL_TABLE_STATUS_OK)
		check(transfers, num);
	fail_after = 0;
	if (block_data_ranges(0, number(3), ranges, 8, &num_ranges) == CALL_TABLE_STATUS_OK)
		require(num_ranges <= 8, "more ranges than there was room for");
	return 0;
}
