/* SPDX-License-Identifier: Apache-2.0 */
/* The region table, of which qemu reads the first copy only, and what must not overlap: log,
 * regions, blocks. */
#include "image.h"

#include "generated/raw.h"
#include "generated/structures.h"

static bool overlap(const struct vhdx_region *r, uint64_t start, uint64_t end)
{
	return start < r->end && end > r->start;
}

static bool find_overlap(const struct vhdx *v, uint64_t start, uint64_t end,
			 struct vhdx_region *which)
{
	for (uint32_t i = v->num_regions; i-- > 0;) {
		if (!overlap(&v->regions[i], start, end))
			continue;
		*which = v->regions[i];
		return true;
	}
	return false;
}

/* The sorted regions do not overlap each other, so their ends are in order too, and the first that
 * ends past `start` decides. */
bool vhdx_overlaps(const struct vhdx *v, uint64_t start, uint64_t end, struct vhdx_region *which)
{
	uint32_t low = 0, high = v->num_sorted;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (v->sorted[middle].end > start)
			high = middle;
		else
			low = middle + 1;
	}
	return low < v->num_sorted && overlap(&v->sorted[low], start, end) &&
	       find_overlap(v, start, end, which);
}

static bool before(const struct vhdx_region *a, const struct vhdx_region *b)
{
	return a->start < b->start || (a->start == b->start && a->end < b->end);
}

/* A region whose end passes 2^64 is left out: no block can reach it. */
static void sort_regions(struct vhdx *v)
{
	for (uint32_t i = 0; i < v->num_regions; i++) {
		struct vhdx_region r = v->regions[i];
		uint32_t at = v->num_sorted;

		if (r.end < r.start)
			continue;
		for (; at > 0 && before(&r, &v->sorted[at - 1]); at--)
			v->sorted[at] = v->sorted[at - 1];
		v->sorted[at] = r;
		v->num_sorted++;
	}
}

static bool is_guid(const uint8_t *guid, const char *known)
{
	return bytes_eq(guid, known, VHDX_GUID_REGION_BAT_SIZE);
}

/* Keep the entry of a region that is needed. */
static bool keep(struct image *img, struct vhdx_region_table_entry *to, bool *found,
		 const struct vhdx_region_table_entry *e, uint64_t at)
{
	if (*found)
		return fault_raise(img->disk, FAULT_VHDX_REGION_TABLE_ENTRY_DUPLICATE, at, 0);
	if (e->file_offset > RAW_MAX_FILE_BYTES || e->length > RAW_MAX_FILE_BYTES - e->file_offset)
		return fault_raise(img->disk, FAULT_VHDX_REGION_TABLE_ENTRY_PAST_LIMIT,
				   at + VHDX_REGION_TABLE_ENTRY_FILE_OFFSET_OFFSET, e->file_offset);
	*found = true;
	*to = *e;
	return true;
}

struct found {
	bool bat, metadata;
};

static bool add_entry(struct image *img, struct vhdx *v, struct found *found,
		      const struct vhdx_region_table_entry *e, uint64_t at)
{
	struct vhdx_region r = { e->file_offset, e->file_offset + e->length }, other;

	if (find_overlap(v, r.start, r.end, &other)) {
		(void)fault_raise(img->disk, FAULT_VHDX_REGION_TABLE_ENTRY_OVERLAP,
				  at + VHDX_REGION_TABLE_ENTRY_FILE_OFFSET_OFFSET, r.start);
		fault_extra(r.start);
		fault_extra(r.end);
		fault_extra(other.start);
		fault_extra(other.end);
		return false;
	}
	v->regions[v->num_regions++] = r;
	if (is_guid(e->guid, VHDX_GUID_REGION_BAT)) {
		v->bat_region_at = at;
		return keep(img, &v->bat_region, &found->bat, e, at);
	}
	if (is_guid(e->guid, VHDX_GUID_REGION_METADATA))
		return keep(img, &v->metadata_region, &found->metadata, e, at);
	if (vhdx_region_table_entry_is_required(e))
		return fault_raise(img->disk, FAULT_VHDX_REGION_TABLE_ENTRY_UNKNOWN_REQUIRED, at,
				   0);
	return true;
}

/* The table's bytes and header. */
static bool read_table(struct image *img, const uint8_t **bytes, struct vhdx_region_table_header *h)
{
	uint8_t *table = io_alloc(VHDX_REGION_TABLE_SIZE, 16);
	struct parse_in in = parse_input(table, VHDX_REGION_TABLE_SIZE, VHDX_REGION_TABLE_1_OFFSET);
	uint32_t sum;

	if (!table ||
	    !io_read_padded(img->disk, VHDX_REGION_TABLE_1_OFFSET, table, VHDX_REGION_TABLE_SIZE))
		return false;
	if (vhdx_region_table_header_parse(&in, h) != PARSE_OK)
		return fault_parse(img->disk, &in);
	sum = checksum_crc32c(table, VHDX_REGION_TABLE_SIZE,
			      VHDX_REGION_TABLE_HEADER_CHECKSUM_OFFSET, sizeof(h->checksum));
	if (sum != h->checksum)
		return fault_raise(img->disk, FAULT_VHDX_REGION_TABLE_HEADER_CHECKSUM_MISMATCH,
				   VHDX_REGION_TABLE_1_OFFSET +
					   VHDX_REGION_TABLE_HEADER_CHECKSUM_OFFSET,
				   h->checksum);
	*bytes = table;
	return true;
}

bool vhdx_read_regions(struct image *img, struct vhdx *v)
{
	struct vhdx_region_table_header h;
	struct found found = { false, false };
	const uint8_t *table;

	if (!read_table(img, &table, &h))
		return false;
	v->regions =
		io_alloc((h.num_entries + 1) * sizeof(*v->regions), _Alignof(struct vhdx_region));
	v->sorted =
		io_alloc((h.num_entries + 1) * sizeof(*v->sorted), _Alignof(struct vhdx_region));
	if (!v->regions || !v->sorted)
		return false;
	v->regions[v->num_regions++] =
		(struct vhdx_region){ v->header.log_offset,
				      v->header.log_offset + v->header.log_length };
	for (uint32_t i = 0; i < h.num_entries; i++) {
		uint32_t at = VHDX_REGION_TABLE_HEADER_SIZE + i * VHDX_REGION_TABLE_ENTRY_SIZE;
		struct parse_in in = parse_input(table + at, VHDX_REGION_TABLE_ENTRY_SIZE,
						 VHDX_REGION_TABLE_1_OFFSET + at);
		struct vhdx_region_table_entry e;

		if (vhdx_region_table_entry_parse(&in, &e) != PARSE_OK)
			return fault_parse(img->disk, &in);
		if (!add_entry(img, v, &found, &e, in.base))
			return false;
	}
	if (!found.bat || !found.metadata)
		return fault_raise(img->disk, FAULT_VHDX_REGION_TABLE_HEADER_MISSING_REGION,
				   VHDX_REGION_TABLE_1_OFFSET +
					   VHDX_REGION_TABLE_HEADER_NUM_ENTRIES_OFFSET,
				   h.num_entries);
	sort_regions(v);
	return true;
}
