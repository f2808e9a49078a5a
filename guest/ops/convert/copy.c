/* SPDX-License-Identifier: Apache-2.0 */
#include "copy.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/fault.h"
#include "formats/target.h"
#include "generated/convert.h"
#include "io/message.h"
#include "io/writer.h"
#include "put.h"
#include "reread.h"

#define LEN_BUFFER (2 * SOURCE_LEN_PIECE)
#define MAX_PIECES 1024u
#define BLOCK	   4096u /* what file systems share */
#define STEPS	   100u	 /* of progress, at most */

/* How clusters are compressed. */
static uint32_t method_of(const struct writer *w)
{
	if (w->only_streams)
		return DESK_METHOD_ZLIB;
	return w->options->flags & TARGET_FLAG_ZSTD ? DESK_METHOD_ZSTD : DESK_METHOD_DEFLATE;
}

static bool open_packer(struct copy *c)
{
	const struct writer *w = c->writer;
	uint32_t len = w->len_cluster;

	if (!packer_open(&c->packer, method_of(w), len, LEN_BUFFER))
		return false;
	c->by_workers = c->has_desk && pieces_fit(len);
	if (!c->by_workers)
		return true;
	c->blank = io_alloc(len, 4096);
	return c->blank && pieces_open(&c->made, c->desk, method_of(w), len,
				       w->only_streams ? packer_longest(len) : len, true);
}

static bool open_buffers(struct copy *c)
{
	c->pieces = io_alloc(MAX_PIECES * sizeof(*c->pieces), _Alignof(struct piece));
	if (!c->pieces || !content_open(&c->content, c->feed))
		return false;
	if (c->writer->streams)
		return open_packer(c);
	if (c->has_desk && !c->pack)
		content_ask_workers(&c->content, c->desk);
	return true;
}

/* Report each step of more than one in a hundred, and the last one. */
static bool tell(struct copy *c, uint64_t len)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_PROGRESS };

	c->done += len;
	if (!c->tell || (c->done < c->total && c->done - c->told <= c->total / STEPS))
		return true;
	c->told = c->done;
	message.progress.done = c->done;
	message.progress.total = c->total;
	if (!message_emit(&message))
		return false;
	io_flush_messages();
	return true;
}

/* Have everything that was requested in its place, or zeros where that cannot be. */
static bool load(struct copy *c)
{
	if (!c->unread && content_load(&c->content))
		return true;
	if (!c->unread && !salvage_goes_on(&c->salvage))
		return false;
	content_forget(&c->content);
	c->unread = false;
	for (uint32_t i = 0; i < c->num; i++)
		if (c->pieces[i].is_read && !reread(c, &c->pieces[i]))
			return false;
	return true;
}

/* Read and write what was requested. The buffers are in use until writer_drain(). */
static bool write_requested(struct copy *c)
{
	if (!load(c))
		return false;
	for (uint32_t i = 0; i < c->num; i++)
		if (!tell(c, c->pieces[i].buf ? c->pieces[i].len : 0) ||
		    !(c->pack ? write_cluster(c, &c->pieces[i]) : write_piece(c, &c->pieces[i])))
			return false;
	c->num = 0;
	c->used = 0;
	packer_forget(&c->packer);
	return true;
}

static bool flush(struct copy *c)
{
	return write_requested(c) && writer_drain();
}

/* After what the first look at tables has taken: of a small disk, all that is used of it is near.
 */
static bool open_buffer(struct copy *c)
{
	if (!c->buffer)
		c->buffer = io_alloc(LEN_BUFFER, 4096);
	return c->buffer != NULL;
}

static bool add_piece(struct copy *c, struct piece piece, uint64_t room)
{
	if (!open_buffer(c) || ((c->num == MAX_PIECES || room > LEN_BUFFER - c->used) && !flush(c)))
		return false;
	piece.buf = room > 0 ? c->buffer + c->used + (piece.pos - piece.start) : NULL;
	c->pieces[c->num++] = piece;
	c->used += room;
	return true;
}

/* Zeros for what tables that are broken do not say. */
static bool request_lost(struct copy *c, uint64_t pos, uint64_t len)
{
	struct piece piece = { .pos = pos, .len = len, .start = pos, .end = pos + len };

	if (!add_piece(c, piece, len))
		return false;
	memset(c->pieces[c->num - 1].buf, 0, len);
	return salvage_lose(&c->salvage, pos, len, true, true);
}

/* Have the piece read that begins at `pos`, with what its units have besides. */
static bool request(struct copy *c, uint64_t pos, uint64_t len)
{
	struct piece piece = { .pos = pos, .len = len, .start = pos, .end = pos + len };
	struct piece *p;

	if (!c->walked && !c->pack && !c->feed->backed)
		return request_lost(c, pos, len);
	if (c->feed->backed) {
		piece.start = unit_start(c, pos);
		piece.end = align_up(pos + len, c->writer->len_unit);
		if (piece.end > c->feed->size)
			piece.end = c->feed->size;
	}
	if (!add_piece(c, piece, c->pack ? c->writer->len_cluster : piece.end - piece.start))
		return false;
	p = &c->pieces[c->num - 1];
	p->is_read = true;
	p->unwalked = !c->walked;
	if (content_add(&c->content, p->start, p->end - p->start, p->buf - (pos - p->start),
			&p->zeros))
		return true;
	c->unread = true; /* and so may be others, which were queued before */
	return salvage_goes_on(&c->salvage);
}

