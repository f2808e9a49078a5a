/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include "base/fault.h"
#include "base/mem.h"
#include "eval.h"
#include "generated/view.h"
#include "io/io.h"
#include "io/message.h"

#define BATCH	      256u
#define BATCH_DATA    16384u
#define BITS_PER_BYTE 8u

bool walk_begin(struct walk *w, const struct view_config *config)
{
	memset(w, 0, sizeof(*w));
	w->config = config;
	w->nodes = io_alloc((size_t)BATCH * VIEW_NODE_SIZE, sizeof(uint64_t));
	w->data = io_alloc(BATCH_DATA, 1);
	return w->nodes && w->data;
}

static bool flush(struct walk *w)
{
	struct guest_message message = {
		.kind = GUEST_MESSAGE_VIEW_NODES,
		.view_nodes = { .nodes = { w->nodes, w->len_nodes },
				.data = { w->data, w->len_data } },
	};

	if (!w->len_nodes)
		return true;
	w->len_nodes = w->len_data = 0;
	return message_emit(&message);
}

bool walk_end(struct walk *w)
{
	return flush(w);
}

/* The bytes of a leaf travel with it, where they are few or a text. */
static void take_data(struct walk *w, struct view_node *node)
{
	uint64_t len = node->length;
	bool is_text = node->kind == VIEW_NODE_KIND_TEXT;

	if (node->kind >= VIEW_NODE_KIND_OBJECT || !len)
		return;
	if (len > (is_text ? VIEW_MAX_DATA : VIEW_MAX_BYTES)) {
		len = is_text ? VIEW_MAX_DATA : 0;
		node->flags |= VIEW_NODE_FLAG_CUT;
	}
	if (!file_read(node->offset, w->data + w->len_data, (uint32_t)len)) {
		node->flags |= VIEW_NODE_FLAG_BROKEN;
		return;
	}
	node->len_data = (uint32_t)len;
}

static bool send(struct walk *w, struct view_node *node)
{
	if (w->num_nodes == w->config->max_nodes) {
		w->full = true;
		return true;
	}
	if ((w->len_nodes == BATCH * VIEW_NODE_SIZE || w->len_data > BATCH_DATA - VIEW_MAX_DATA) &&
	    !flush(w))
		return false;
	if (!(node->flags & VIEW_NODE_FLAG_BROKEN))
		take_data(w, node);
	memcpy(w->nodes + w->len_nodes, node, VIEW_NODE_SIZE);
	w->len_nodes += VIEW_NODE_SIZE;
	w->len_data += node->len_data;
	w->num_nodes++;
	return !eval_stopped();
}

static void set_number(struct view_node *node, __int128 number)
{
	if (number < 0) {
		node->flags |= VIEW_NODE_FLAG_NEGATIVE;
		number = -number;
	}
	node->value = (uint64_t)number;
}

static uint16_t kind_of(const struct view_attr *a, const struct value *v)
{
	if (v->tag == VALUE_OBJECT)
		return VIEW_NODE_KIND_OBJECT;
	if (a->kind == VIEW_KIND_VALUE)
		return v->tag == VALUE_BYTES ? VIEW_NODE_KIND_BYTES : VIEW_NODE_KIND_COMPUTED;
	if (a->kind == VIEW_KIND_BITS)
		return VIEW_NODE_KIND_BITS;
	if (a->kind == VIEW_KIND_TEXT)
		return VIEW_NODE_KIND_TEXT;
	return v->tag == VALUE_BYTES ? VIEW_NODE_KIND_BYTES : VIEW_NODE_KIND_NUMBER;
}

/* Where a node is, and what it holds. */
static void fill(struct view_node *node, const struct object *o, uint32_t number, uint64_t index,
		 const struct place *p, const struct value *v)
{
	const struct view_attr *a = attr_of(o->type, number);
	uint64_t bits;

	node->owner = o->type;
	node->attribute = number;
	node->index = index;
	node->object = v->tag == VALUE_OBJECT ? v->object->type : VIEW_NO_TYPE;
	node->kind = kind_of(a, v);
	if (v->tag == VALUE_BROKEN)
		node->flags |= VIEW_NODE_FLAG_BROKEN;
	if (v->tag == VALUE_NUMBER)
		set_number(node, v->number);
	if (a->kind == VIEW_KIND_VALUE) {
		node->offset = v->tag == VALUE_OBJECT ? v->object->start : 0;
		return;
	}
	node->offset = p->at / BITS_PER_BYTE;
	if (v->tag != VALUE_BROKEN && extent_of(o, number, index, p, &bits)) {
		node->length = (p->at % BITS_PER_BYTE + bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
		if (node->length > UINT64_MAX - node->offset)
			node->flags |= VIEW_NODE_FLAG_BROKEN;
	}
	if (a->kind == VIEW_KIND_BITS) {
		node->first_bit = (uint32_t)(p->at % BITS_PER_BYTE);
		node->num_bits = a->width;
	}
}

static bool walk_object(struct walk *w, const struct object *o, uint32_t depth);

/* One attribute that is no list, or one element of one that is. */
static bool walk_one(struct walk *w, const struct object *o, uint32_t number, uint64_t index,
		     const struct place *p, uint32_t depth, uint32_t flags, struct value *out)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct view_node node = { .depth = depth, .flags = (uint16_t)flags };
	struct value v = a->kind == VIEW_KIND_VALUE ? eval_attr(o, number)
						    : value_at(o, number, index, p);
	bool opens = v.tag == VALUE_OBJECT && a->kind != VIEW_KIND_VALUE;

	if (eval_stopped())
		return false;
	*out = v;
	fill(&node, o, number, index, p, &v);
	if (opens && depth == w->config->depth)
		node.flags |= VIEW_NODE_FLAG_DEEPER;
	if (!send(w, &node))
		return false;
	return !opens || depth == w->config->depth || w->full ||
	       walk_object(w, v.object, depth + 1);
}

