/* SPDX-License-Identifier: Apache-2.0 */
/* io.h over the core's call table: numbers in, faults out. */
#include "base/fault.h"
#include "generated/attach.h"
#include "generated/block.h"
#include "generated/boot.h"
#include "generated/call_table.h"
#include "generated/key.h"
#include "generated/structures.h"
#include "generated/panic.h"
#include "io.h"
#include "io_guest.h"
#include "base/mem.h"

/* Transfers handed to the core at a time: 8 KiB of stack. */
#define TRANSFER_BATCH BLOCK_MAX_REQUESTS

static const struct call_table_table *core;

/* One accessor per slot, with the prototype that specs/abi/call_table.ksy gives it. */
#define SLOT(name, result, ...) ((result (*)(__VA_ARGS__))(uintptr_t)core->name)

void io_guest_init(const struct call_table_table *table)
{
	core = table;
}

/* Says why a transfer failed, in the words of the request. */
static bool transfer_fault(const struct call_table_failure *failure)
{
	switch (failure->status) {
	case CALL_TABLE_STATUS_PAST_END:
		return fault_raise(failure->disk, FAULT_BLOCK_REQUEST_PAST_END, failure->offset,
				   failure->offset);
	case CALL_TABLE_STATUS_WRITE_FAILED:
		return fault_raise(failure->disk, FAULT_BLOCK_REQUEST_WRITE_FAILED, failure->offset,
				   failure->offset);
	case CALL_TABLE_STATUS_BAD_DISK:
		return fault_raise(failure->disk, FAULT_BLOCK_REQUEST_BAD_DISK, failure->offset,
				   failure->disk);
	default:
		return fault_raise(failure->disk, FAULT_BLOCK_REQUEST_READ_FAILED, failure->offset,
				   failure->offset);
	}
}

static bool read_transfers(const struct call_table_transfer *transfers, size_t num)
{
	struct call_table_failure failure;

	if (SLOT(read, uint32_t, const struct call_table_transfer *, uint64_t,
		 struct call_table_failure *)(transfers, num, &failure) == CALL_TABLE_STATUS_OK)
		return true;
	return transfer_fault(&failure);
}

static struct call_table_transfer waiting; /* of no bytes: none is */

static struct call_table_transfer transfer_of(const struct io_read *read)
{
	return (struct call_table_transfer){ .buffer = (uintptr_t)read->buf,
					     .offset = read->offset,
					     .length = read->len,
					     .disk = read->disk };
}

/* Transfers of which the one that waits is a part; it waits on if they fail. */
static bool with_waiting(const struct call_table_transfer *transfers, size_t num)
{
	if (!read_transfers(transfers, num))
		return false;
	waiting.length = 0;
	return true;
}

void io_read_later(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	waiting = transfer_of(
		&(struct io_read){ .buf = buf, .offset = offset, .len = len, .disk = disk });
}

bool io_read_waiting(void)
{
	return waiting.length == 0 || with_waiting(&waiting, 1);
}

bool io_read(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	struct io_read one = { .buf = buf, .offset = offset, .len = len, .disk = disk };
	struct call_table_transfer transfers[] = { waiting, transfer_of(&one) };
	size_t first = waiting.length == 0;

	return with_waiting(transfers + first, 2 - first);
}

bool io_read_batch(const struct io_read *reads, size_t num)
{
	struct call_table_transfer transfers[TRANSFER_BATCH];

	while (num != 0) {
		size_t n = 0;

		if (waiting.length != 0)
			transfers[n++] = waiting;
		for (; num != 0 && n < TRANSFER_BATCH; num--)
			transfers[n++] = transfer_of(reads++);
		if (!with_waiting(transfers, n))
			return false;
	}
	return true;
}

static bool put_transfers(const struct call_table_transfer *transfers, size_t num)
{
	struct call_table_failure failure;

	if (SLOT(put, uint32_t, const struct call_table_transfer *, uint64_t,
		 struct call_table_failure *)(transfers, num, &failure) == CALL_TABLE_STATUS_OK)
		return true;
	return transfer_fault(&failure);
}

