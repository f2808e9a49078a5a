/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK descriptors: a choice, then the text, as a file of its own or in a sparse extent. What it
 * names is flat, or a sparse extent, hosted or of ESX; the tables of a space-efficient one begin
 * at the first zero byte. The image is opened, walked and reported;
 * the mutator moves lines about besides what libFuzzer does with the dictionary.
 */
#include <string.h>

#include "checks.h"
#include "generated/info.h"
#include "generated/sesparse.h"
#include "generated/vmdk.h"
#include "io_memory.h"
#include "stages/chain.h"
#include "io/message.h"
#include "io/op.h"
#include "mutate.h"

#define MAX_TEXT   (1u << 16)
#define NAMED_SIZE (1u << 16)
#define CAPACITY   (VMDK_DEFAULT_GRAIN_SECTORS * 16u)
#define MAX_LINE   512u

/* Bits of the first byte. */
#define EMBEDDED       1u
#define NAMES_HOSTED   2u
#define NAMES_ESX      4u
#define HANDED_OVER    8u /* the header that it is in has no capacity */
#define QUIRKS	       16u
#define SAFETY	       32u
#define NAMES_SESPARSE 64u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t file[VMDK_SECTOR_SIZE * 4u + MAX_TEXT], named[NAMED_SIZE];
static bool told;

static void put(uint8_t *at, uint64_t value, unsigned bytes)
{
	for (; bytes--; value >>= 8)
		*at++ = (uint8_t)value;
}

/* An empty hosted extent; its grain directory, of zeros, is after the descriptor. */
static void lay_hosted(uint8_t *head, uint64_t capacity, uint64_t text_sectors)
{
	uint64_t gd_sector = VMDK_DEFAULT_DESCRIPTOR_SECTOR + text_sectors;

	memcpy(head + VMDK_SPARSE_HEADER_MAGIC_OFFSET, VMDK_SPARSE_HEADER_MAGIC,
	       VMDK_SPARSE_HEADER_MAGIC_SIZE);
	put(head + VMDK_SPARSE_HEADER_VERSION_OFFSET, 1, 4);
	put(head + VMDK_SPARSE_HEADER_CAPACITY_OFFSET, capacity, 8);
	put(head + VMDK_SPARSE_HEADER_GRAIN_SECTORS_OFFSET, VMDK_DEFAULT_GRAIN_SECTORS, 8);
	put(head + VMDK_SPARSE_HEADER_DESCRIPTOR_SECTOR_OFFSET,
	    text_sectors ? VMDK_DEFAULT_DESCRIPTOR_SECTOR : 0, 8);
	put(head + VMDK_SPARSE_HEADER_DESCRIPTOR_SECTORS_OFFSET, text_sectors, 8);
	put(head + VMDK_SPARSE_HEADER_NUM_GTES_PER_GT_OFFSET,
	    VMDK_SPARSE_HEADER_NUM_GTES_PER_GT_MAX, 4);
	put(head + VMDK_SPARSE_HEADER_GD_SECTOR_OFFSET, gd_sector, 8);
	put(head + VMDK_SPARSE_HEADER_OVERHEAD_SECTORS_OFFSET, gd_sector + 1, 8);
}

static void lay_esx(uint8_t *head)
{
	memcpy(head + VMDK_COWD_HEADER_MAGIC_OFFSET, VMDK_COWD_HEADER_MAGIC,
	       VMDK_COWD_HEADER_MAGIC_SIZE);
	put(head + VMDK_COWD_HEADER_VERSION_OFFSET, 1, 4);
	put(head + VMDK_COWD_HEADER_NUM_SECTORS_OFFSET, CAPACITY, 4);
	put(head + VMDK_COWD_HEADER_GRAIN_SECTORS_OFFSET, 1, 4);
	put(head + VMDK_COWD_HEADER_GD_SECTOR_OFFSET, VMDK_COWD_HEADER_SIZE / VMDK_SECTOR_SIZE, 4);
	put(head + VMDK_COWD_HEADER_NUM_GD_ENTRIES_OFFSET, 1, 4);
}

/* The file with the text; its length. */
static size_t lay_text(uint8_t choice, const uint8_t *text, size_t len)
{
	size_t sectors = (len + VMDK_SECTOR_SIZE - 1) / VMDK_SECTOR_SIZE;

	memset(file, 0, sizeof(file));
	if (!(choice & EMBEDDED)) {
		memcpy(file, text, len);
		return len;
	}
	lay_hosted(file, choice & HANDED_OVER ? 0 : CAPACITY, sectors);
	memcpy(file + VMDK_DEFAULT_DESCRIPTOR_SECTOR * VMDK_SECTOR_SIZE, text, len);
	return (VMDK_DEFAULT_DESCRIPTOR_SECTOR + sectors + 1) * VMDK_SECTOR_SIZE;
}

