/* SPDX-License-Identifier: Apache-2.0 */
#include "runs.h"

#include "base/mem.h"
#include "base/order.h"
#include "counts.h"
#include "file.h"
#include "io/io.h"
#include "io/message.h"

#define MOST  (1u << 18) /* that are kept */
#define BATCH 128u

bool runs_begin(struct runs *r, uint64_t most)
{
	memset(r, 0, sizeof(*r));
	r->most = most;
	r->list = io_alloc(MOST * sizeof(*r->list), _Alignof(struct run));
	r->batch = io_alloc((size_t)BATCH * VIEW_RUN_SIZE, sizeof(uint64_t));
	return r->list && r->batch;
}

static uint64_t end_of(const struct run *one)
{
	return one->offset + one->length;
}

/* Whether the same attribute leads to both. */
static bool same_kind(const struct run *one, const struct run *other)
{
	return one->num_steps == other->num_steps &&
	       (!one->num_steps ||
		one->steps[one->num_steps - 1u] == other->steps[one->num_steps - 1u]);
}

/* `other` continues `one` in the file and on the disk. `loose`: only in the file. */
static bool continues(const struct run *one, const struct run *other, bool loose)
{
	if (one->owner != other->owner || end_of(one) != other->offset || !same_kind(one, other))
		return false;
	if (loose)
		return true;
	if (one->guest == VIEW_NOT_ON_DISK || other->guest == VIEW_NOT_ON_DISK)
		return one->guest == other->guest;
	return one->guest + span_of(one) == other->guest;
}

void runs_add(struct runs *r, const struct run *one)
{
	struct run *last = r->num ? &r->list[r->num - 1] : NULL;

	if (last && last->tree == one->tree && one->owner >= VIEW_OWNER_DATA &&
	    continues(last, one, false)) {
		last->length += one->length;
		last->span += one->span;
	} else if (r->num == MOST) {
		r->full = true;
	} else {
		r->list[r->num++] = *one;
	}
}

bool runs_flush(struct runs *r)
{
	struct guest_message message = {
		.kind = GUEST_MESSAGE_VIEW_RUNS,
		.view_runs = { .runs = { r->batch, r->len_batch } },
	};

	if (!r->len_batch)
		return true;
	r->len_batch = 0;
	return message_emit(&message);
}

bool runs_send(struct runs *r, const struct run *one)
{
	struct view_run sent = {
		.offset = one->offset,
		.length = one->length,
		.guest = one->guest,
		.guest_length = one->guest == VIEW_NOT_ON_DISK ? 0 : span_of(one),
		.owner = one->owner,
		.num_steps = one->num_steps,
	};

	if (r->num_sent == r->most) {
		r->full = true;
		return true;
	}
	for (uint32_t i = 0; i < one->num_steps; i++)
		sent.steps[i] = one->steps[i];
	memcpy(r->batch + r->len_batch, &sent, VIEW_RUN_SIZE);
	r->len_batch += VIEW_RUN_SIZE;
	r->num_sent++;
	return r->len_batch < BATCH * VIEW_RUN_SIZE || runs_flush(r);
}

/* --- in the order of the file */

struct sweep {
	struct runs *r;
	bool loose, sends;
	uint64_t num;
	uint64_t done; /* the file up to here is put */
	struct run last;
	bool has_last;
};

static bool put(struct sweep *s, const struct run *one)
{
	if (!one->length)
		return true;
	s->done = end_of(one);
	if (s->has_last && continues(&s->last, one, s->loose)) {
		if (s->last.guest != VIEW_NOT_ON_DISK &&
		    s->last.guest + span_of(&s->last) != one->guest)
			s->last.guest = VIEW_NOT_ON_DISK;
		s->last.length += one->length;
		s->last.span += one->span;
		return true;
	}
	if (s->has_last) {
		s->num++;
		if (s->sends && !runs_send(s->r, &s->last))
			return false;
	}
	s->last = *one;
	s->has_last = true;
	return true;
}