/* Zeros are written in their turn, as data is. */
static bool add_zeros(struct copy *c, uint64_t pos, uint64_t end)
{
	return add_piece(
		c,
		(struct piece){
			.pos = pos, .len = end - pos, .start = pos, .end = end, .zeros = true },
		0);
}

/* Zeros that have to be written: whole units without being read, the rest as any request. */
static bool request_zeros(struct copy *c, uint64_t pos, uint64_t end)
{
	uint64_t unit = c->writer->len_unit, low = align_up(pos, unit);
	uint64_t high = last_unit(c, end);

	if (low >= high)
		return request(c, pos, end - pos);
	if (low > pos && !request(c, pos, low - pos))
		return false;
	if (!add_zeros(c, low, high))
		return false;
	return high == end || request(c, high, end - high);
}

/* A cluster that a worker has made, or has left. */
static bool copy_made(struct copy *c, uint64_t pos, uint64_t len)
{
	struct piece p = { .pos = pos, .len = len, .start = pos, .end = pos + len };
	struct desk_piece made;

	if (!pieces_find(&c->made, pos, &made))
		return false;
	if (made.state == DESK_STATE_LEFT)
		return request(c, pos, len) && flush(c);
	p.buf = made.state == DESK_STATE_ZERO ? c->blank : c->made.bytes + made.start;
	if (!tell(c, len))
		return false;
	if (made.state == DESK_STATE_ZERO)
		return skip_zeros(c, &p, 0, len);
	if (made.state == DESK_STATE_STORED)
		return put_data(c, &p, 0, len);
	return put_stream(c, &p, p.buf, made.len_piece);
}

/* What is compressed is whole clusters: one that has any data is all data. */
static struct feed_run whole_clusters(const struct copy *c, struct feed_run run)
{
	uint64_t cluster = c->writer->len_cluster, left = c->feed->size - run.start;

	if (run.length >= cluster) {
		run.length -= run.length % cluster;
	} else {
		run.length = cluster < left ? cluster : left;
		run.kind = RUN_DATA;
	}
	return run;
}

/* A run in broken tables. */
static bool lost_run(struct copy *c, uint64_t pos, struct feed_run *run)
{
	struct fault why = the_fault;

	if (!salvage_goes_on(&c->salvage) || !flush(c))
		return false;
	the_fault = why;
	c->lost = c->pack ? SOURCE_SECTOR_SIZE : salvage_length(c->feed, pos);
	*run = (struct feed_run){ RUN_DATA, pos, c->lost };
	fault_clear();
	return true;
}

/* Whether zeros are left out, wherever they begin and end: however many runs qemu-img makes of
 * them, they are one here. A disk of 2^62 bytes is hardly more to walk then than its tables. */
static bool leaves_zeros(const struct copy *c)
{
	return !c->feed->backed && !c->writes_zeros && c->zeros.least > 0;
}

/* The run from `pos` on, as it is copied. */
static bool next_run(struct copy *c, uint64_t pos, struct feed_run *run)
{
	c->walked = feed_run(c->feed, pos, run);
	if (!c->walked && !lost_run(c, pos, run))
		return false;
	if (c->pack)
		*run = whole_clusters(c, *run);
	else if (run->kind == RUN_ZERO && leaves_zeros(c))
		feed_join_zeros(c->feed, run);
	return true;
}

/* Whether the run is read and written, and how much of it at once. */
static bool is_copied(const struct copy *c, const struct feed_run *run, uint64_t *len)
{
	uint64_t most = c->pack ? c->writer->len_cluster : SOURCE_LEN_PIECE;

	*len = run->length;
	if (run->kind != RUN_DATA && (run->kind != RUN_ZERO || c->zeros.least > 0))
		return false;
	if (*len > most)
		*len = most;
	return true;
}

static uint32_t moved_unit(const struct copy *c)
{
	return c->writer->len_unit > BLOCK ? c->writer->len_unit : BLOCK;
}

/* How much of a source lies from `pos` on as the disk has it, in whole units of the target. */
static uint32_t movable(struct copy *c, uint64_t pos, uint64_t len, struct extent_record *r)
{
	uint64_t size, unit = moved_unit(c);

	if (!feed_extent(c->feed, pos, r) || !(r->flags & EXTENT_FLAG_OFFSET_VALID) ||
	    (r->flags & (EXTENT_FLAG_ZERO | EXTENT_FLAG_COMPRESSED | EXTENT_FLAG_ENCRYPTED)) ||
	    pos % unit || r->host_offset % BLOCK)
		return 0; /* what is wrong with it, who reads it says */
	size = io_size(r->disk);
	if (r->length < len)
		len = r->length;
	if (r->host_offset >= size)
		return 0;
	if (size - r->host_offset < len)
		len = size - r->host_offset;
	return (uint32_t)(len - len % unit);
}

