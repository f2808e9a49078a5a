/* SPDX-License-Identifier: Apache-2.0 */
/* A name in quotes with a colon after it is a member: in a text's own strings, quotes are escaped.
 * The names that are looked for are in one object only. */
#include "text.h"

#include "base/ascii.h"

#define QUOTE	   '"'
#define MAX_DIGITS 18u

size_t luks_text_end(const struct luks_text *text)
{
	size_t len = 0;

	while (len < text->len && text->p[len] != 0)
		len++;
	return len;
}

static bool take(const struct luks_text *text, size_t *at, char c)
{
	if (*at >= text->len || text->p[*at] != (uint8_t)c)
		return false;
	++*at;
	return true;
}

static void skip_space(const struct luks_text *text, size_t *at)
{
	while (take(text, at, ' ') || take(text, at, '\n') || take(text, at, '\t') ||
	       take(text, at, '\r'))
		;
}

/* Whether `key` begins in that place, as a member's name; goes to its value. */
static bool take_key(const struct luks_text *text, size_t *at, const char *key)
{
	if (!take(text, at, QUOTE))
		return false;
	while (*key)
		if (!take(text, at, *key++))
			return false;
	if (!take(text, at, QUOTE))
		return false;
	skip_space(text, at);
	if (!take(text, at, ':'))
		return false;
	skip_space(text, at);
	return true;
}

static bool take_number(const struct luks_text *text, size_t *at, uint64_t *value)
{
	uint32_t digits = 0;

	if (!take(text, at, QUOTE))
		return false;
	for (*value = 0; *at < text->len && ascii_is_digit(text->p[*at]); ++*at) {
		if (++digits > MAX_DIGITS)
			return false;
		*value = *value * 10 + (uint64_t)(text->p[*at] - '0');
	}
	return digits > 0 && take(text, at, QUOTE);
}

bool luks_text_number(const struct luks_text *text, const char *key, uint64_t *value)
{
	for (size_t i = 0; i < text->len; i++) {
		size_t at = i;

		if ((i == 0 || text->p[i - 1] != '\\') && take_key(text, &at, key))
			return take_number(text, &at, value);
	}
	return false;
}
