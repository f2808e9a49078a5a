/* SPDX-License-Identifier: Apache-2.0 */
#include "put.h"

#include "base/arith.h"
#include "base/mem.h"
#include "copy_state.h"
#include "formats/target.h"
#include "io/writer.h"

/* Where a new image has a backing file, a unit that is written in part would read as zeros in the
 * rest: it is written whole. */
static bool put_units(struct copy *c, const struct piece *p, uint64_t from, uint64_t to)
{
	if (from < c->written)
		from = c->written;
	if (from >= to)
		return true;
	c->written = to;
	return c->writer->target->put(c->writer, from, p->buf - (p->pos - from),
				      (uint32_t)(to - from));
}

bool pass_zeros(struct copy *c, uint64_t pos, uint64_t len)
{
	if (c->writer->is_noise)
		c->result->data += len;
	else
		c->result->zeros += len;
	return len == 0 || !c->writes_zeros || c->writer->target->zero(c->writer, pos, len);
}

uint64_t unit_start(const struct copy *c, uint64_t pos)
{
	return pos - pos % c->writer->len_unit;
}

static uint64_t unit_end(const struct copy *c, const struct piece *p, uint64_t pos)
{
	uint64_t end = align_up(pos, c->writer->len_unit);

	return end < p->end ? end : p->end;
}

bool put_data(struct copy *c, const struct piece *p, uint64_t at, uint64_t len)
{
	uint64_t pos = p->pos + at;

	c->result->data += len;
	if (c->feed->backed)
		return put_units(c, p, unit_start(c, pos), unit_end(c, p, pos + len));
	return c->writer->target->put(c->writer, pos, p->buf + at, (uint32_t)len);
}

uint64_t last_unit(const struct copy *c, uint64_t end)
{
	return end == c->feed->size && c->writer->joins_zeros ? end : unit_start(c, end);
}

/* A unit of which a part is zeros to be written: all of it, by what it has besides. */
static bool zero_part(struct copy *c, const struct piece *p, uint64_t pos)
{
	uint64_t from = unit_start(c, pos), to = unit_end(c, p, pos + 1);

	if (to <= c->written)
		return true;
	if (from < c->written || !c->writer->joins_zeros ||
	    !zeros_only(p->buf - (p->pos - from), to - from))
		return put_units(c, p, from, to);
	c->written = to;
	return c->writer->target->zero(c->writer, from, to - from);
}

/* Zeros that a backing file may hide: whole units, and parts of them at both ends. */
static bool zero_data(struct copy *c, const struct piece *p, uint64_t pos, uint64_t end)
{
	uint64_t unit = c->writer->len_unit, low = align_up(pos, unit);
	uint64_t high = last_unit(c, end);

	if (low > pos && !zero_part(c, p, pos))
		return false;
	if (high > low && !c->writer->target->zero(c->writer, low, high - low))
		return false;
	return high >= end || high < low || zero_part(c, p, high);
}

bool skip_zeros(struct copy *c, const struct piece *p, uint64_t at, uint64_t len)
{
	if (!c->feed->backed)
		return pass_zeros(c, p->pos + at, len);
	c->result->zeros += len;
	return zero_data(c, p, p->pos + at, p->pos + at + len);
}

bool put_stream(struct copy *c, const struct piece *p, const uint8_t *stream, uint32_t len)
{
	c->result->data += p->len;
	c->result->compressed += p->len;
	return c->writer->target->compressed(c->writer, p->pos, stream, len);
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
	return put_stream(c, p, packed, len);
}

bool write_cluster(struct copy *c, const struct piece *p)
{
	if (c->zeros.least > 0 && (p->zeros || zeros_only(p->buf, p->len)))
		return skip_zeros(c, p, 0, p->len);
	return c->writer->streams ? put_packed(c, p) : put_data(c, p, 0, p->len);
}

bool write_piece(struct copy *c, const struct piece *p)
{
	uint64_t at = 0;

	if (p->zeros && c->zeros.least > 0)
		return skip_zeros(c, p, 0, p->len);
	if (c->unscanned)
		return put_data(c, p, 0, p->len);
	while (at < p->len) {
		bool data;
		uint64_t n = zeros_next(&c->zeros, p->buf + at, p->len - at, p->pos + at, &data);

		if (!(data ? put_data(c, p, at, n) : skip_zeros(c, p, at, n)))
			return false;
		at += n;
	}
	return true;
}
