/* SPDX-License-Identifier: Apache-2.0 */
/* io/io.h over ordinary files, so that walkers and operations run natively under the sanitizers.
 */
#define _GNU_SOURCE
#include "io_native.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "generated/structures.h"
#include "base/fault.h"
#include "io/io.h"

#define MAX_DISKS	1024u
#define MAX_ALLOCATIONS 65536u

struct disk {
	int fd;
	uint64_t size;
	bool output;
	struct stat st;
	char folder[4096];
};

static struct disk disks[MAX_DISKS];
static uint32_t num_disks;
static void *allocations[MAX_ALLOCATIONS];
static size_t num_allocations;

struct io_native_counters io_native_counters;

static bool open_disk(const char *path, int flags, uint32_t *disk)
{
	struct disk *d = &disks[num_disks];
	const char *slash = strrchr(path, '/');

	d->fd = open(path, flags | O_CLOEXEC, 0600);
	d->output = flags != O_RDONLY;
	if (d->fd < 0 || fstat(d->fd, &d->st) < 0)
		return false;
	d->size = (uint64_t)d->st.st_size;
	snprintf(d->folder, sizeof(d->folder), "%.*s", slash ? (int)(slash - path + 1) : 0, path);
	*disk = num_disks++;
	return true;
}

bool io_native_open(const char *path)
{
	uint32_t disk;

	return open_disk(path, O_RDONLY, &disk);
}

bool io_native_create(const char *path)
{
	uint32_t disk;

	return open_disk(path, O_RDWR | O_CREAT | O_TRUNC, &disk);
}

void io_native_close(void)
{
	while (num_disks > 0)
		close(disks[--num_disks].fd);
	io_release(0);
}

static bool read_one(const struct io_read *r)
{
	uint8_t *to = r->buf;
	uint64_t offset = r->offset;
	uint32_t left = r->len;

	if (r->disk >= num_disks)
		return fault_raise(r->disk, FAULT_BLOCK_REQUEST_BAD_DISK, r->offset, r->disk);
	if (r->offset > disks[r->disk].size || r->len > disks[r->disk].size - r->offset)
		return fault_raise(r->disk, FAULT_BLOCK_REQUEST_PAST_END, r->offset, r->offset);
	io_native_counters.reads++;
	io_native_counters.bytes += r->len;
	while (left > 0) {
		ssize_t got = pread(disks[r->disk].fd, to, left, (off_t)offset);

		if (got <= 0)
			return fault_raise(r->disk, FAULT_BLOCK_REQUEST_READ_FAILED, offset,
					   offset);
		to += got;
		offset += (uint64_t)got;
		left -= (uint32_t)got;
	}
	return true;
}

bool io_read(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	struct io_read r = { .buf = buf, .offset = offset, .len = len, .disk = disk };

	return io_read_batch(&r, 1);
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
	io_native_counters.doorbells++;
	for (size_t i = 0; i < num; i++)
		if (!read_one(&reads[i]))
			return false;
	return true;
}

static bool write_failed(uint32_t disk, uint64_t offset)
{
	return fault_raise(disk, FAULT_BLOCK_REQUEST_WRITE_FAILED, offset, offset);
}

static bool is_output(uint32_t disk, uint64_t offset)
{
	if (disk < num_disks && disks[disk].output)
		return true;
	return fault_raise(disk, FAULT_BLOCK_REQUEST_BAD_DISK, offset, disk);
}

static void reach(uint32_t disk, uint64_t end)
{
	if (end > disks[disk].size)
		disks[disk].size = end;
}

bool io_put(uint32_t disk, uint64_t offset, const void *buf, uint32_t len)
{
	const uint8_t *from = buf;

	if (disk & IO_FLUSH)
		return io_flush(disk & ~IO_FLUSH);
	if (disk & IO_RESIZE)
		return io_resize(disk & ~IO_RESIZE, offset);
	if (disk & IO_READ)
		return io_read(disk & ~IO_READ, offset, (void *)(uintptr_t)buf, len);
	disk &= ~IO_OVER;
	if (!is_output(disk, offset))
		return false;
	io_native_counters.puts++;
	io_native_counters.written += len;
	reach(disk, offset + len);
	while (len > 0) {
		ssize_t done = pwrite(disks[disk].fd, from, len, (off_t)offset);

		if (done <= 0)
			return write_failed(disk, offset);
		from += done;
		offset += (uint64_t)done;
		len -= (uint32_t)done;
	}
	return true;
}

bool io_put_batch(const struct io_put *puts, size_t num)
{
	io_native_counters.doorbells++;
	for (size_t i = 0; i < num; i++)
		if (!io_put(puts[i].disk, puts[i].offset, puts[i].buf, puts[i].len))
			return false;
	return true;
}

bool io_resize(uint32_t disk, uint64_t length)
{
	if (!is_output(disk, length))
		return false;
	disks[disk].size = length;
	return ftruncate(disks[disk].fd, (off_t)length) == 0 || write_failed(disk, length);
}

