/* SPDX-License-Identifier: Apache-2.0 */
#include "owners.h"

#include "base/mem.h"
#include "eval.h"
#include "runs.h"

#define BITS_PER_BYTE 8u
#define SHORT	      16u /* bytes of an entry that is compared with the one before */

static struct {
	struct runs *r;
	bool finds; /* only what has the byte at `place` */
	uint64_t place;
	struct run way; /* its steps: to what is looked at */
	uint16_t trees;
	uint64_t taken;
	struct run latest; /* what was taken */
	bool quiet;	   /* it is only looked at */
	bool failed;
} state;

static bool is_over(void)
{
	if (eval_is_tired())
		state.r->full = true;
	return state.failed || eval_stopped() || state.r->full;
}

static bool push(uint64_t number)
{
	if (state.way.num_steps == VIEW_MAX_STEPS || number > UINT32_MAX)
		return false;
	state.way.steps[state.way.num_steps++] = (uint32_t)number;
	return true;
}

static bool push_attr(const struct object *o, uint32_t number)
{
	return push((uint64_t)o->type << 16 | number);
}

static uint64_t guest_of(const struct object *o, const struct view_attr *a)
{
	const struct scope scope = { .self = o };
	struct value v = { .tag = VALUE_BROKEN };

	if (a->guest)
		v = eval_program(a->guest, &scope);
	return v.tag == VALUE_NUMBER && v.number >= 0 ? (uint64_t)v.number : VIEW_NOT_ON_DISK;
}

/* Bytes that have an owner. `each`: of every element of a list, 0: it is none. */
static void take(const struct object *o, const struct view_attr *a, uint64_t offset,
		 uint64_t length, uint64_t each)
{
	struct run one = state.way;

	state.taken++;
	if (!a->owner || !length || offset >= file_end())
		return;
	one.offset = offset;
	one.length = length < file_end() - offset ? length : file_end() - offset;
	one.guest = guest_of(o, a);
	one.owner = (uint8_t)a->owner;
	state.latest = one;
	if (state.quiet)
		return;
	if (!state.finds) {
		if (a->flags & VIEW_FLAG_BELOW)
			state.r->below = one;
		else
			runs_add(state.r, &one);
		return;
	}
	if (state.place < offset || state.place - offset >= one.length)
		return;
	if (each && one.num_steps < VIEW_MAX_STEPS)
		one.steps[one.num_steps++] = (uint32_t)((state.place - offset) / each);
	if (!runs_send(state.r, &one))
		state.failed = true;
}

static void visit_object(const struct object *o);

static void visit_element(const struct object *o, uint32_t number, uint64_t index,
			  const struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	uint16_t tree = state.way.tree;
	struct value v;

	if (!push(index))
		return;
	if (a->flags & VIEW_FLAG_TREES)
		state.way.tree = ++state.trees;
	v = value_at(o, number, index, p);
	if (v.tag == VALUE_OBJECT)
		visit_object(v.object);
	state.way.tree = tree;
	state.way.num_steps--;
}

/* Entries of a list that are as long as a number, or of which it does not matter. */
struct entries {
	const struct object *o;
	uint32_t number, len; /* bytes of one; 0: they are not compared */
	uint64_t count, bits;
	struct place first;
};

static struct place place_in(const struct entries *e, uint64_t index)
{
	struct place p = e->first;

	p.at += index * e->bits;
	return p;
}

static bool bytes_in(const struct entries *e, uint64_t index, uint8_t bytes[SHORT])
{
	struct place p = place_in(e, index);

	return e->len && p.at / BITS_PER_BYTE < p.stream_end &&
	       file_read(p.at / BITS_PER_BYTE, bytes, e->len);
}

/* As a number, in the order of bytes in which neighbours differ least. */
static uint64_t step_between(const uint8_t *a, const uint8_t *b, uint32_t len, bool little)
{
	uint64_t x = 0, y = 0;

	for (uint32_t i = 0; i < len; i++) {
		x = x << BITS_PER_BYTE | a[little ? len - 1 - i : i];
		y = y << BITS_PER_BYTE | b[little ? len - 1 - i : i];
	}
	return y - x;
}

/* Entry `index` leads to what would follow `count` times what `one` is. */
static bool leads_after(const struct entries *e, uint64_t index, const struct run *one,
			uint64_t count)
{
	struct place p = place_in(e, index);
	size_t mark = eval_mark();
	uint64_t before = state.taken;

	state.quiet = true;
	visit_element(e->o, e->number, index, &p);
	state.quiet = false;
	eval_release(mark);
	return state.taken == before + 1 && state.latest.length == one->length &&
	       state.latest.owner == one->owner &&
	       state.latest.offset == one->offset + count * one->length &&
	       state.latest.guest == one->guest + count * one->length;
}

