/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK descriptors as text: keys and extent lines, found the way qemu finds them
 * (specs/formats/vmdk.ksy, type `descriptor`). Every scan is bounded by the text, and what is
 * scanned for one line is not scanned again for the next.
 */
#include <string.h>

#include "base/ascii.h"
#include "image.h"

bool vmdk_read_text(struct image *img, uint64_t offset, uint32_t max, struct vmdk_text *text)
{
	uint64_t size = io_size(img->disk), left = offset < size ? size - offset : 0;
	uint32_t len = left < max ? (uint32_t)left : max;
	uint8_t *p = io_alloc((size_t)len + 1, 1);

	if (!p || (len > 0 && !io_read(img->disk, offset, p, len)))
		return false;
	*text = (struct vmdk_text){ .p = p };
	while (p[text->len] != '\0') /* there is one after the last */
		text->len++;
	return true;
}

static size_t length(const char *word)
{
	size_t len = 0;

	while (word[len] != '\0')
		len++;
	return len;
}

bool vmdk_is(const struct vmdk_text *text, const char *word)
{
	return text->len == length(word) && bytes_eq(text->p, word, text->len);
}

/* Where `word` is first, or the end of the text. */
static size_t find(const struct vmdk_text *text, const char *word, size_t len)
{
	for (size_t i = 0; i + len <= text->len; i++)
		if (text->p[i] == (uint8_t)word[0] && bytes_eq(text->p + i, word, len))
			return i;
	return text->len;
}

bool vmdk_has(const struct vmdk_text *text, const char *key)
{
	return find(text, key, length(key)) < text->len;
}

/* The value after `key` and two characters that are not examined (="), up to a double quote. */
bool vmdk_find_value(const struct vmdk_text *text, const char *key, struct vmdk_text *value)
{
	size_t len = length(key), at = find(text, key, len), end;

	if (at == text->len || text->len - at - len < 2)
		return false;
	at += len + 2;
	for (end = at; end < text->len && text->p[end] != '"'; end++)
		;
	*value = (struct vmdk_text){ text->p + at, end - at };
	return end < text->len;
}

static size_t skip_space(const struct vmdk_text *text, size_t at)
{
	while (at < text->len && ascii_is_space(text->p[at]))
		at++;
	return at;
}

