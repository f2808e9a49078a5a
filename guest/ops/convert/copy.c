/* SPDX-License-Identifier: Apache-2.0 */
#include "copy.h"

#include "base/mem.h"
#include "formats/target.h"
#include "io/message.h"
#include "io/writer.h"

#define LEN_BUFFER (2 * CONVERT_LEN_PIECE)
#define MAX_PIECES 1024u
#define STEPS	   100u /* of progress, at most */

/* One request. */
struct piece {
	uint64_t pos, len;
	uint8_t *buf;
	bool zeros; /* known to be, without a look */
};

static bool open_buffers(struct copy *c)
{
	c->buffer = io_alloc(LEN_BUFFER, 4096);
	c->pieces = io_alloc(MAX_PIECES * sizeof(*c->pieces), _Alignof(struct piece));
	return c->buffer && c->pieces && content_open(&c->content, c->feed) &&
	       (!c->writer->streams || packer_open(&c->packer, c->writer, LEN_BUFFER));
}

static bool put_data(struct copy *c, const struct piece *p, uint64_t at, uint64_t len)
{
	c->result->data += len;
	return c->writer->target->put(c->writer, p->pos + at, p->buf + at, (uint32_t)len);
}

/* The image is new: what is not written reads as zeros, unless it would be decrypted. */
static bool pass_zeros(struct copy *c, uint64_t pos, uint64_t len)
{
	if (!c->writer->target->is_noise || len == 0) {
		c->result->zeros += len;
		return true;
	}
	c->result->data += len;
	return c->writer->target->zero(c->writer, pos, len);
}

/* One cluster, of which the disk may have a part only. */
static bool put_packed(struct copy *c, const struct piece *p)
{
	const struct writer *w = c->writer;
	uint32_t len = w->only_streams ? (uint32_t)p->len : w->len_cluster;
	const uint8_t *packed;

	memset(p->buf + p->len, 0, len - p->len);
	len = packer_pack(&c->packer, p->buf, len, &packed);
	if (len == 0)
		return put_data(c, p, 0, p->len);
	c->result->data += p->len;
	c->result->compressed += p->len;
	return w->target->compressed(c->writer, p->pos, packed, len);
}

static bool write_cluster(struct copy *c, const struct piece *p)
{
	if (c->zeros.least > 0 && (p->zeros || zeros_only(p->buf, p->len)))
		return pass_zeros(c, p->pos, p->len);
	return c->writer->streams ? put_packed(c, p) : put_data(c, p, 0, p->len);
}

static bool write_piece(struct copy *c, const struct piece *p)
{
	uint64_t at = 0;

	if (p->zeros && c->zeros.least > 0)
		return pass_zeros(c, p->pos, p->len);
	while (at < p->len) {
		bool data;
		uint64_t n = zeros_next(&c->zeros, p->buf + at, p->len - at, p->pos + at, &data);

		if (!(data ? put_data(c, p, at, n) : pass_zeros(c, p->pos + at, n)))
			return false;
		at += n;
	}
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

/* Read and write what was requested. */
static bool flush(struct copy *c)
{
	if (!content_load(&c->content))
		return false;
	for (uint32_t i = 0; i < c->num; i++)
		if (!tell(c, c->pieces[i].len) ||
		    !(c->pack ? write_cluster(c, &c->pieces[i]) : write_piece(c, &c->pieces[i])))
			return false;
	c->num = 0;
	c->used = 0;
	packer_forget(&c->packer);
	return writer_drain();
}

static bool request(struct copy *c, uint64_t pos, uint64_t len)
{
	uint64_t room = c->pack ? c->writer->len_cluster : len;
	struct piece *p;

	if ((c->num == MAX_PIECES || room > LEN_BUFFER - c->used) && !flush(c))
		return false;
	p = &c->pieces[c->num++];
	*p = (struct piece){ .pos = pos, .len = len, .buf = c->buffer + c->used };
	c->used += room;
	return content_add(&c->content, pos, len, p->buf, &p->zeros);
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

/* The run from `pos` on, as it is copied. */
static bool next_run(struct copy *c, uint64_t pos, struct feed_run *run)
{
	if (!feed_run(c->feed, pos, run))
		return false;
	if (c->pack)
		*run = whole_clusters(c, *run);
	return true;
}

/* Whether the run is read and written, and how much of it at once. */
static bool is_copied(const struct copy *c, const struct feed_run *run, uint64_t *len)
{
	uint64_t most = c->pack ? c->writer->len_cluster : CONVERT_LEN_PIECE;

	*len = run->length;
	if (run->kind != RUN_DATA && (run->kind != RUN_ZERO || c->zeros.least > 0))
		return false;
	if (*len > most)
		*len = most;
	return true;
}

static bool copy_run(struct copy *c, struct feed_run run)
{
	uint64_t len;

	while (run.length > 0 && is_copied(c, &run, &len)) {
		if (!request(c, run.start, len))
			return false;
		run.start += len;
		run.length -= len;
	}
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
	}
	feed_rewind(c->feed);
	return true;
}

bool copy_all(struct copy *c)
{
	struct feed_run run;

	if (!open_buffers(c) || (c->tell && !count(c)))
		return false;
	for (uint64_t pos = 0; pos < c->feed->size; pos += run.length)
		if (!next_run(c, pos, &run) || !copy_run(c, run))
			return false;
	return flush(c);
}
