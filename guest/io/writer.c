/* SPDX-License-Identifier: Apache-2.0 */
#include "writer.h"

#include "base/mem.h"
#include "generated/block.h"
#include "io.h"

#define LEN_COPIED (64u << 10) /* of small puts */
#define MOST_SMALL 4096u

static struct io_put queue[BLOCK_MAX_REQUESTS]; /* what one doorbell moves */
static uint8_t copied[LEN_COPIED];
static uint32_t num_queued, used;

void writer_forget(void)
{
	num_queued = 0;
	used = 0;
}

bool writer_drain(void)
{
	uint32_t num = num_queued;

	writer_forget();
	return num == 0 || io_put_batch(queue, num);
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
	uint32_t small = len <= MOST_SMALL ? len : 0;
	const uint8_t *from = buf;

	if (len == 0)
		return true;
	if (!make_room(small))
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
