/* SPDX-License-Identifier: Apache-2.0 */
/* Breaks the rules of the queue and of the channel, past the core. */
#include "generated/attach.h"
#include "generated/block.h"
#include "generated/boot.h"
#include "generated/channel.h"
#include "generated/memory.h"
#include "generated/panic.h"
#include "io/io.h"
#include "base/mem.h"
#include "trial.h"

enum broken {
	QUEUE_EMPTY = 200,
	QUEUE_TOO_MANY,
	QUEUE_PAST_END,
	QUEUE_WRAPPING_SECTOR,
	QUEUE_OUT_READ_ONLY,
	QUEUE_BAD_DISK,
	QUEUE_BAD_TYPE,
	QUEUE_BUFFER_TEXT,
	QUEUE_BUFFER_WRAPS,
	QUEUE_BUFFER_PAGE_TABLE,
	QUEUE_BUFFER_PAST_END,
	QUEUE_TOO_LONG,
	QUEUE_NOT_SECTORS,
	QUEUE_LENGTH_ZERO,
	QUEUE_CHAIN_LOOPS,
	QUEUE_CHAIN_ELSEWHERE,
	QUEUE_HEADER_ELSEWHERE,
	QUEUE_STATUS_ELSEWHERE,
	QUEUE_RING_ELSEWHERE,
	QUEUE_INDIRECT,
	QUEUE_OUT_PAST_END,
	QUEUE_FLUSH_WITH_DATA,
	QUEUE_HOLES_ODD,
	QUEUE_BUFFER_LARGE,
	QUEUE_PUTS,
	CHANNEL_TOO_LONG = 300,
	CHANNEL_TRUNCATED,
	CHANNEL_NOT_PROTOBUF,
	CHANNEL_OVERFULL,
	CHANNEL_FLOOD,
	CHANNEL_ATTACH_BAD_DISK,
	CHANNEL_ATTACH_BAD_KIND,
	CHANNEL_ATTACH_LONG_NAME,
	CHANNEL_PANIC,
	CHANNEL_EMPTY_FRAME,
	CHANNEL_EMIT,
};

static void *place(uint64_t offset)
{
	return (void *)(uintptr_t)(MEMORY_BASE + offset);
}

static struct block_descriptor *const descriptors =
	(void *)(uintptr_t)(MEMORY_BASE + MEMORY_OFS_QUEUE + BLOCK_OFS_DESCRIPTORS);
static struct block_request *const headers =
	(void *)(uintptr_t)(MEMORY_BASE + MEMORY_OFS_QUEUE + BLOCK_OFS_HEADERS);
static struct block_available *const available =
	(void *)(uintptr_t)(MEMORY_BASE + MEMORY_OFS_QUEUE + BLOCK_OFS_AVAILABLE);

/* One good read of the first sector, to be spoilt. */
static void one_read(void)
{
	descriptors[0] = (struct block_descriptor){ (uintptr_t)&headers[0], BLOCK_REQUEST_SIZE,
						    BLOCK_DESCRIPTOR_FLAG_NEXT, 1 };
	descriptors[1] =
		(struct block_descriptor){ MEMORY_BASE + MEMORY_OFS_ARENA, BLOCK_LEN_SECTOR,
					   BLOCK_DESCRIPTOR_FLAG_NEXT | BLOCK_DESCRIPTOR_FLAG_WRITE,
					   2 };
	descriptors[2] =
		(struct block_descriptor){ MEMORY_BASE + MEMORY_OFS_QUEUE + BLOCK_OFS_STATUS, 1,
					   BLOCK_DESCRIPTOR_FLAG_WRITE, 0 };
	headers[0] = (struct block_request){ .type = BLOCK_REQUEST_TYPE_READ };
	available->ring[0] = 0;
	available->index = 1;
}

static void spoil_header(uint32_t action)
{
	switch ((enum broken)action) {
	case QUEUE_EMPTY:
		available->index = 0;
		return;
	case QUEUE_TOO_MANY:
		available->index = BLOCK_MAX_REQUESTS + 1;
		return;
	case QUEUE_PAST_END:
		headers[0].place = 1u << 30;
		return;
	case QUEUE_WRAPPING_SECTOR:
		headers[0].place = UINT64_MAX;
		return;
	case QUEUE_OUT_READ_ONLY:
		headers[0].type = BLOCK_REQUEST_TYPE_PUT;
		descriptors[1].flags = BLOCK_DESCRIPTOR_FLAG_NEXT;
		return;
	case QUEUE_OUT_PAST_END:
		headers[0].type = BLOCK_REQUEST_TYPE_PUT;
		headers[0].place = UINT64_C(1) << 39;
		descriptors[1].flags = BLOCK_DESCRIPTOR_FLAG_NEXT;
		return;
	case QUEUE_BAD_DISK:
		headers[0].disk = 1000;
		return;
	case QUEUE_BAD_TYPE:
		headers[0].type = 8;
		return;
	case QUEUE_FLUSH_WITH_DATA:
		headers[0].type = BLOCK_REQUEST_TYPE_FLUSH;
		return;
	case QUEUE_HOLES_ODD:
		headers[0].type = BLOCK_REQUEST_TYPE_HOLES;
		descriptors[1].len_buffer = 100;
		return;
	case QUEUE_RING_ELSEWHERE:
		available->ring[0] = 1023;
		return;
	default:
		return;
	}
}

