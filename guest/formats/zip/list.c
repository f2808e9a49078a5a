/* SPDX-License-Identifier: Apache-2.0 */
/* zip: a record at the end of the file leads to a directory of all members. */
#include "base/fault.h"
#include "formats/archive.h"
#include "generated/archive.h"
#include "generated/structures.h"
#include "generated/zip.h"
#include "io/io.h"
#include "io/reader.h"

#define WINDOW 262144u /* more than an entry takes, whose three lengths have 16 bits */

_Static_assert(WINDOW > ZIP_ENTRY_SIZE + 3 * UINT16_MAX, "an entry is seen whole");

struct directory {
	uint64_t base; /* where the archive begins in the file */
	uint64_t start, len;
};

/* The last place where the record can be. */
static bool find_end(uint64_t *place, struct zip_end *end)
{
	uint64_t size = io_size(0);
	uint32_t len = ZIP_MAX_COMMENT_BYTES + ZIP_END_SIZE;
	uint8_t *tail;

	if (len > size)
		len = (uint32_t)size;
	tail = io_alloc(len + 1, 1);
	if (!tail || !io_read(0, size - len, tail, len))
		return false;
	for (uint32_t at = len; at-- > 0;) {
		struct parse_in in = parse_input(tail + at, len - at, size - len + at);

		if (zip_end_parse(&in, end) != PARSE_OK ||
		    end->len_comment > len - at - ZIP_END_SIZE)
			continue;
		*place = size - len + at;
		return true;
	}
	return fault_raise(0, FAULT_ZIP_END_NOT_FOUND, size - len + ZIP_END_MAGIC_OFFSET, 0);
}

/* The second record, where there is one: its place takes that of the first. */
static bool second_end(uint64_t *place, uint64_t *start, uint64_t *len)
{
	uint8_t bytes[ZIP_END64_SIZE];
	struct zip_locator locator;
	struct zip_end64 end;
	struct parse_in in;

	if (*place < ZIP_LOCATOR_SIZE)
		return true;
	if (!io_read(0, *place - ZIP_LOCATOR_SIZE, bytes, ZIP_LOCATOR_SIZE))
		return false;
	in = parse_input(bytes, ZIP_LOCATOR_SIZE, *place - ZIP_LOCATOR_SIZE);
	if (zip_locator_parse(&in, &locator) != PARSE_OK)
		return true;
	if (!io_read_padded(0, locator.ofs_end64, bytes, ZIP_END64_SIZE))
		return false;
	in = parse_input(bytes, ZIP_END64_SIZE, locator.ofs_end64);
	if (zip_end64_parse(&in, &end) != PARSE_OK)
		return fault_parse(0, &in);
	*place = locator.ofs_end64;
	*start = end.ofs_directory;
	*len = end.len_directory;
	return true;
}

static bool find_directory(struct directory *d)
{
	struct zip_end end;
	uint64_t place = 0, record;

	if (!find_end(&place, &end))
		return false;
	record = place;
	d->start = end.ofs_directory;
	d->len = end.len_directory;
	if (!second_end(&place, &d->start, &d->len))
		return false;
	if (d->len > place || d->start > place - d->len)
		return fault_raise(0, FAULT_ZIP_END_PAST_END, record + ZIP_END_OFS_DIRECTORY_OFFSET,
				   d->start);
	d->base = place - d->len - d->start;
	return true;
}

/* A number that is all ones is the next one of the extra field. */
static bool take_number(uint64_t *number, const uint8_t **p, uint32_t *left)
{
	if (*number != ZIP_ABSENT_U4)
		return true;
	if (*left < sizeof(uint64_t))
		return false;
	*number = load_u8le(*p);
	*p += sizeof(uint64_t);
	*left -= sizeof(uint64_t);
	return true;
}

/* The numbers of a member that do not fit its entry. */
static bool take_extra(const uint8_t *p, uint32_t len, uint64_t *size, uint64_t *stored,
		       uint64_t *header)
{
	while (len >= ZIP_EXTRA_SIZE) {
		struct parse_in in = parse_input(p, len, 0);
		struct zip_extra part;
		uint32_t len_data;

		if (zip_extra_parse(&in, &part) != PARSE_OK)
			return false;
		len_data = part.len_data;
		p += ZIP_EXTRA_SIZE;
		len -= ZIP_EXTRA_SIZE;
		if (len_data > len)
			return false;
		if (part.kind == ZIP_EXTRA_ZIP64)
			return take_number(size, &p, &len_data) &&
			       take_number(stored, &p, &len_data) &&
			       take_number(header, &p, &len_data);
		p += len_data;
		len -= len_data;
	}
	return *size != ZIP_ABSENT_U4 && *stored != ZIP_ABSENT_U4 && *header != ZIP_ABSENT_U4;
}

