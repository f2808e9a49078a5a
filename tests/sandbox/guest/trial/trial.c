/* SPDX-License-Identifier: Apache-2.0 */
#include "trial.h"

#include "base/fault.h"
#include "generated/block.h"
#include "generated/key.h"
#include "io/io.h"
#include "base/mem.h"
#include "io/op.h"

enum action {
	ACTION_SAY = 0,
	ACTION_READ = 1,
	ACTION_SIZES = 2,
	ACTION_RANGES = 3,
	ACTION_ATTACH = 4,
	ACTION_FILL = 5,
	ACTION_SEARCH = 6,
	ACTION_BENCH = 7,
	ACTION_ALLOC = 8,
	ACTION_FAIL = 9,
	ACTION_REGISTERS = 10,
	ACTION_KEY = 11,
	ACTION_PUTS = 12,
	ACTION_EVIL = 100,
	ACTION_QUEUE = 200,
	ACTION_CHANNEL = 300,
};

/* GuestMessage { log { level: 1, text } }: field 3 and fields 1 and 2, short lengths. */
void trial_say(const void *text, size_t len)
{
	uint8_t message[128] = {
		3 << 3 | 2, (uint8_t)(len + 4), 1 << 3, 1, 2 << 3 | 2, (uint8_t)len
	};

	memcpy(message + 6, text, len);
	if (!io_emit(message, len + 6))
		__builtin_trap();
}

void trial_say_number(uint64_t number)
{
	char text[20];
	size_t start = sizeof(text);

	do {
		text[--start] = (char)('0' + number % 10);
		number /= 10;
	} while (number != 0);
	trial_say(text + start, sizeof(text) - start);
}

/* A key in hexadecimal: of a secret's number, a hash, iterations and a length; the text is a
 * password of argument 4 bytes. */
static bool say_key(const struct trial_config *config)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t key[KEY_MAX_LEN];
	char text[2 * sizeof(key)];
	struct key_request request = {
		.secret = (uint32_t)config->argument[0],
		.hash = (uint32_t)config->argument[1],
		.iterations = (uint32_t)config->argument[2],
		.len_key = (uint32_t)config->argument[3],
		.len_password = (uint32_t)config->argument[4],
		.len_salt = 32,
		.method = (uint32_t)config->argument[5],
	};

	if (!io_derive(&request, config->text, key))
		return false;
	for (uint32_t i = 0; i < request.len_key; i++) {
		text[2 * i] = digits[key[i] >> 4];
		text[2 * i + 1] = digits[key[i] & 0xf];
	}
	trial_say(text, 2 * (request.len_key < 32 ? request.len_key : 32));
	return true;
}

static bool say_sizes(void)
{
	for (uint32_t disk = 0; disk < io_num_disks(); disk++) {
		trial_say_number(io_size(disk));
		trial_say_number(io_allocated(disk));
	}
	return true;
}

static bool say_ranges(const struct trial_config *config)
{
	struct io_range ranges[4];
	uint64_t offset = config->argument[0];
	size_t num;

	do {
		if (!io_data_ranges(0, offset, ranges, 4, &num))
			return false;
		for (size_t i = 0; i < num; i++) {
			trial_say_number(ranges[i].start);
			trial_say_number(ranges[i].length);
			offset = ranges[i].start + ranges[i].length;
		}
	} while (num == 4);
	return true;
}

/* Attach the named file as often as asked, each time from the one before when argument 2 says so.
 */
static bool attach(const struct trial_config *config)
{
	uint32_t disk = 0;

	for (uint64_t i = 0; i < config->argument[1]; i++) {
		uint32_t from = config->argument[2] != 0 ? disk : 0;
		size_t len = 0;

		while (len < sizeof(config->text) && config->text[len] != 0)
			len++;
		if (!io_attach(from, (enum io_attach_kind)config->argument[0], config->text, len,
			       &disk))
			return false;
		trial_say_number(disk);
	}
	trial_say_number(io_size(disk));
	return true;
}

/* As many sectors as asked for, in one batch: each of its own number, and every second place. */
static bool puts_apart(const struct trial_config *config)
{
	uint64_t num = config->argument[0];
	uint8_t *sectors = io_alloc(num * BLOCK_LEN_SECTOR, 16);
	struct io_put *puts = io_alloc(num * sizeof(*puts), _Alignof(struct io_put));

	if (!sectors || !puts)
		return false;
	for (uint64_t i = 0; i < num; i++) {
		uint8_t *sector = sectors + i * BLOCK_LEN_SECTOR;

		memset(sector, (int)(i % 251 + 1), BLOCK_LEN_SECTOR);
		puts[i] = (struct io_put){ sector, 2 * i * BLOCK_LEN_SECTOR, BLOCK_LEN_SECTOR, 0 };
	}
	if (!io_put_batch(puts, num))
		return false;
	trial_say_number(io_size(0));
	return true;
}

static bool alloc(const struct trial_config *config)
{
	uint64_t total = 0;

	for (;;) {
		uint8_t *block = io_alloc(config->argument[0], 4096);

		if (block == NULL)
			break;
		if (block[0] != 0 || block[config->argument[0] - 1] != 0)
			return fault_code(1, total);
		memset(block, 0xa5, config->argument[0]);
		total += config->argument[0];
	}
	fault_clear();
	trial_say_number(total);

	size_t mark = io_mark();

	io_release(mark - config->argument[0]);

	const uint8_t *again = io_alloc(config->argument[0], 1);

	return (again != NULL && again[0] == 0) || fault_code(2, 0);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct trial_config config;

	if (len != sizeof(config))
		return fault_code(1, len);
	memcpy(&config, bytes, sizeof(config));
	switch ((enum action)(config.action < ACTION_EVIL ? config.action
							  : config.action / 100 * 100)) {
	case ACTION_SAY:
		trial_say("hello", 5);
		return true;
	case ACTION_READ:
	case ACTION_BENCH:
		return trial_read(&config);
	case ACTION_SIZES:
		return say_sizes();
	case ACTION_RANGES:
		return say_ranges(&config);
	case ACTION_ATTACH:
		return attach(&config);
	case ACTION_KEY:
		return say_key(&config);
	case ACTION_FILL:
	case ACTION_SEARCH:
		return trial_memory(&config);
	case ACTION_REGISTERS:
		return trial_registers(&config);
	case ACTION_PUTS:
		return puts_apart(&config);
	case ACTION_ALLOC:
		return alloc(&config);
	case ACTION_FAIL:
		return fault_code((uint32_t)config.argument[0], config.argument[1]);
	case ACTION_EVIL:
		trial_evil(&config);
		return true;
	case ACTION_QUEUE:
		trial_break_queue(&config);
		return true;
	case ACTION_CHANNEL:
		trial_break_channel(&config);
		return true;
	}
	return fault_code(2, config.action);
}
