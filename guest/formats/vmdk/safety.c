/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK: what in a descriptor leads readers astray. Other readers believe what ours does not look at
 * (the extent lines of an embedded descriptor, the header in front of a footer), so everything has
 * to be of the plainest kind.
 */
#include "formats/facts.h"
#include "image.h"

#include <string.h>

struct text_line {
	const uint8_t *p;
	size_t len;
	uint64_t offset; /* in the descriptor */
};

static bool is_blank(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool next_line(const struct vmdk_text *text, size_t *at, struct text_line *line)
{
	size_t start = *at, end = start;

	if (start >= text->len)
		return false;
	while (end < text->len && text->p[end] != '\n')
		end++;
	*at = end + 1;
	while (start < end && is_blank(text->p[start]))
		start++;
	while (end > start && is_blank(text->p[end - 1]))
		end--;
	*line = (struct text_line){ text->p + start, end - start, start };
	return true;
}

static uint8_t lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | ' ') : c;
}

/* Whether the line begins with the word, in letters of any size. */
static bool begins(const struct text_line *line, const char *word)
{
	size_t i = 0;

	while (word[i] != '\0' && i < line->len && lower(line->p[i]) == lower((uint8_t)word[i]))
		i++;
	return word[i] == '\0';
}

static bool is_extent(const struct text_line *line)
{
	static const char *const access[] = {
		VMDK_EXTENT_ACCESS_RW,
		VMDK_EXTENT_ACCESS_READ_ONLY,
		VMDK_EXTENT_ACCESS_NO_ACCESS,
	};

	for (size_t i = 0; i < sizeof(access) / sizeof(access[0]); i++) {
		size_t len = info_text(access[i]).len;

		if (begins(line, access[i]) && (line->len == len || line->p[len] == ' '))
			return true;
	}
	return false;
}

/* One word before the first equals sign. */
static bool is_assignment(const struct text_line *line)
{
	for (size_t i = 0; i < line->len && line->p[i] != ' '; i++)
		if (line->p[i] == '=')
			return true;
	return false;
}

static bool has_slash(const struct text_line *line)
{
	for (size_t i = 0; i < line->len; i++)
		if (line->p[i] == '/')
			return true;
	return false;
}

static bool is_ascii(const struct vmdk_text *text)
{
	for (size_t i = 0; i < text->len; i++)
		if (text->p[i] > 0x7f)
			return false;
	return true;
}

static struct info_place place_in_text(uint64_t offset)
{
	return (struct info_place){ STRUCTURE_VMDK_DESCRIPTOR, VMDK_DESCRIPTOR_FIELD_TEXT, offset };
}

static void find_in_lines(const struct vmdk_text *text, uint64_t offset, struct info_sink *sink)
{
	struct text_line line;
	size_t at = 0, num_extents = 0;

	while (next_line(text, &at, &line)) {
		struct info_place place = place_in_text(offset + line.offset);

		if (is_extent(&line)) {
			num_extents++;
			if (has_slash(&line))
				info_find(sink, INFO_FINDING_ESCAPING_NAME, place, 0, line.p,
					  line.len);
		} else if (line.len > 0 && line.p[0] != '#' &&
			   !begins(&line, VMDK_DESCRIPTOR_KEY_DDB) && !is_assignment(&line)) {
			info_find(sink, INFO_FINDING_DESCRIPTOR, place, 0, line.p, line.len);
		}
	}
	if (num_extents == 0 || !is_ascii(text))
		info_find(sink, INFO_FINDING_DESCRIPTOR, place_in_text(offset), num_extents, NULL,
			  0);
}

/* The kind that readers find in the text: the first one of two may not be everybody's. */
static void find_type(const struct vmdk_text *text, uint64_t offset, struct info_sink *sink)
{
	struct vmdk_text type = { 0 };
	bool plain = vmdk_find_value(text, VMDK_DESCRIPTOR_KEY_CREATE_TYPE, &type) &&
		     (vmdk_is(&type, VMDK_CREATE_TYPE_MONOLITHIC_SPARSE) ||
		      vmdk_is(&type, VMDK_CREATE_TYPE_STREAM_OPTIMIZED));

	if (!plain)
		info_find(sink, INFO_FINDING_CREATE_TYPE, place_in_text(offset), 0, type.p,
			  type.len);
}

static void find_extents(const struct image *img, const struct vmdk *v, struct info_sink *sink)
{
	for (size_t i = 0; i < v->num_extents; i++)
		if (v->extents[i].disk != img->disk)
			info_find(sink, INFO_FINDING_EXTENT_FILE, place_in_text(0), i,
				  v->extents[i].type.p, v->extents[i].type.len);
}

/* Whether the header in front and the one at the end agree, where there are two. */
static bool find_footer(struct image *img, struct info_sink *sink)
{
	uint64_t size =
		(io_size(img->disk) + VMDK_SECTOR_SIZE - 1) / VMDK_SECTOR_SIZE * VMDK_SECTOR_SIZE;
	struct parse_in in = parse_input(img->head, VMDK_SPARSE_HEADER_SIZE, 0);
	uint8_t bytes[VMDK_FOOTER_SIZE];
	struct vmdk_sparse_header h;
	struct vmdk_footer footer;

	if (vmdk_sparse_header_parse(&in, &h) != PARSE_OK || !vmdk_sparse_header_has_footer(&h) ||
	    size < VMDK_FOOTER_DISTANCE)
		return true;
	in = parse_input(bytes, sizeof(bytes), size - VMDK_FOOTER_DISTANCE);
	if (!io_read_padded(img->disk, in.base, bytes, sizeof(bytes)))
		return false;
	if (vmdk_footer_parse(&in, &footer) != PARSE_OK || footer.header.version != h.version ||
	    footer.header.descriptor_sector != h.descriptor_sector ||
	    footer.header.descriptor_sectors != h.descriptor_sectors ||
	    vmdk_sparse_header_has_footer(&footer.header))
		info_find(sink, INFO_FINDING_FOOTER,
			  (struct info_place){ STRUCTURE_VMDK_FOOTER, 0, in.base }, 0, NULL, 0);
	return true;
}

bool vmdk_find(struct image *img, const struct vmdk *v, struct info_sink *sink)
{
	bool embedded = vmdk_is_sparse(img->head);
	uint64_t offset = embedded ? vmdk_ofs_descriptor(img->head) : 0;
	struct vmdk_text text;

	if (!vmdk_read_text(img, offset, VMDK_DESCRIPTOR_MAX_FILE_BYTES, &text))
		return false;
	if (embedded && offset != VMDK_SPARSE_HEADER_SIZE)
		info_find(sink, INFO_FINDING_DESCRIPTOR, place_in_text(offset), offset, NULL, 0);
	sink->backing = place_in_text(offset);
	find_type(&text, offset, sink);
	find_in_lines(&text, offset, sink);
	find_extents(img, v, sink);
	return find_footer(img, sink);
}