static bool is_hex(uint8_t c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool vmdk_has_number(const struct vmdk_text *text, const char *key)
{
	size_t len = length(key), at = find(text, key, len);

	if (at == text->len || at + len >= text->len || text->p[at + len] != '=')
		return false;
	at = skip_space(text, at + len + 1);
	if (at < text->len && (text->p[at] == '-' || text->p[at] == '+'))
		at++;
	if (text->len - at >= 2 && text->p[at] == '0' && (text->p[at + 1] | ' ') == 'x')
		at += 2;
	return at < text->len && is_hex(text->p[at]);
}

static uint32_t digit(uint8_t c)
{
	return c <= '9' ? (uint32_t)c - '0' : (uint32_t)(c | ' ') - 'a' + 10;
}

/* The number after a key that has one, as C reads it into 32 bits: the low ones of 64, and all set
 * when they do not suffice. */
uint32_t vmdk_hex_number(const struct vmdk_text *text, const char *key)
{
	size_t len = length(key), at = skip_space(text, find(text, key, len) + len + 1);
	bool negative = text->p[at] == '-';
	uint64_t number = 0;

	if (negative || text->p[at] == '+')
		at++;
	if (text->len - at > 2 && text->p[at] == '0' && (text->p[at + 1] | ' ') == 'x' &&
	    is_hex(text->p[at + 2]))
		at += 2;
	for (; at < text->len && is_hex(text->p[at]); at++) {
		if (number >> 60 != 0)
			return UINT32_MAX;
		number = number << 4 | digit(text->p[at]);
	}
	return (uint32_t)(negative ? 0 - number : number);
}

bool vmdk_find_cid(const struct vmdk_text *text, size_t *at, size_t *len)
{
	const size_t key = length(VMDK_DESCRIPTOR_KEY_CID);

	for (*at = 0; *at + key < text->len; (*at)++)
		if ((*at == 0 || ascii_is_space(text->p[*at - 1])) && text->p[*at + key] == '=' &&
		    bytes_eq(text->p + *at, VMDK_DESCRIPTOR_KEY_CID, key))
			break;
	*at += key + 1;
	for (*len = 0; *at + *len < text->len && is_hex(text->p[*at + *len]); ++*len)
		;
	return *len > 0 && *len <= VMDK_CID_DIGITS &&
	       (*at + *len == text->len || ascii_is_space(text->p[*at + *len]));
}

/* A word of at most `max` bytes: a longer one leaves its rest to the next. */
static bool scan_word(const struct vmdk_text *text, size_t *at, size_t max, struct vmdk_text *word)
{
	size_t start = skip_space(text, *at), end = start;

	while (end < text->len && end - start < max && !ascii_is_space(text->p[end]))
		end++;
	*word = (struct vmdk_text){ text->p + start, end - start };
	*at = end;
	return end > start;
}

/* A decimal number, too large ones as the largest. */
static bool scan_number(const struct vmdk_text *text, size_t *at, bool *negative, uint64_t *number)
{
	size_t i = skip_space(text, *at), digits;

	*number = 0;
	*negative = i < text->len && text->p[i] == '-';
	if (i < text->len && (text->p[i] == '-' || text->p[i] == '+'))
		i++;
	for (digits = i; i < text->len && ascii_is_digit(text->p[i]); i++)
		*number = *number > (INT64_MAX - 9) / 10 ? INT64_MAX
							 : *number * 10 + (text->p[i] - '0');
	*at = i;
	return i > digits;
}

/* The number in quotes that is assigned to a key, and its digits. */
bool vmdk_find_number(const struct vmdk_text *text, const char *key, struct vmdk_text *digits,
		      uint64_t *number)
{
	size_t at = skip_space(text, find(text, key, length(key)) + length(key));
	bool negative;

	if (at >= text->len || text->p[at] != '=')
		return false;
	at = skip_space(text, at + 1);
	if (at >= text->len || text->p[at] != '"')
		return false;
	digits->p = text->p + ++at;
	if (!scan_number(text, &at, &negative, number))
		return false;
	digits->len = (size_t)(text->p + at - digits->p);
	return ascii_is_digit(*digits->p) && at < text->len && text->p[at] == '"';
}

static bool scan_name(const struct vmdk_text *text, size_t *at, struct vmdk_text *name)
{
	size_t start = skip_space(text, *at), end;

	if (start == text->len || text->p[start] != '"')
		return false;
	for (end = ++start; end < text->len && end - start < VMDK_DESCRIPTOR_MAX_NAME_BYTES; end++)
		if (text->p[end] == '"' || text->p[end] == '\r' || text->p[end] == '\n')
			break;
	*name = (struct vmdk_text){ text->p + start, end - start };
	*at = end;
	return end > start;
}

/* The text from the word at `at` on, which may go on in the next lines. */
static enum vmdk_line_kind read_line(const struct vmdk_text *text, size_t at,
				     struct vmdk_line *line)
{
	struct vmdk_text access;
	bool negative, before_start = false, has_offset = false;

	if (!scan_word(text, &at, VMDK_DESCRIPTOR_MAX_WORD_BYTES, &access) ||
	    !vmdk_is(&access, VMDK_EXTENT_ACCESS_RW) ||
	    !scan_number(text, &at, &negative, &line->num_sectors) ||
	    !scan_word(text, &at, VMDK_DESCRIPTOR_MAX_WORD_BYTES, &line->type) ||
	    !scan_name(text, &at, &line->name))
		return VMDK_LINE_NONE;
	if (at < text->len && text->p[at] == '"') {
		at++;
		has_offset = scan_number(text, &at, &before_start, &line->first_sector);
	}
	line->flat = vmdk_is(&line->type, VMDK_EXTENT_TYPE_FLAT);
	if (line->flat ? !has_offset || before_start : has_offset)
		return VMDK_LINE_INVALID;
	if (!has_offset)
		line->first_sector = 0;
	line->flat = line->flat || vmdk_is(&line->type, VMDK_EXTENT_TYPE_VMFS);
	if (negative || line->num_sectors == 0 ||
	    !(line->flat || vmdk_is(&line->type, VMDK_EXTENT_TYPE_SPARSE) ||
	      vmdk_is(&line->type, VMDK_EXTENT_TYPE_VMFS_SPARSE) ||
	      vmdk_is(&line->type, VMDK_EXTENT_TYPE_SE_SPARSE)))
		return VMDK_LINE_NONE;
	return VMDK_LINE_EXTENT;
}

/* The next line that counts; VMDK_LINE_NONE at the end of the text. */
enum vmdk_line_kind vmdk_next_line(struct vmdk_lines *lines, struct vmdk_line *line)
{
	const struct vmdk_text *text = &lines->text;

	while (lines->at < text->len) {
		size_t start = lines->at;

		if (!lines->known || lines->first_word < start) {
			lines->first_word = skip_space(text, start);
			lines->kind = read_line(text, lines->first_word, &lines->line);
			lines->known = true;
		}
		while (lines->at < text->len && text->p[lines->at] != '\n')
			lines->at++;
		*line = lines->line;
		line->whole = (struct vmdk_text){ text->p + start, lines->at - start };
		lines->at++;
		if (lines->kind != VMDK_LINE_NONE)
			return lines->kind;
	}
	return VMDK_LINE_NONE;
}
