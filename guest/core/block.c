/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The virtio-blk driver (specs/abi/block.ksy). Transfers of any place and length become requests of
 * whole sectors: what is not aligned goes through a bounce sector. As many requests as the queue
 * takes go with one doorbell, and are done when it returns.
 */
#include "core.h"
#include "base/mem.h"

#define NUM_BOUNCES 64u

/* A read that does not want a whole sector. */
struct bounce {
	uint8_t *to;
	uint32_t start, len; /* the part of the sector that is wanted */
};

static uint8_t bounce_sectors[NUM_BOUNCES][BLOCK_LEN_SECTOR] __attribute__((aligned(16)));
static struct bounce bounces[NUM_BOUNCES];
static uint32_t num_bounces;
static uint32_t num_requests; /* in the batch that is being filled */
static uint32_t num_prepared; /* slots whose constant descriptors are written */
static bool has_asked;	      /* the host, for anything of any file */

static struct block_descriptor *descriptors(void)
{
	return guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_DESCRIPTORS);
}

static struct block_request *headers(void)
{
	return guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_HEADERS);
}

static uint8_t *statuses(void)
{
	return guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_STATUS);
}

/* What stays the same in every batch: header and status descriptors and the ring slot. */
static void prepare_slot(uint32_t slot)
{
	struct block_available *available = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_AVAILABLE);
	struct block_descriptor *d = &descriptors()[slot * BLOCK_PER_REQUEST];
	uint16_t first = (uint16_t)(slot * BLOCK_PER_REQUEST);

	d[0].address = (uintptr_t)&headers()[slot];
	d[0].len_buffer = BLOCK_REQUEST_SIZE;
	d[0].flags = BLOCK_DESCRIPTOR_FLAG_NEXT;
	d[0].next = (uint16_t)(first + 1);
	d[1].next = (uint16_t)(first + 2);
	d[2].address = (uintptr_t)&statuses()[slot];
	d[2].len_buffer = 1;
	d[2].flags = BLOCK_DESCRIPTOR_FLAG_WRITE;
	available->ring[slot] = first;
}

/* Whether the host answers in the request's buffer. */
static bool is_answered(uint32_t type)
{
	return type < BLOCK_REQUEST_TYPE_PUT;
}

/* `place` is a sector or a byte, as the type has it. */
static void add_request(uint32_t type, uint32_t disk, uint64_t place, const void *buffer,
			uint32_t len)
{
	uint32_t slot = num_requests++;
	struct block_descriptor *data = &descriptors()[slot * BLOCK_PER_REQUEST + 1];
	struct block_request *header = &headers()[slot];

	if (slot >= num_prepared) {
		prepare_slot(slot);
		num_prepared = slot + 1;
	}
	header->type = type;
	header->disk = disk;
	header->place = place;
	data->address = (uintptr_t)buffer;
	data->len_buffer = len;
	data->flags = is_answered(type) ? BLOCK_DESCRIPTOR_FLAG_NEXT | BLOCK_DESCRIPTOR_FLAG_WRITE
					: BLOCK_DESCRIPTOR_FLAG_NEXT;
}

static uint32_t failed_status(uint32_t slot, struct call_table_failure *failure)
{
	const struct block_request *header = &headers()[slot];
	bool changes = header->type >= BLOCK_REQUEST_TYPE_PUT;

	failure->disk = header->disk;
	failure->offset = changes ? header->place : header->place << BLOCK_SECTOR_SHIFT;
	if (statuses()[slot] == BLOCK_REQUEST_STATUS_UNSUPPORTED)
		failure->status = CALL_TABLE_STATUS_UNSUPPORTED;
	else
		failure->status = changes ? CALL_TABLE_STATUS_WRITE_FAILED
					  : CALL_TABLE_STATUS_IO_ERROR;
	return failure->status;
}

