/* SPDX-License-Identifier: Apache-2.0 */
/* Where attributes are, and what is there. */
#include "encoded.h"
#include "eval.h"
#include "file.h"

#define BITS_PER_BYTE 8u

static struct scope scope_of(const struct object *o, uint64_t index, uint64_t pos)
{
	struct scope scope = { .self = o, .index = index, .pos = pos };

	return scope;
}

static uint64_t aligned(uint64_t bits)
{
	return (bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE * BITS_PER_BYTE;
}

static bool size_in_bytes(uint32_t program, const struct scope *scope, uint64_t *size)
{
	struct value v = eval_program(program, scope);

	if (v.tag != VALUE_NUMBER || v.number < 0 ||
	    v.number > (__int128)(UINT64_MAX / BITS_PER_BYTE))
		return false;
	*size = (uint64_t)v.number;
	return true;
}

/* A text up to a byte that ends it, or to the end of its stream. */
static bool terminated(const struct view_attr *a, const struct place *p, uint64_t *bytes)
{
	uint64_t start = p->at / BITS_PER_BYTE;
	uint8_t byte;

	for (*bytes = 0; start + *bytes < p->stream_end; (*bytes)++) {
		if (!file_step() || !bytes_read(start + *bytes, &byte, 1))
			return false;
		if (byte == a->terminator) {
			(*bytes)++;
			break;
		}
	}
	return true;
}

/* Where the sequence of an object ends. */
static bool end_of(const struct object *o, uint64_t *at);

static struct value object_at(const struct object *o, uint32_t number, uint64_t index,
			      const struct place *p);

bool extent_of(const struct object *o, uint32_t number, uint64_t index, const struct place *p,
	       uint64_t *bits)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct scope scope = scope_of(o, index, p->at / BITS_PER_BYTE);
	uint64_t bytes, end;
	struct value v;

	if (!file_step())
		return false;
	if (a->kind == VIEW_KIND_NUMBER || a->kind == VIEW_KIND_BITS) {
		*bits = a->kind == VIEW_KIND_BITS ? a->width : a->width * BITS_PER_BYTE;
		return true;
	}
	if (a->size) {
		if (!size_in_bytes(a->size, &scope, &bytes))
			return false;
	} else if (a->flags & VIEW_FLAG_TO_END) {
		bytes = p->at / BITS_PER_BYTE < p->stream_end
				? p->stream_end - p->at / BITS_PER_BYTE
				: 0;
	} else if (a->flags & VIEW_FLAG_TERMINATED) {
		if (!terminated(a, p, &bytes))
			return false;
	} else if (a->kind == VIEW_KIND_OBJECT) {
		if (view_types[a->type].size != VIEW_NOWHERE) {
			*bits = view_types[a->type].size;
			return true;
		}
		v = object_at(o, number, index, p);
		if (v.tag != VALUE_OBJECT || !end_of(v.object, &end))
			return false;
		*bits = aligned(end) - p->at;
		return true;
	} else {
		return false;
	}
	*bits = bytes * BITS_PER_BYTE;
	return true;
}

bool count_of(const struct object *o, uint32_t number, uint64_t *count)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct scope scope = scope_of(o, 0, 0);
	struct value v;

	if (a->repeat != VIEW_REPEAT_COUNT)
		return false;
	v = eval_program(a->count, &scope);
	*count = v.tag == VALUE_NUMBER && v.number > 0 ? (uint64_t)v.number : 0;
	return v.tag == VALUE_NUMBER;
}

bool more_elements(const struct object *o, uint32_t number, uint64_t index,
		   const struct value *last, const struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	uint64_t at = p->at / BITS_PER_BYTE, count;
	struct scope scope = scope_of(o, index ? index - 1 : 0, at);

	if (at >= p->stream_end)
		return false;
	if (a->repeat == VIEW_REPEAT_COUNT)
		return count_of(o, number, &count) && index < count;
	if (a->repeat == VIEW_REPEAT_TO_END || !last)
		return true;
	scope.it = last;
	return last->tag != VALUE_BROKEN && !eval_true(a->count, &scope);
}

