/* SPDX-License-Identifier: Apache-2.0 */
/* The descriptor of a VMDK whose disk becomes longer. */
#include "longer.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "formats/grow.h"
#include "io/io.h"

#define MAX_NUMBER_PART 9u /* digits of the number in an extent's name */

/* The text in the making. What does not fit is counted all the same. */
struct output {
	uint8_t *bytes;
	size_t room, len;
};

/* Digits that others take the place of. */
struct number {
	size_t at, len;
	uint64_t value;
};

/* The line of the last extent. */
struct last {
	struct vmdk_line line;
	size_t at, end; /* of the line */
	struct number sectors;
	struct number number; /* in its name */
};

static void add(struct output *out, const uint8_t *bytes, size_t len)
{
	if (out->len <= out->room && len <= out->room - out->len)
		memcpy(out->bytes + out->len, bytes, len);
	out->len += len;
}

static void add_number(struct output *out, uint64_t value, uint32_t least)
{
	uint8_t digits[ASCII_MAX_DIGITS];
	uint32_t at = ascii_digits(digits, value, ASCII_DECIMAL, least);

	add(out, digits + at, ASCII_MAX_DIGITS - at);
}

/* The text from `from` to the number, and what takes its place. Returns where it went on. */
static size_t add_to(struct output *out, const struct vmdk_text *text, size_t from,
		     const struct number *n)
{
	add(out, text->p + from, n->at - from);
	add_number(out, n->value, 1);
	return n->at + n->len;
}

/* The digits that end in front of `end`, as many as `most`. */
static struct number digits_before(const struct vmdk_text *text, size_t end, size_t most)
{
	struct number n = { .at = end };
	uint64_t place = 1;

	for (; n.at > 0 && n.len < most && ascii_is_digit(text->p[n.at - 1]);
	     n.len++, place *= ASCII_DECIMAL)
		n.value += place * (text->p[--n.at] - '0');
	return n;
}

/* In front of the extension. */
static struct number number_in_name(const struct vmdk_text *text, const struct vmdk_text *name)
{
	size_t start = (size_t)(name->p - text->p), dot = start + name->len;

	for (size_t at = dot; at > start; at--)
		if (text->p[at - 1] == '.') {
			dot = at - 1;
			break;
		}
	return digits_before(text, dot, MAX_NUMBER_PART);
}

/* The last of exactly as many lines as the disk has extents, all of it in one line. */
static bool find_last(const struct vmdk *v, const struct vmdk_text *text, struct last *last)
{
	struct vmdk_lines lines = { .text = *text };
	const uint8_t *end;
	size_t num = 0, at;

	while (vmdk_next_line(&lines, &last->line) == VMDK_LINE_EXTENT) {
		last->at = (size_t)(last->line.whole.p - text->p);
		last->end = last->at + last->line.whole.len;
		num++;
		if (num == v->num_extents)
			break;
	}
	if (num != v->num_extents)
		return false;
	end = last->line.name.p + last->line.name.len;
	if (last->line.type.p < text->p + last->at || end > text->p + last->end)
		return false;
	for (at = (size_t)(last->line.type.p - text->p); !ascii_is_digit(text->p[at - 1]); at--)
		;
	last->sectors = digits_before(text, at, ASCII_MAX_DIGITS);
	last->number = number_in_name(text, &last->line.name);
	return true;
}

/* A line like the last one, of an extent that follows it. */
static void add_line(struct output *out, const struct vmdk_text *text, const struct last *last,
		     uint64_t index, uint64_t sectors)
{
	struct number length = last->sectors;
	size_t at;

	length.value = sectors;
	at = add_to(out, text, last->at, &length);
	add(out, text->p + at, last->number.at - at);
	add_number(out, last->number.value + index, VMDK_NEW_DESCRIPTOR_MIN_NUMBER_DIGITS);
	at = last->number.at + last->number.len;
	add(out, text->p + at, last->end - at);
}

static bool add_lines(struct output *out, const struct vmdk_text *text, const struct last *last,
		      uint64_t left, uint64_t most)
{
	if (left > 0 && last->number.len == 0)
		return false;
	for (uint64_t index = 1, sectors; left > 0 && out->len <= out->room; index++) {
		sectors = left < most ? left : most;
		add(out, (const uint8_t *)"\n", 1);
		add_line(out, text, last, index, sectors);
		left -= sectors;
	}
	return true;
}

/* The cylinders of the geometry, unless it is none, or within the line of an extent. */
static bool find_cylinders(const struct vmdk_text *text, const struct last *last, uint64_t disk,
			   struct number *cylinders)
{
	struct vmdk_text digits, other;
	uint64_t heads, sectors, old;

	if (!vmdk_find_number(text, VMDK_DESCRIPTOR_KEY_CYLINDERS, &digits, &old) ||
	    !vmdk_find_number(text, VMDK_DESCRIPTOR_KEY_HEADS, &other, &heads) ||
	    !vmdk_find_number(text, VMDK_DESCRIPTOR_KEY_SECTORS, &other, &sectors) || heads == 0 ||
	    sectors == 0 || heads > UINT32_MAX || sectors > UINT32_MAX)
		return false;
	*cylinders = (struct number){ .at = (size_t)(digits.p - text->p),
				      .len = digits.len,
				      .value = disk / (heads * sectors) };
	return cylinders->at + cylinders->len <= last->at || cylinders->at >= last->end;
}

static bool rewrite(struct output *out, const struct vmdk_text *text, const struct last *last,
		    const struct vmdk_longer *to, uint64_t left)
{
	struct number sectors = last->sectors, cylinders = { 0 };
	bool has_cylinders = find_cylinders(text, last, to->disk, &cylinders);
	size_t at = 0;

	sectors.value = to->last;
	if (has_cylinders && cylinders.at < last->at)
		at = add_to(out, text, at, &cylinders);
	at = add_to(out, text, at, &sectors);
	add(out, text->p + at, last->end - at);
	if (!add_lines(out, text, last, left, to->most))
		return false;
	at = last->end;
	if (has_cylinders && cylinders.at > last->at)
		at = add_to(out, text, at, &cylinders);
	add(out, text->p + at, text->len - at);
	return true;
}

bool vmdk_lengthen_text(struct image *img, uint64_t offset, size_t room,
			const struct vmdk_longer *to, uint8_t **bytes, size_t *len)
{
	const struct vmdk *v = img->state;
	const struct vmdk_extent *e = &v->extents[v->num_extents - 1];
	struct output out = { .room = room };
	struct vmdk_text text;
	struct last last;

	if (room == 0 || room > VMDK_DESCRIPTOR_MAX_FILE_BYTES || offset > io_size(img->disk))
		return grow_refuse_damaged(img, offset);
	if (!vmdk_read_text(img, offset, (uint32_t)room, &text))
		return false;
	if (!find_last(v, &text, &last) ||
	    last.line.num_sectors != (e->end - e->start) / VMDK_SECTOR_SIZE)
		return grow_refuse_damaged(img, offset);
	out.bytes = io_alloc(room, 1);
	if (!out.bytes)
		return false;
	memset(out.bytes, 0, room);
	if (!rewrite(&out, &text, &last, to, to->disk - to->last - e->start / VMDK_SECTOR_SIZE))
		return grow_refuse_damaged(img, offset);
	*bytes = out.bytes;
	*len = out.len;
	return out.len <= room || grow_refuse_size(img, to->disk * VMDK_SECTOR_SIZE);
}
