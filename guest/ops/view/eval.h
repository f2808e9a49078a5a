/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EVAL_H
#define EVAL_H
/*
 * The tables of generated/views.h, read against one file. Nothing is kept of what was read: each
 * value is found anew from the root. What a hostile file can make long is counted in steps, what it
 * can make deep in levels.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"
#include "generated/views.h"

/* What a value can be read as; BROKEN: not at all, the file does not have it. */
enum value_tag { VALUE_BROKEN, VALUE_NUMBER, VALUE_BYTES, VALUE_OBJECT };

struct object;

struct value {
	enum value_tag tag;
	__int128 number;
	uint64_t offset; /* of bytes in the file */
	uint64_t len;
	const uint8_t *literal; /* bytes of the tables, not of the file */
	const struct object *object;
};

/* A structure in the file. Its stream is the part of the file that it cannot see past. */
struct object {
	uint32_t type;
	uint64_t start;
	uint64_t stream, stream_end;
	bool kept; /* what is known of it is remembered */
	struct value params[VIEW_MAX_PARAMS];
};

/* What an expression of an attribute may name. */
struct scope {
	const struct object *self;
	uint64_t index;
	const struct value *it;
	uint64_t pos; /* for `_io.pos` and `_io.eof`, in the file */
};

/* Where an attribute is, in bits from the file's start, and which stream it is in. */
struct place {
	uint64_t at;
	uint64_t stream, stream_end;
};

/* A value that the file does not have is broken; no other is asked for once `file_stopped`. */
void eval_begin(uint32_t disk, uint32_t root_type);
const struct object *eval_root(void);

/* Objects that values name live until the level that was marked before them is released. */
size_t eval_mark(void);
void eval_release(size_t mark);
struct object *eval_object(void); /* NULL: stopped */

const struct view_attr *attr_of(uint32_t type, uint32_t number);

struct value eval_program(uint32_t program, const struct scope *scope);
bool eval_true(uint32_t program, const struct scope *scope); /* of none: true */
/* Give an object the parameters that the attribute says that holds it. */
bool eval_arguments(uint32_t program, const struct scope *scope, struct object *o);
/* The value of an attribute that is no list. */
struct value eval_attr(const struct object *o, uint32_t number);
struct value eval_element(const struct object *o, uint32_t number, uint64_t index);

/* Whether an object has an attribute; `p` is then its place in a sequence. */
bool has_attr(const struct object *o, uint32_t number, struct place *p);
/* Place of an attribute, or of one element. False: it has none. */
bool place_of(const struct object *o, uint32_t number, struct place *p);
bool place_of_element(const struct object *o, uint32_t number, uint64_t index, struct place *p);
/* What is at a place. */
struct value value_at(const struct object *o, uint32_t number, uint64_t index,
		      const struct place *p);
/* Bits that one element takes. False: it has no end. */
bool extent_of(const struct object *o, uint32_t number, uint64_t index, const struct place *p,
	       uint64_t *bits);
/* Bits that all elements of a list take, where each takes as many. */
bool element_bits(const struct object *o, uint32_t number, uint64_t *bits);
/* How many elements; false: only reading them tells. */
bool count_of(const struct object *o, uint32_t number, uint64_t *count);
/* Whether there is an element at `p`, the one before it being `last` and `index` their number. */
bool more_elements(const struct object *o, uint32_t number, uint64_t index,
		   const struct value *last, const struct place *p);

#endif
