/* SPDX-License-Identifier: Apache-2.0 */
#include "xml.h"

#include "ascii.h"
#include "mem.h"
#include "utf16.h"

#define LEN_OF(text) (sizeof(text) - 1)

static bool is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool starts(const struct xml *x, const char *word, size_t len)
{
	return x->len - x->at >= len && bytes_eq(x->text + x->at, word, len);
}

static void skip_space(struct xml *x)
{
	while (x->at < x->len && is_space(x->text[x->at]))
		x->at++;
}

/* To just after the next `word`. */
static bool skip_past(struct xml *x, const char *word, size_t len)
{
	for (size_t at = x->at; x->len - at >= len; at++) {
		if (!bytes_eq(x->text + at, word, len))
			continue;
		x->at = at + len;
		return true;
	}
	return false;
}

void xml_begin(struct xml *x, const uint8_t *text, size_t len)
{
	static const char mark[] = "\xef\xbb\xbf"; /* of UTF-8 */

	while (len > 0 && text[len - 1] == '\0')
		len--;
	*x = (struct xml){ .text = text, .len = len };
	if (starts(x, mark, LEN_OF(mark)))
		x->at = LEN_OF(mark);
}

static bool is_name_start(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
	       c >= 0x80;
}

static bool is_name(uint8_t c)
{
	return is_name_start(c) || ascii_is_digit(c) || c == '-' || c == '.';
}

static bool read_name(struct xml *x)
{
	size_t start = x->at;

	if (start == x->len || !is_name_start(x->text[start]))
		return false;
	while (x->at < x->len && is_name(x->text[x->at]))
		x->at++;
	x->p = x->text + start;
	x->num = x->at - start;
	return true;
}

/* To the `>` of a tag, over attributes. In quotes, it is a character like others. */
static bool skip_attributes(struct xml *x)
{
	uint8_t quote = 0;

	for (; x->at < x->len; x->at++) {
		uint8_t c = x->text[x->at];

		if (c == '<')
			return false;
		if (quote) {
			quote = c == quote ? 0 : quote;
			continue;
		}
		if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return true;
	}
	return false;
}

/* A declaration of the document's type, which may name another file, but have no parts of its own.
 */
static bool skip_type(struct xml *x)
{
	size_t start = x->at;

	x->at += LEN_OF("<!DOCTYPE");
	if (x->has_root || !skip_attributes(x))
		return false;
	for (size_t i = start; i < x->at; i++)
		if (x->text[i] == '[')
			return false;
	x->at++;
	return true;
}

/* Over one that is neither element nor text. *other: there is none. */
static bool skip_one(struct xml *x, bool *other)
{
	*other = false;
	if (starts(x, "<?", LEN_OF("<?")))
		return skip_past(x, "?>", LEN_OF("?>"));
	if (starts(x, "<!--", LEN_OF("<!--"))) {
		x->at += LEN_OF("<!--");
		return skip_past(x, "-->", LEN_OF("-->"));
	}
	if (starts(x, "<!DOCTYPE", LEN_OF("<!DOCTYPE")))
		return skip_type(x);
	*other = true;
	return true;
}

static enum xml_kind close_empty(struct xml *x)
{
	x->is_empty = false;
	x->depth--;
	x->p = x->open[x->depth].p;
	x->num = x->open[x->depth].num;
	return XML_CLOSE;
}

static enum xml_kind read_close(struct xml *x)
{
	size_t start = x->at;

	x->at += LEN_OF("</");
	if (x->depth == 0 || !read_name(x) || x->num != x->open[x->depth - 1].num ||
	    memcmp(x->p, x->open[x->depth - 1].p, x->num) != 0) {
		x->at = start;
		return XML_BROKEN;
	}
	skip_space(x);
	if (!starts(x, ">", 1))
		return XML_BROKEN;
	x->at++;
	x->depth--;
	return XML_CLOSE;
}

static enum xml_kind read_open(struct xml *x)
{
	size_t start = x->at;

