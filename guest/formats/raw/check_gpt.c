/* SPDX-License-Identifier: Apache-2.0 */
/* GUID partition tables: both headers, their checksums, and the partitions. */
#include "partitions.h"

#include <string.h>

/* A header and the sector that it is in. */
struct gpt {
	uint64_t sector;
	bool found; /* the signature is there */
	bool fine;  /* ... and what the header says can be used */
	uint8_t bytes[RAW_GPT_HEADER_LEN_HEADER_MAX];
	struct raw_gpt_header header;
};

static uint64_t place(const struct raw_look *l, const struct gpt *g)
{
	return g->sector * l->sector_size;
}

static bool tell_header(struct raw_look *l, const struct gpt *g, uint32_t fault, uint64_t field,
			uint64_t value, uint64_t extra)
{
	return raw_tell(l, fault, place(l, g) + field, value, extra, 0);
}

static bool read_header(struct raw_look *l, uint64_t sector, struct gpt *g)
{
	g->sector = sector;
	g->found = g->fine = false;
	if (sector >= l->num_sectors)
		return true;
	if (!io_read_padded(l->img->disk, place(l, g), g->bytes, sizeof(g->bytes)))
		return false;
	g->found = bytes_eq(g->bytes, RAW_GPT_HEADER_SIGNATURE, RAW_GPT_HEADER_SIGNATURE_SIZE);
	return true;
}

/* The first header, or the last one where that is missing, in sectors of either size. */
static bool find_header(struct raw_look *l, struct gpt *g)
{
	static const uint32_t sizes[] = { RAW_SECTOR_SIZE, RAW_LARGE_SECTOR_SIZE };

	for (uint32_t last = 0; last < 2; last++)
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			l->sector_size = sizes[i];
			l->num_sectors = l->img->size / sizes[i];
			if (l->num_sectors <= RAW_GPT_HEADER_SECTOR)
				continue;
			if (!read_header(l, last ? l->num_sectors - 1 : RAW_GPT_HEADER_SECTOR, g))
				return false;
			if (g->found)
				return true;
		}
	l->sector_size = RAW_SECTOR_SIZE;
	l->num_sectors = l->img->size / RAW_SECTOR_SIZE;
	return true;
}

static bool check_sum(struct raw_look *l, struct gpt *g)
{
	uint32_t computed = checksum_crc32(g->bytes, g->header.len_header,
					   RAW_GPT_HEADER_HEADER_CRC32_OFFSET,
					   sizeof(g->header.header_crc32));

	g->fine = computed == g->header.header_crc32;
	return g->fine ||
	       tell_header(l, g, FAULT_RAW_GPT_HEADER_CHECK_HEADER_CHECKSUM,
			   RAW_GPT_HEADER_HEADER_CRC32_OFFSET, g->header.header_crc32, computed);
}

/* What the header says of itself. */
static bool check_header(struct raw_look *l, struct gpt *g)
{
	struct parse_in in = parse_input(g->bytes, sizeof(g->bytes), place(l, g));
	const struct raw_gpt_header *h = &g->header;

	if (raw_gpt_header_parse(&in, &g->header) != PARSE_OK)
		return tell_header(l, g, FAULT_RAW_GPT_HEADER_CHECK_BROKEN, in.bad_off, in.bad_off,
				   0);
	if (h->len_header > l->sector_size)
		return tell_header(l, g, FAULT_RAW_GPT_HEADER_CHECK_BROKEN,
				   RAW_GPT_HEADER_LEN_HEADER_OFFSET,
				   RAW_GPT_HEADER_LEN_HEADER_OFFSET, 0);
	if (!check_sum(l, g))
		return false;
	if (h->my_sector != g->sector &&
	    !tell_header(l, g, FAULT_RAW_GPT_HEADER_CHECK_PLACE, RAW_GPT_HEADER_MY_SECTOR_OFFSET,
			 h->my_sector, g->sector))
		return false;
	return h->last_usable_sector < l->num_sectors ||
	       tell_header(l, g, FAULT_RAW_GPT_HEADER_CHECK_USABLE_PAST_END,
			   RAW_GPT_HEADER_LAST_USABLE_SECTOR_OFFSET, h->last_usable_sector,
			   l->num_sectors);
}

/* The type of an unused entry is all zeros. */
static bool is_used(const struct raw_gpt_entry *e)
{
	for (size_t i = 0; i < sizeof(e->type_guid); i++)
		if (e->type_guid[i] != 0)
			return true;
	return false;
}

static bool check_entry(struct raw_look *l, const struct raw_gpt_header *h, const uint8_t *bytes,
			uint64_t at)
{
	struct parse_in in = parse_input(bytes, RAW_GPT_ENTRY_SIZE, at);
	struct raw_gpt_entry e;
	struct partition p;

	if (raw_gpt_entry_parse(&in, &e) != PARSE_OK)
		return fault_parse(l->img->disk, &in);
	if (!is_used(&e))
		return true;
	if (e.last_sector < e.first_sector)
		return raw_tell(l, FAULT_RAW_GPT_ENTRY_CHECK_BACKWARDS,
				at + RAW_GPT_ENTRY_LAST_SECTOR_OFFSET, e.last_sector,
				e.first_sector, 0);
	p = (struct partition){ e.first_sector, e.last_sector + (e.last_sector != UINT64_MAX),
				at + RAW_GPT_ENTRY_FIRST_SECTOR_OFFSET };
	if ((p.first < h->first_usable_sector || e.last_sector > h->last_usable_sector) &&
	    !raw_tell(l, FAULT_RAW_GPT_ENTRY_CHECK_OUTSIDE, p.at, p.first, e.last_sector, 0))
		return false;
	return raw_add(l, &p, FAULT_RAW_GPT_ENTRY_CHECK_OVERLAP);
}