bool element_bits(const struct object *o, uint32_t number, uint64_t *bits)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct place p = { .stream_end = UINT64_MAX };
	size_t mark = eval_mark();
	bool has;

	if (a->flags & VIEW_FLAG_TERMINATED)
		return false;
	if (a->kind == VIEW_KIND_OBJECT && !a->size) {
		*bits = view_types[a->type].size;
		if (*bits != VIEW_NOWHERE || !view_types[a->type].uniform)
			return *bits != VIEW_NOWHERE;
	} else if (a->kind != VIEW_KIND_NUMBER && a->kind != VIEW_KIND_BITS && !a->size) {
		return false;
	}
	has = extent_of(o, number, 0, &p, bits);
	eval_release(mark);
	return has;
}

/* Step over elements, one by one, up to number `upto` or the last. */
static bool over_elements(const struct object *o, uint32_t number, uint64_t upto, struct place *p,
			  uint64_t *num)
{
	struct object kept; /* the condition of the next round looks at it */
	struct value last;
	uint64_t bits;

	for (*num = 0; *num < upto && more_elements(o, number, *num, *num ? &last : NULL, p);
	     (*num)++) {
		size_t mark = eval_mark();

		if (!file_step())
			return false;
		last = value_at(o, number, *num, p);
		if (!extent_of(o, number, *num, p, &bits))
			return false;
		p->at = aligned(p->at + bits);
		if (last.tag == VALUE_OBJECT) {
			kept = *last.object;
			last.object = &kept;
		}
		eval_release(mark);
	}
	return true;
}

/* Step over an attribute of a sequence. */
static bool step_over(const struct object *o, uint32_t number, struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct scope scope = scope_of(o, 0, p->at / BITS_PER_BYTE);
	uint64_t bits, num, count;

	if (a->kind != VIEW_KIND_BITS)
		p->at = aligned(p->at);
	if (!eval_true(a->cond, &scope))
		return !file_stopped();
	if (a->repeat == VIEW_REPEAT_ONCE) {
		if (!extent_of(o, number, 0, p, &bits))
			return false;
		p->at += bits;
		return true;
	}
	if (element_bits(o, number, &bits) && count_of(o, number, &count)) {
		if (bits && count > (UINT64_MAX - p->at) / bits)
			return false;
		p->at += bits * count;
		return true;
	}
	return over_elements(o, number, UINT64_MAX, p, &num);
}

static bool walk_to(const struct object *o, uint32_t number, struct place *p)
{
	uint32_t i = number;

	p->stream = o->stream;
	p->stream_end = o->stream_end;
	/* Begin at the last attribute whose place is always the same. */
	while (i > 0 &&
	       (i == view_types[o->type].num_seq || attr_of(o->type, i)->offset == VIEW_NOWHERE))
		i--;
	p->at = o->start * BITS_PER_BYTE;
	if (number > 0 && attr_of(o->type, i)->offset != VIEW_NOWHERE)
		p->at += attr_of(o->type, i)->offset;
	for (; i < number; i++)
		if (!step_over(o, i, p))
			return false;
	return true;
}

static bool end_of(const struct object *o, uint64_t *at)
{
	struct place p;

	if (!walk_to(o, view_types[o->type].num_seq, &p))
		return false;
	*at = p.at;
	return true;
}

bool place_of(const struct object *o, uint32_t number, struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct scope scope = scope_of(o, 0, 0);
	uint64_t pos;

	if (number < view_types[o->type].num_seq) {
		if (!walk_to(o, number, p))
			return false;
		if (a->kind != VIEW_KIND_BITS)
			p->at = aligned(p->at);
		return true;
	}
	p->stream = a->flags & VIEW_FLAG_IN_ROOT ? 0 : o->stream;
	p->stream_end = a->flags & VIEW_FLAG_IN_ROOT ? file_end() : o->stream_end;
	if (!a->pos || !size_in_bytes(a->pos, &scope, &pos) || pos > file_end())
		return false;
	p->at = (p->stream + pos) * BITS_PER_BYTE;
	return true;
}