	x->at++;
	if (x->depth == XML_MAX_DEPTH || (x->depth == 0 && x->has_root) || !read_name(x) ||
	    !skip_attributes(x)) {
		x->at = start;
		return XML_BROKEN;
	}
	x->has_root = true;
	x->is_empty = x->text[x->at - 1] == '/';
	x->open[x->depth++] = (struct xml_name){ x->p, x->num };
	x->at++;
	return XML_OPEN;
}

static enum xml_kind read_text(struct xml *x, size_t start)
{
	while (x->at < x->len && x->text[x->at] != '<' && x->text[x->at] != '\0')
		x->at++;
	x->p = x->text + start;
	x->num = x->at - start;
	return x->depth > 0 && x->num > 0 ? XML_TEXT : XML_BROKEN;
}

static enum xml_kind read_next(struct xml *x)
{
	bool other;

	if (x->is_empty)
		return close_empty(x);
	for (;;) {
		size_t start = x->at;

		skip_space(x);
		if (x->at == x->len)
			return x->depth == 0 && x->has_root ? XML_END : XML_BROKEN;
		if (x->text[x->at] != '<')
			return read_text(x, start);
		if (!skip_one(x, &other))
			return XML_BROKEN;
		if (other)
			return starts(x, "</", LEN_OF("</")) ? read_close(x) : read_open(x);
	}
}

enum xml_kind xml_next(struct xml *x)
{
	enum xml_kind kind = x->is_broken ? XML_BROKEN : read_next(x);

	x->is_broken = kind == XML_BROKEN;
	return kind;
}

bool xml_is(const struct xml *x, const char *word)
{
	size_t i = 0;

	while (i < x->num && word[i] != '\0' && x->p[i] == (uint8_t)word[i])
		i++;
	return i == x->num && word[i] == '\0';
}

bool xml_content(struct xml *x)
{
	enum xml_kind kind = xml_next(x);
	struct xml_name found = { x->p, kind == XML_TEXT ? x->num : 0 };

	if (kind == XML_TEXT)
		kind = xml_next(x);
	x->p = found.p;
	x->num = found.num;
	return kind == XML_CLOSE;
}

static bool is_character(uint32_t c)
{
	return (c >= ' ' || is_space((uint8_t)c)) && unicode_has(c);
}

static bool add_digit(uint32_t *number, uint32_t base, uint8_t c)
{
	uint8_t small = c | ' ';
	uint32_t value = base;

	if (ascii_is_digit(c))
		value = c - '0';
	else if (base == 16 && small >= 'a' && small <= 'f')
		value = small - 'a' + 10u;
	if (value == base || *number >> 24 != 0)
		return false;
	*number = *number * base + value;
	return true;
}

/* What is between `&#` and `;`. */
static bool read_number(const uint8_t *text, size_t len, uint32_t *c)
{
	uint32_t base = len > 0 && text[0] == 'x' ? 16 : 10;
	size_t i = base == 16;

	*c = 0;
	if (i == len)
		return false;
	for (; i < len; i++)
		if (!add_digit(c, base, text[i]))
			return false;
	return is_character(*c);
}

/* What is between `&` and `;`. */
static bool read_entity(const uint8_t *text, size_t len, uint32_t *c)
{
	static const struct {
		char name[5];
		uint8_t len;
		char c;
	} known[] = {
		{ "amp", 3, '&' },  { "lt", 2, '<' },	 { "gt", 2, '>' },
		{ "quot", 4, '"' }, { "apos", 4, '\'' },
	};

	if (len > 1 && text[0] == '#')
		return read_number(text + 1, len - 1, c);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (len == known[i].len && bytes_eq(text, known[i].name, len)) {
			*c = (uint8_t)known[i].c;
			return true;
		}
	return false;
}

bool xml_plain(const uint8_t *text, size_t num, uint8_t *out, size_t *len)
{
	size_t at = 0;

	*len = 0;
	while (at < num) {
		size_t start = at + 1, end = start;
		uint32_t c;

		if (text[at] != '&') {
			out[(*len)++] = text[at++];
			continue;
		}
		while (end < num && text[end] != ';')
			end++;
		if (end == num || !read_entity(text + start, end - start, &c))
			return false;
		/* Never longer than it was written. */
		*len += utf8_put(c, out + *len);
		at = end + 1;
	}
	return true;
}
