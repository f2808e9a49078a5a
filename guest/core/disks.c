/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a run: those that the host gave at the start, then those that were asked for by
 * name. */
#include "core.h"
#include "base/mem.h"

static struct boot_disk attached[BOOT_MAX_DISKS];
static uint32_t num_attached;

/* Of outputs, which change while they are written; one more than the length, and 0 while it is as
 * given. Only those that came first can be outputs. */
static uint64_t lengths[BOOT_MAX_DISKS];

uint32_t disk_count(void)
{
	return boot_info()->num_disks + num_attached;
}

const struct boot_disk *disk_entry(uint32_t disk)
{
	const struct boot_disk *first = guest_at(MEMORY_OFS_BOOT + BOOT_OFS_DISKS);
	uint32_t num_first = boot_info()->num_disks;

	if (disk < num_first)
		return &first[disk];
	if (disk - num_first < num_attached)
		return &attached[disk - num_first];
	return NULL;
}

uint64_t disk_length(uint32_t disk)
{
	const struct boot_disk *entry = disk_entry(disk);

	if (entry == NULL)
		return 0;
	return disk < BOOT_MAX_DISKS && lengths[disk] != 0 ? lengths[disk] - 1 : entry->len_file;
}

void disk_set_length(uint32_t disk, uint64_t length)
{
	if (disk < BOOT_MAX_DISKS)
		lengths[disk] = length + 1;
}

void disk_reaches(uint32_t disk, uint64_t end)
{
	if (end > disk_length(disk))
		disk_set_length(disk, end);
}

uint32_t disk_flags(uint32_t disk)
{
	const struct boot_disk *entry = disk_entry(disk);

	return entry != NULL ? entry->flags : 0;
}

uint32_t disk_attach(uint32_t from_disk, uint32_t kind, const uint8_t *name, uint64_t len_name,
		     uint32_t *disk)
{
	struct attach_exchange *exchange = guest_at(MEMORY_OFS_CONTROL + ATTACH_OFS_EXCHANGE);

	if (disk_entry(from_disk) == NULL)
		core_panic(PANIC_REASON_BAD_CALL, CALL_TABLE_TABLE_ATTACH_OFFSET);
	if (len_name == 0 || len_name > ATTACH_MAX_NAME)
		return ATTACH_STATUS_BAD_NAME;

	exchange->from_disk = from_disk;
	exchange->kind = kind;
	exchange->len_name = (uint32_t)len_name;
	memcpy(exchange->name, name, len_name);
	doorbell(BOOT_DOORBELL_ATTACH);
	if (exchange->status != ATTACH_STATUS_OK)
		return exchange->status;
	if (exchange->disk != disk_count() || num_attached >= BOOT_MAX_DISKS)
		core_panic(PANIC_REASON_DEVICE_BROKEN, exchange->disk);

	attached[num_attached].len_file = exchange->len_file;
	attached[num_attached].flags = exchange->flags;
	num_attached++;
	*disk = exchange->disk;
	return ATTACH_STATUS_OK;
}
