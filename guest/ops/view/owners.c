/* SPDX-License-Identifier: Apache-2.0 */
#include "owners.h"

#include "base/mem.h"
#include "eval.h"
#include "file.h"
#include "rows.h"
#include "runs.h"

#define BITS_PER_BYTE 8u

static struct {
	struct runs *r;
	bool finds;	/* only what has the byte at `place` */
	bool from_disk; /* which is of the disk, not of the file */
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
	if (file_is_tiring())
		state.r->full = true;
	return state.failed || file_stopped() || state.r->full;
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

static uint64_t number_of(const struct object *o, uint32_t program, uint64_t otherwise)
{
	const struct scope scope = { .self = o };
	struct value v = { .tag = VALUE_BROKEN };

	if (program)
		v = eval_program(program, &scope);
	return v.tag == VALUE_NUMBER && v.number >= 0 ? (uint64_t)v.number : otherwise;
}

/* What is left of it from the byte of the disk on that is asked for. False: it does not have it. */
static bool cut_to_place(struct run *one)
{
	uint64_t past = state.place - one->guest;

	if (one->guest == VIEW_NOT_ON_DISK || one->guest > state.place || past >= span_of(one))
		return false;
	if (is_packed(one))
		return true;
	one->offset += past;
	one->length -= past;
	one->guest = state.place;
	return true;
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
	one.guest = number_of(o, a->guest, VIEW_NOT_ON_DISK);
	one.span = number_of(o, a->span, 0);
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
	if (state.from_disk ? !cut_to_place(&one)
			    : state.place < offset || state.place - offset >= one.length)
		return;
	if (!state.from_disk && each && one.num_steps < VIEW_MAX_STEPS)
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

/* How many entries follow this one by the same step: what they lead to lies in a row then. The
 * first and the last of them are looked at. */
static uint64_t row_after(const struct entries *e, uint64_t index, const struct run *one)
{
	uint64_t step, num;

	if (!one->length || one->guest == VIEW_NOT_ON_DISK)
		return 0;
	num = row_by_step(e, index, &step) - 1;
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

		if (!file_step() || p.at / BITS_PER_BYTE >= p.stream_end ||
		    (e->len && e->len <= SHORT && !has_bytes))
			break;
		if (known && has_bytes && memcmp(bytes, nothing, e->len) == 0)
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

		if (!file_step())
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
	struct entries e;
	uint64_t whole;

	if (!entries_of(o, number, p, &e)) {
		visit_various(o, number, *p);
		return;
	}
	if (e.bits) {
		whole = e.count > (UINT64_MAX - p->at) / e.bits ? UINT64_MAX - p->at
								: e.count * e.bits;
		take(o, a, p->at / BITS_PER_BYTE, whole / BITS_PER_BYTE, e.bits / BITS_PER_BYTE);
	}
	if (a->flags & VIEW_FLAG_LEADS)
		visit_entries(&e);
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

/* Whether numbers lead from a byte of the disk to its entry; else all entries are looked at. */
static bool has_index(uint32_t type)
{
	for (uint32_t i = 0; i < view_types[type].num_attrs; i++)
		if (attr_of(type, i)->index || attr_of(type, i)->guest)
			return true;
	return false;
}

/* The entry of an object's table that leads to the place. */
static bool entry_for(const struct object *o, uint32_t number, uint32_t *owner,
		      const struct object **next)
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
	if (a->owner)
		*owner = a->owner;
	if (!send_at(p.at / BITS_PER_BYTE, bits / BITS_PER_BYTE, VIEW_NOT_ON_DISK, *owner))
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
	uint64_t guest = number_of(o, a->guest, VIEW_NOT_ON_DISK), offset, bits;
	struct place p = { 0 };

	if (!place_of(o, number, &p) || !extent_of(o, number, 0, &p, &bits) || guest > state.place)
		return true;
	offset = p.at / BITS_PER_BYTE;
	if (a->owner == VIEW_OWNER_COMPRESSED) {
		state.way.span = number_of(o, a->span, 0);
		return !push_attr(o, number) ||
		       send_at(offset, bits / BITS_PER_BYTE, guest, a->owner);
	}
	guest = state.place - guest;
	if (guest >= bits / BITS_PER_BYTE || guest > UINT64_MAX - offset)
		return true;
	return !push_attr(o, number) ||
	       send_at(offset + guest, bits / BITS_PER_BYTE - guest, state.place, a->owner);
}

static bool way_from_disk(void)
{
	const struct object *o = eval_root();
	uint32_t owner = VIEW_OWNER_UNKNOWN; /* of the table, or of the one that it is part of */

	while (o && !file_stopped()) {
		const struct object *next = NULL;

		for (uint32_t i = 0; i < view_types[o->type].num_attrs && !next; i++) {
			const struct view_attr *a = attr_of(o->type, i);
			struct place p = { 0 };

			if (!(a->index || (a->guest && a->owner)) || !has_attr(o, i, &p))
				continue;
			if (a->index ? !entry_for(o, i, &owner, &next) : !data_at(o, i))
				return false;
		}
		o = next;
	}
	return !file_stopped();
}

bool owners_answer(struct runs *r, const struct view_config *config)
{
	state.r = r;
	state.place = config->place;
	state.finds = config->mode != VIEW_MODE_OWNERS;
	state.way.guest = VIEW_NOT_ON_DISK;
	state.from_disk = config->mode == VIEW_MODE_AT_GUEST;
	if (state.from_disk && has_index(eval_root()->type))
		return way_from_disk() && runs_flush(r);
	visit_object(eval_root());
	if (state.failed || file_stopped())
		return false;
	return state.finds ? runs_flush(r) : runs_sweep(r);
}
