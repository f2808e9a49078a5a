/* SPDX-License-Identifier: Apache-2.0 */
/* Parallels: a header, and after it a table with one entry for each cluster, which need not be a
 * power of two large. */
#include "base/arith.h"
#include "formats/facts.h"
#include "stages/extent_list.h"
#include "image.h"

#include "generated/structures.h"

#define BAT_WINDOW 65536u

static int parallels_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	(void)file_size;
	if (len < PARALLELS_HEADER_SIZE ||
	    parallels_header_peek_version(head) != PARALLELS_HEADER_VERSION)
		return 0;
	return bytes_eq(head, PARALLELS_SIGNATURE_0, PARALLELS_SIGNATURE_0_SIZE) ||
			       bytes_eq(head, PARALLELS_SIGNATURE_1, PARALLELS_SIGNATURE_1_SIZE)
		       ? 100
		       : 0;
}

/* That there is a cluster size is looked at before how large it is. */
static bool parse_header(const struct image *img, struct parallels_header *h)
{
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE, 0);
	bool parsed = parallels_header_parse(&in, h) == PARSE_OK;

	if (parsed || in.bad_off > PARALLELS_HEADER_CLUSTER_SECTORS_OFFSET)
		if (parallels_header_peek_cluster_sectors(img->head) == 0)
			return fault_raise(img->disk, FAULT_PARALLELS_HEADER_NO_CLUSTER,
					   PARALLELS_HEADER_CLUSTER_SECTORS_OFFSET, 0);
	return parsed || fault_parse(img->disk, &in);
}

static bool check_size(const struct image *img, const struct parallels_header *h)
{
	uint64_t sectors = parallels_header_disk_sectors(h);

	if (!(img->quirks & SOURCE_QUIRK_PARALLELS_BAT_UNCHECKED) &&
	    sectors > (uint64_t)h->num_bat_entries * h->cluster_sectors)
		return fault_raise(img->disk, FAULT_PARALLELS_HEADER_BAT_TOO_SMALL,
				   PARALLELS_HEADER_NUM_BAT_ENTRIES_OFFSET, h->num_bat_entries);
	if (sectors > (uint64_t)INT64_MAX / PARALLELS_SECTOR_SIZE)
		return fault_raise(img->disk, FAULT_PARALLELS_HEADER_TOO_LARGE,
				   PARALLELS_HEADER_NUM_SECTORS_OFFSET, sectors);
	return true;
}

/* Where clusters may begin: where the header says, unless that is in the BAT or past the end of the
 * file. */
static uint64_t first_data_sector(const struct parallels *p)
{
	uint64_t end = PARALLELS_BAT_OFFSET + p->bat.len;
	uint64_t least = (end + PARALLELS_SECTOR_SIZE - 1) / PARALLELS_SECTOR_SIZE;
	uint64_t said = p->header.data_sector, cluster = p->header.cluster_sectors;

	if (parallels_header_is_extended(&p->header))
		least = align_up(least, cluster); /* to qemu, all sizes are powers of two */
	return said >= least && said <= p->file_sectors ? said : least;
}

uint64_t parallels_sector_of(const struct parallels *p, uint32_t entry)
{
	return (uint64_t)parallels_bat_entry_place(entry) * p->unit;
}

/* For the release that refuses what is past the end. */
static bool check_entries(const struct image *img, struct parallels *p)
{
	uint64_t file = io_size(img->disk);
	const uint8_t *entries;
	uint32_t len;

	for (uint64_t pos = 0; pos < p->bat.len; pos += len) {
		if (!table_at(&p->bat, pos, PARALLELS_BAT_ENTRY_SIZE, &entries, &len))
			return false;
		len -= len % PARALLELS_BAT_ENTRY_SIZE;
		for (uint32_t i = 0; i < len; i += PARALLELS_BAT_ENTRY_SIZE) {
			uint32_t entry = parallels_bat_entry_load(entries + i);
			uint64_t place = parallels_sector_of(p, entry) * PARALLELS_SECTOR_SIZE;

			if (place < file)
				continue;
			(void)fault_raise(img->disk, FAULT_PARALLELS_BAT_ENTRY_PAST_END,
					  p->bat.offset + pos + i,
					  parallels_bat_entry_place(entry));
			fault_extra(place);
			fault_extra((pos + i) / PARALLELS_BAT_ENTRY_SIZE);
			fault_extra(file);
			return false;
		}
	}
	return true;
}