/* Ring for what the batch holds, and see that it is done. */
static uint32_t submit(struct call_table_failure *failure)
{
	struct block_available *available = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_AVAILABLE);
	const struct block_used *used = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_USED);
	const uint8_t *status = statuses();
	uint32_t num = num_requests;

	if (num == 0)
		return CALL_TABLE_STATUS_OK;
	available->index = (uint16_t)num;
	num_requests = 0;
	has_asked = true;
	doorbell(BOOT_DOORBELL_QUEUE);
	if (used->index != num)
		core_panic(PANIC_REASON_DEVICE_BROKEN, used->index);
	for (uint32_t slot = 0; slot < num; slot++)
		if (status[slot] != BLOCK_REQUEST_STATUS_OK)
			return failed_status(slot, failure);
	for (uint32_t i = 0; i < num_bounces; i++)
		memcpy(bounces[i].to, &bounce_sectors[i][bounces[i].start], bounces[i].len);
	num_bounces = 0;
	return CALL_TABLE_STATUS_OK;
}

static uint32_t make_room(struct call_table_failure *failure)
{
	if (num_requests < BLOCK_MAX_REQUESTS && num_bounces < NUM_BOUNCES)
		return CALL_TABLE_STATUS_OK;
	return submit(failure);
}

/* The part of one sector; ends at the end of the sector or of what is wanted. Returns its length.
 */
static uint32_t add_bounced(uint32_t disk, uint64_t offset, uint8_t *to, uint64_t wanted)
{
	uint32_t start = (uint32_t)(offset % BLOCK_LEN_SECTOR);
	uint32_t room = BLOCK_LEN_SECTOR - start;
	uint32_t len = wanted < room ? (uint32_t)wanted : room;

	bounces[num_bounces].to = to;
	bounces[num_bounces].start = start;
	bounces[num_bounces].len = len;
	add_request(BLOCK_REQUEST_TYPE_READ, disk, offset >> BLOCK_SECTOR_SHIFT,
		    bounce_sectors[num_bounces], BLOCK_LEN_SECTOR);
	num_bounces++;
	return len;
}

static uint32_t add_read(const struct call_table_transfer *transfer,
			 struct call_table_failure *failure)
{
	uint32_t largest = block_request_size();
	uint8_t *to = (uint8_t *)(uintptr_t)transfer->buffer;
	uint64_t offset = transfer->offset;
	uint64_t left = transfer->length;

	while (left != 0) {
		uint32_t status = make_room(failure);
		uint32_t len;

		if (status != CALL_TABLE_STATUS_OK)
			return status;
		if (offset % BLOCK_LEN_SECTOR != 0 || left < BLOCK_LEN_SECTOR) {
			len = add_bounced(transfer->disk, offset, to, left);
		} else {
			len = left < largest ? (uint32_t)left & ~(BLOCK_LEN_SECTOR - 1) : largest;
			add_request(BLOCK_REQUEST_TYPE_READ, transfer->disk,
				    offset >> BLOCK_SECTOR_SHIFT, to, len);
		}
		to += len;
		offset += len;
		left -= len;
	}
	return CALL_TABLE_STATUS_OK;
}

static uint32_t check_transfer(const struct call_table_transfer *transfer,
			       struct call_table_failure *failure)
{
	uint64_t length = disk_length(transfer->disk);

	failure->disk = transfer->disk;
	failure->offset = transfer->offset;
	failure->status = CALL_TABLE_STATUS_OK;
	if (!disk_is_there(transfer->disk))
		failure->status = CALL_TABLE_STATUS_BAD_DISK;
	else if (transfer->offset > length || transfer->length > length - transfer->offset)
		failure->status = CALL_TABLE_STATUS_PAST_END;
	return failure->status;
}

/* Forget a batch that is not to be sent. */
static uint32_t abandon(uint32_t status)
{
	num_requests = 0;
	num_bounces = 0;
	return status;
}

/* The first read of most runs, whose bytes the host has put there. */
static bool read_head(const struct call_table_transfer *transfer)
{
	const uint8_t *head = guest_at(MEMORY_OFS_BOOT + BOOT_OFS_HEAD);
	uint32_t len = boot_info()->len_head;

	if (has_asked || transfer->disk != 0 || transfer->offset > len ||
	    transfer->length > len - transfer->offset)
		return false;
	memcpy((uint8_t *)(uintptr_t)transfer->buffer, head + transfer->offset, transfer->length);
	return true;
}

uint32_t block_read(const struct call_table_transfer *transfers, uint64_t num,
		    struct call_table_failure *failure)
{
	uint32_t status;

