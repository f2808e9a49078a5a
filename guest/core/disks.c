/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a run: those that the host gave at the start, then those that were asked for by
 * name. */
#include "core.h"
#include "base/mem.h"

/* Of files that were attached. They are few bits, and there are many files. */
static uint8_t attached_flags[BOOT_MAX_DISKS];
static uint64_t attached_space[BOOT_MAX_DISKS];
static uint32_t num_attached;

/* Of outputs, which change while they are written, and of attached files; one more than the length,
 * and 0 while it is as given at the start. */
static uint64_t lengths[BOOT_MAX_DISKS];

uint32_t disk_count(void)
{
	return boot_info()->num_disks + num_attached;
}

bool disk_is_there(uint32_t disk)
{
	return disk < disk_count();
}

/* One of those that were given at the start; NULL: it came later, or not at all. */
static const struct boot_disk *given(uint32_t disk)
{
	const struct boot_disk *first = guest_at(MEMORY_OFS_BOOT + BOOT_OFS_DISKS);

	return disk < boot_info()->num_disks ? &first[disk] : NULL;
}

uint64_t disk_length(uint32_t disk)
{
	const struct boot_disk *first = given(disk);

	if (!disk_is_there(disk))
		return 0;
	return first != NULL && lengths[disk] == 0 ? first->len_file : lengths[disk] - 1;
}

uint64_t disk_allocated(uint32_t disk)
{
	const struct boot_disk *first = given(disk);

	if (first != NULL)
		return first->allocated;
	return disk_is_there(disk) ? attached_space[disk - boot_info()->num_disks] : 0;
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
	const struct boot_disk *first = given(disk);

	if (first != NULL)
		return first->flags;
	return disk_is_there(disk) ? attached_flags[disk - boot_info()->num_disks] : 0;
}

uint32_t disk_attach(uint32_t from_disk, uint32_t kind, const uint8_t *name, uint64_t len_name,
		     uint32_t *disk)
{
	struct attach_exchange *exchange = guest_at(MEMORY_OFS_CONTROL + ATTACH_OFS_EXCHANGE);

	if (!disk_is_there(from_disk))
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
	if (exchange->disk != disk_count() || exchange->disk >= BOOT_MAX_DISKS)
		core_panic(PANIC_REASON_DEVICE_BROKEN, exchange->disk);

	attached_flags[num_attached] = (uint8_t)exchange->flags;
	attached_space[num_attached] = exchange->allocated;
	num_attached++;
	disk_set_length(exchange->disk, exchange->len_file);
	*disk = exchange->disk;
	return ATTACH_STATUS_OK;
}
