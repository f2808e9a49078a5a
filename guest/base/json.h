/* SPDX-License-Identifier: Apache-2.0 */
#ifndef JSON_H
#define JSON_H
/*
 * JSON (RFC 8259), read in place: a text is held against the grammar once, as a whole, and its
 * values are parts of it. Nothing is copied, and nothing recurses.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse.h"

#define JSON_MAX_DEPTH 32u

/* A value, or what is between the quotes of a name or a string. */
struct json {
	const uint8_t *p;
	size_t len;
};

/* Whether it is one value and white space. If not, *bad is where it ceases to be. */
MUST_CHECK bool json_check(const struct json *text, size_t *bad);

/* What follows is for texts that were checked, and for values that come of them. --------------- */

/* The members of an object, or the elements of an array. Of anything else there are none. */
struct json_list {
	struct json left;
	bool is_object;
};

struct json_list json_list(const struct json *value);
/* The next one; an element has an empty name. False: there is none. */
bool json_next(struct json_list *list, struct json *name, struct json *value);

/*
 * How many members of an object have that name; *value is that of the last. An object in which a
 * name is written with escapes has two of each: which one that is, is not known.
 */
uint32_t json_member(const struct json *object, const char *name, struct json *value);

bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
/* A number without a sign, a fraction or an exponent, of at most 18 digits. */
MUST_CHECK bool json_number(const struct json *value, uint64_t *number);
/* The characters of a string without escapes. */
MUST_CHECK bool json_string(const struct json *value, struct json *text);
/* A string of digits, as numbers are written that not every program has room for. */
MUST_CHECK bool json_number_string(const struct json *value, uint64_t *number);
/* The digits that a name, or the characters of a string, are. */
MUST_CHECK bool json_digits(const struct json *text, uint64_t *number);
/* Whether the characters are those. */
bool json_is(const struct json *text, const char *word);

#endif