/* Without what is before `start`. */
static void trim(struct run *one, uint64_t start)
{
	uint64_t gone;

	if (one->offset >= start)
		return;
	gone = start - one->offset < one->length ? start - one->offset : one->length;
	if (one->guest != VIEW_NOT_ON_DISK && !is_packed(one))
		one->guest += gone;
	one->offset += gone;
	one->length -= gone;
}

static bool put_gap(struct sweep *s, uint64_t end)
{
	struct run gap = { .guest = VIEW_NOT_ON_DISK, .owner = VIEW_OWNER_UNKNOWN };
	struct run below = s->r->below;

	if (below.length && below.offset < end && end_of(&below) > s->done) {
		if (below.offset > s->done && !put_gap(s, below.offset))
			return false;
		trim(&below, s->done);
		if (end < end_of(&below))
			below.length = end - below.offset;
		if (!put(s, &below))
			return false;
	}
	while (s->done < end) {
		gap.offset = s->done;
		gap.length = end - s->done;
		if (!s->r->full) /* else what leads there may not be known */
			counts_of(&gap);
		if (!put(s, &gap))
			return false;
	}
	return true;
}

/* Whether both may be in one place. */
static bool may_share(const struct run *a, const struct run *b)
{
	return a->owner == b->owner && (a->tree != b->tree || a->owner == VIEW_OWNER_COMPRESSED);
}

/* `now` is what `one` leads to. */
static void take_way(struct run *now, const struct run *one)
{
	memcpy(now->steps, one->steps, sizeof(now->steps));
	now->num_steps = one->num_steps;
	now->tree = one->tree;
}

/* `one` begins inside of `now`, which what is left then takes the place of. */
static bool meet(struct sweep *s, struct run *now, struct run *one)
{
	uint64_t end = end_of(now) < end_of(one) ? end_of(now) : end_of(one);
	struct run part = *now;

	if (may_share(now, one)) {
		if (one->offset == now->offset && one->tree < now->tree)
			take_way(now, one);
		if (end_of(one) <= end_of(now))
			return true;
		trim(one, end_of(now));
		part = *one;
		if (!put(s, now))
			return false;
		*now = part;
		return true;
	}
	part.length = one->offset - now->offset;
	if (!put(s, &part))
		return false;
	part = *one;
	part.length = end - one->offset;
	part.owner = VIEW_OWNER_OVERLAP;
	part.guest = VIEW_NOT_ON_DISK;
	if (!put(s, &part))
		return false;
	if (end_of(now) < end_of(one))
		*now = *one;
	trim(now, end);
	return true;
}

static bool sweep(struct sweep *s, const uint32_t *order)
{
	struct run now = { 0 };

	for (uint32_t i = 0; i < s->r->num; i++) {
		struct run one = s->r->list[order[i]];

		if (!file_step())
			return false;
		trim(&one, now.length ? now.offset : s->done);
		if (!one.length)
			continue;
		if (now.length && one.offset < end_of(&now)) {
			if (!meet(s, &now, &one))
				return false;
			continue;
		}
		if (!put(s, &now) || !put_gap(s, one.offset))
			return false;
		now = one;
	}
	if (!put(s, &now) || !put_gap(s, file_end()))
		return false;
	if (s->has_last) {
		s->num++;
		return !s->sends || runs_send(s->r, &s->last);
	}
	return true;
}

bool runs_sweep(struct runs *r)
{
	uint64_t *keys = io_alloc(r->num * sizeof(*keys) + 1, _Alignof(uint64_t));
	uint32_t *order = io_alloc(r->num * sizeof(*order) + 1, _Alignof(uint32_t));
	struct sweep counted = { .r = r }, sent = { .r = r, .sends = true };

	if (!keys || !order)
		return false;
	for (uint32_t i = 0; i < r->num; i++) {
		keys[i] = r->list[i].offset;
		order[i] = i;
	}
	order_by(keys, order, r->num);
	if (!sweep(&counted, order))
		return false;
	sent.loose = counted.num > r->most;
	return sweep(&sent, order) && runs_flush(r);
}
