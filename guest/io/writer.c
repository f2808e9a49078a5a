/* SPDX-License-Identifier: Apache-2.0 */
#include "writer.h"

#include "base/mem.h"
#include "generated/block.h"
#include "io.h"

#define LEN_COPIED (64u << 10) /* of small puts */

static struct io_put queue[BLOCK_MAX_REQUESTS]; /* what one doorbell moves */
static uint8_t copied[LEN_COPIED];
static uint32_t num_queued, used;

/* Bytes of a source, by which window they are known. */
static struct {
	const uint8_t *window;
	uint64_t offset;
	uint32_t len, source;
} referred;

/* What the host is to move; while there is anything, the queue is empty. */
static struct {
	uint64_t start, source_start, length;
	uint32_t disk, source;
} move;

void writer_forget(void)
{
	num_queued = 0;
	used = 0;
	move.length = 0;
	referred.len = 0;
}

void writer_refer(const void *window, uint32_t len, uint32_t source, uint64_t offset)
{
	referred.window = window;
	referred.len = window ? len : 0;
	referred.source = source;
	referred.offset = offset;
}

bool writer_drain(void)
{
	uint32_t num = num_queued;
	uint64_t length = move.length;

	num_queued = used = 0;
	move.length = 0;
	if (num > 0 && !io_put_batch(queue, num))
		return false;
	return io_copy(move.disk, move.start, move.source, move.source_start, length);
}

static bool is_referred(const uint8_t *buf)
{
	return referred.len > 0 && (uintptr_t)buf - (uintptr_t)referred.window < referred.len;
}

/* Moves that follow each other in both files become one. */
static bool move_bytes(uint32_t disk, uint64_t offset, const uint8_t *buf, uint32_t len)
{
	uint64_t from = referred.offset + (uint64_t)(buf - referred.window);

	if (move.length > 0 && move.disk == disk && move.source == referred.source &&
	    move.start + move.length == offset && move.source_start + move.length == from) {
		move.length += len;
		return true;
	}
	if (!writer_drain())
		return false;
	move.disk = disk;
	move.start = offset;
	move.source = referred.source;
	move.source_start = from;
	move.length = len;
	return true;
}

static bool make_room(uint32_t small)
{
	return (num_queued < BLOCK_MAX_REQUESTS && small <= LEN_COPIED - used) || writer_drain();
}

/* Whether the bytes go on where the last put ends, in the file and in memory. */
static bool follows(const struct io_put *last, uint32_t disk, uint64_t offset, const uint8_t *buf)
{
	return last->disk == disk && last->offset + last->len == offset &&
	       (const uint8_t *)last->buf + last->len == buf;
}

bool writer_put(uint32_t disk, uint64_t offset, const void *buf, uint32_t len)
{
	uint32_t small = len <= WRITER_COPIED ? len : 0;
	const uint8_t *from = buf;

	if (len == 0)
		return true;
	if (is_referred(from))
		return move_bytes(disk, offset, from, len);
	if ((move.length > 0 && !writer_drain()) || !make_room(small))
		return false;
	if (small) {
		memcpy(copied + used, buf, len);
		from = copied + used;
		used += len;
	}
	if (num_queued > 0 && len <= UINT32_MAX - queue[num_queued - 1].len &&
	    follows(&queue[num_queued - 1], disk, offset, from))
		queue[num_queued - 1].len += len;
	else
		queue[num_queued++] =
			(struct io_put){ .buf = from, .offset = offset, .len = len, .disk = disk };
	return true;
}

/* A request of no bytes, in its turn. */
static bool queue_bare(uint32_t disk, uint64_t offset)
{
	if ((move.length > 0 && !writer_drain()) || !make_room(0))
		return false;
	queue[num_queued++] = (struct io_put){ .offset = offset, .disk = disk };
	return true;
}

bool writer_part(uint32_t disk)
{
	return queue_bare(disk | IO_FLUSH, 0);
}

bool writer_drain_and_read(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	if ((move.length > 0 && !writer_drain()) || !make_room(0))
		return false;
	queue[num_queued++] =
		(struct io_put){ .buf = buf, .offset = offset, .len = len, .disk = disk | IO_READ };
	return writer_drain();
}

/* Where the file is going to end. */
static uint64_t reached(uint32_t disk)
{
	uint64_t end = io_size(disk);

	for (uint32_t i = 0; i < num_queued; i++)
		if (queue[i].disk == disk && queue[i].offset + queue[i].len > end)
			end = queue[i].offset + queue[i].len;
	return end;
}

bool writer_finish(uint32_t disk, uint64_t length)
{
	if (move.length > 0 && !writer_drain())
		return false;
	return (reached(disk) == length || queue_bare(disk | IO_RESIZE, length)) && writer_drain();
}