bool place_of_element(const struct object *o, uint32_t number, uint64_t index, struct place *p)
{
	uint64_t bits, count, num;

	if (!place_of(o, number, p))
		return false;
	if (element_bits(o, number, &bits) && count_of(o, number, &count)) {
		if (index >= count || (bits && index > (UINT64_MAX - p->at) / bits))
			return false;
		p->at += bits * index;
		return true;
	}
	return over_elements(o, number, index, p, &num) && num == index;
}

/* --- values */

static struct value number_at(const struct view_attr *a, const struct place *p)
{
	struct value v = { .tag = VALUE_NUMBER };
	unsigned int first = (unsigned int)(p->at % BITS_PER_BYTE);
	unsigned int bits = a->kind == VIEW_KIND_BITS ? a->width : a->width * BITS_PER_BYTE;
	unsigned int len = (first + bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
	unsigned __int128 all = 0;
	uint8_t bytes[9];
	uint64_t number;

	if (len > sizeof(bytes) || !bytes_read(p->at / BITS_PER_BYTE, bytes, len)) {
		v.tag = VALUE_BROKEN;
		return v;
	}
	for (unsigned int i = 0; i < len; i++)
		all = all << BITS_PER_BYTE | bytes[a->flags & VIEW_FLAG_LITTLE ? len - 1 - i : i];
	all >>= a->flags & VIEW_FLAG_LITTLE ? first : len * BITS_PER_BYTE - first - bits;
	number = (uint64_t)all;
	if (bits < 64)
		number &= (UINT64_C(1) << bits) - 1;
	v.number = number;
	if ((a->flags & VIEW_FLAG_SIGNED) && number >> (bits - 1))
		v.number -= (__int128)1 << bits;
	return v;
}

static bool ends_in(const struct view_attr *a, uint64_t offset, uint64_t len)
{
	uint8_t last;

	return len > 0 && bytes_read(offset + len - 1, &last, 1) && last == a->terminator;
}

/* The part of the file that an object is alone in, if there is one. */
static bool stream_of(const struct view_attr *a, const struct place *p, const struct scope *scope,
		      struct place *out, uint64_t *size)
{
	*out = *p;
	if (a->size)
		return size_in_bytes(a->size, scope, size);
	if (!(a->flags & VIEW_FLAG_TERMINATED))
		return true;
	if (!terminated(a, p, size))
		return false;
	*size -= ends_in(a, p->at / BITS_PER_BYTE, *size);
	if (!(a->flags & VIEW_FLAG_BASE64))
		return true;
	if (!encoded_begin(p->at / BITS_PER_BYTE, *size, &out->at, size))
		return false;
	out->at *= BITS_PER_BYTE;
	return true;
}

static struct value new_object(const struct place *p, uint32_t type, const uint64_t *size,
			       struct object **out)
{
	const struct value none = { .tag = VALUE_BROKEN };
	struct value v = { .tag = VALUE_OBJECT };
	struct object *made = eval_object();

