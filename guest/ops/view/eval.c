/* SPDX-License-Identifier: Apache-2.0 */
/* Programs, and what they work with: the file, objects, steps. */
#include "eval.h"

#include "base/arith.h"
#include "base/mem.h"
#include "encoded.h"
#include "file.h"

#define MAX_OBJECTS 512u
#define MAX_LEVELS  48u
#define STACK	    6u

static struct {
	uint32_t levels;
	size_t num_objects;
	struct object objects[MAX_OBJECTS];
	struct object root;
} state;

static const struct value broken;

void eval_begin(uint32_t disk, uint32_t root_type)
{
	file_begin(disk);
	state.root.type = root_type;
	state.root.kept = true;
	state.root.stream_end = file_end();
}

const struct object *eval_root(void)
{
	return &state.root;
}

size_t eval_mark(void)
{
	return state.num_objects;
}

void eval_release(size_t mark)
{
	state.num_objects = mark;
}

struct object *eval_object(void)
{
	struct object *o;

	if (state.num_objects == MAX_OBJECTS)
		return NULL;
	o = &state.objects[state.num_objects++];
	memset(o, 0, sizeof(*o));
	return o;
}

const struct view_attr *attr_of(uint32_t type, uint32_t number)
{
	return &view_attrs[view_types[type].first + number];
}

/* --- programs */

static uint64_t operand(const uint8_t **p)
{
	uint64_t number = 0;

	for (unsigned int shift = 0; shift < 64; shift += 7) {
		uint8_t byte = *(*p)++;

		number |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			break;
	}
	return number;
}

static struct value number_value(__int128 number)
{
	struct value v = { .tag = VALUE_NUMBER, .number = number };

	return v;
}

static bool bytes_at(const struct value *v, uint64_t at, uint8_t *byte)
{
	if (v->literal)
		*byte = v->literal[at];
	else if (!bytes_read(v->offset + at, byte, 1))
		return false;
	return true;
}

static struct value equal_bytes(const struct value *a, const struct value *b, bool wanted)
{
	uint8_t x, y;

	if (a->len != b->len)
		return number_value(!wanted);
	for (uint64_t i = 0; i < a->len; i++) {
		if (!file_step() || !bytes_at(a, i, &x) || !bytes_at(b, i, &y))
			return broken;
		if (x != y)
			return number_value(!wanted);
	}
	return number_value(wanted);
}

/* Numbers stay within what 64 bits hold, with or without a sign; beyond it they are broken. */
static struct value bounded(__int128 number)
{
	if (number > (__int128)UINT64_MAX || number < (__int128)INT64_MIN)
		return broken;
	return number_value(number);
}

/* Rounded down, as Kaitai divides. */
static struct value divided(__int128 a, __int128 b, bool rest)
{
	uint64_t divisor, over;
	__int128 quotient;

	if (b <= 0)
		return broken;
	divisor = (uint64_t)b;
	if (a >= 0) {
		quotient = (uint64_t)a / divisor;
		over = (uint64_t)a % divisor;
	} else {
		uint64_t positive = (uint64_t)-a;

		over = positive % divisor;
		quotient = -(__int128)(positive / divisor) - (over != 0);
		over = over ? divisor - over : 0;
	}
	return rest ? number_value(over) : bounded(quotient);
}

static struct value shifted(__int128 a, __int128 b, bool left)
{
	if (b < 0 || b > 63 || a < 0)
		return broken;
	if (!left)
		return number_value((uint64_t)a >> (unsigned int)b);
	return bounded((__int128)((unsigned __int128)(uint64_t)a << (unsigned int)b));
}

static struct value binary(uint8_t op, const struct value *a, const struct value *b)
{
	__int128 x = a->number, y = b->number;

	if (a->tag == VALUE_BYTES && b->tag == VALUE_BYTES &&
	    (op == VIEW_OP_EQ || op == VIEW_OP_NE))
		return equal_bytes(a, b, op == VIEW_OP_EQ);
	if (a->tag != VALUE_NUMBER || b->tag != VALUE_NUMBER)
		return broken;
	switch (op) {
	case VIEW_OP_ADD:
		return bounded(x + y);
	case VIEW_OP_SUB:
		return bounded(x - y);
	case VIEW_OP_MUL:
		return bounded(x * y);
	case VIEW_OP_DIV:
		return divided(x, y, false);
	case VIEW_OP_MOD:
		return divided(x, y, true);
	case VIEW_OP_AND:
		return bounded(x & y);
	case VIEW_OP_OR:
		return bounded(x | y);
	case VIEW_OP_XOR:
		return bounded(x ^ y);
	case VIEW_OP_SHL:
		return shifted(x, y, true);
	case VIEW_OP_SHR:
		return shifted(x, y, false);
	case VIEW_OP_EQ:
		return number_value(x == y);
	case VIEW_OP_NE:
		return number_value(x != y);
	case VIEW_OP_LT:
		return number_value(x < y);
	case VIEW_OP_LE:
		return number_value(x <= y);
	case VIEW_OP_GT:
		return number_value(x > y);
	default:
		return number_value(x >= y);
	}
}