/* Where the bytes of a member begin, past its own header. */
static bool find_bytes(const struct directory *d, uint64_t place, uint64_t header,
		       struct guest_member *member)
{
	uint64_t size = io_size(0), at = d->base + header;
	uint8_t bytes[ZIP_LOCAL_HEADER_SIZE];
	struct zip_local_header h;
	struct parse_in in;

	if (header > size - d->base || size - at < ZIP_LOCAL_HEADER_SIZE)
		return fault_raise(0, FAULT_ZIP_ENTRY_PAST_END, place + ZIP_ENTRY_OFS_HEADER_OFFSET,
				   header);
	if (!io_read(0, at, bytes, ZIP_LOCAL_HEADER_SIZE))
		return false;
	in = parse_input(bytes, ZIP_LOCAL_HEADER_SIZE, at);
	if (zip_local_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(0, &in);
	member->start = at + ZIP_LOCAL_HEADER_SIZE + h.len_name + h.len_extra;
	if (member->start > size || member->length > size - member->start)
		return fault_raise(0, FAULT_ZIP_ENTRY_PAST_END, place + ZIP_ENTRY_OFS_HEADER_OFFSET,
				   header);
	return true;
}

static uint32_t stored_as(const struct zip_entry *entry)
{
	if (entry->flags & ZIP_FLAG_ENCRYPTED)
		return ARCHIVE_STORED_ENCRYPTED;
	if (entry->method == ZIP_METHOD_STORED)
		return ARCHIVE_STORED_PLAIN;
	return entry->method == ZIP_METHOD_DEFLATE ? ARCHIVE_STORED_DEFLATE : ARCHIVE_STORED_OTHER;
}

/* A member, with its name and extra field after its entry. */
static bool show(const struct directory *d, uint64_t place, const struct zip_entry *entry,
		 const uint8_t *name, member_visitor *visit, void *arg)
{
	uint64_t size = entry->len_member, stored = entry->len_stored, header = entry->ofs_header;
	struct guest_member member = { .name = { name, entry->len_name },
				       .stored = stored_as(entry) };

	if (entry->len_name == 0 || name[entry->len_name - 1] == '/')
		return true;
	if (entry->len_name > ZIP_MAX_NAME_BYTES)
		return fault_raise(0, FAULT_ZIP_ENTRY_LONG_NAME, place + ZIP_ENTRY_LEN_NAME_OFFSET,
				   entry->len_name);
	if (!take_extra(name + entry->len_name, entry->len_extra, &size, &stored, &header))
		return fault_raise(0, FAULT_ZIP_ENTRY_NO_EXTRA, place + ZIP_ENTRY_LEN_EXTRA_OFFSET,
				   entry->len_extra);
	member.length = stored;
	member.start = d->base;
	if (member.stored == ARCHIVE_STORED_PLAIN && !find_bytes(d, place, header, &member))
		return false;
	return visit(arg, &member);
}

static bool zip_list(member_visitor *visit, void *arg)
{
	struct directory d = { .base = 0 };
	struct table entries;
	uint64_t at = 0;

	if (!find_directory(&d) || !table_init(&entries, 0, d.base + d.start, d.len, WINDOW))
		return false;
	while (at < d.len) {
		uint64_t place = d.base + d.start + at;
		struct zip_entry entry;
		const uint8_t *bytes;
		struct parse_in in;
		uint32_t need, len;

		if (!table_at(&entries, at, ZIP_ENTRY_SIZE, &bytes, &len))
			return false;
		in = parse_input(bytes, len, place);
		if (zip_entry_parse(&in, &entry) != PARSE_OK)
			return fault_parse(0, &in);
		need = ZIP_ENTRY_SIZE + entry.len_name + entry.len_extra + entry.len_comment;
		if (!table_at(&entries, at, need, &bytes, &len))
			return false;
		if (len < need)
			return fault_raise(0, FAULT_ZIP_ENTRY_CUT_OFF,
					   place + ZIP_ENTRY_LEN_NAME_OFFSET, entry.len_name);
		if (!show(&d, place, &entry, bytes + ZIP_ENTRY_SIZE, visit, arg))
			return false;
		at += need;
	}
	return true;
}

const struct archive archive_zip = { .kind = ARCHIVE_KIND_ZIP, .list = zip_list };
