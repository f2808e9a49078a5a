/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_H
#define CORE_H
/*
 * What the core's parts know of each other. Everything here runs before or beneath an operation,
 * trusts the host, and trusts the operation as far as a crash ends only this run.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "generated/attach.h"
#include "generated/block.h"
#include "generated/boot.h"
#include "generated/call_table.h"
#include "generated/channel.h"
#include "generated/key.h"
#include "generated/memory.h"
#include "generated/panic.h"

#define NORETURN __attribute__((noreturn))

/* A place of the memory map (specs/abi/memory.ksy). */
static inline void *guest_at(uint64_t offset)
{
	return (void *)(uintptr_t)(MEMORY_BASE + offset);
}

static inline struct boot_info *boot_info(void)
{
	return guest_at(MEMORY_OFS_BOOT);
}

static inline struct channel_state *channel_state(void)
{
	return guest_at(MEMORY_OFS_CONTROL + CHANNEL_OFS_STATE);
}

/* doorbell_kvm.c or doorbell_process.c: hand over to the host, and go on when it has done all that
 * memory asks for. */
void doorbell(enum boot_doorbell reason);

/* panic.c */
NORETURN void core_panic(uint32_t reason, uint64_t value);

/* arena.c */
void arena_init(uint64_t start, uint64_t end);
uint8_t *arena_alloc(uint64_t size, uint64_t alignment);
uint64_t arena_mark(void);
void arena_release(uint64_t mark);

/* channel.c */
void channel_emit(const uint8_t *message, uint64_t length);
void channel_flush(void);

/* disks.c */
bool disk_is_there(uint32_t disk);
uint32_t disk_count(void);
uint64_t disk_length(uint32_t disk);
uint32_t disk_flags(uint32_t disk);
uint64_t disk_allocated(uint32_t disk); /* as it was attached; 0: there is none */
void disk_set_length(uint32_t disk, uint64_t length);
void disk_reaches(uint32_t disk, uint64_t end); /* longer, if it was shorter */
uint32_t disk_attach(uint32_t from_disk, uint32_t kind, const uint8_t *name, uint64_t len_name,
		     uint32_t *disk);

/* keys.c: `password` is of request->len_password bytes, `key` of request->len_key. */
uint32_t key_derive(const struct key_request *request, const uint8_t *password, uint8_t *key);

/* block.c */
uint32_t block_read(const struct call_table_transfer *transfers, uint64_t num,
		    struct call_table_failure *failure);
uint32_t block_put(const struct call_table_transfer *transfers, uint64_t num,
		   struct call_table_failure *failure);
uint32_t block_resize(uint32_t disk, uint64_t length);
uint32_t block_change(uint32_t disk, uint32_t type, uint64_t start, uint64_t length);
uint32_t block_copy(uint32_t disk, uint64_t start, uint32_t source, uint64_t source_start,
		    uint64_t length);
uint32_t block_flush(uint32_t disk);
uint32_t block_data_ranges(uint32_t disk, uint64_t offset, struct block_data_range *out,
			   uint64_t max, uint64_t *num);
uint32_t block_request_size(void);

#endif
