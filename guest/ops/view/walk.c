/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include "base/fault.h"
#include "base/mem.h"
#include "encoded.h"
#include "eval.h"
#include "file.h"
#include "generated/view.h"
#include "io/io.h"
#include "io/message.h"
#include "rows.h"

#define LEAST_ROW     3u
#define MOST_STEP     (UINT64_MAX >> 1)
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

/* Whether a byte ends the text, and is none of it. */
static bool ends_at(const struct view_node *node, uint8_t last)
{
	const struct view_attr *a = attr_of(node->owner, node->attribute);

	return (a->flags & VIEW_FLAG_TERMINATED) && last == a->terminator;
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
	if (!bytes_read(node->offset, w->data + w->len_data, (uint32_t)len)) {
		node->flags |= VIEW_NODE_FLAG_BROKEN;
		return;
	}
	if (is_text && ends_at(node, w->data[w->len_data + len - 1]))
		len--;
	node->len_data = (uint32_t)len;
}

/* Of what is written in base64, the characters are in the file. */
static void place_in_file(struct view_node *node)
{
	if (!is_encoded(node->offset))
		return;
	node->flags |= VIEW_NODE_FLAG_ENCODED;
	node->first_bit = node->num_bits = 0;
	if (!encoded_text(&node->offset, &node->length))
		node->flags |= VIEW_NODE_FLAG_BROKEN;
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
	place_in_file(node);
	if (!(node->flags & VIEW_NODE_FLAG_BROKEN))
		take_data(w, node);
	memcpy(w->nodes + w->len_nodes, node, VIEW_NODE_SIZE);
	w->len_nodes += VIEW_NODE_SIZE;
	w->len_data += node->len_data;
	w->num_nodes++;
	return !file_stopped();
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

/* What an entry means, or a structure that begins with one. */
static uint64_t meaning_of(const struct object *o)
{
	const struct scope scope = { .self = o };
	uint32_t program = view_types[o->type].means;
	struct value v;

	if (!program && view_types[o->type].num_seq &&
	    attr_of(o->type, 0)->kind == VIEW_KIND_OBJECT &&
	    view_types[attr_of(o->type, 0)->type].means) {
		v = eval_attr(o, 0);
		return v.tag == VALUE_OBJECT ? meaning_of(v.object) : 0;
	}
	if (!program)
		return 0;
	v = eval_program(program, &scope);
	return v.tag == VALUE_NUMBER && v.number > 0 ? (uint64_t)v.number : 0;
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
	if (v->tag == VALUE_OBJECT)
		node->means = meaning_of(v->object);
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

/* Elements that are one node. */
struct row {
	uint64_t num, step;
};

/* One attribute that is no list, or one element of one that is. */
static bool walk_one(struct walk *w, const struct object *o, uint32_t number, uint64_t index,
		     const struct place *p, uint32_t depth, const struct row *row,
		     struct value *out)
{
	const struct view_attr *a = attr_of(o->type, number);
	struct view_node node = { .depth = depth };
	struct value v = a->kind == VIEW_KIND_VALUE ? eval_attr(o, number)
						    : value_at(o, number, index, p);
	bool opens = v.tag == VALUE_OBJECT && a->kind != VIEW_KIND_VALUE;

	if (file_stopped())
		return false;
	*out = v;
	if (row) {
		node.flags = VIEW_NODE_FLAG_ELEMENT;
		node.num_alike = row->num;
		node.step = row->step;
	}
	fill(&node, o, number, index, p, &v);
	if (opens && depth == w->config->depth)
		node.flags |= VIEW_NODE_FLAG_DEEPER;
	if (!send(w, &node))
		return false;
	return !opens || depth == w->config->depth || w->full ||
	       walk_object(w, v.object, depth + 1);
}

/* Elements that follow this one by a rule. Those that lead on to lists are one node only where
 * they are the same. */
static struct row row_at(const struct walk *w, const struct entries *e, uint64_t index)
{
	const struct view_attr *a = attr_of(e->o->type, e->number);
	struct row row = { .num = 1 };

	if (!w->config->rows || file_is_tiring())
		return row;
	row.num = row_of_same(e, index);
	if (row.num == 1 && (a->kind != VIEW_KIND_OBJECT || !view_types[a->type].lists)) {
		row.num = row_by_step(e, index, &row.step);
		if (row.num < LEAST_ROW || row.step > MOST_STEP)
			row = (struct row){ .num = 1 };
	}
	return row;
}

static bool walk_rows(struct walk *w, const struct entries *e, uint32_t depth, uint64_t first)
{
	struct value v;
	uint64_t at = first;

	for (uint64_t i = 0; i < w->config->max_elements && at < e->count && !w->full; i++) {
		size_t mark = eval_mark();
		struct row row = row_at(w, e, at);
		struct place place = place_in(e, at);

		if (!file_step() || place.at / BITS_PER_BYTE >= place.stream_end ||
		    !walk_one(w, e->o, e->number, at, &place, depth, &row, &v))
			return !file_stopped();
		eval_release(mark);
		at += row.num;
	}
	return !file_stopped();
}

static bool walk_elements(struct walk *w, const struct object *o, uint32_t number, uint32_t depth,
			  uint64_t first, struct place *p)
{
	const struct row single = { .num = 1 };
	struct object kept;
	struct value last;
	uint64_t bits, i;

	if (!place_of_element(o, number, first, p))
		return !file_stopped();
	for (i = first; i - first < w->config->max_elements && !w->full; i++) {
		size_t mark = eval_mark();

		if (!more_elements(o, number, i, i > first ? &last : NULL, p))
			break;
		if (!walk_one(w, o, number, i, p, depth, &single, &last))
			return false;
		if (last.tag == VALUE_OBJECT) {
			kept = *last.object;
			last.object = &kept;
		}
		eval_release(mark);
		if (!extent_of(o, number, i, p, &bits))
			break;
		eval_release(mark);
		p->at += bits;
		if (attr_of(o->type, number)->kind != VIEW_KIND_BITS)
			p->at = (p->at + BITS_PER_BYTE - 1) / BITS_PER_BYTE * BITS_PER_BYTE;
	}
	return !file_stopped();
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
	struct entries e;
	uint64_t count;
	bool has_rows;

	if (!place_of(o, number, &p))
		node.flags |= VIEW_NODE_FLAG_BROKEN;
	node.offset = p.at / BITS_PER_BYTE;
	has_rows = w->config->rows && entries_of(o, number, &p, &e) && e.len;
	if (count_of(o, number, &count)) {
		node.value = count;
		/* Of rows the host sees how far they go. */
		if (!has_rows && (first > count || count - first > w->config->max_elements))
			node.flags |= VIEW_NODE_FLAG_MORE;
	}
	if (depth == w->config->depth)
		node.flags |= VIEW_NODE_FLAG_DEEPER;
	if (!send(w, &node))
		return false;
	if (depth == w->config->depth || (node.flags & VIEW_NODE_FLAG_BROKEN) || w->full)
		return true;
	return has_rows ? walk_rows(w, &e, depth + 1, first)
			: walk_elements(w, o, number, depth + 1, first, &p);
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
			ok = walk_one(w, o, number, 0, &p, depth, NULL, &v);
		} else {
			struct view_node node = { .depth = depth };

			v.tag = VALUE_BROKEN;
			fill(&node, o, number, 0, &p, &v);
			ok = send(w, &node);
		}
	}
	eval_release(mark);
	return ok && !file_stopped();
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
	return file_stopped() ? false : fault_code(VIEW_ERROR_NO_SUCH_NODE, step);
}

bool walk_path(struct walk *w, const struct object *root)
{
	const struct view_config *c = w->config;
	const struct object *o = root;
	const struct row single = { .num = 1 };
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
				return walk_one(w, o, (uint32_t)number, index, &p, 0, &single, &v);
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
