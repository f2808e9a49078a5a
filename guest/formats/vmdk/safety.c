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

/* The key of an assignment, in letters of any size. */
static bool is_key(const struct text_line *line, const char *key)
{
	size_t len = info_text(key).len;

	return begins(line, key) && line->len > len && line->p[len] == '=';
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

		if (begins(line, access[i]) && (line->len == len || is_blank(line->p[len])))
			return true;
	}
	return false;
}

/* The rest of the line from its next word on. */
static struct text_line after_word(struct text_line line)
{
	while (line.len > 0 && !is_blank(line.p[0]))
		line.p++, line.len--;
	while (line.len > 0 && is_blank(line.p[0]))
		line.p++, line.len--;
	return line;
}

/* Whether an extent line is of the kind that the header describes: access, length, type. */
static bool is_sparse(const struct text_line *line)
{
	const size_t len = sizeof(VMDK_EXTENT_TYPE_SPARSE) - 1;
	struct text_line type = after_word(after_word(*line));

	return begins(&type, VMDK_EXTENT_TYPE_SPARSE) && type.len > len && is_blank(type.p[len]);
}

/* One word before the first equals sign. */
static bool is_assignment(const struct text_line *line)
{
	for (size_t i = 0; i < line->len && line->p[i] != ' '; i++)
		if (line->p[i] == '=')
			return true;
	return false;
}

/* A path, wherever it is read. */
static bool has_slash(const struct text_line *line)
{
	for (size_t i = 0; i < line->len; i++)
		if (line->p[i] == '/' || line->p[i] == '\\')
			return true;
	return false;
}

/* Lines end the same for all: no other character than these moves a reader to the next one. */
static bool is_plain(const struct vmdk_text *text)
{
	for (size_t i = 0; i < text->len; i++) {
		bool ends_line = text->p[i] == '\n' || (text->p[i] == '\r' && i + 1 < text->len &&
							text->p[i + 1] == '\n');

		if (!ends_line && (text->p[i] < ' ' || text->p[i] > '~'))
			return false;
	}
	return true;
}

static struct info_place place_in_text(uint64_t offset)
{
	return (struct info_place){ STRUCTURE_VMDK_DESCRIPTOR, VMDK_DESCRIPTOR_FIELD_TEXT, offset };
}

/* How often a key is in the text at all, in letters of any size: readers look for it anywhere.
 */
static size_t count_key(const struct vmdk_text *text, const char *key)
{
	size_t num = 0;

	for (size_t i = 0; i < text->len; i++) {
		struct text_line rest = { text->p + i, text->len - i, i };

		num += begins(&rest, key);
	}
	return num;
}

/* What the lines of a descriptor have that counts. */
struct lines {
	size_t num_extents, num_types, num_parents;
	bool is_type_plain, is_parent_none;
};

/* The key as everyone spells it, and its value in quotes that end the line. */
static bool is_type(const struct text_line *line, const char *type)
{
	const size_t key = sizeof(VMDK_DESCRIPTOR_KEY_CREATE_TYPE) - 1, quotes = key + 1;
	size_t len = info_text(type).len;

	return line->len == quotes + len + 2 &&
	       bytes_eq(line->p, VMDK_DESCRIPTOR_KEY_CREATE_TYPE, key) && line->p[quotes] == '"' &&
	       bytes_eq(line->p + quotes + 1, type, len) && line->p[line->len - 1] == '"';
}

static bool is_no_parent(const struct text_line *line)
{
	const size_t key = sizeof(VMDK_DESCRIPTOR_KEY_PARENT_CID), digits = 8;
	struct vmdk_text text = { line->p, line->len };

	return line->len == key + digits && line->p[key] != '-' &&
	       vmdk_has_number(&text, VMDK_DESCRIPTOR_KEY_PARENT_CID) &&
	       vmdk_hex_number(&text, VMDK_DESCRIPTOR_KEY_PARENT_CID) ==
		       VMDK_DESCRIPTOR_NO_PARENT_CID;
}

static void read_assignment(const struct text_line *line, struct lines *lines)
{
	if (is_key(line, VMDK_DESCRIPTOR_KEY_CREATE_TYPE)) {
		lines->num_types++;
		lines->is_type_plain = is_type(line, VMDK_CREATE_TYPE_MONOLITHIC_SPARSE) ||
				       is_type(line, VMDK_CREATE_TYPE_STREAM_OPTIMIZED);
	} else if (is_key(line, VMDK_DESCRIPTOR_KEY_PARENT_CID)) {
		lines->num_parents++;
		lines->is_parent_none = is_no_parent(line);
	}
}

