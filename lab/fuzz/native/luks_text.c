/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a LUKS2 header: the input, with a header before it whose checksum is right. The
 * volume is opened, walked and reported; JSON that is sound comes apart within itself.
 */
#include <string.h>

#include "base/json.h"
#include "checks.h"
#include "crypto/hash.h"
#include "generated/info.h"
#include "generated/luks.h"
#include "io_memory.h"
#include "io/op.h"
#include "stages/chain.h"

#define MAX_TEXT  (LUKS_MIN_LEN_HEADER2 - LUKS_HEADER2_SIZE - 1u)
#define LEN_FILE  (1u << 18)
#define HASH_NAME "sha256"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t file[LEN_FILE];

void watched(const struct guest_message *message)
{
	(void)message;
}

static void lay(const uint8_t *text, size_t len)
{
	struct luks_header2 h = {
		.magic = LUKS_HEADER2_MAGIC_FIRST,
		.len_header = LUKS_MIN_LEN_HEADER2,
		.checksum_algorithm = HASH_NAME,
	};
	struct hash hash;

	h.version = 2;
	memset(file, 0, LUKS_MIN_LEN_HEADER2);
	luks_header2_store(file, &h);
	memcpy(file + LUKS_HEADER2_SIZE, text, len);
	hash_begin(&hash, HASH_SHA256);
	hash_add(&hash, file, LUKS_MIN_LEN_HEADER2);
	hash_end(&hash, file + LUKS_HEADER2_CHECKSUM_OFFSET);
}

/* Values and names are inside the text, and each of a list is after the one before. */
static void take_apart(const uint8_t *data, size_t size)
{
	struct json text = { data, size }, name, value;
	struct json_list list;
	const uint8_t *last = data;
	size_t bad;

	if (!json_check(&text, &bad)) {
		require(bad <= size, "a place outside the text");
		return;
	}
	list = json_list(&text);
	while (json_next(&list, &name, &value)) {
		require(value.p >= last && value.p + value.len <= data + size, "a value outside");
		require(json_check(&value, &bad), "a value that is none");
		last = value.p + value.len;
	}
}

static struct source_options options(void)
{
	return (struct source_options){
		.format = SOURCE_FORMAT_LUKS,
		.max_depth = SOURCE_MAX_DEPTH_DEFAULT,
		.request_size = io_request_size(),
		.flags = SOURCE_FLAG_LUKS2 | SOURCE_FLAG_HAS_SECRET,
	};
}

static void look(void)
{
	struct source_options o = options();
	struct image *top;

	io_memory_begin(file, sizeof(file));
	if (chain_open(&o, EXTENT_DETAIL_FULL, &top)) {
		require(top->size <= sizeof(file), "a disk that is larger than its file");
		check_walk(top, 0, top->size);
	} else {
		check_fault();
	}
	io_memory_end();
}

static void tell(void)
{
	struct info_config config = {
		.magic = INFO_CONFIG_MAGIC,
		.version = INFO_CONFIG_VERSION,
		.source = options(),
	};

	io_memory_begin(file, sizeof(file));
	if (!op_run((const uint8_t *)&config, sizeof(config)))
		check_fault();
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	take_apart(data, size);
	lay(data, size < MAX_TEXT ? size : MAX_TEXT);
	look();
	tell();
	return 0;
}