static bool parallels_open(struct image *img)
{
	struct parallels *p = io_alloc(sizeof(*p), _Alignof(struct parallels));
	const struct parallels_header *h = &p->header;

	if (!p)
		return false;
	img->state = p;
	if (!parse_header(img, &p->header) || !check_size(img, h))
		return false;
	img->size = parallels_header_disk_sectors(h) * PARALLELS_SECTOR_SIZE;
	img->cluster_size = (uint64_t)h->cluster_sectors * PARALLELS_SECTOR_SIZE;
	img->supports_bitmaps = !(img->quirks & SOURCE_QUIRK_NO_PARALLELS_BITMAPS);
	p->unit = parallels_header_is_extended(h) ? h->cluster_sectors : 1;
	p->file_sectors = io_size(img->disk) / PARALLELS_SECTOR_SIZE +
			  (io_size(img->disk) % PARALLELS_SECTOR_SIZE != 0);
	if (!parallels_check_extension(img, p) ||
	    !table_init(&p->bat, img->disk, PARALLELS_BAT_OFFSET,
			(uint64_t)h->num_bat_entries * PARALLELS_BAT_ENTRY_SIZE, BAT_WINDOW))
		return false;
	p->data_sector = first_data_sector(p);
	return !(img->quirks & SOURCE_QUIRK_PARALLELS_PAST_END_REFUSED) ||
	       (img->source_flags & SOURCE_FLAG_CHECK) || check_entries(img, p);
}

static bool is_here(const struct image *img, const struct parallels *p, uint32_t entry)
{
	uint64_t sector = parallels_sector_of(p, entry);

	if (parallels_bat_entry_classify(entry) == MEANS_HOLE)
		return false;
	if (img->quirks & SOURCE_QUIRK_PARALLELS_PAST_END_IS_DATA)
		return true;
	return sector >= p->data_sector && sector + p->header.cluster_sectors <= p->file_sectors;
}

static bool add_cluster(struct image *img, struct extent_list *list, uint64_t pos, uint64_t n,
			const uint8_t *bytes, uint64_t *done)
{
	const struct parallels *p = img->state;
	uint32_t entry = parallels_bat_entry_load(bytes);
	uint64_t host =
		parallels_sector_of(p, entry) * PARALLELS_SECTOR_SIZE + pos % img->cluster_size;

	(void)done;
	if (!is_here(img, p, entry))
		return extent_add(list, pos, n, img->unallocated, 0);
	if (img->quirks & SOURCE_QUIRK_FILE_HOLES_EVERYWHERE)
		return extent_add_through(list, pos, n, EXTENT_PLAIN, EXTENT_PLAIN_HOLE, host);
	return extent_add(list, pos, n, EXTENT_PLAIN, host);
}

static bool parallels_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
			   size_t max, size_t *num)
{
	struct parallels *p = img->state;
	uint64_t described = (uint64_t)p->header.num_bat_entries * img->cluster_size;
	uint64_t last = end < described ? end : described;
	const struct block_table blocks = {
		.table = &p->bat,
		.len_block = img->cluster_size,
		.len_entry = PARALLELS_BAT_ENTRY_SIZE,
		.add = add_cluster,
	};
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	if (extent_add_blocks(&list, img, &blocks, pos, last) && end > last) {
		pos = pos > last ? pos : last;
		(void)!extent_add(&list, pos, end - pos, img->unallocated, 0);
	}
	return extent_list_end(&list, num);
}

bool parallels_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	const struct parallels *p = img->state;
	uint64_t extension = p->header.extension_sector;

	return visit(arg, STRUCTURE_PARALLELS_HEADER, 0, PARALLELS_HEADER_SIZE) &&
	       visit(arg, STRUCTURE_PARALLELS_BAT_ENTRY, p->bat.offset, p->bat.len) &&
	       (extension == 0 || visit(arg, STRUCTURE_PARALLELS_EXTENSION_HEADER,
					extension * PARALLELS_SECTOR_SIZE, img->cluster_size));
}

const struct format format_parallels = {
	.id = SOURCE_FORMAT_PARALLELS,
	.name = "parallels",
	.unallocated_unknown = true,
	.hides_cluster = true,
	.not_with = SOURCE_QUIRK_NO_PARALLELS,
	.backing = true,
	.probe = parallels_probe,
	.open = parallels_open,
	.next = parallels_next,
};