	for (uint64_t i = 0; i < num; i++) {
		status = check_transfer(&transfers[i], failure);
		if (status != CALL_TABLE_STATUS_OK)
			return status;
	}
	if (num == 1 && read_head(transfers))
		return CALL_TABLE_STATUS_OK;
	for (uint64_t i = 0; i < num; i++) {
		status = add_read(&transfers[i], failure);
		if (status != CALL_TABLE_STATUS_OK)
			return abandon(status);
	}
	status = submit(failure);
	return status == CALL_TABLE_STATUS_OK ? status : abandon(status);
}

static uint32_t file_of(const struct call_table_transfer *transfer)
{
	return transfer->disk & ~(CALL_TABLE_PUT_OVER | CALL_TABLE_PUT_FLUSH |
				  CALL_TABLE_PUT_RESIZE | CALL_TABLE_PUT_READ);
}

/* The transfer of a batch of puts that has CALL_TABLE_PUT_READ, as one of a batch of reads. */
static struct call_table_transfer read_of(const struct call_table_transfer *transfer)
{
	struct call_table_transfer read = *transfer;

	read.disk = file_of(transfer);
	return read;
}

/* A request of no bytes. */
static uint32_t add_bare(uint32_t type, uint32_t disk, uint64_t place,
			 struct call_table_failure *failure)
{
	uint32_t status = make_room(failure);

	if (status == CALL_TABLE_STATUS_OK)
		add_request(type, disk, place, NULL, 0);
	return status;
}

static uint32_t add_put(const struct call_table_transfer *transfer,
			struct call_table_failure *failure)
{
	uint32_t type = transfer->disk & CALL_TABLE_PUT_OVER ? BLOCK_REQUEST_TYPE_PUT_OVER
							     : BLOCK_REQUEST_TYPE_PUT;
	uint32_t largest = block_request_size();
	uint64_t done = 0;

	if (transfer->disk & CALL_TABLE_PUT_FLUSH)
		return add_bare(BLOCK_REQUEST_TYPE_FLUSH, file_of(transfer), 0, failure);
	if (transfer->disk & CALL_TABLE_PUT_RESIZE)
		return add_bare(BLOCK_REQUEST_TYPE_RESIZE, file_of(transfer), transfer->offset,
				failure);
	if (transfer->disk & CALL_TABLE_PUT_READ) {
		struct call_table_transfer read = read_of(transfer);

		return add_read(&read, failure);
	}
	while (done < transfer->length) {
		uint64_t left = transfer->length - done;
		uint32_t len = left < largest ? (uint32_t)left : largest;
		uint32_t status = make_room(failure);

		if (status != CALL_TABLE_STATUS_OK)
			return status;
		add_request(type, file_of(transfer), transfer->offset + done,
			    (const void *)(uintptr_t)(transfer->buffer + done), len);
		done += len;
	}
	return CALL_TABLE_STATUS_OK;
}

/* Whether a file may be written, as far as the core knows; the host knows better. */
static uint32_t check_output(uint32_t disk, uint64_t start, uint64_t length,
			     struct call_table_failure *failure)
{
	failure->disk = disk;
	failure->offset = start;
	failure->status = CALL_TABLE_STATUS_OK;
	if (!disk_is_there(disk))
		failure->status = CALL_TABLE_STATUS_BAD_DISK;
	else if (length > UINT64_MAX - start)
		failure->status = CALL_TABLE_STATUS_PAST_END;
	return failure->status;
}

static uint32_t check_put(const struct call_table_transfer *transfer,
			  struct call_table_failure *failure)
{
	struct call_table_transfer read = read_of(transfer);

	if (transfer->disk & CALL_TABLE_PUT_READ)
		return check_transfer(&read, failure);
	return check_output(read.disk, transfer->offset, transfer->length, failure);
}

uint32_t block_put(const struct call_table_transfer *transfers, uint64_t num,
		   struct call_table_failure *failure)
{
	uint32_t status = CALL_TABLE_STATUS_OK;