static struct value unary(uint8_t op, const struct value *a)
{
	if (a->tag != VALUE_NUMBER)
		return broken;
	if (op == VIEW_OP_NEG)
		return bounded(-a->number);
	return op == VIEW_OP_NOT ? number_value(!a->number) : bounded(~a->number);
}

/* What needs no operand on the stack. */
static struct value leaf(uint8_t op, const uint8_t **p, const struct scope *scope)
{
	struct value v = { .tag = VALUE_OBJECT, .object = scope->self };
	uint64_t number;

	switch (op) {
	case VIEW_OP_INT:
		number = operand(p);
		return number_value(number & 1 ? -(__int128)(number >> 1) - 1
					       : (__int128)(number >> 1));
	case VIEW_OP_BYTES:
		v.tag = VALUE_BYTES;
		v.len = operand(p);
		v.literal = *p;
		*p += v.len;
		return v;
	case VIEW_OP_PARAM:
		return scope->self->params[operand(p) % VIEW_MAX_PARAMS];
	case VIEW_OP_SELF:
		return v;
	case VIEW_OP_ROOT:
		v.object = &state.root;
		return v;
	case VIEW_OP_INDEX:
		return number_value(scope->index);
	case VIEW_OP_IT:
		return scope->it ? *scope->it : broken;
	case VIEW_OP_IO_SIZE:
		return number_value(scope->self->stream_end - scope->self->stream);
	case VIEW_OP_IO_POS:
		return number_value((__int128)scope->pos - scope->self->stream);
	default:
		return number_value(scope->pos >= scope->self->stream_end);
	}
}

static struct value member(const struct value *owner, uint32_t number)
{
	return owner->tag == VALUE_OBJECT ? eval_attr(owner->object, number) : broken;
}

static struct value element(const struct value *owner, const struct value *index, uint32_t number)
{
	if (owner->tag != VALUE_OBJECT || index->tag != VALUE_NUMBER || index->number < 0)
		return broken;
	return eval_element(owner->object, number, (uint64_t)index->number);
}

/* Run a program, whose values are left on the stack. False: it does not fit there. */
static bool run(uint32_t program, const struct scope *scope, struct value *stack, size_t *num)
{
	const uint8_t *p = &view_code[program];

	for (*num = 0; *p != VIEW_OP_END;) {
		uint8_t op = *p++;
		struct value *top = &stack[*num];

		if (!file_step())
			return false;
		if (op == VIEW_OP_SKIP) {
			uint64_t skipped = operand(&p);

			p += skipped;
		} else if (op == VIEW_OP_SKIP_IF_NOT) {
			uint64_t skipped = operand(&p);

			(*num)--;
			if (top[-1].tag != VALUE_NUMBER)
				return false;
			if (!top[-1].number)
				p += skipped;
		} else if (op == VIEW_OP_ATTR) {
			top[-1] = member(&top[-1], (uint32_t)operand(&p));
		} else if (op == VIEW_OP_ELEMENT) {
			top[-2] = element(&top[-2], &top[-1], (uint32_t)operand(&p));
			(*num)--;
		} else if (op == VIEW_OP_LENGTH) {
			top[-1] = top[-1].tag == VALUE_BYTES ? number_value(top[-1].len) : broken;
		} else if (op >= VIEW_OP_NEG) {
			top[-1] = unary(op, &top[-1]);
		} else if (op >= VIEW_OP_ADD) {
			top[-2] = binary(op, &top[-2], &top[-1]);
			(*num)--;
		} else {
			if (*num == STACK)
				return false;
			*top = leaf(op, &p, scope);
			(*num)++;
		}
	}
	return true;
}

/* Objects that were found on the way are no longer needed, but for the result. */
static struct value kept(size_t mark, struct value result)
{
	const struct object *o = result.object;

	if (result.tag == VALUE_OBJECT && o != &state.root && o >= &state.objects[mark] &&
	    o < &state.objects[state.num_objects]) {
		state.objects[mark] = *o;
		result.object = &state.objects[mark++];
	}
	eval_release(mark);
	return result;
}

struct value eval_program(uint32_t program, const struct scope *scope)
{
	struct value stack[STACK], result = broken;
	size_t num, mark = eval_mark();

	if (state.levels == MAX_LEVELS)
		return broken;
	state.levels++;
	if (run(program, scope, stack, &num) && num == 1)
		result = stack[0];
	state.levels--;
	return kept(mark, result);
}

bool eval_true(uint32_t program, const struct scope *scope)
{
	struct value v;

	if (!program)
		return true;
	v = eval_program(program, scope);
	return v.tag == VALUE_NUMBER && v.number != 0;
}

bool eval_arguments(uint32_t program, const struct scope *scope, struct object *o)
{
	struct value stack[STACK];
	size_t num = 0;

	if (!program)
		return true;
	if (state.levels == MAX_LEVELS)
		return false;
	state.levels++;
	if (!run(program, scope, stack, &num))
		num = 0;
	state.levels--;
	for (size_t i = 0; i < num && i < VIEW_MAX_PARAMS; i++)
		o->params[i] = stack[i];
	return num > 0;
}