static bool allocate(uint32_t disk, int mode, uint64_t start, uint64_t length)
{
	if (!is_output(disk, start))
		return false;
	reach(disk, start + length);
	return ftruncate(disks[disk].fd, (off_t)disks[disk].size) == 0 &&
	       (fallocate(disks[disk].fd, mode, (off_t)start, (off_t)length) == 0 ||
		write_failed(disk, start));
}

bool io_zero(uint32_t disk, uint64_t start, uint64_t length)
{
	return length == 0 ||
	       allocate(disk, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, start, length);
}

bool io_unmap(uint32_t disk, uint64_t start, uint64_t length)
{
	return io_zero(disk, start, length);
}

bool io_reserve(uint32_t disk, uint64_t start, uint64_t length)
{
	return length == 0 || allocate(disk, 0, start, length);
}

bool io_copy(uint32_t disk, uint64_t start, uint32_t source, uint64_t source_start, uint64_t length)
{
	uint8_t piece[65536];

	while (length > 0) {
		uint32_t len = length < sizeof(piece) ? (uint32_t)length : sizeof(piece);

		if (!io_read(source, source_start, piece, len) || !io_put(disk, start, piece, len))
			return false;
		source_start += len;
		start += len;
		length -= len;
	}
	return true;
}

bool io_flush(uint32_t disk)
{
	return is_output(disk, 0);
}

uint64_t io_size(uint32_t disk)
{
	return disk < num_disks ? disks[disk].size : 0;
}

uint32_t io_num_disks(void)
{
	return num_disks;
}

uint64_t io_allocated(uint32_t disk)
{
	return (uint64_t)disks[disk].st.st_blocks * 512;
}

bool io_data_ranges(uint32_t disk, uint64_t offset, struct io_range *out, size_t max, size_t *num)
{
	int fd = disks[disk].fd;
	off_t at = (off_t)offset;

	io_native_counters.range_questions++;
	for (*num = 0; *num < max && (uint64_t)at < disks[disk].size; (*num)++) {
		off_t start = lseek(fd, at, SEEK_DATA);

		if (start < 0)
			break;
		at = lseek(fd, start, SEEK_HOLE);
		if (at < 0)
			return fault_raise(disk, FAULT_BLOCK_REQUEST_READ_FAILED, (uint64_t)start,
					   (uint64_t)start);
		out[*num] = (struct io_range){ (uint64_t)start, (uint64_t)(at - start) };
		io_native_counters.ranges++;
	}
	return true;
}

bool io_attach(uint32_t from, enum io_attach_kind kind, const void *name, size_t len,
	       uint32_t *disk)
{
	char path[8192];

	(void)kind;
	if (num_disks == MAX_DISKS)
		return fault_raise_detail(from, FAULT_ATTACH_EXCHANGE_TOO_MANY, 0, 0, name, len);
	if (len == 0 || len > 4000 || memchr(name, 0, len))
		return fault_raise_detail(from, FAULT_ATTACH_EXCHANGE_BAD_NAME, 0, 0, name, len);
	snprintf(path, sizeof(path), "%s%.*s", disks[from].folder, (int)len, (const char *)name);
	if (*(const char *)name == '/')
		return fault_raise_detail(from, FAULT_ATTACH_EXCHANGE_ESCAPES, 0, 0, name, len);
	if (!open_disk(path, O_RDONLY, disk))
		return fault_raise_detail(from, FAULT_ATTACH_EXCHANGE_NOT_FOUND, 0, 0, name, len);
	for (uint32_t i = 0; i < *disk; i++)
		if (disks[i].st.st_ino == disks[*disk].st.st_ino &&
		    disks[i].st.st_dev == disks[*disk].st.st_dev)
			return fault_raise_detail(from, FAULT_ATTACH_EXCHANGE_CYCLE, 0, 0, name,
						  len);
	return true;
}

bool io_emit(const void *message, size_t len)
{
	if (io_native_on_message)
		io_native_on_message(message, len);
	return true;
}

void (*io_native_on_message)(const void *message, size_t len);

/* One malloc each, so that the address sanitizer sees where each ends. */
void *io_alloc(size_t size, size_t align)
{
	void *p = NULL;

	if (align < sizeof(void *))
		align = sizeof(void *);
	io_native_counters.allocated += size;
	if (num_allocations == MAX_ALLOCATIONS || io_native_counters.allocated > io_native_arena ||
	    posix_memalign(&p, align, size ? size : 1) != 0) {
		(void)fault_raise(0, FAULT_CALL_TABLE_TABLE_OUT_OF_MEMORY, 0, size);
		return NULL;
	}
	memset(p, 0, size);
	allocations[num_allocations++] = p;
	return p;
}

size_t io_native_arena = 64u << 20;

size_t io_mark(void)
{
	return num_allocations;
}

void io_release(size_t mark)
{
	while (num_allocations > mark)
		free(allocations[--num_allocations]);
}
