/* SPDX-License-Identifier: Apache-2.0 */
#include "json.h"

#include "ascii.h"

#define QUOTE	   '"'
#define MAX_DIGITS 18u
#define CONTROLS   0x20u

static bool is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The character in that place, 0 past the end: no token has a zero in it. */
static uint8_t char_at(const struct json *t, size_t at)
{
	return at < t->len ? t->p[at] : 0;
}

static size_t after_space(const struct json *t, size_t at)
{
	while (is_space(char_at(t, at)))
		at++;
	return at;
}

/* --- tokens: each returns where the token ends, or where it is broken, and whether it is --- */

static bool is_hex(uint8_t c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_one_of(uint8_t c, const char *known)
{
	for (; *known; known++)
		if (c == (uint8_t)*known)
			return true;
	return false;
}

static bool pass_escape(const struct json *t, size_t *at)
{
	uint8_t kind = char_at(t, ++*at);

	if (kind != 'u') {
		*at += is_one_of(kind, "\"\\/bfnrt");
		return is_one_of(kind, "\"\\/bfnrt");
	}
	++*at;
	for (uint32_t i = 0; i < 4; i++, ++*at)
		if (!is_hex(char_at(t, *at)))
			return false;
	return true;
}

static bool pass_string(const struct json *t, size_t *at)
{
	for (++*at; *at < t->len && t->p[*at] != QUOTE;) {
		if (t->p[*at] < CONTROLS)
			return false;
		if (t->p[*at] != '\\')
			++*at;
		else if (!pass_escape(t, at))
			return false;
	}
	if (*at >= t->len)
		return false;
	++*at;
	return true;
}

static bool pass_digits(const struct json *t, size_t *at)
{
	if (!ascii_is_digit(char_at(t, *at)))
		return false;
	while (ascii_is_digit(char_at(t, *at)))
		++*at;
	return true;
}

static bool pass_number(const struct json *t, size_t *at)
{
	*at += char_at(t, *at) == '-';
	if (char_at(t, *at) == '0')
		++*at;
	else if (!pass_digits(t, at))
		return false;
	if (char_at(t, *at) == '.') {
		++*at;
		if (!pass_digits(t, at))
			return false;
	}
	if (char_at(t, *at) != 'e' && char_at(t, *at) != 'E')
		return true;
	++*at;
	*at += char_at(t, *at) == '+' || char_at(t, *at) == '-';
	return pass_digits(t, at);
}

static bool pass_word(const struct json *t, size_t *at, const char *word)
{
	for (; *word; word++, ++*at)
		if (char_at(t, *at) != (uint8_t)*word)
			return false;
	return true;
}

static bool pass_scalar(const struct json *t, size_t *at)
{
	switch (char_at(t, *at)) {
	case QUOTE:
		return pass_string(t, at);
	case 't':
		return pass_word(t, at, "true");
	case 'f':
		return pass_word(t, at, "false");
	case 'n':
		return pass_word(t, at, "null");
	default:
		return pass_number(t, at);
	}
}

/* --- the whole text --- */

struct check {
	const struct json *t;
	size_t at;
	uint32_t depth;
	uint32_t objects; /* a bit for each level: it is an object */
};

_Static_assert(JSON_MAX_DEPTH <= 32, "a bit for each level");

static bool in_object(const struct check *c)
{
	return c->objects >> (c->depth - 1) & 1;
}

static void skip_space(struct check *c)
{
	c->at = after_space(c->t, c->at);
}

static bool take(struct check *c, char wanted)
{
	skip_space(c);
	if (char_at(c->t, c->at) != (uint8_t)wanted)
		return false;
	c->at++;
	return true;
}

/* A name and its colon, where the value is one of an object. */
static bool pass_name(struct check *c)
{
	if (c->depth == 0 || !in_object(c))
		return true;
	skip_space(c);
	return char_at(c->t, c->at) == QUOTE && pass_string(c->t, &c->at) && take(c, ':');
}

static void enter(struct check *c)
{
	uint32_t level = 1u << c->depth;

	if (char_at(c->t, c->at) == '{')
		c->objects |= level;
	else
		c->objects &= ~level;
	c->depth++;
	c->at++;
}

static bool is_opening(const struct check *c)
{
	uint8_t next = char_at(c->t, c->at);

	return next == '{' || next == '[';
}

/* After a value: the ends that follow it, and a comma if there is more. *more: a value follows. */
static bool pass_ends(struct check *c, bool *more)
{
	*more = false;
	while (c->depth > 0) {
		if (take(c, ',')) {
			*more = true;
			return true;
		}
		if (!take(c, in_object(c) ? '}' : ']'))
			return false;
		c->depth--;
	}
	return true;
}

/* Open what opens, down to a scalar or to what is empty; pass it. */
static bool pass_value(struct check *c)
{
	for (;;) {
		if (!pass_name(c))
			return false;
		skip_space(c);
		if (!is_opening(c))
			return pass_scalar(c->t, &c->at);
		if (c->depth == JSON_MAX_DEPTH)
			return false;
		enter(c);
		if (take(c, in_object(c) ? '}' : ']')) {
			c->depth--;
			return true;
		}
	}
}

bool json_check(const struct json *text, size_t *bad)
{
	struct check c = { .t = text };
	bool fine = true, more = true;

	while (fine && more)
		fine = pass_value(&c) && pass_ends(&c, &more);
	if (fine)
		skip_space(&c);
	*bad = c.at;
	return fine && c.at == text->len;
}

/* --- values of a text that is sound --- */

static bool is_between(uint8_t c)
{
	return is_space(c) || c == ',' || c == ':';
}

static bool is_bracket(uint8_t c)
{
	return is_one_of(c, "{}[]");
}

/* Where a value that begins there ends. */
static size_t after_value(const struct json *t, size_t at)
{
	uint32_t depth = 0;

	do {
		uint8_t c = char_at(t, at);

		if (!is_between(c) && !is_bracket(c)) {
			if (!pass_scalar(t, &at))
				return t->len;
			continue;
		}
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		at++;
	} while (depth > 0 && at < t->len);
	return at;
}

static struct json part(const struct json *t, size_t from, size_t to)
{
	return (struct json){ t->p + from, to - from };
}

static bool begins(const struct json *value, char c)
{
	return value->len > 0 && value->p[0] == (uint8_t)c;
}

bool json_is_object(const struct json *value)
{
	return begins(value, '{');
}

bool json_is_array(const struct json *value)
{
	return begins(value, '[');
}

struct json_list json_list(const struct json *value)
{
	struct json_list list = { .is_object = json_is_object(value) };

	if (list.is_object || json_is_array(value))
		list.left = part(value, 1, value->len - 1);
	return list;
}

/* The value that comes next, which goes from what is left. */
static bool cut(struct json *left, struct json *value)
{
	size_t at = 0, end;

	while (is_between(char_at(left, at)))
		at++;
	if (at >= left->len || is_one_of(left->p[at], "}]"))
		return false;
	end = after_value(left, at);
	*value = part(left, at, end);
	*left = part(left, end, left->len);
	return end > at;
}

bool json_next(struct json_list *list, struct json *name, struct json *value)
{
	*name = (struct json){ 0 };
	if (list->is_object) {
		if (!cut(&list->left, name) || name->len < 2)
			return false;
		*name = part(name, 1, name->len - 1);
	}
	return cut(&list->left, value);
}

uint32_t json_member(const struct json *object, const char *name, struct json *value)
{
	struct json_list list = json_list(object);
	struct json key, found;
	uint32_t num = 0;

	while (list.is_object && json_next(&list, &key, &found)) {
		for (size_t i = 0; i < key.len; i++)
			if (key.p[i] == '\\')
				return 2;
		if (!json_is(&key, name))
			continue;
		*value = found;
		num++;
	}
	return num;
}

bool json_digits(const struct json *text, uint64_t *number)
{
	*number = 0;
	if (text->len == 0 || text->len > MAX_DIGITS)
		return false;
	for (size_t i = 0; i < text->len; i++) {
		if (!ascii_is_digit(text->p[i]))
			return false;
		*number = *number * 10 + (uint64_t)(text->p[i] - '0');
	}
	return true;
}

bool json_number(const struct json *value, uint64_t *number)
{
	return json_digits(value, number);
}

bool json_string(const struct json *value, struct json *text)
{
	if (!begins(value, QUOTE) || value->len < 2)
		return false;
	*text = part(value, 1, value->len - 1);
	for (size_t i = 0; i < text->len; i++)
		if (text->p[i] == '\\')
			return false;
	return true;
}

bool json_number_string(const struct json *value, uint64_t *number)
{
	struct json text;

	return json_string(value, &text) && json_digits(&text, number);
}

bool json_is(const struct json *text, const char *word)
{
	size_t i = 0;

	while (i < text->len && word[i] != '\0' && text->p[i] == (uint8_t)word[i])
		i++;
	return i == text->len && word[i] == '\0';
}
