/* SPDX-License-Identifier: Apache-2.0 */
#include "content.h"

#include "base/fault.h"
#include "base/mem.h"
#include "generated/structures.h"

#define MAX_READS 1024u

bool content_open(struct content *c, struct feed *feed)
{
	*c = (struct content){ .feed = feed };
	c->reads = io_alloc(MAX_READS * sizeof(*c->reads), _Alignof(struct io_read));
	return c->reads != NULL;
}

bool content_load(struct content *c)
{
	size_t num = c->num;

	c->num = 0;
	return num == 0 || io_read_batch(c->reads, num);
}

/* Bytes of a file; what lies past its end reads as zeros. */
static bool add_plain(struct content *c, const struct extent_record *r, uint32_t len, uint8_t *buf)
{
	uint64_t size = io_size(r->disk);
	uint64_t left = r->host_offset < size ? size - r->host_offset : 0;
	uint32_t present = left < len ? (uint32_t)left : len;

	memset(buf + present, 0, len - present);
	if (present == 0)
		return true;
	if (c->num == MAX_READS && !content_load(c))
		return false;
	c->reads[c->num++] = (struct io_read){
		.buf = buf, .offset = r->host_offset, .len = present, .disk = r->disk
	};
	return true;
}

static bool add_extent(struct content *c, const struct extent_record *r, uint32_t len, uint8_t *buf)
{
	if (r->flags & EXTENT_FLAG_OFFSET_VALID && !(r->flags & EXTENT_FLAG_ENCRYPTED))
		return add_plain(c, r, len, buf);
	return fault_raise(r->disk, FAULT_CONVERT_CONFIG_UNREADABLE, 0, r->start);
}

bool content_add(struct content *c, uint64_t pos, uint64_t len, uint8_t *buf, bool *zeros)
{
	*zeros = true;
	while (len > 0) {
		struct extent_record r;
		uint32_t n;

		if (!feed_extent(c->feed, pos, &r))
			return false;
		n = (uint32_t)(r.length < len ? r.length : len);
		if (r.flags & EXTENT_FLAG_ZERO) {
			memset(buf, 0, n);
		} else {
			*zeros = false;
			if (!add_extent(c, &r, n, buf))
				return false;
		}
		pos += n;
		buf += n;
		len -= n;
	}
	return true;
}