/* Both headers, a sector of directory, a grain table and grains. */
static void lay_sesparse(const uint8_t *tables, size_t len)
{
	const struct sesparse_const_header header = {
		.capacity = CAPACITY,
		.volatile_header_sector = 1,
		.grain_directory_sector = 2,
		.grain_directory_sectors = 1,
		.grain_tables_sector = 3,
		.grains_sector = 3 + SESPARSE_CONST_HEADER_GRAIN_TABLE_SECTORS,
	};
	const struct sesparse_volatile_header changing = { 0 };
	const size_t at = SESPARSE_CONST_HEADER_SIZE + SESPARSE_VOLATILE_HEADER_SIZE;

	memset(named, 0, sizeof(named));
	sesparse_const_header_store(named, &header);
	sesparse_volatile_header_store(named + SESPARSE_CONST_HEADER_SIZE, &changing);
	memcpy(named + at, tables, len < sizeof(named) - at ? len : sizeof(named) - at);
}

static void lay_named(uint8_t choice, const uint8_t *text, size_t len)
{
	size_t end = 0;

	while (end < len && text[end] != '\0')
		end++;
	memset(named, 0, VMDK_COWD_HEADER_SIZE);
	if (choice & NAMES_SESPARSE)
		lay_sesparse(text + end, len - end);
	else if (choice & NAMES_HOSTED)
		lay_hosted(named, CAPACITY, 0);
	else if (choice & NAMES_ESX)
		lay_esx(named);
}

void watched(const struct guest_message *message)
{
	if (message->kind != GUEST_MESSAGE_INFO || !message->info.opened)
		return;
	told = true;
	if (message->info.disk == 0)
		require(message->info.has_vmdk && message->info.vmdk.num_extents > 0,
			"a VMDK without extents");
}

static void begin(size_t len)
{
	io_memory_begin(file, len);
	io_memory_attach(named, sizeof(named));
}

static struct source_options options(uint8_t choice)
{
	return (struct source_options){
		.format = SOURCE_FORMAT_VMDK4,
		.max_depth = SOURCE_MAX_DEPTH_DEFAULT,
		.request_size = io_request_size(),
		.quirks = choice & QUIRKS ? ~0u : 0,
	};
}

static void look(uint8_t choice, size_t len)
{
	struct source_options o = options(choice);
	struct image *top;

	begin(len);
	if (chain_open(&o, EXTENT_DETAIL_FULL, &top)) {
		check_walk(top, 0, top->size < MAX_WALK ? top->size : MAX_WALK);
		if (top->size > MAX_WALK)
			check_walk(top, top->size - MAX_WALK, top->size);
	} else {
		check_fault();
	}
	io_memory_end();
}

static void tell(uint8_t choice, size_t len)
{
	struct info_config config = {
		.magic = INFO_CONFIG_MAGIC,
		.version = INFO_CONFIG_VERSION,
		.source = options(choice),
		.flags = INFO_FLAG_BACKING_CHAIN | (choice & SAFETY ? INFO_FLAG_SAFETY : 0),
	};

	begin(len);
	told = false;
	if (!op_run((const uint8_t *)&config, sizeof(config)))
		check_fault();
	else
		require(told || (choice & SAFETY), "no answer");
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t len, given = size - 1 < MAX_TEXT ? size - 1 : MAX_TEXT;

	if (size == 0)
		return 0;
	len = lay_text(data[0], data + 1, given);
	lay_named(data[0], data + 1, given);
	look(data[0], len);
	tell(data[0], len);
	return 0;
}

static size_t start_of_line(const uint8_t *text, size_t len, size_t at)
{
	while (at > 0 && at < len && text[at - 1] != '\n')
		at--;
	return at;
}

/* A line of the text once more, somewhere else. */
static size_t repeat_line(uint8_t *text, size_t len, size_t room, uint64_t from, uint64_t to)
{
	uint8_t line[MAX_LINE];
	size_t start = start_of_line(text, len, from % len),
	       at = start_of_line(text, len, to % len), n = 0;

	while (start + n < len && n < sizeof(line) && (n == 0 || text[start + n - 1] != '\n'))
		n++;
	if (n > room - len)
		return len;
	memcpy(line, text + start, n);
	memmove(text + at + n, text + at, len - at);
	memcpy(text + at, line, n);
	return len + n;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	uint64_t random = seed * UINT64_C(0x9E3779B97F4A7C15);

	if (size > 1 && random >> 61 == 0)
		return 1 + repeat_line(data + 1, size - 1, max_size - 1, random >> 8 & 0xFFFFFF,
				       random >> 32 & 0xFFFFFF);
	return LLVMFuzzerMutate(data, size, max_size);
}