/* How many entries follow this one, each as much more than the one before as the next is more than
 * it: what they lead to lies in a row then. The first and the last of them are looked at. */
static uint64_t row_after(const struct entries *e, uint64_t index, const struct run *one)
{
	uint8_t bytes[3][SHORT];
	uint64_t step, num = 1;
	bool little;

	if (e->len > sizeof(uint64_t) || !one->length || one->guest == VIEW_NOT_ON_DISK ||
	    index + 1 >= e->count || !bytes_in(e, index, bytes[0]) ||
	    !bytes_in(e, index + 1, bytes[1]))
		return 0;
	little = step_between(bytes[0], bytes[1], e->len, true) <
		 step_between(bytes[0], bytes[1], e->len, false);
	step = step_between(bytes[0], bytes[1], e->len, little);
	while (index + num + 1 < e->count && eval_step() &&
	       bytes_in(e, index + num + 1, bytes[2]) &&
	       step_between(bytes[1], bytes[2], e->len, little) == step) {
		memcpy(bytes[1], bytes[2], e->len);
		num++;
	}
	return num > 2 && leads_after(e, index + 1, one, 1) && leads_after(e, index + num, one, num)
		       ? num
		       : 0;
}

/* What `num` entries after the one that leads to `one` lead to. */
static void take_row(const struct run *one, uint64_t num)
{
	struct run row = *one;
	uint64_t index = 0;

	row.offset += one->length;
	row.guest += one->length;
	if (state.finds) {
		if (state.place < row.offset || (state.place - row.offset) / one->length >= num)
			return;
		index = (state.place - row.offset) / one->length;
		row.offset += index * one->length;
		row.guest += index * one->length;
	} else {
		row.length = num * one->length;
	}
	row.steps[state.way.num_steps] += (uint32_t)index + 1;
	if (!state.finds)
		runs_add(state.r, &row);
	else if (!runs_send(state.r, &row))
		state.failed = true;
}

/* Entries of one size. Those whose bytes are the same as of one that led nowhere lead nowhere. */
static void visit_entries(const struct entries *e)
{
	uint8_t bytes[SHORT], nothing[SHORT];
	bool known = false;

	for (uint64_t i = 0; i < e->count && !is_over(); i++) {
		struct place p = place_in(e, i);
		size_t mark = eval_mark();
		uint64_t before = state.taken, row;
		bool has_bytes = bytes_in(e, i, bytes);

		if (!eval_step() || p.at / BITS_PER_BYTE >= p.stream_end || (e->len && !has_bytes))
			break;
		if (known && memcmp(bytes, nothing, e->len) == 0)
			continue;
		visit_element(e->o, e->number, i, &p);
		eval_release(mark);
		if (has_bytes && state.taken == before) {
			known = true;
			memcpy(nothing, bytes, e->len);
		} else if (has_bytes && state.taken == before + 1) {
			struct run one = state.latest;

			row = row_after(e, i, &one);
			if (row)
				take_row(&one, row);
			i += row;
		}
	}
}