	if (!made)
		return none;
	*out = made;
	made->type = type;
	made->start = p->at / BITS_PER_BYTE;
	made->stream = p->stream;
	made->stream_end = p->stream_end;
	if (size) {
		made->stream = made->start;
		made->stream_end = made->start + *size;
	}
	v.object = made;
	v.offset = made->start;
	return v;
}

static struct value object_at(const struct object *o, uint32_t number, uint64_t index,
			      const struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct scope scope = scope_of(o, index, p->at / BITS_PER_BYTE);
	struct value v = { .tag = VALUE_BROKEN };
	bool is_alone = a->size || (a->flags & VIEW_FLAG_TERMINATED);
	struct object *made = NULL;
	struct place part;
	uint64_t size;

	if (!stream_of(a, p, &scope, &part, &size))
		return v;
	v = new_object(&part, a->type, is_alone ? &size : NULL, &made);
	if (v.tag == VALUE_OBJECT && !eval_arguments(a->args, &scope, made))
		v.tag = VALUE_BROKEN;
	return v;
}

/* The object that a number chooses, or bytes. */
static struct value case_at(const struct object *o, uint32_t number, uint64_t index,
			    const struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct scope scope = scope_of(o, index, p->at / BITS_PER_BYTE);
	struct value by = eval_program(a->value, &scope), v = { .tag = VALUE_BYTES };
	struct object *made = NULL;

	v.offset = p->at / BITS_PER_BYTE;
	if (!a->size || !size_in_bytes(a->size, &scope, &v.len)) {
		v.tag = VALUE_BROKEN;
		return v;
	}
	for (uint32_t i = 0; by.tag == VALUE_NUMBER && i < a->width; i++)
		if (view_cases[a->type + i].value == by.number)
			return new_object(p, view_cases[a->type + i].type, &v.len, &made);
	return v;
}

struct value value_at(const struct object *o, uint32_t number, uint64_t index,
		      const struct place *p)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct value v = { .tag = VALUE_BYTES, .offset = p->at / BITS_PER_BYTE };
	uint64_t bits;

	switch (a->kind) {
	case VIEW_KIND_NUMBER:
	case VIEW_KIND_BITS:
		return number_at(a, p);
	case VIEW_KIND_OBJECT:
		return object_at(o, number, index, p);
	case VIEW_KIND_CASES:
		return case_at(o, number, index, p);
	default:
		if (!extent_of(o, number, index, p, &bits)) {
			v.tag = VALUE_BROKEN;
			return v;
		}
		v.len = bits / BITS_PER_BYTE;
		if (a->flags & VIEW_FLAG_TERMINATED)
			v.len -= ends_in(a, v.offset, v.len);
		return v;
	}
}

bool has_attr(const struct object *o, uint32_t number, struct place *p)
{
	struct scope scope = scope_of(o, 0, 0);

	if (number < view_types[o->type].num_seq) {
		if (!place_of(o, number, p))
			return false;
		scope.pos = p->at / BITS_PER_BYTE;
	}
	return eval_true(attr_of(o->type, number)->cond, &scope);
}

/* --- what is asked for again and again: the root's values, and those of its structures */

#define KEPT 128u

static struct kept {
	const struct view_attr *attr; /* NULL: free */
	uint64_t start;
	struct value value;
	struct object object;
} kept[KEPT];

static struct value attr_value(const struct object *o, uint32_t number);

struct value eval_attr(const struct object *o, uint32_t number)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct kept *k = &kept[(size_t)(a - view_attrs) % KEPT];
	struct value v;

	if (!o->kept || a->repeat != VIEW_REPEAT_ONCE)
		return attr_value(o, number);
	if (k->attr == a && k->start == o->start)
		return k->value;
	v = attr_value(o, number);
	if (k->attr || v.tag == VALUE_BROKEN)
		return v;
	if (v.tag == VALUE_OBJECT) {
		k->object = *v.object;
		k->object.kept = view_types[v.object->type].num_params == 0;
		v.object = &k->object;
	}
	k->attr = a;
	k->start = o->start;
	k->value = v;
	return v;
}

static struct value attr_value(const struct object *o, uint32_t number)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct scope scope = scope_of(o, 0, 0);
	struct value v = { .tag = VALUE_BROKEN };
	struct place p = { 0 };

	if (!has_attr(o, number, &p))
		return v;
	if (a->kind == VIEW_KIND_VALUE)
		return eval_program(a->value, &scope);
	if (number >= view_types[o->type].num_seq && !place_of(o, number, &p))
		return v;
	return value_at(o, number, 0, &p);
}

struct value eval_element(const struct object *o, uint32_t number, uint64_t index)
{
	const struct value none = { .tag = VALUE_BROKEN };
	struct place p;

	if (!place_of_element(o, number, index, &p))
		return none;
	return value_at(o, number, index, &p);
}