bool io_put(uint32_t disk, uint64_t offset, const void *buf, uint32_t len)
{
	struct io_put one = { .buf = buf, .offset = offset, .len = len, .disk = disk };

	return io_put_batch(&one, 1);
}

bool io_put_batch(const struct io_put *puts, size_t num)
{
	struct call_table_transfer transfers[TRANSFER_BATCH];

	while (num != 0) {
		size_t batch = num < TRANSFER_BATCH ? num : TRANSFER_BATCH;

		for (size_t i = 0; i < batch; i++) {
			transfers[i].buffer = (uintptr_t)puts[i].buf;
			transfers[i].offset = puts[i].offset;
			transfers[i].length = puts[i].len;
			transfers[i].disk = puts[i].disk;
		}
		if (!put_transfers(transfers, batch))
			return false;
		puts += batch;
		num -= batch;
	}
	return true;
}

/* Of a change to an output. */
static bool changed(uint32_t disk, uint64_t start, uint32_t status)
{
	struct call_table_failure failure = { .disk = disk, .offset = start, .status = status };

	return status == CALL_TABLE_STATUS_OK || transfer_fault(&failure);
}

bool io_resize(uint32_t disk, uint64_t length)
{
	return changed(disk, length, SLOT(resize, uint32_t, uint32_t, uint64_t)(disk, length));
}

static bool change(uint32_t disk, uint32_t type, uint64_t start, uint64_t length)
{
	if (length == 0)
		return true;
	return changed(disk, start,
		       SLOT(change, uint32_t, uint32_t, uint32_t, uint64_t,
			    uint64_t)(disk, type, start, length));
}

bool io_zero(uint32_t disk, uint64_t start, uint64_t length)
{
	return change(disk, BLOCK_REQUEST_TYPE_ZERO, start, length);
}

bool io_unmap(uint32_t disk, uint64_t start, uint64_t length)
{
	return change(disk, BLOCK_REQUEST_TYPE_UNMAP, start, length);
}

bool io_reserve(uint32_t disk, uint64_t start, uint64_t length)
{
	return change(disk, BLOCK_REQUEST_TYPE_RESERVE, start, length);
}

bool io_copy(uint32_t disk, uint64_t start, uint32_t source, uint64_t source_start, uint64_t length)
{
	if (length == 0)
		return true;
	return changed(disk, start,
		       SLOT(copy, uint32_t, uint32_t, uint64_t, uint32_t, uint64_t,
			    uint64_t)(disk, start, source, source_start, length));
}

bool io_flush(uint32_t disk)
{
	return changed(disk, 0, SLOT(flush, uint32_t, uint32_t)(disk));
}

uint64_t io_size(uint32_t disk)
{
	return SLOT(disk_size, uint64_t, uint32_t)(disk);
}

bool io_in_use(uint32_t disk)
{
	return SLOT(disk_flags, uint32_t, uint32_t)(disk) & BOOT_DISK_FLAG_IN_USE;
}

uint32_t io_num_disks(void)
{
	return SLOT(num_disks, uint32_t, void)();
}

uint32_t io_request_size(void)
{
	return SLOT(request_size, uint32_t, void)();
}

uint64_t io_allocated(uint32_t disk)
{
	return SLOT(allocated, uint64_t, uint32_t)(disk);
}

_Static_assert(sizeof(struct io_range) == sizeof(struct block_data_range),
	       "io_range is handed to the host as data_range");

bool io_data_ranges(uint32_t disk, uint64_t offset, struct io_range *out, size_t max, size_t *num)
{
	struct call_table_failure failure = { .disk = disk, .offset = offset };
	uint64_t found = 0;

	failure.status =
		SLOT(data_ranges, uint32_t, uint32_t, uint64_t, struct block_data_range *, uint64_t,
		     uint64_t *)(disk, offset, (struct block_data_range *)out, max, &found);
	*num = found;
	return failure.status == CALL_TABLE_STATUS_OK || transfer_fault(&failure);
}