/* Elements that end where they say. */
static void visit_various(const struct object *o, uint32_t number, struct place p)
{
	const struct view_attr *a = attr_of(o->type, number);
	uint64_t start = p.at, bits;
	struct object kept;
	struct value last;

	for (uint64_t i = 0; !is_over() && more_elements(o, number, i, i ? &last : NULL, &p); i++) {
		size_t mark = eval_mark();

		if (!eval_step())
			return;
		if (a->flags & VIEW_FLAG_LEADS)
			visit_element(o, number, i, &p);
		eval_release(mark);
		last = value_at(o, number, i, &p);
		if (!extent_of(o, number, i, &p, &bits))
			break;
		if (last.tag == VALUE_OBJECT) {
			kept = *last.object;
			last.object = &kept;
		}
		eval_release(mark);
		p.at = (p.at + bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE * BITS_PER_BYTE;
	}
	take(o, a, start / BITS_PER_BYTE, (p.at - start) / BITS_PER_BYTE, 0);
}

static void visit_list(const struct object *o, uint32_t number, const struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	uint64_t bits, count, whole;

	if (!element_bits(o, number, &bits) || !count_of(o, number, &count)) {
		visit_various(o, number, *p);
		return;
	}
	if (bits) {
		whole = count > (UINT64_MAX - p->at) / bits ? UINT64_MAX - p->at : count * bits;
		take(o, a, p->at / BITS_PER_BYTE, whole / BITS_PER_BYTE, bits / BITS_PER_BYTE);
	}
	if (a->flags & VIEW_FLAG_LEADS) {
		struct entries e = {
			.o = o,
			.number = number,
			.count = count,
			.bits = bits,
			.first = *p,
		};

		if (bits / BITS_PER_BYTE <= SHORT)
			e.len = (uint32_t)(bits / BITS_PER_BYTE);
		visit_entries(&e);
	}
}

static void visit_once(const struct object *o, uint32_t number, const struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	uint64_t bits;
	struct value v;

	if (a->owner && extent_of(o, number, 0, p, &bits))
		take(o, a, p->at / BITS_PER_BYTE, bits / BITS_PER_BYTE, 0);
	if (!(a->flags & VIEW_FLAG_LEADS))
		return;
	v = value_at(o, number, 0, p);
	if (v.tag == VALUE_OBJECT)
		visit_object(v.object);
}

static void visit_object(const struct object *o)
{
	for (uint32_t i = 0; i < view_types[o->type].num_attrs && !is_over(); i++) {
		const struct view_attr *a = attr_of(o->type, i);
		size_t mark = eval_mark();
		struct place p = { 0 };

		if (!a->owner && !(a->flags & VIEW_FLAG_LEADS))
			continue;
		if (has_attr(o, i, &p) && (i < view_types[o->type].num_seq || place_of(o, i, &p)) &&
		    push_attr(o, i)) {
			if (a->repeat == VIEW_REPEAT_ONCE)
				visit_once(o, i, &p);
			else
				visit_list(o, i, &p);
			state.way.num_steps--;
		}
		eval_release(mark);
	}
}

/* --- from the disk to the file */

static bool send_at(uint64_t offset, uint64_t length, uint64_t guest, uint32_t owner)
{
	struct run one = state.way;

	one.offset = offset;
	one.length = length;
	one.guest = guest;
	one.owner = (uint8_t)owner;
	return runs_send(state.r, &one);
}

/* The entry of an object's table that leads to the place. */
static bool entry_for(const struct object *o, uint32_t number, const struct object **next)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct value place = { .tag = VALUE_NUMBER, .number = state.place }, v;
	const struct scope scope = { .self = o, .it = &place };
	struct place p = { 0 };
	uint64_t bits;

	*next = NULL;
	v = eval_program(a->index, &scope);
	if (v.tag != VALUE_NUMBER || v.number < 0 ||
	    !place_of_element(o, number, (uint64_t)v.number, &p) ||
	    !extent_of(o, number, (uint64_t)v.number, &p, &bits) || !push_attr(o, number) ||
	    !push((uint64_t)v.number))
		return true;
	if (!send_at(p.at / BITS_PER_BYTE, bits / BITS_PER_BYTE, VIEW_NOT_ON_DISK, a->owner))
		return false;
	v = value_at(o, number, (uint64_t)v.number, &p);
	if (v.tag == VALUE_OBJECT)
		*next = v.object;
	return true;
}

/* The bytes of the place, if the object has them. */
static bool data_at(const struct object *o, uint32_t number)
{
	const struct view_attr *a = attr_of(o->type, number);
	uint64_t guest = guest_of(o, a), offset, bits;
	struct place p = { 0 };

	if (!place_of(o, number, &p) || !extent_of(o, number, 0, &p, &bits) || guest > state.place)
		return true;
	offset = p.at / BITS_PER_BYTE;
	if (a->owner == VIEW_OWNER_COMPRESSED)
		return !push_attr(o, number) ||
		       send_at(offset, bits / BITS_PER_BYTE, guest, a->owner);
	guest = state.place - guest;
	if (guest >= bits / BITS_PER_BYTE || guest > UINT64_MAX - offset)
		return true;
	return !push_attr(o, number) ||
	       send_at(offset + guest, bits / BITS_PER_BYTE - guest, state.place, a->owner);
}

static bool way_from_disk(void)
{
	const struct object *o = eval_root();

	while (o && !eval_stopped()) {
		const struct object *next = NULL;

		for (uint32_t i = 0; i < view_types[o->type].num_attrs && !next; i++) {
			const struct view_attr *a = attr_of(o->type, i);
			struct place p = { 0 };

			if (!(a->index || (a->guest && a->owner)) || !has_attr(o, i, &p))
				continue;
			if (a->index ? !entry_for(o, i, &next) : !data_at(o, i))
				return false;
		}
		o = next;
	}
	return !eval_stopped();
}

bool owners_answer(struct runs *r, const struct view_config *config)
{
	state.r = r;
	state.place = config->place;
	state.finds = config->mode == VIEW_MODE_AT_FILE;
	state.way.guest = VIEW_NOT_ON_DISK;
	if (config->mode == VIEW_MODE_AT_GUEST)
		return way_from_disk() && runs_flush(r);
	visit_object(eval_root());
	if (state.failed || eval_stopped())
		return false;
	return state.finds ? runs_flush(r) : runs_sweep(r);
}
