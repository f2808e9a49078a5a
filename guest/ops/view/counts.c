/* SPDX-License-Identifier: Apache-2.0 */
#include "counts.h"

#include "eval.h"
#include "file.h"

#define BITS_PER_BYTE 8u

/* The list of an object whose elements count, and of how many bytes each. */
static bool counting(const struct object *o, uint32_t *number, uint64_t *unit, struct place *p)
{
	for (uint32_t i = 0; i < view_types[o->type].num_attrs; i++) {
		const struct scope scope = { .self = o };
		struct value v;

		if (!attr_of(o->type, i)->counts || !has_attr(o, i, p) || !place_of(o, i, p))
			continue;
		v = eval_program(attr_of(o->type, i)->counts, &scope);
		*number = i;
		*unit = v.tag == VALUE_NUMBER && v.number > 0 ? (uint64_t)v.number : 0;
		return *unit != 0;
	}
	return false;
}

static void cut(struct run *gap, uint64_t end)
{
	if (end > gap->offset && end - gap->offset < gap->length)
		gap->length = end - gap->offset;
}

/* Counts of one block, from the gap's first byte on as far as they are alike. */
static void count_in(const struct object *slot, uint64_t first, uint64_t last, struct run *gap)
{
	uint64_t unit, count, end = gap->offset + gap->length, start = gap->offset, bits;
	struct place p;
	uint32_t number;
	bool leaked = false, decided = false;

	cut(gap, last);
	if (!counting(slot, &number, &unit, &p) || !count_of(slot, number, &count) ||
	    !element_bits(slot, number, &bits))
		return;
	for (uint64_t at = first + (start - first) / unit * unit; at < gap->offset + gap->length;) {
		struct place one = p;
		uint64_t index = (at - first) / unit, next = at + unit;
		uint64_t stop = next < file_end() ? next : file_end();
		struct value v;
		bool is;

		if (index >= count || !file_step())
			return;
		one.at += index * bits;
		v = value_at(slot, number, index, &one);
		is = v.tag == VALUE_NUMBER && v.number && at >= start && stop <= end;
		if (decided && is != leaked) {
			cut(gap, at);
			return;
		}
		if (is && !decided) {
			gap->owner = VIEW_OWNER_LEAKED;
			gap->steps[2] = slot->type << 16 | number;
			gap->steps[3] = (uint32_t)index;
			gap->num_steps = 4;
		}
		decided = true;
		leaked = is;
		at = next;
	}
}

void counts_of(struct run *gap)
{
	const struct object *root = eval_root();
	size_t mark = eval_mark();
	uint64_t unit, index, count, bits, first;
	struct place p;
	struct value v;
	uint32_t number;

	gap->owner = VIEW_OWNER_UNKNOWN;
	gap->num_steps = 0;
	if (!counting(root, &number, &unit, &p) || !count_of(root, number, &count) ||
	    !element_bits(root, number, &bits))
		return;
	index = gap->offset / unit;
	first = index * unit;
	if (index < count && bits < UINT32_MAX && index < UINT32_MAX) {
		p.at += index * bits;
		v = value_at(root, number, index, &p);
		gap->steps[0] = root->type << 16 | number;
		gap->steps[1] = (uint32_t)index;
		if (v.tag == VALUE_OBJECT && unit <= UINT64_MAX - first)
			count_in(v.object, first, first + unit, gap);
	}
	eval_release(mark);
}
