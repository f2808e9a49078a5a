/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stores: which structure, numbers, then bytes. Where the bytes parse, the store of what was
 * parsed parses again, to the same values, and nothing outside its room is written.
 */
#include "stores.h"

#include <setjmp.h>

#include "stores_list.h"

#undef malloc

#define NUM_NUMBERS 6u
#define MOST_INDEX  1024u /* of the bytes that are compared one by one */
#define MAX_TAKEN   8u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	uint8_t structure;
	uint8_t unused[7];
	uint64_t numbers[NUM_NUMBERS];
};
_Static_assert(sizeof(struct input) == STORES_LEN_HEAD, "what stores.py writes");

static struct input input;
static const uint8_t *bytes;
static size_t len_bytes;
static unsigned num_used, num_taken;
static void *taken[MAX_TAKEN];
static jmp_buf stop;

uint64_t any_u64(void)
{
	return input.numbers[num_used++ % NUM_NUMBERS];
}

size_t any_size(void)
{
	return any_u64() % MOST_INDEX;
}

void *stores_take(size_t size)
{
	require(num_taken < MAX_TAKEN, "a proof takes more memory than is counted");
	return taken[num_taken++] = malloc(size);
}

struct parse_in any_input(void)
{
	uint8_t *copy = stores_take(len_bytes);

	assume(copy != NULL);
	memcpy(copy, bytes, len_bytes);
	return parse_input(copy, len_bytes, any_u64() % INT64_MAX);
}

void stores_stop(void)
{
	longjmp(stop, 1);
}

#define STORE(name) void prove_##name##_store(void);
STORES
#undef STORE

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
#define STORE(name) prove_##name##_store,
	static void (*const stores[])(void) = { STORES };
#undef STORE

	if (size < sizeof(input))
		return 0;
	memcpy(&input, data, sizeof(input));
	bytes = data + sizeof(input);
	len_bytes = size - sizeof(input);
	num_used = 0;
	if (setjmp(stop) == 0)
		stores[input.structure % (sizeof(stores) / sizeof(stores[0]))]();
	while (num_taken > 0)
		free(taken[--num_taken]);
	return 0;
}
