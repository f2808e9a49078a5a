/* SPDX-License-Identifier: Apache-2.0 */
/* VHD: both footers, the header's checksum, blocks that share their place, space without a user.
 * qemu-img has no check for it. */
#include "formats/check.h"
#include "formats/usage.h"
#include "image.h"

struct look {
	struct image *img;
	struct vhd *v;
	struct check_sink *sink;
	struct usage usage;
	uint64_t num_blocks; /* of the disk */
	uint64_t len_block;  /* in the file, with its bitmap */
	uint64_t next;	     /* sector where a block continues the one before; 0: none was before */
};

static bool tell(struct look *l, uint32_t fault, enum check_effect effect, uint64_t at,
		 uint64_t value, uint64_t extra)
{
	return check_field(l->sink, l->img, fault, effect, at, value, extra, 0);
}

static uint64_t end_of(const struct image *img)
{
	uint64_t size = io_size(img->disk);

	return size + (VHD_SECTOR_SIZE - size % VHD_SECTOR_SIZE) % VHD_SECTOR_SIZE;
}

static bool check_fixed(struct look *l)
{
	uint64_t at = l->v->footer_at;

	return l->img->size <= at || tell(l, FAULT_VHD_FOOTER_CHECK_SIZE, CHECK_EFFECT_CORRUPTION,
					  at + VHD_FOOTER_CURRENT_SIZE_OFFSET, l->img->size, at);
}

static bool check_footers(struct look *l)
{
	uint64_t at = end_of(l->img) - VHD_FOOTER_SIZE;
	uint8_t last[VHD_FOOTER_SIZE];
	uint32_t i = 0;

	if (!io_read_padded(l->img->disk, at, last, sizeof(last)))
		return false;
	if (!bytes_eq(last, VHD_FOOTER_COOKIE, VHD_FOOTER_COOKIE_SIZE))
		return tell(l, FAULT_VHD_FOOTER_CHECK_MISSING, CHECK_EFFECT_CORRUPTION, at, 0, 0);
	while (i < sizeof(last) && last[i] == l->img->head[i])
		i++;
	return i == sizeof(last) ||
	       tell(l, FAULT_VHD_FOOTER_CHECK_COPY_DIFFERS, CHECK_EFFECT_CORRUPTION, at, i, 0);
}

static bool check_header(struct look *l)
{
	uint64_t at = l->v->footer.data_offset;
	uint32_t told = l->v->header.checksum, computed;
	uint8_t bytes[VHD_DYNAMIC_HEADER_SIZE];

	if (!io_read_padded(l->img->disk, at, bytes, sizeof(bytes)))
		return false;
	computed = vhd_dynamic_header_checksum_compute(bytes, sizeof(bytes));
	return told == computed ||
	       tell(l, FAULT_VHD_DYNAMIC_HEADER_CHECK_CHECKSUM, CHECK_EFFECT_CORRUPTION,
		    at + VHD_DYNAMIC_HEADER_CHECKSUM_OFFSET, told, computed);
}

/* Headers, names and table. The footer at the end has its place even where it is missing. */
static bool take_tables(struct look *l)
{
	const struct vhd_dynamic_header *h = &l->v->header;
	bool met;

	usage_take(&l->usage, 0, VHD_FOOTER_SIZE, &met);
	usage_take(&l->usage, end_of(l->img) - VHD_FOOTER_SIZE, VHD_FOOTER_SIZE, &met);
	usage_take(&l->usage, l->v->footer.data_offset, VHD_DYNAMIC_HEADER_SIZE, &met);
	for (size_t i = 0; i < sizeof(h->parent_locators) / sizeof(h->parent_locators[0]); i++)
		if (h->parent_locators[i].platform_code != VHD_PLATFORM_CODE_NONE)
			usage_take(&l->usage, h->parent_locators[i].platform_data_offset,
				   h->parent_locators[i].platform_data_length, &met);
	usage_take(&l->usage, l->v->bat.offset, /* a table has whole sectors */
		   l->v->bat.len +
			   (VHD_SECTOR_SIZE - l->v->bat.len % VHD_SECTOR_SIZE) % VHD_SECTOR_SIZE,
		   &met);
	return !met || tell(l, FAULT_VHD_DYNAMIC_HEADER_CHECK_OVERLAP, CHECK_EFFECT_CORRUPTION,
			    l->v->footer.data_offset + VHD_DYNAMIC_HEADER_TABLE_OFFSET_OFFSET,
			    h->table_offset, 0);
}

static bool count_block(struct look *l, uint64_t index, uint64_t sector, uint64_t at)
{
	struct guest_check_result *r = l->sink->result;

	if (index >= l->num_blocks)
		return tell(l, FAULT_VHD_BAT_ENTRY_CHECK_PAST_DISK, CHECK_EFFECT_LEAK, at, sector,
			    index);
	r->allocated_clusters++;
	r->fragmented_clusters += l->next != 0 && sector != l->next;
	l->next = sector + l->len_block / VHD_SECTOR_SIZE;
	return true;
}

static bool take_block(struct look *l, uint64_t index, uint32_t entry)
{
	uint64_t at = l->v->bat.offset + index * VHD_BAT_ENTRY_SIZE;
	uint64_t sector = vhd_bat_entry_sector(entry);
	bool met;

	if (vhd_bat_entry_classify(entry) == MEANS_HOLE)
		return true;
	if (usage_is_first(&l->usage) && !count_block(l, index, sector, at))
		return false;
	usage_take(&l->usage, vhd_bat_entry_bitmap_offset(entry), l->len_block, &met);
	return !met || tell(l, FAULT_VHD_BAT_ENTRY_CHECK_OVERLAP, CHECK_EFFECT_CORRUPTION, at,
			    sector, index);
}

static bool take_blocks(struct look *l)
{
	struct table *bat = &l->v->bat;
	const uint8_t *entries;
	uint32_t len;

	for (uint64_t pos = 0; pos < bat->len; pos += len) {
		if (!table_at(bat, pos, VHD_BAT_ENTRY_SIZE, &entries, &len))
			return false;
		len -= len % VHD_BAT_ENTRY_SIZE;
		for (uint32_t i = 0; i < len; i += VHD_BAT_ENTRY_SIZE)
			if (!take_block(l, (pos + i) / VHD_BAT_ENTRY_SIZE,
					vhd_bat_entry_load(entries + i)))
				return false;
	}
	return true;
}

/* Writers leave less between blocks, to align them. */
static bool tell_gaps(struct look *l)
{
	uint64_t offset, len;

	while (usage_gap(&l->usage, &offset, &len))
		if (len >= l->len_block && !tell(l, FAULT_VHD_DYNAMIC_HEADER_CHECK_UNUSED,
						 CHECK_EFFECT_LEAK, offset, offset, len))
			return false;
	return true;
}

static bool check_dynamic(struct look *l)
{
	uint64_t block = l->v->header.block_size;

	l->num_blocks = l->img->size / block + (l->img->size % block != 0);
	l->len_block = l->v->len_bitmap + block;
	l->sink->result->total_clusters = l->num_blocks;
	if (!check_footers(l) || !check_header(l) ||
	    !usage_init(&l->usage, VHD_SECTOR_SIZE, io_size(l->img->disk),
			l->sink->config->max_counters))
		return false;
	do {
		if (!take_tables(l) || !take_blocks(l) || !tell_gaps(l))
			return false;
	} while (usage_next(&l->usage));
	return true;
}

bool vhd_check(struct image *img, struct check_sink *sink)
{
	struct look l = { .img = img, .v = img->state, .sink = sink };

	return l.v->fixed ? check_fixed(&l) : check_dynamic(&l);
}