/* A request that ends where units begin that may be moved. */
static uint64_t before_units(const struct copy *c, uint64_t pos, uint64_t len)
{
	uint64_t unit = moved_unit(c), left = unit - pos % unit;

	return c->moves && left < unit && left < len ? left : len;
}

/* Have the host move what it can of a request. */
static bool move(struct copy *c, uint64_t pos, uint64_t len, uint64_t *moved)
{
	struct extent_record r;
	uint32_t n = c->moves ? movable(c, pos, len, &r) : 0;
	bool ok;

	*moved = n;
	if (n == 0)
		return true;
	if (!open_buffer(c))
		return false;
	if ((c->num > 0 && !flush(c)) || !tell(c, n))
		return false;
	c->result->data += n;
	c->result->copied += n;
	writer_refer(c->buffer, n, r.disk, r.host_offset);
	ok = c->writer->target->put(c->writer, pos, c->buffer, n);
	writer_refer(NULL, 0, 0, 0);
	return ok;
}

/* Of a run that qemu-img takes for data, requests of `len` bytes that the tables call zeros. */
static uint64_t known_zeros(struct copy *c, const struct feed_run *run, uint64_t len)
{
	struct extent_record r;

	if (!c->walked || !leaves_zeros(c))
		return 0;
	if (!feed_extent(c->feed, run->start, &r)) {
		fault_clear(); /* the request gets the error */
		return 0;
	}
	if (!(r.flags & EXTENT_FLAG_ZERO))
		return 0;
	if (r.length > run->length)
		r.length = run->length;
	return r.length - r.length % len;
}

/* Copy the start of a run, of which a request takes *len bytes; *len is how much it was. */
static bool copy_some(struct copy *c, const struct feed_run *run, uint64_t *len)
{
	uint64_t zeros, moved;

	*len = before_units(c, run->start, *len);
	zeros = known_zeros(c, run, *len);
	if (zeros > 0) {
		*len = zeros;
		return tell(c, zeros) && pass_zeros(c, run->start, zeros);
	}
	if (!move(c, run->start, *len, &moved))
		return false;
	if (moved > 0)
		*len = moved;
	return moved > 0 || (c->by_workers ? copy_made : request)(c, run->start, *len);
}

static bool copy_run(struct copy *c, struct feed_run run)
{
	uint64_t len;

	while (run.length > 0 && is_copied(c, &run, &len)) {
		if (!copy_some(c, &run, &len))
			return false;
		run.start += len;
		run.length -= len;
	}
	if (c->feed->backed && run.kind == RUN_ZERO && run.length > 0)
		return request_zeros(c, run.start, run.start + run.length);
	if (c->writes_zeros && run.length > 0)
		return add_zeros(c, run.start, run.start + run.length);
	return pass_zeros(c, run.start, run.length);
}

/* How much there is to copy, before anything is. */
static bool count(struct copy *c)
{
	struct feed_run run;
	uint64_t len;

	for (uint64_t pos = 0; pos < c->feed->size; pos += run.length) {
		if (!next_run(c, pos, &run))
			return false;
		if (is_copied(c, &run, &len))
			c->total += run.length;
		if (!c->walked && !salvage_lose(&c->salvage, pos, c->lost, true, false))
			return false;
	}
	feed_rewind(c->feed);
	return true;
}

/* What is at [pos, end), which are sectors; what is past the disk's end is zeros. */
static bool request_block(struct copy *c, uint64_t pos, uint64_t end)
{
	uint64_t read = end < c->feed->size ? end - pos : c->feed->size - pos;
	struct piece *p;

	if (!add_piece(c, (struct piece){ .pos = pos, .len = end - pos, .start = pos, .end = end },
		       end - pos))
		return false;
	p = &c->pieces[c->num - 1];
	memset(p->buf + read, 0, end - pos - read);
	return content_add(&c->content, pos, read, p->buf, &p->zeros);
}

/* All of the disk as data. A sector that two blocks share is written with the first. */
static bool copy_blocks(struct copy *c)
{
	uint64_t block = 0, end;

	for (uint64_t pos = 0; pos < c->feed->size; pos = end) {
		while (block <= pos)
			block += c->len_block;
		end = align_up(block < c->feed->size ? block : c->feed->size, SOURCE_SECTOR_SIZE);
		if (end - pos > SOURCE_LEN_PIECE)
			end = pos + SOURCE_LEN_PIECE;
		if (!request_block(c, pos, end))
			return false;
	}
	return flush(c);
}

bool copy_all(struct copy *c)
{
	struct feed_run run;

	if (!open_buffers(c) || (c->tell && !count(c)))
		return false;
	if (c->len_block > 0)
		return copy_blocks(c);
	for (uint64_t pos = 0; pos < c->feed->size; pos += run.length)
		if (!next_run(c, pos, &run) || !copy_run(c, run))
			return false;
	return write_requested(c) && salvage_tell(&c->salvage) &&
	       pass_zeros(c, align_up(c->feed->size, SOURCE_SECTOR_SIZE), c->rest);
}
