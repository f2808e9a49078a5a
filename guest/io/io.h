/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IO_H
#define IO_H
/*
 * The world as an operation sees it: attached files read in batches, and messages. In the guest
 * these go through the call table (io/io_guest.c); natively, tests give an implementation over
 * ordinary files. A failed call has recorded its fault.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"
#include "generated/call_table.h"

/* One read. A batch of them costs one doorbell; all are done when the call returns. */
struct io_read {
	void *buf;
	uint64_t offset;
	uint32_t len; /* any length; the driver splits at its request size */
	uint32_t disk;
};

/* All or nothing. Reading past the end of a file is a fault (IO past end), checked against io_size
 * before anything is sent. */
MUST_CHECK bool io_read(uint32_t disk, uint64_t offset, void *buf, uint32_t len);
MUST_CHECK bool io_read_batch(const struct io_read *reads, size_t num);
/* One read that has time: it is done with the next ones, or when io_read_waiting() returns. */
void io_read_later(uint32_t disk, uint64_t offset, void *buf, uint32_t len);
MUST_CHECK bool io_read_waiting(void);
/* Like io_read, but bytes past the end of the file read as zero (what qemu's file driver does for
 * its aligned tail). */
MUST_CHECK bool io_read_padded(uint32_t disk, uint64_t offset, void *buf, uint32_t len);

/* File length in bytes: of an input as it was attached, of an output as it is. */
uint64_t io_size(uint32_t disk);
uint32_t io_num_disks(void);
bool io_in_use(uint32_t disk); /* another process may be writing it, and so its tables */

/* st_blocks * 512 of the file, as it was attached. */
uint64_t io_allocated(uint32_t disk);

/*
 * Outputs, of any place and length in bytes. What is past an output's end makes it longer, and what
 * lies between reads as zero. All puts of a batch are done when the call returns. After one call
 * has failed all fail.
 */
struct io_put {
	const void *buf;
	uint64_t offset;
	uint32_t len;
	uint32_t disk; /* perhaps with IO_OVER, or one of the three below */
};
/*
 * Of data that may get into the file at any time: the image has data there, and may have old or
 * new, or nothing of the image as it was refers to that place. All else is for a journal, where
 * there is one.
 */
#define IO_OVER	  CALL_TABLE_PUT_OVER
/* Of no bytes, in a batch: an io_flush there. */
#define IO_FLUSH  CALL_TABLE_PUT_FLUSH
/* The same for an io_resize to its offset. */
#define IO_RESIZE CALL_TABLE_PUT_RESIZE
/* The buffer is filled, with what is there after the puts before it. */
#define IO_READ	  CALL_TABLE_PUT_READ
MUST_CHECK bool io_put(uint32_t disk, uint64_t offset, const void *buf, uint32_t len);
MUST_CHECK bool io_put_batch(const struct io_put *puts, size_t num);
MUST_CHECK bool io_resize(uint32_t disk, uint64_t length);
/* The file has so many bytes at least. */
MUST_CHECK static inline bool io_lengthen(uint32_t disk, uint64_t length)
{
	return io_size(disk) >= length || io_resize(disk, length);
}
MUST_CHECK bool io_zero(uint32_t disk, uint64_t start, uint64_t length);
MUST_CHECK bool io_unmap(uint32_t disk, uint64_t start, uint64_t length);
MUST_CHECK bool io_reserve(uint32_t disk, uint64_t start, uint64_t length);
/* The host moves the bytes; the guest does not see them. */
MUST_CHECK bool io_copy(uint32_t disk, uint64_t start, uint32_t source, uint64_t source_start,
			uint64_t length);
MUST_CHECK bool io_flush(uint32_t disk); /* a barrier */

/* Data ranges of a sparse file, in order, from the first that ends after `offset`; *num < max means
 * that there are no more. */
struct io_range {
	uint64_t start;
	uint64_t length;
};
MUST_CHECK bool io_data_ranges(uint32_t disk, uint64_t offset, struct io_range *out, size_t max,
			       size_t *num);

/* Ask for a file that image text names; the host resolves it next to `from` under its policy, or
 * refuses. */
enum io_attach_kind {
	IO_ATTACH_BACKING = 1,
	IO_ATTACH_DATA_FILE = 2,
	IO_ATTACH_EXTENT = 3,
	IO_ATTACH_PARENT = 4
};
MUST_CHECK bool io_attach(uint32_t from, enum io_attach_kind kind, const void *name, size_t len,
			  uint32_t *disk);

/*
 * Have the host derive a key of request->len_key bytes from one of its secrets, or from `password`
 * of request->len_password bytes.
 */
struct key_request;
MUST_CHECK bool io_derive(const struct key_request *request, const uint8_t *password, uint8_t *key);

/* Hand over a whole encoded GuestMessage (io/message.h makes them); the channel frames and batches
 * it. */
MUST_CHECK bool io_emit(const void *message, size_t len);
void io_flush_messages(void); /* let the host have now what the channel holds */

/* Memory for the length of the run; zeroed; fault (out of guest memory) and NULL when there is no
 * more. */
void *io_alloc(size_t size, size_t align);
size_t io_mark(void);	      /* the arena's level ... */
void io_release(size_t mark); /* ... and back to it */

uint32_t io_request_size(void); /* --sector-size: largest single request, 512..1 MiB */

#endif
