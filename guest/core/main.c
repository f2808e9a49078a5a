/* SPDX-License-Identifier: Apache-2.0 */
/* Entry: the host has set the stack pointer and nothing else. */
#include "core.h"
#include "base/mem.h"

static const struct call_table_table call_table = {
	.magic = CALL_TABLE_TABLE_MAGIC,
	.version = BOOT_VERSION,
	.len_table = CALL_TABLE_TABLE_SIZE,
	.read = (uintptr_t)block_read,
	.put = (uintptr_t)block_put,
	.flush = (uintptr_t)block_flush,
	.allocated = (uintptr_t)disk_allocated,
	.data_ranges = (uintptr_t)block_data_ranges,
	.attach = (uintptr_t)disk_attach,
	.num_disks = (uintptr_t)disk_count,
	.disk_size = (uintptr_t)disk_length,
	.disk_flags = (uintptr_t)disk_flags,
	.request_size = (uintptr_t)block_request_size,
	.emit = (uintptr_t)channel_emit,
	.flush_messages = (uintptr_t)channel_flush,
	.alloc = (uintptr_t)arena_alloc,
	.mark = (uintptr_t)arena_mark,
	.release = (uintptr_t)arena_release,
	.panic = (uintptr_t)core_panic,
	.resize = (uintptr_t)block_resize,
	.change = (uintptr_t)block_change,
	.copy = (uintptr_t)block_copy,
	.derive = (uintptr_t)key_derive,
};

static void check_boot(const struct boot_info *info)
{
	if (memcmp(info->magic, BOOT_INFO_MAGIC, sizeof(info->magic)) != 0)
		core_panic(PANIC_REASON_BAD_BOOT, BOOT_INFO_MAGIC_OFFSET);
	if (info->version != BOOT_VERSION)
		core_panic(PANIC_REASON_BAD_BOOT, BOOT_INFO_VERSION_OFFSET);
	if (info->num_disks > BOOT_MAX_DISKS)
		core_panic(PANIC_REASON_BAD_BOOT, BOOT_INFO_NUM_DISKS_OFFSET);
	if (info->ofs_arena < MEMORY_OFS_ARENA || info->ofs_arena >= info->len_memory)
		core_panic(PANIC_REASON_BAD_BOOT, BOOT_INFO_OFS_ARENA_OFFSET);
	if (info->len_request < BLOCK_LEN_SECTOR || info->len_request > BOOT_LEN_REQUEST_MAX ||
	    info->len_request % BLOCK_LEN_SECTOR != 0)
		core_panic(PANIC_REASON_BAD_BOOT, BOOT_INFO_LEN_REQUEST_OFFSET);
	if (info->len_head > BOOT_LEN_HEAD_MAX)
		core_panic(PANIC_REASON_BAD_BOOT, BOOT_INFO_LEN_HEAD_OFFSET);
}

NORETURN void image_entry(void);

NORETURN void image_entry(void)
{
	const struct boot_info *info = boot_info();
	uint32_t (*operation)(const struct call_table_table *, const uint8_t *, uint64_t);

	check_boot(info);
	arena_init(MEMORY_BASE + info->ofs_arena, MEMORY_BASE + info->len_memory);
	operation = (uint32_t (*)(const struct call_table_table *, const uint8_t *, uint64_t))(
			    uintptr_t)info->operation_entry;
	channel_state()->status = operation(
		&call_table, (const uint8_t *)(uintptr_t)info->config_address, info->len_config);
	doorbell(BOOT_DOORBELL_DONE);
	core_panic(PANIC_REASON_DOORBELL_RETURNED, BOOT_DOORBELL_DONE);
}
