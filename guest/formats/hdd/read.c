/* SPDX-License-Identifier: Apache-2.0 */
/* A Parallels disk: storages that follow each other, each a chain of images that its descriptor
 * names. */
#include "image.h"

#include "generated/structures.h"
#include "stages/chain.h"

extern const struct format format_parallels, format_raw;

/* The snapshots that the disk consists of, from the top on. */
struct levels {
	struct xml_name guid[HDD_MAX_LEVELS];
	uint32_t num;
};

static int hdd_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	struct xml x;

	(void)file_size;
	xml_begin(&x, head, len);
	return xml_next(&x) == XML_OPEN && xml_is(&x, HDD_DESCRIPTOR_ROOT) ? 100 : 0;
}

static bool name_fault(const struct image *img, uint32_t fault, uint64_t value,
		       const struct xml_name *detail)
{
	return fault_raise_detail(img->disk, fault, 0, value, detail->p, detail->num);
}

static const struct hdd_shot *find_shot(const struct hdd *h, const struct xml_name *guid)
{
	for (uint32_t i = 0; i < h->num_shots; i++)
		if (hdd_same_guid(&h->shots[i].guid, guid))
			return &h->shots[i];
	return NULL;
}

static bool find_levels(const struct image *img, const struct hdd *h, struct levels *levels)
{
	static const char none[] = HDD_DESCRIPTOR_GUID_NONE;
	const struct xml_name end = { (const uint8_t *)none, sizeof(none) - 1 };
	struct xml_name next = h->top;

	while (levels->num == 0 || !hdd_same_guid(&next, &end)) {
		const struct hdd_shot *shot = find_shot(h, &next);

		if (!shot)
			return name_fault(img, FAULT_HDD_DESCRIPTOR_TOP_MISSING, 0, &next);
		if (levels->num == HDD_MAX_LEVELS)
			return fault_raise(img->disk, FAULT_HDD_DESCRIPTOR_ENDLESS, 0,
					   HDD_MAX_LEVELS);
		levels->guid[levels->num++] = next;
		next = shot->parent;
	}
	return true;
}

static const struct hdd_image *find_image(const struct hdd *h, uint32_t storage,
					  const struct xml_name *guid)
{
	for (uint32_t i = 0; i < h->num_images; i++)
		if (h->images[i].storage == storage && hdd_same_guid(&h->images[i].guid, guid))
			return &h->images[i];
	return NULL;
}

static bool open_file(const struct image *img, const struct hdd_image *image,
		      const struct hdd_storage *s, struct image **file)
{
	const struct source_options options = { .quirks = img->quirks, .flags = img->source_flags };
	uint64_t sectors = s->end - s->start;
	uint32_t disk;

	if (!io_attach(img->disk, IO_ATTACH_EXTENT, image->file.p, image->file.num, &disk) ||
	    !image_new(disk, img->depth, &options, file) ||
	    !image_open(*file, image->is_plain ? &format_raw : &format_parallels))
		return false;
	if ((*file)->size / HDD_SECTOR_SIZE >= sectors)
		return true;
	(void)name_fault(img, FAULT_HDD_DESCRIPTOR_IMAGE_TOO_SMALL, sectors, &image->file);
	fault_extra((*file)->size / HDD_SECTOR_SIZE);
	return false;
}

static bool open_storage(const struct image *img, const struct hdd *h, uint32_t storage,
			 const struct levels *levels)
{
	struct hdd_storage *s = &h->storages[storage];
	struct image *below = NULL, *last = NULL;

	for (uint32_t level = 0; level < levels->num; level++) {
		const struct hdd_image *image = find_image(h, storage, &levels->guid[level]);
		struct image *file;

		if (!image)
			return name_fault(img, FAULT_HDD_DESCRIPTOR_IMAGE_MISSING, s->start,
					  &levels->guid[level]);
		if (image->is_plain && level + 1 < levels->num)
			return fault_raise(img->disk, FAULT_HDD_DESCRIPTOR_PLAIN_ON_TOP, 0,
					   s->start);
		if (!open_file(img, image, s, &file))
			return false;
		if (level == 0)
			s->top = file;
		else if (level == 1)
			below = file;
		else
			last->backing = file;
		last = file;
	}
	return chain_put_on(s->top, below, img->detail);
}

static bool hdd_open(struct image *img)
{
	struct hdd *h = io_alloc(sizeof(*h), _Alignof(struct hdd));
	struct levels *levels = io_alloc(sizeof(*levels), _Alignof(struct levels));

	if (!h || !levels)
		return false;
	img->state = h;
	if (!hdd_read_descriptor(img, h) || !find_levels(img, h, levels))
		return false;
	img->size = h->num_sectors * HDD_SECTOR_SIZE;
	for (uint32_t i = 0; i < h->num_storages; i++)
		if (!open_storage(img, h, i, levels))
			return false;
	return true;
}

static const struct hdd_storage *find_storage(const struct hdd *h, uint64_t sector)
{
	const struct hdd_storage *s = h->storages;

	while (sector >= s->end)
		s++;
	return s;
}

static bool hdd_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		     size_t max, size_t *num)
{
	const struct hdd_storage *s = find_storage(img->state, pos / HDD_SECTOR_SIZE);
	uint64_t start = s->start * HDD_SECTOR_SIZE, stop = s->end * HDD_SECTOR_SIZE;

	for (struct image *file = s->top; file; file = file->backing) {
		file->depth = img->depth; /* they are parts of one image */
		file->detail = img->detail;
		file->grain = img->grain && start % img->grain == 0 ? img->grain : 0;
	}
	if (!chain_next(s->top, pos - start, (end < stop ? end : stop) - start, out, max, num))
		return false;
	for (size_t i = 0; i < *num; i++)
		out[i].start += start;
	return true;
}

/* qemu-img does not read it, and takes the descriptor for a plain disk. */
const struct format format_hdd = {
	.id = SOURCE_FORMAT_HDD,
	.name = "hdd",
	.only_with = SOURCE_FLAG_BEYOND_QEMU,
	.probe = hdd_probe,
	.open = hdd_open,
	.next = hdd_next,
};
