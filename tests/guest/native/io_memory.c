/* SPDX-License-Identifier: Apache-2.0 */
/*
 * io/io.h over one buffer, for fuzzing, or over one and another for all files that it names. The
 * first one may be written.
 */
#include "io_memory.h"

#include <sanitizer/asan_interface.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "generated/structures.h"
#include "base/fault.h"
#include "io/holes.h"
#include "io/io.h"
#include "io/reader.h"
#include "pages.h"

#define MAX_DISKS 4u
#define ARENA	  (32u << 20)
#define KEPT	  (1u << 20) /* of the arena: what lies above goes back to the kernel after a run */
#define GAP	  32u	     /* of poison before each piece */
#define HOLE_UNIT 4096u

struct file {
	const uint8_t *bytes;
	size_t size;
};

static struct file first, others;
static uint32_t num_disks;
static bool changes; /* the first file is what pages.c has */

/*
 * One piece of memory for all runs, since a fresh one for each costs more than the run. What is not
 * handed out is poisoned, so that the address sanitizer sees what leaves its piece. Only what was
 * touched before is zeroed: most of a large window never is.
 */
static uint8_t *arena;
static size_t used, touched;

static void make_arena(void)
{
	arena = mmap(NULL, ARENA, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (arena == MAP_FAILED)
		abort();
	ASAN_POISON_MEMORY_REGION(arena, ARENA);
}

void io_memory_begin(const uint8_t *bytes, size_t size)
{
	first = others = (struct file){ bytes, size };
	num_disks = 1;
	changes = false;
	if (!arena)
		make_arena();
	fault_clear();
}

void io_memory_attach(const uint8_t *bytes, size_t size)
{
	others = (struct file){ bytes, size };
}

void io_memory_change(void)
{
	pages_begin(first.bytes, first.size);
	changes = true;
}

void io_memory_again(void)
{
	io_memory_end();
	num_disks = 1;
	fault_clear();
}

void io_memory_end(void)
{
	io_release(0);
	holes_forget();
	reader_forget();
	if (touched > KEPT) {
		if (madvise(arena + KEPT, ARENA - KEPT, MADV_DONTNEED) != 0)
			abort();
		touched = KEPT;
	}
}

static const struct file *file_of(uint32_t disk)
{
	return disk == 0 ? &first : &others;
}

static uint64_t size_of(uint32_t disk)
{
	return changes && disk == 0 ? pages_size() : file_of(disk)->size;
}

bool io_read(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	uint64_t size = size_of(disk);

	if (disk >= num_disks)
		return fault_raise(disk, FAULT_BLOCK_REQUEST_BAD_DISK, offset, disk);
	if (offset > size || len > size - offset)
		return fault_raise(disk, FAULT_BLOCK_REQUEST_PAST_END, offset, offset);
	if (changes && disk == 0)
		pages_read(offset, buf, len);
	else
		memcpy(buf, file_of(disk)->bytes + offset, len);
	return true;
}

static struct io_read waiting;

void io_read_later(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	waiting = (struct io_read){ .buf = buf, .offset = offset, .len = len, .disk = disk };
}

bool io_read_waiting(void)
{
	struct io_read one = waiting;

	waiting.len = 0;
	return io_read(one.disk, one.offset, one.buf, one.len);
}

bool io_read_batch(const struct io_read *reads, size_t num)
{
	for (size_t i = 0; i < num; i++)
		if (!io_read(reads[i].disk, reads[i].offset, reads[i].buf, reads[i].len))
			return false;
	return true;
}

/* Only the first file is ever written. */
static bool may_write(uint32_t disk, uint64_t offset, uint64_t len)
{
	if (!changes || disk != 0)
		return fault_raise(disk, FAULT_BLOCK_REQUEST_BAD_DISK, offset, disk);
	if (offset > INT64_MAX || len > INT64_MAX - offset)
		return fault_raise(disk, FAULT_BLOCK_REQUEST_PAST_END, offset, offset);
	return true;
}

static bool done(bool has_room, uint64_t offset)
{
	return has_room || fault_raise(0, FAULT_BLOCK_REQUEST_WRITE_FAILED, offset, 0);
}

bool io_put(uint32_t disk, uint64_t offset, const void *buf, uint32_t len)
{
	return may_write(disk, offset, len) && done(pages_write(offset, buf, len), offset);
}

bool io_put_batch(const struct io_put *puts, size_t num)
{
	for (const struct io_put *put = puts; put < puts + num; put++) {
		uint32_t disk = put->disk & ~(IO_OVER | IO_FLUSH | IO_RESIZE);

		if (put->disk & IO_RESIZE ? !io_resize(disk, put->offset)
					  : !io_put(disk, put->offset, put->buf, put->len))
			return false;
	}
	return true;
}

bool io_resize(uint32_t disk, uint64_t length)
{
	return may_write(disk, length, 0) && done(pages_resize(length), length);
}

bool io_zero(uint32_t disk, uint64_t start, uint64_t length)
{
	return length == 0 ||
	       (may_write(disk, start, length) && done(pages_zero(start, length), start));
}

bool io_unmap(uint32_t disk, uint64_t start, uint64_t length)
{
	return io_zero(disk, start, length);
}

bool io_reserve(uint32_t disk, uint64_t start, uint64_t length)
{
	return length == 0 || (may_write(disk, start, length) &&
			       (start + length <= pages_size() || pages_resize(start + length)));
}

/* As of files that are changed in place. */
bool io_copy(uint32_t disk, uint64_t start, uint32_t source, uint64_t source_start, uint64_t length)
{
	(void)source;
	(void)source_start;
	return length == 0 || fault_raise(disk, FAULT_BLOCK_REQUEST_BAD_DISK, start, disk);
}

bool io_flush(uint32_t disk)
{
	return may_write(disk, 0, 0);
}

uint64_t io_size(uint32_t disk)
{
	return disk < num_disks ? size_of(disk) : 0;
}

uint32_t io_num_disks(void)
{
	return num_disks;
}

uint64_t io_allocated(uint32_t disk)
{
	return size_of(disk) / 2;
}

/* Every second unit is a hole, unless the file is written. */
bool io_data_ranges(uint32_t disk, uint64_t offset, struct io_range *out, size_t max, size_t *num)
{
	uint64_t unit = offset / HOLE_UNIT;

	if (changes && disk == 0) {
		*num = max > 0 && offset < pages_size() ? 1 : 0;
		if (*num > 0)
			*out = (struct io_range){ offset, pages_size() - offset };
		return true;
	}
	if (unit % 2 == 1)
		unit++;
	for (*num = 0; *num < max && unit * HOLE_UNIT < file_of(disk)->size; unit += 2)
		out[(*num)++] = (struct io_range){ unit * HOLE_UNIT, HOLE_UNIT };
	return true;
}

bool io_attach(uint32_t from, enum io_attach_kind kind, const void *name, size_t len,
	       uint32_t *disk)
{
	(void)kind;
	if (num_disks == MAX_DISKS || len == 0)
		return fault_raise_detail(from, FAULT_ATTACH_EXCHANGE_TOO_MANY, 0, 0, name, len);
	*disk = num_disks++;
	return true;
}

bool io_emit(const void *message, size_t len)
{
	(void)message;
	(void)len;
	return true;
}

void *io_alloc(size_t size, size_t align)
{
	size_t start = used + GAP, end;

	if (align < sizeof(void *))
		align = sizeof(void *);
	start += (align - start % align) % align;
	if (start > ARENA || size > ARENA - start) {
		(void)fault_raise(0, FAULT_CALL_TABLE_TABLE_OUT_OF_MEMORY, 0, size);
		return NULL;
	}
	end = start + size;
	ASAN_UNPOISON_MEMORY_REGION(arena + start, size);
	if (start < touched)
		memset(arena + start, 0, (end < touched ? end : touched) - start);
	if (end > touched)
		touched = end;
	used = end;
	return arena + start;
}

size_t io_mark(void)
{
	return used;
}

void io_release(size_t mark)
{
	ASAN_POISON_MEMORY_REGION(arena + mark, used - mark);
	used = mark;
}
