/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parent of a differencing VHDX: an item of pairs of keys and values. Of the paths in it, the
 * relative one comes first, since it still holds after both files were moved together.
 */
#include "image.h"
#include "io/message.h"

#include "generated/structures.h"
#include "base/utf16.h"
#include "formats/parent_path.h"

struct locator {
	uint64_t offset; /* of the item in the file */
	const uint8_t *bytes;
	uint32_t len, num_entries;
};

/* A pair, and where its entry is in the file. */
struct pair {
	const uint8_t *key, *value;
	uint32_t len_key, len_value;
};

static bool read_locator(struct image *img, const struct vhdx *v, struct locator *l)
{
	uint32_t len = v->parent_locator.length;
	uint8_t *bytes;
	struct vhdx_parent_locator_header h;
	struct parse_in in;

	l->offset = v->parent_locator.offset;
	l->len = len;
	if (len > VHDX_MAX_ITEM_LENGTH)
		return fault_raise(img->disk, FAULT_VHDX_METADATA_TABLE_ENTRY_OUTSIDE, l->offset,
				   len);
	bytes = io_alloc(len, 16);
	if (!bytes || !io_read_padded(img->disk, l->offset, bytes, len))
		return false;
	in = parse_input(bytes, len, l->offset);
	if (vhdx_parent_locator_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (!bytes_eq(h.locator_type, VHDX_GUID_LOCATOR_TYPE_VHDX, sizeof(h.locator_type)))
		return fault_raise(img->disk, FAULT_VHDX_PARENT_LOCATOR_HEADER_UNKNOWN_TYPE,
				   l->offset, 0);
	if (h.num_entries >
	    (len - VHDX_PARENT_LOCATOR_HEADER_SIZE) / VHDX_PARENT_LOCATOR_ENTRY_SIZE) {
		(void)fault_raise(img->disk, FAULT_VHDX_PARENT_LOCATOR_HEADER_OUTSIDE,
				  l->offset + VHDX_PARENT_LOCATOR_HEADER_NUM_ENTRIES_OFFSET,
				  h.num_entries);
		fault_extra(len);
		return false;
	}
	l->bytes = bytes;
	l->num_entries = h.num_entries;
	return true;
}

static bool read_pair(const struct image *img, const struct locator *l, uint32_t index,
		      struct pair *p)
{
	uint32_t at = VHDX_PARENT_LOCATOR_HEADER_SIZE + index * VHDX_PARENT_LOCATOR_ENTRY_SIZE;
	struct parse_in in =
		parse_input(l->bytes + at, VHDX_PARENT_LOCATOR_ENTRY_SIZE, l->offset + at);
	struct vhdx_parent_locator_entry e;

	if (vhdx_parent_locator_entry_parse(&in, &e) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (e.key_offset > l->len || e.key_length > l->len - e.key_offset ||
	    e.value_offset > l->len || e.value_length > l->len - e.value_offset)
		return fault_raise(img->disk, FAULT_VHDX_PARENT_LOCATOR_ENTRY_OUTSIDE,
				   l->offset + at, e.key_offset);
	*p = (struct pair){ l->bytes + e.key_offset, l->bytes + e.value_offset, e.key_length,
			    e.value_length };
	return true;
}

static bool is_key(const struct pair *p, const char *key)
{
	uint32_t i;

	for (i = 0; key[i] != '\0'; i++)
		if (i >= p->len_key / sizeof(uint16_t) ||
		    load_u2le(p->key + i * sizeof(uint16_t)) != (uint8_t)key[i])
			return false;
	return i == p->len_key / sizeof(uint16_t);
}

/* The value of a key as UTF-8; *len 0: there is none, or none that is a text. */
static bool find_value(const struct image *img, const struct locator *l, const char *key,
		       uint8_t **text, size_t *len)
{
	struct pair p;

	*len = 0;
	for (uint32_t i = 0; i < l->num_entries; i++) {
		if (!read_pair(img, l, i, &p))
			return false;
		if (!is_key(&p, key) || p.len_value > PARENT_PATH_MAX)
			continue;
		*text = io_alloc(utf16_max_utf8(p.len_value), 1);
		if (!*text)
			return false;
		*len = utf16le_to_utf8(p.value, p.len_value, *text);
		return true;
	}
	return true;
}

bool vhdx_name_parent(struct image *img, struct vhdx *v)
{
	static const char *const paths[] = { VHDX_PARENT_LOCATOR_KEY_RELATIVE_PATH,
					     VHDX_PARENT_LOCATOR_KEY_VOLUME_PATH,
					     VHDX_PARENT_LOCATOR_KEY_ABSOLUTE_WIN32_PATH };
	struct locator l;
	uint8_t *text;
	size_t len;

	if (!read_locator(img, v, &l) ||
	    !find_value(img, &l, VHDX_PARENT_LOCATOR_KEY_PARENT_LINKAGE, &v->linkage[0],
			&v->len_linkage[0]) ||
	    !find_value(img, &l, VHDX_PARENT_LOCATOR_KEY_PARENT_LINKAGE2, &v->linkage[1],
			&v->len_linkage[1]))
		return false;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		if (!find_value(img, &l, paths[i], &text, &len))
			return false;
		if (len == 0)
			continue;
		parent_path_set(img, text, len);
		return true;
	}
	return fault_raise(img->disk, FAULT_VHDX_PARENT_LOCATOR_HEADER_NO_PATH,
			   l.offset + VHDX_PARENT_LOCATOR_HEADER_NUM_ENTRIES_OFFSET, l.num_entries);
}

void vhdx_guid_text(const uint8_t *guid, uint8_t text[VHDX_LEN_GUID_TEXT])
{
	static const char form[] = "{33221100-5544-7766-8899-aabbccddeeff}"; /* each pair: the byte
										that is there */
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < VHDX_LEN_GUID_TEXT; i++) {
		uint8_t byte;

		text[i] = (uint8_t)form[i];
		if (form[i] == '{' || form[i] == '-' || form[i] == '}')
			continue;
		byte = guid[form[i] <= '9' ? form[i] - '0' : form[i] - 'a' + 10];
		text[i++] = (uint8_t)digits[byte >> 4];
		text[i] = (uint8_t)digits[byte & 15];
	}
}

static uint8_t lower(uint8_t c)
{
	return c >= 'A' && c <= 'F' ? (uint8_t)(c - 'A' + 'a') : c;
}

static bool is_guid_text(const uint8_t *text, size_t len, const uint8_t *guid)
{
	uint8_t wanted[VHDX_LEN_GUID_TEXT];

	if (len != sizeof(wanted))
		return false;
	vhdx_guid_text(guid, wanted);
	for (size_t i = 0; i < len; i++)
		if (lower(text[i]) != wanted[i])
			return false;
	return true;
}

void vhdx_check_linkage(const struct vhdx *child, const struct vhdx *parent)
{
	if (child->len_linkage[0] == 0)
		return;
	for (size_t i = 0; i < sizeof(child->linkage) / sizeof(child->linkage[0]); i++)
		if (is_guid_text(child->linkage[i], child->len_linkage[i],
				 parent->header.data_write_guid))
			return;
	message_log(
		"the parent of a VHDX image was changed after its child was made, or is not its parent");
}