	for (uint64_t i = 0; i < num; i++) {
		status = check_put(&transfers[i], failure);
		if (status != CALL_TABLE_STATUS_OK)
			return status;
	}
	for (uint64_t i = 0; i < num; i++) {
		status = add_put(&transfers[i], failure);
		if (status != CALL_TABLE_STATUS_OK)
			return abandon(status);
	}
	status = submit(failure);
	if (status != CALL_TABLE_STATUS_OK)
		return abandon(status);
	for (uint64_t i = 0; i < num; i++)
		if (transfers[i].disk & CALL_TABLE_PUT_RESIZE)
			disk_set_length(file_of(&transfers[i]), transfers[i].offset);
		else
			disk_reaches(file_of(&transfers[i]),
				     transfers[i].offset + transfers[i].length);
	return status;
}

/* A batch of one. */
static uint32_t ask(uint32_t type, uint32_t disk, uint64_t place, void *buffer, uint32_t len)
{
	struct call_table_failure failure;
	uint32_t status;

	if (!disk_is_there(disk))
		return CALL_TABLE_STATUS_BAD_DISK;
	add_request(type, disk, place, buffer, len);
	status = submit(&failure);
	return status == CALL_TABLE_STATUS_OK ? status : abandon(status);
}

uint32_t block_resize(uint32_t disk, uint64_t length)
{
	uint32_t status = ask(BLOCK_REQUEST_TYPE_RESIZE, disk, length, NULL, 0);

	if (status == CALL_TABLE_STATUS_OK)
		disk_set_length(disk, length);
	return status;
}

uint32_t block_change(uint32_t disk, uint32_t type, uint64_t start, uint64_t length)
{
	struct block_data_range range = { .start = start, .length = length };
	uint32_t status;

	if (type != BLOCK_REQUEST_TYPE_ZERO && type != BLOCK_REQUEST_TYPE_UNMAP &&
	    type != BLOCK_REQUEST_TYPE_RESERVE)
		core_panic(PANIC_REASON_BAD_CALL, CALL_TABLE_TABLE_CHANGE_OFFSET);
	status = ask(type, disk, start, &range, BLOCK_DATA_RANGE_SIZE);
	if (status == CALL_TABLE_STATUS_OK)
		disk_reaches(disk, start + length);
	return status;
}

uint32_t block_copy(uint32_t disk, uint64_t start, uint32_t source, uint64_t source_start,
		    uint64_t length)
{
	struct block_copy copy = {
		.source_start = source_start, .start = start, .length = length, .source = source
	};
	uint32_t status = ask(BLOCK_REQUEST_TYPE_COPY, disk, start, &copy, BLOCK_COPY_SIZE);

	if (status == CALL_TABLE_STATUS_OK)
		disk_reaches(disk, start + length);
	return status;
}

uint32_t block_flush(uint32_t disk)
{
	return ask(BLOCK_REQUEST_TYPE_FLUSH, disk, 0, NULL, 0);
}

/* The host counts from a sector; ranges that end before the byte asked for are dropped here. */
uint32_t block_data_ranges(uint32_t disk, uint64_t offset, struct block_data_range *out,
			   uint64_t max, uint64_t *num)
{
	const struct block_used *used = guest_at(MEMORY_OFS_QUEUE + BLOCK_OFS_USED);
	uint64_t room = BOOT_LEN_REQUEST_MAX / BLOCK_DATA_RANGE_SIZE;
	uint64_t most = max < room ? max : room;
	uint32_t status = ask(BLOCK_REQUEST_TYPE_HOLES, disk, offset >> BLOCK_SECTOR_SHIFT, out,
			      (uint32_t)(most * BLOCK_DATA_RANGE_SIZE));
	uint64_t found = 0, kept = 0;

	*num = 0;
	if (status != CALL_TABLE_STATUS_OK)
		return status;
	if (used->ring[1] != 0)
		found = (used->ring[1] - 1) / BLOCK_DATA_RANGE_SIZE;
	if (found > most)
		core_panic(PANIC_REASON_DEVICE_BROKEN, used->ring[1]);
	for (uint64_t i = 0; i < found; i++)
		if (out[i].start + out[i].length > offset)
			out[kept++] = out[i];
	*num = kept;
	return status;
}

uint32_t block_request_size(void)
{
	return boot_info()->len_request;
}
