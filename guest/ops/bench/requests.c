/* SPDX-License-Identifier: Apache-2.0 */
#include "requests.h"

#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "io/io.h"
#include "io/message.h"
#include "io/writer.h"

#define LEN_BUFFER	(4u << 20)
#define LEN_PIECE	SOURCE_LEN_PIECE
#define LONGEST_SILENCE (1u << 16) /* requests that need nothing of the host, one after another */

static bool done(struct requests *r)
{
	r->used = r->num = 0;
	return true;
}

static bool finish_reads(struct requests *r)
{
	return content_load(&r->content) && done(r);
}

static bool add_read(struct requests *r, uint64_t pos, uint32_t len)
{
	uint64_t left = pos < r->end ? r->end - pos : 0;
	bool zeros;

	if (len > LEN_BUFFER - r->used && !finish_reads(r))
		return false;
	r->used += len;
	return content_add(&r->content, pos, len < left ? len : left, r->buffer + r->used - len,
			   &zeros);
}

static bool finish_writes(struct requests *r)
{
	return writer_drain() && done(r);
}

static bool add_write(struct requests *r, uint64_t pos, uint32_t len)
{
	return r->writer->target->put(r->writer, pos, r->buffer, len);
}

bool requests_read(struct requests *r, struct feed *feed)
{
	r->size = align_up(feed->size, SOURCE_SECTOR_SIZE);
	r->end = feed->size;
	r->add = add_read;
	r->finish = finish_reads;
	r->buffer = io_alloc(LEN_BUFFER, 4096);
	return r->buffer && content_open(&r->content, feed);
}

bool requests_write(struct requests *r, struct writer *w, uint8_t pattern)
{
	r->size = align_up(w->size, SOURCE_SECTOR_SIZE);
	r->writer = w;
	r->add = add_write;
	r->finish = finish_writes;
	r->buffer = io_alloc(LEN_PIECE, 4096);
	if (!r->buffer)
		return false;
	memset(r->buffer, pattern, LEN_PIECE);
	return true;
}

/* A long time without a word would be taken for a guest that never ends. */
static bool report_alive(struct requests *r)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_PROGRESS };

	if (++r->silent < LONGEST_SILENCE)
		return true;
	r->silent = 0;
	if (!message_emit(&message))
		return false;
	io_flush_messages();
	return true;
}

/* One request, in pieces that the buffer holds. */
static bool make_one(struct requests *r, uint64_t pos)
{
	uint64_t len = r->config->len_request;

	if (r->size == 0 || pos > r->size || len > r->size - pos)
		return r->finish(r) && fault_code(BENCH_ERROR_PAST_END, pos);
	for (uint64_t end = pos + len; pos < end; pos += len) {
		len = end - pos < LEN_PIECE ? end - pos : LEN_PIECE;
		if (!r->add(r, pos, (uint32_t)len))
			return false;
	}
	return report_alive(r) && (++r->num < r->config->depth || r->finish(r));
}

/* What is written lasts, tables and all. */
static bool flush(struct requests *r)
{
	return r->finish(r) && r->writer->target->end(r->writer) && io_flush(r->writer->disk);
}

static bool is_flushed(const struct requests *r, uint32_t num)
{
	return r->writer && r->config->flush_interval > 0 && num % r->config->flush_interval == 0;
}

bool requests_make(struct requests *r)
{
	uint64_t pos = r->config->start;

	for (uint32_t i = 1; i <= r->config->num_requests; i++) {
		if (!make_one(r, pos) || (is_flushed(r, i) && !flush(r)))
			return false;
		pos = (pos + r->config->step) % r->size;
	}
	return r->finish(r);
}