/* `whole`: the partitions of this header are looked at, else its checksum of them only. */
static bool check_bytes(struct raw_look *l, struct gpt *g, const uint8_t *bytes, uint64_t at,
			uint32_t len, bool whole)
{
	const struct raw_gpt_header *h = &g->header;
	uint32_t computed = checksum_crc32(bytes, len, len, 0);

	if (computed != h->entries_crc32 &&
	    !tell_header(l, g, FAULT_RAW_GPT_HEADER_ENTRIES_CHECKSUM,
			 RAW_GPT_HEADER_ENTRIES_CRC32_OFFSET, h->entries_crc32, computed))
		return false;
	for (uint32_t i = 0; whole && i < len; i += h->len_entry)
		if (!check_entry(l, h, bytes + i, at + i))
			return false;
	return true;
}

static bool check_entries(struct raw_look *l, struct gpt *g, bool whole)
{
	const struct raw_gpt_header *h = &g->header;
	uint64_t at = h->entries_sector * l->sector_size;
	uint32_t len = h->num_entries * h->len_entry;
	size_t mark = io_mark();
	uint8_t *bytes;
	bool fine;

	if (h->num_entries > RAW_MAX_GPT_ENTRIES)
		return check_field(l->sink, l->img, FAULT_RAW_GPT_HEADER_CHECK_TOO_MANY,
				   CHECK_EFFECT_CHECK_ERROR,
				   place(l, g) + RAW_GPT_HEADER_NUM_ENTRIES_OFFSET, h->num_entries,
				   RAW_MAX_GPT_ENTRIES, 0);
	if (h->entries_sector >= l->num_sectors || len > l->img->size - at)
		return tell_header(l, g, FAULT_RAW_GPT_HEADER_ENTRIES_PAST_END,
				   RAW_GPT_HEADER_ENTRIES_SECTOR_OFFSET, h->entries_sector, 0);
	bytes = io_alloc(len + 1, 1);
	if (!bytes || !io_read_padded(l->img->disk, at, bytes, len))
		return false;
	fine = check_bytes(l, g, bytes, at, len, whole);
	io_release(mark);
	return fine;
}

/* The first byte in which two headers tell different things; all of them: none. */
static uint32_t difference(const struct raw_gpt_header *a, const struct raw_gpt_header *b)
{
	if (a->first_usable_sector != b->first_usable_sector)
		return RAW_GPT_HEADER_FIRST_USABLE_SECTOR_OFFSET;
	if (a->last_usable_sector != b->last_usable_sector)
		return RAW_GPT_HEADER_LAST_USABLE_SECTOR_OFFSET;
	if (memcmp(a->disk_guid, b->disk_guid, sizeof(a->disk_guid)) != 0)
		return RAW_GPT_HEADER_DISK_GUID_OFFSET;
	if (a->num_entries != b->num_entries)
		return RAW_GPT_HEADER_NUM_ENTRIES_OFFSET;
	if (a->len_entry != b->len_entry)
		return RAW_GPT_HEADER_LEN_ENTRY_OFFSET;
	return a->entries_crc32 != b->entries_crc32 ? RAW_GPT_HEADER_ENTRIES_CRC32_OFFSET
						    : RAW_GPT_HEADER_SIZE;
}

static bool check_copy(struct raw_look *l, const struct gpt *g)
{
	struct gpt copy;
	uint32_t differs;

	if (!read_header(l, g->header.alternate_sector, &copy))
		return false;
	if (!copy.found)
		return tell_header(l, g, FAULT_RAW_GPT_HEADER_CHECK_COPY_MISSING,
				   RAW_GPT_HEADER_ALTERNATE_SECTOR_OFFSET,
				   g->header.alternate_sector, 0);
	if (!check_header(l, &copy))
		return false;
	if (!copy.fine)
		return true;
	differs = difference(&g->header, &copy.header);
	return (differs == RAW_GPT_HEADER_SIZE ||
		tell_header(l, &copy, FAULT_RAW_GPT_HEADER_CHECK_COPY_DIFFERS, differs, differs,
			    0)) &&
	       check_entries(l, &copy, false);
}

/* The first header cannot be used: what is in the last sector is all there is. */
static bool check_last(struct raw_look *l, struct gpt *g)
{
	return read_header(l, l->num_sectors - 1, g) &&
	       (!g->found || (check_header(l, g) && (!g->fine || check_entries(l, g, true))));
}

bool raw_check_gpt(struct raw_look *l, bool *found)
{
	struct gpt g;

	if (!find_header(l, &g))
		return false;
	*found = g.found;
	if (!g.found)
		return true;
	if (g.sector != RAW_GPT_HEADER_SECTOR)
		return raw_tell(l, FAULT_RAW_GPT_HEADER_CHECK_FIRST_MISSING,
				(uint64_t)RAW_GPT_HEADER_SECTOR * l->sector_size,
				RAW_GPT_HEADER_SECTOR, g.sector, 0) &&
		       check_last(l, &g);
	if (!check_header(l, &g))
		return false;
	if (!g.fine)
		return check_last(l, &g);
	return check_entries(l, &g, true) && check_copy(l, &g);
}