static bool walk_elements(struct walk *w, const struct object *o, uint32_t number, uint32_t depth,
			  uint64_t first, struct place *p)
{
	struct object kept;
	struct value last;
	uint64_t bits, i;

	if (!place_of_element(o, number, first, p))
		return !eval_stopped();
	for (i = first; i - first < w->config->max_elements && !w->full; i++) {
		size_t mark = eval_mark();

		if (!more_elements(o, number, i, i > first ? &last : NULL, p))
			break;
		if (!walk_one(w, o, number, i, p, depth, VIEW_NODE_FLAG_ELEMENT, &last))
			return false;
		if (last.tag == VALUE_OBJECT) {
			kept = *last.object;
			last.object = &kept;
		}
		eval_release(mark);
		if (!extent_of(o, number, i, p, &bits))
			break;
		eval_release(mark);
		p->at = (p->at + bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE * BITS_PER_BYTE;
	}
	return !eval_stopped();
}

static bool walk_list(struct walk *w, const struct object *o, uint32_t number, uint32_t depth,
		      uint64_t first)
{
	struct view_node node = {
		.owner = o->type,
		.attribute = number,
		.object = VIEW_NO_TYPE,
		.kind = VIEW_NODE_KIND_LIST,
		.depth = depth,
		.value = VIEW_UNKNOWN_COUNT,
	};
	struct place p = { 0 };
	uint64_t count;

	if (!place_of(o, number, &p))
		node.flags |= VIEW_NODE_FLAG_BROKEN;
	node.offset = p.at / BITS_PER_BYTE;
	if (count_of(o, number, &count)) {
		node.value = count;
		if (first > count || count - first > w->config->max_elements)
			node.flags |= VIEW_NODE_FLAG_MORE;
	}
	if (depth == w->config->depth)
		node.flags |= VIEW_NODE_FLAG_DEEPER;
	if (!send(w, &node))
		return false;
	if (depth == w->config->depth || (node.flags & VIEW_NODE_FLAG_BROKEN) || w->full)
		return true;
	return walk_elements(w, o, number, depth + 1, first, &p);
}

static bool walk_attr(struct walk *w, const struct object *o, uint32_t number, uint32_t depth,
		      uint64_t first)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct place p = { 0 };
	struct value v;
	size_t mark = eval_mark();
	bool ok = true;

	if (has_attr(o, number, &p)) {
		if (a->repeat != VIEW_REPEAT_ONCE) {
			ok = walk_list(w, o, number, depth, first);
		} else if (a->kind == VIEW_KIND_VALUE || number < view_types[o->type].num_seq ||
			   place_of(o, number, &p)) {
			ok = walk_one(w, o, number, 0, &p, depth, 0, &v);
		} else {
			struct view_node node = { .depth = depth };

			v.tag = VALUE_BROKEN;
			fill(&node, o, number, 0, &p, &v);
			ok = send(w, &node);
		}
	}
	eval_release(mark);
	return ok && !eval_stopped();
}

static bool walk_object(struct walk *w, const struct object *o, uint32_t depth)
{
	for (uint32_t i = 0; i < view_types[o->type].num_attrs && !w->full; i++)
		if (!walk_attr(w, o, i, depth, 0))
			return false;
	return true;
}

/* --- the way to the node that is asked for */

static bool no_such(uint32_t step)
{
	return eval_stopped() ? false : fault_code(VIEW_ERROR_NO_SUCH_NODE, step);
}

bool walk_path(struct walk *w, const struct object *root)
{
	const struct view_config *c = w->config;
	const struct object *o = root;
	struct place p = { 0 };
	struct value v;

	for (uint32_t i = 0; i < c->num_steps; i++) {
		uint64_t number = c->steps[i];
		bool many;

		if (number >= view_types[o->type].num_attrs)
			return no_such(i);
		if (!has_attr(o, (uint32_t)number, &p))
			return no_such(i);
		many = attr_of(o->type, (uint32_t)number)->repeat != VIEW_REPEAT_ONCE;
		if (i + 1 == c->num_steps)
			return walk_attr(w, o, (uint32_t)number, 0, many ? c->first_element : 0);
		if (many) {
			uint64_t index = c->steps[++i];

			if (!place_of_element(o, (uint32_t)number, index, &p))
				return no_such(i);
			if (i + 1 == c->num_steps)
				return walk_one(w, o, (uint32_t)number, index, &p, 0,
						VIEW_NODE_FLAG_ELEMENT, &v);
			v = value_at(o, (uint32_t)number, index, &p);
		} else {
			v = eval_attr(o, (uint32_t)number);
		}
		if (v.tag != VALUE_OBJECT)
			return no_such(i);
		o = v.object;
	}
	return walk_object(w, o, 0);
}