static void spoil_descriptor(uint32_t action, uint64_t len_memory)
{
	switch ((enum broken)action) {
	case QUEUE_BUFFER_TEXT:
		descriptors[1].address = MEMORY_BASE + MEMORY_OFS_CORE;
		return;
	case QUEUE_BUFFER_LARGE: /* in an operation that is there, not in the arena */
		descriptors[1].address = MEMORY_BASE + MEMORY_OFS_ARENA;
		return;
	case QUEUE_BUFFER_WRAPS:
		descriptors[1].address = UINT64_MAX - 100;
		return;
	case QUEUE_BUFFER_PAGE_TABLE:
		descriptors[1].address = MEMORY_BASE + MEMORY_OFS_PAGE_TABLES;
		return;
	case QUEUE_BUFFER_PAST_END:
		descriptors[1].address = MEMORY_BASE + len_memory - 1;
		return;
	case QUEUE_TOO_LONG:
		descriptors[1].len_buffer = 0xfffffe00u;
		return;
	case QUEUE_NOT_SECTORS:
		descriptors[1].len_buffer = 100;
		return;
	case QUEUE_LENGTH_ZERO:
		descriptors[1].len_buffer = 0;
		return;
	case QUEUE_CHAIN_LOOPS:
		descriptors[1].next = 0;
		return;
	case QUEUE_CHAIN_ELSEWHERE:
		descriptors[0].next = 60000;
		return;
	case QUEUE_HEADER_ELSEWHERE:
		descriptors[0].address = 0;
		return;
	case QUEUE_STATUS_ELSEWHERE:
		descriptors[2].address = MEMORY_BASE + MEMORY_OFS_CORE;
		return;
	case QUEUE_INDIRECT:
		descriptors[0].flags |= 4;
		return;
	default:
		return;
	}
}

/* Puts of argument 2 bytes to disk argument 0: argument 3 of them, from argument 1 on, argument 4
 * apart. Whatever the host answers, the next one follows. */
static void put_on(const struct trial_config *config)
{
	for (uint64_t i = 0; i < config->argument[3]; i++) {
		one_read();
		headers[0] = (struct block_request){
			.type = BLOCK_REQUEST_TYPE_PUT,
			.disk = (uint32_t)config->argument[0],
			.place = config->argument[1] + i * config->argument[4],
		};
		descriptors[1].flags = BLOCK_DESCRIPTOR_FLAG_NEXT;
		descriptors[1].len_buffer = (uint32_t)config->argument[2];
		trial_ring(config, BOOT_DOORBELL_QUEUE);
	}
}

void trial_break_queue(const struct trial_config *config)
{
	const struct boot_info *info = place(MEMORY_OFS_BOOT);

	if (config->action == QUEUE_PUTS) {
		put_on(config);
		trial_say("survived", 8);
		return;
	}
	one_read();
	spoil_header(config->action);
	spoil_descriptor(config->action, info->len_memory);
	trial_ring(config, BOOT_DOORBELL_QUEUE);
	trial_say("survived", 8);
}

static void frame(uint32_t prefix, uint32_t used)
{
	struct channel_state *state = place(MEMORY_OFS_CONTROL + CHANNEL_OFS_STATE);

	memcpy(place(MEMORY_OFS_CHANNEL), &prefix, sizeof(prefix));
	state->len_used = used;
}

static void break_attach(const struct trial_config *config)
{
	struct attach_exchange *exchange = place(MEMORY_OFS_CONTROL + ATTACH_OFS_EXCHANGE);

	exchange->kind = config->action == CHANNEL_ATTACH_BAD_KIND ? 77 : ATTACH_KIND_BACKING;
	exchange->from_disk = config->action == CHANNEL_ATTACH_BAD_DISK ? 77 : 0;
	exchange->len_name = config->action == CHANNEL_ATTACH_LONG_NAME ? UINT32_MAX : 1;
	exchange->name[0] = 'x';
	trial_ring(config, BOOT_DOORBELL_ATTACH);
}

void trial_break_channel(const struct trial_config *config)
{
	struct panic_record *record = place(MEMORY_OFS_CONTROL + PANIC_OFS_RECORD);

	switch ((enum broken)config->action) {
	case CHANNEL_TOO_LONG:
		frame(CHANNEL_MAX_MESSAGE + 1, CHANNEL_MAX_MESSAGE + 1 + CHANNEL_LEN_PREFIX);
		break;
	case CHANNEL_TRUNCATED:
		frame(100, 50);
		break;
	case CHANNEL_NOT_PROTOBUF:
		memset(place(MEMORY_OFS_CHANNEL), 0xff, 64);
		frame(60, 64);
		break;
	case CHANNEL_OVERFULL:
		frame(4, MEMORY_LEN_CHANNEL + 1);
		break;
	case CHANNEL_EMPTY_FRAME:
		frame(0, CHANNEL_LEN_PREFIX);
		break;
	case CHANNEL_EMIT: /* bytes of the arena, by way of the core */
		(void)io_emit(place(MEMORY_OFS_ARENA), config->argument[0]);
		break;
	case CHANNEL_FLOOD:
		for (;;)
			trial_say("flood", 5);
	case CHANNEL_PANIC:
		record->reason = (uint32_t)config->argument[0];
		record->value = config->argument[1];
		trial_ring(config, BOOT_DOORBELL_PANIC);
		break;
	default:
		break_attach(config);
		break;
	}
	trial_ring(config, BOOT_DOORBELL_CHANNEL);
	trial_say("survived", 8);
}