/* The fault for each answer of the host; the name goes with it. */
static uint32_t attach_fault(uint32_t status)
{
	switch (status) {
	case ATTACH_STATUS_NOT_FOUND:
		return FAULT_ATTACH_EXCHANGE_NOT_FOUND;
	case ATTACH_STATUS_ESCAPES:
		return FAULT_ATTACH_EXCHANGE_ESCAPES;
	case ATTACH_STATUS_PROTOCOL:
		return FAULT_ATTACH_EXCHANGE_PROTOCOL;
	case ATTACH_STATUS_SPECIAL:
		return FAULT_ATTACH_EXCHANGE_SPECIAL;
	case ATTACH_STATUS_CYCLE:
		return FAULT_ATTACH_EXCHANGE_CYCLE;
	case ATTACH_STATUS_TOO_DEEP:
		return FAULT_ATTACH_EXCHANGE_TOO_DEEP;
	case ATTACH_STATUS_TOO_MANY:
		return FAULT_ATTACH_EXCHANGE_TOO_MANY;
	case ATTACH_STATUS_FORBIDDEN:
		return FAULT_ATTACH_EXCHANGE_FORBIDDEN;
	case ATTACH_STATUS_BAD_NAME:
		return FAULT_ATTACH_EXCHANGE_BAD_NAME;
	default:
		return FAULT_ATTACH_EXCHANGE_FAILED;
	}
}

_Static_assert((int)IO_ATTACH_BACKING == (int)ATTACH_KIND_BACKING &&
		       (int)IO_ATTACH_DATA_FILE == (int)ATTACH_KIND_DATA_FILE &&
		       (int)IO_ATTACH_EXTENT == (int)ATTACH_KIND_EXTENT &&
		       (int)IO_ATTACH_PARENT == (int)ATTACH_KIND_PARENT,
	       "io_attach_kind is handed to the host as attach.kind");

bool io_attach(uint32_t from, enum io_attach_kind kind, const void *name, size_t len,
	       uint32_t *disk)
{
	uint32_t status = SLOT(attach, uint32_t, uint32_t, uint32_t, const uint8_t *, uint64_t,
			       uint32_t *)(from, (uint32_t)kind, name, len, disk);

	if (status == ATTACH_STATUS_OK)
		return true;
	return fault_raise_detail(from, attach_fault(status), 0, 0, name, len);
}

bool io_derive(const struct key_request *request, const uint8_t *password, uint8_t *key)
{
	switch (SLOT(derive, uint32_t, const struct key_request *, const uint8_t *,
		     uint8_t *)(request, password, key)) {
	case KEY_STATUS_OK:
		return true;
	case KEY_STATUS_TOO_MANY_ITERATIONS:
		return fault_raise(0, FAULT_KEY_REQUEST_TOO_MANY_ITERATIONS, 0,
				   request->iterations);
	case KEY_STATUS_TOO_MUCH_MEMORY:
		return fault_raise(0, FAULT_KEY_REQUEST_TOO_MUCH_MEMORY, 0, request->memory);
	case KEY_STATUS_NO_ARGON2:
		return fault_raise(0, FAULT_KEY_REQUEST_NO_ARGON2, 0, 0);
	default:
		return fault_raise(0, FAULT_KEY_REQUEST_NO_SECRET, 0, 0);
	}
}

bool io_emit(const void *message, size_t len)
{
	SLOT(emit, void, const uint8_t *, uint64_t)(message, len);
	return true;
}

void io_flush_messages(void)
{
	SLOT(flush_messages, void, void)();
}

void *io_alloc(size_t size, size_t align)
{
	void *memory = SLOT(alloc, uint8_t *, uint64_t, uint64_t)(size, align);

	if (memory == NULL)
		(void)fault_raise(0, FAULT_CALL_TABLE_TABLE_OUT_OF_MEMORY, 0, size);
	return memory;
}

size_t io_mark(void)
{
	return SLOT(mark, uint64_t, void)();
}

void io_release(size_t mark)
{
	SLOT(release, void, uint64_t)(mark);
}