static void find_in_lines(const struct vmdk_text *text, uint64_t offset, struct lines *lines,
			  struct info_sink *sink)
{
	struct text_line line;
	size_t at = 0;

	while (next_line(text, &at, &line)) {
		struct info_place place = place_in_text(offset + line.offset);

		if (is_extent(&line)) {
			lines->num_extents++;
			if (has_slash(&line))
				info_find(sink, FINDING_KIND_ESCAPING_NAME, place, 0, line.p,
					  line.len);
			if (!is_sparse(&line))
				info_find(sink, FINDING_KIND_DESCRIPTOR, place, 0, line.p,
					  line.len);
		} else if (is_assignment(&line)) {
			read_assignment(&line, lines);
		} else if (line.len > 0 && line.p[0] != '#' &&
			   !begins(&line, VMDK_DESCRIPTOR_KEY_DDB)) {
			info_find(sink, FINDING_KIND_DESCRIPTOR, place, 0, line.p, line.len);
		}
	}
}

/* One kind, one parent or none, one extent: readers take the first, the last, or any of two. */
static void find_in_text(const struct image *img, const struct vmdk_text *text, uint64_t offset,
			 struct info_sink *sink)
{
	struct lines lines = { 0 };
	bool has_parent = img->len_backing_name > 0;

	find_in_lines(text, offset, &lines, sink);
	if (!lines.is_type_plain || lines.num_types != 1 ||
	    count_key(text, VMDK_DESCRIPTOR_KEY_CREATE_TYPE) != 1) {
		struct vmdk_text type = { 0 };

		(void)vmdk_find_value(text, VMDK_DESCRIPTOR_KEY_CREATE_TYPE, &type);
		info_find(sink, FINDING_KIND_CREATE_TYPE, place_in_text(offset), 0, type.p,
			  type.len);
	}
	if (lines.num_extents != 1 || !is_plain(text))
		info_find(sink, FINDING_KIND_DESCRIPTOR, place_in_text(offset), lines.num_extents,
			  NULL, 0);
	if (lines.num_parents != 1 || (!has_parent && !lines.is_parent_none) ||
	    count_key(text, VMDK_DESCRIPTOR_KEY_PARENT_FILE_NAME_HINT) != (has_parent ? 1 : 0))
		info_find(sink, FINDING_KIND_DESCRIPTOR, place_in_text(offset), lines.num_parents,
			  NULL, 0);
}

/* Readers that believe the header about the room of the text see all of it, and no more; the room
 * is in the file. Those that look at the version know none without. */
static void find_in_header(const struct image *img, const struct vmdk_text *text,
			   struct info_sink *sink)
{
	struct parse_in in = parse_input(img->head, VMDK_SPARSE_HEADER_SIZE, 0);
	uint64_t end = io_size(img->disk), offset = vmdk_ofs_descriptor(img->head), room;
	struct vmdk_sparse_header h;

	if (vmdk_sparse_header_parse(&in, &h) != PARSE_OK)
		return;
	if (h.version == 0)
		info_find(sink, FINDING_KIND_RARE_FEATURES,
			  (struct info_place){ STRUCTURE_VMDK_SPARSE_HEADER,
					       VMDK_SPARSE_HEADER_FIELD_VERSION,
					       VMDK_SPARSE_HEADER_VERSION_OFFSET },
			  h.version, NULL, 0);
	room = vmdk_sectors_to_bytes(h.descriptor_sectors);
	if (h.descriptor_sectors > 0 && text->len <= room && offset <= end && room <= end - offset)
		return;
	info_find(sink, FINDING_KIND_DESCRIPTOR,
		  (struct info_place){ STRUCTURE_VMDK_SPARSE_HEADER,
				       VMDK_SPARSE_HEADER_FIELD_DESCRIPTOR_SECTORS,
				       VMDK_SPARSE_HEADER_DESCRIPTOR_SECTORS_OFFSET },
		  h.descriptor_sectors, NULL, 0);
}

static void find_extents(const struct image *img, const struct vmdk *v, struct info_sink *sink)
{
	for (size_t i = 0; i < v->num_extents; i++)
		if (v->extents[i].disk != img->disk)
			info_find(sink, FINDING_KIND_EXTENT_FILE, place_in_text(0), i,
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
		info_find(sink, FINDING_KIND_FOOTER,
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
		info_find(sink, FINDING_KIND_DESCRIPTOR, place_in_text(offset), offset, NULL, 0);
	sink->backing = place_in_text(offset);
	find_in_text(img, &text, offset, sink);
	if (embedded)
		find_in_header(img, &text, sink);
	find_extents(img, v, sink);
	return find_footer(img, sink);
}
